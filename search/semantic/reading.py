"""What is published of one model's vectors, as readers hold it: entries, and their nearness to a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.queries import Filters, Hit
from schemas.vectors import Facts, Vector
from search.conditions import build_conditions
from search.semantic.catalogue import Catalogue, load_catalogue
from search.semantic.masks import build_mask
from search.semantic.shelf import Manifest
from search.semantic.vectors import Records, Vectors, open_records, score_records

# Below this share of the vectors, only those asked for are compared: gathering them costs as much as comparing twice.
_WORTH_GATHERING = 0.3
# Digits of a cosine that count: the last ones depend on the processor.
_DIGITS = 5


@dataclass(frozen=True)
class Snapshot:
    """One state of the vectors. `vector` is the record of each entry, -1 where there is none yet."""

    catalogue: Catalogue
    records: Records
    vector: NDArray[np.int64]

    def find_nearest(self, query: Sequence[float], filters: Filters, today: str, limit: int) -> list[Hit]:
        """The entries nearest to the unit vector `query` of those that pass the filters, by (cosine, id)."""
        conditions = build_conditions(filters, today)
        rows = np.flatnonzero(build_mask(conditions, self.catalogue) & (self.vector >= 0))
        if not len(rows) or limit <= 0:
            return []
        scores = self._score(_widen(query), self.vector[rows])
        if len(rows) > limit:
            least = np.partition(scores, len(rows) - limit)[len(rows) - limit]
            kept = np.flatnonzero(scores >= least - 10.0**-_DIGITS)
            rows, scores = rows[kept], scores[kept]
        ids = self.catalogue.ids
        rounded = np.round(scores.astype(np.float64), _DIGITS).tolist()
        found = sorted((-score, ids[row]) for row, score in zip(rows.tolist(), rounded, strict=True))
        return [Hit(identifier, -score) for score, identifier in found[:limit]]

    def find_similarities(self, query: Sequence[float], ids: Iterable[str]) -> dict[str, float]:
        """The cosine of each of those entries that has a vector."""
        positions = self.catalogue.positions
        rows = [row for i in ids if (row := positions.get(i)) is not None and self.vector[row] >= 0]
        if not rows:
            return {}
        scores = np.round(self._score(_widen(query), self.vector[rows]).astype(np.float64), _DIGITS)
        return {self.catalogue.ids[row]: float(score) for row, score in zip(rows, scores.tolist(), strict=True)}

    def find_facts(self, ids: Sequence[str]) -> list[Facts]:
        """What facets count of those entries."""
        positions = self.catalogue.positions
        return [self.catalogue.facts_of(positions[i]) for i in ids if i in positions]

    def stamps(self) -> dict[str, str]:
        """Every version listed, with the state that it was taken in."""
        return self.catalogue.stamps

    def ids(self) -> Iterator[str]:
        """Every entry listed."""
        return iter(self.catalogue.ids)

    def vectors(self) -> Iterator[tuple[int, Vector]]:
        """Every vector that a text still has, with its key."""
        for record in self.records[np.unique(self.vector[self.vector >= 0])]:
            yield int(record["key"]), Vector(record["code"].tobytes(), float(record["scale"]))

    def _score(self, query: Vectors, wanted: NDArray[np.int64]) -> Vectors:
        """Cosines of the records at those positions, each compared once."""
        if len(wanted) < _WORTH_GATHERING * len(self.records):
            unique, places = np.unique(wanted, return_inverse=True)
            return score_records(self.records[unique], query)[places]
        return score_records(self.records, query)[wanted]


def _widen(query: Sequence[float]) -> Vectors:
    return np.asarray(query, np.float32)


def open_snapshot(folder: Path, manifest: Manifest, held: Catalogue | None = None) -> Snapshot:
    """What the manifest names; `held` is its catalogue where that was read before.

    Raises IncompatibleData for files that are missing or cut off.
    """
    catalogue = held or load_catalogue(folder / manifest.catalogue)
    records = open_records(folder / manifest.vectors, manifest.rows, manifest.dimensions)
    return Snapshot(catalogue, records, find_records(records, catalogue.key))


def find_records(records: Records, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The position among `records` of each key, -1 where it is not there."""
    held = np.ascontiguousarray(records["key"])
    if not len(held):
        return np.full(len(keys), -1, np.int64)
    order = np.argsort(held, kind="stable")
    places = np.minimum(np.searchsorted(held, keys, sorter=order), len(held) - 1)
    found = order[places]
    return np.where(held[found] == keys, found, -1)
