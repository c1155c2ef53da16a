"""The articles that questions are answered from, with the vectors that fatu embedded them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.errors import NotFound
from schemas.pinpoints import Pinpoint, format_pinpoint, parse_eid
from search.semantic.catalogue import load_catalogue
from search.semantic.local import LocalVectors
from search.semantic.meaning import Meaning
from search.semantic.shelf import load_manifest
from search.semantic.vectors import open_records
from training.questions import Place, Question

# Local law and cases answer no question of STARD.
_LEFT_OUT = ("DLC/", "案例/")
# Cosine from which articles of two files count as the same: of 14 such pairs at 0.96 to 0.975, looked at by title and
# number, 11 were of two versions of one instrument and 3 of two instruments on one matter. Neighbours in one file are
# as near and say something else.
_TWIN = 0.96
_BLOCK = 128


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Unit vectors (articles × 512), the number of each one's file, and the row of each article."""

    vectors: NDArray[np.float32]
    files: NDArray[np.int64]
    rows: Mapping[Place, int]

    def find_rows(self, question: Question) -> list[int]:
        """The rows of a question's articles that are held."""
        return [self.rows[place] for place in question.articles if place in self.rows]

    def find_twins(self, rows: Iterable[int]) -> dict[int, list[int]]:
        """Other articles that say the same as each: the rule in other versions or in another instrument."""
        wanted = sorted(set(rows))
        twins: dict[int, list[int]] = {}
        for start in range(0, len(wanted), _BLOCK):
            block = wanted[start : start + _BLOCK]
            near = self.vectors[block] @ self.vectors.T >= _TWIN
            near &= self.files[block][:, None] != self.files
            twins |= {row: np.flatnonzero(found).tolist() for row, found in zip(block, near, strict=True)}
        return twins


def load_pool(meaning: Meaning) -> Pool:
    """Every article of national law that is embedded there, in all its versions. Raises NotFound where nothing is."""
    shelf = meaning.vectors
    assert isinstance(shelf, LocalVectors)
    manifest = load_manifest(shelf.folder)
    if manifest is None or manifest.waiting:
        raise NotFound(f"the vectors in {shelf.folder} are not complete", "run `fatu ingest` and `fatu embed` there")
    catalogue = load_catalogue(shelf.folder / manifest.catalogue)
    records = open_records(shelf.folder / manifest.vectors, manifest.rows, manifest.dimensions)
    known = {int(key): row for row, key in enumerate(records["key"])}
    chosen: dict[Place, int] = {}
    for identifier, path, key in zip(catalogue.ids, catalogue.path, catalogue.key.tolist(), strict=True):
        place = _name_article(catalogue.paths[path], identifier)
        if place:
            chosen.setdefault(place, known[key])
    vectors = records["code"][list(chosen.values())].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    numbers = {name: n for n, name in enumerate(dict.fromkeys(name for name, _ in chosen))}
    return Pool(
        vectors, np.array([numbers[name] for name, _ in chosen]), {place: row for row, place in enumerate(chosen)}
    )


def _name_article(path: str, identifier: str) -> Place | None:
    found = parse_eid(identifier.rpartition("~")[2])
    if path.startswith(_LEFT_OUT) or found is None or found.article is None or found != found.article_only:
        return None
    return Path(path).name, format_pinpoint(Pinpoint(found.article, found.article_suffix))
