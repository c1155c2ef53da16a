"""What there is to find by meaning: every entry with the key of its text, and what filters ask of it."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.errors import IncompatibleData
from schemas.queries import HitType, IndexDocument
from schemas.vectors import Entry, Facts, Version
from search.semantic.texts import build_key, prepare_text
from search.semantic.versions import build_version

TYPES = tuple(HitType)


@dataclass(frozen=True)
class Catalogue:
    """All entries as columns. `version`, `path`, `record`, `concept`, `type` are positions in `versions` … and TYPES.

    `concepts` holds each set of concepts that entries share.
    """

    versions: tuple[Version, ...]
    paths: tuple[str, ...]
    records: tuple[str, ...]
    concepts: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...]
    version: NDArray[np.int32]
    path: NDArray[np.int32]
    record: NDArray[np.int32]
    concept: NDArray[np.int32]
    type: NDArray[np.uint8]
    key: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The row of each entry by its id."""
        return {identifier: row for row, identifier in enumerate(self.ids)}

    @property
    def stamps(self) -> dict[str, str]:
        """The state that each version was taken in."""
        return {v.id: v.stamp for v in self.versions}

    def entries(self) -> Iterator[tuple[Version, list[Entry]]]:
        """Each version with its entries."""
        for number, rows in groupby(range(len(self)), key=lambda row: int(self.version[row])):
            yield self.versions[number], [self._entry(row) for row in rows]

    def facts_of(self, row: int) -> Facts:
        """What facets count of the entry at that row."""
        record, concepts = self.records[self.record[row]], self.concepts[self.concept[row]]
        return Facts(self.versions[self.version[row]], TYPES[self.type[row]], record, concepts)

    def _entry(self, row: int) -> Entry:
        return Entry(
            self.ids[row],
            TYPES[self.type[row]],
            self.records[self.record[row]],
            self.paths[self.path[row]],
            int(self.key[row]),
            self.concepts[self.concept[row]],
        )


def read_entries(
    documents: Iterable[IndexDocument], stamps: Mapping[str, str]
) -> Iterator[tuple[Version, list[Entry], dict[int, str]]]:
    """Versions with their entries, and the texts of these by their keys. Documents of a version stand together.

    Entries of one version that differ in what filters ask of come as several versions of the same id.
    """
    for expression, group in groupby(documents, key=lambda d: d.expression):
        parts: dict[Version, tuple[list[Entry], dict[int, str]]] = {}
        for document in group:
            text = prepare_text(document)
            key = build_key(text)
            entries, texts = parts.setdefault(build_version(document, stamps.get(expression, "")), ([], {}))
            entries.append(_build_entry(document, key))
            texts[key] = text
        for version, (entries, texts) in parts.items():
            yield version, entries, texts


def _build_entry(document: IndexDocument, key: int) -> Entry:
    return Entry(document.id, document.type, document.record, document.path, key, document.concepts)


def build_catalogue(groups: Iterable[tuple[Version, list[Entry]]]) -> Catalogue:
    """The columns of versions and their entries; versions without entries stay out."""
    versions: list[Version] = []
    paths: dict[str, int] = {}
    records: dict[str, int] = {}
    concepts: dict[tuple[str, ...], int] = {}
    rows: list[tuple[int, Entry]] = []
    for version, entries in groups:
        if entries:
            rows += [(len(versions), entry) for entry in entries]
            versions.append(version)
    path = [paths.setdefault(entry.path, len(paths)) for _, entry in rows]
    record = [records.setdefault(entry.record, len(records)) for _, entry in rows]
    concept = [concepts.setdefault(entry.concepts, len(concepts)) for _, entry in rows]
    return Catalogue(
        versions=tuple(versions),
        paths=tuple(paths),
        records=tuple(records),
        concepts=tuple(concepts),
        ids=tuple(entry.id for _, entry in rows),
        version=np.array([number for number, _ in rows], np.int32),
        path=np.array(path, np.int32),
        record=np.array(record, np.int32),
        concept=np.array(concept, np.int32),
        type=np.array([TYPES.index(entry.type) for _, entry in rows], np.uint8),
        key=np.array([entry.key for _, entry in rows], np.uint64),
    )


def save_catalogue(catalogue: Catalogue, path: Path) -> None:
    """Write it, safe on the disk; the archive's own checksums tell later whether it is whole."""
    words = {
        "versions": [asdict(v) for v in catalogue.versions],
        "paths": catalogue.paths,
        "records": catalogue.records,
        "concepts": catalogue.concepts,
        "ids": catalogue.ids,
    }
    text = json.dumps(words, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    with path.open("wb") as file:
        np.savez(
            file,
            words=np.frombuffer(text, np.uint8),
            version=catalogue.version,
            path=catalogue.path,
            record=catalogue.record,
            concept=catalogue.concept,
            type=catalogue.type,
            key=catalogue.key,
        )
        file.flush()
        os.fsync(file.fileno())


def load_catalogue(path: Path) -> Catalogue:
    """Read it back. Raises IncompatibleData for a file that is missing, cut off or no catalogue."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            words = json.loads(stored["words"].tobytes())
            columns = {name: stored[name] for name in ("version", "path", "record", "concept", "type", "key")}
        concepts = tuple(map(tuple, words["concepts"]))
        versions = tuple(Version(**{**v, "issuers": tuple(v["issuers"])}) for v in words["versions"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise IncompatibleData(f"the list of vectors in {path} can't be read: {error}", "run `fatu embed`") from error
    paths, records, ids = (tuple(words[name]) for name in ("paths", "records", "ids"))
    return Catalogue(versions, paths, records, concepts, ids, **columns)
