"""The writer of a local shelf: appends vectors, writes the list of entries anew, and publishes both by a manifest."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from schemas.errors import IncompatibleData, StoreBusy, StoreUnavailable
from schemas.vectors import Entry, Vector, Version
from search.semantic.catalogue import Catalogue, build_catalogue, load_catalogue, save_catalogue
from search.semantic.shelf import Manifest, load_manifest, make_name, publish_manifest
from search.semantic.vectors import RecordWriter, open_records, pack_records, record_type

# Vectors of texts that are no more may take up half as much room again before the file is written anew.
_SLACK, _LEAST_SLACK = 1.5, 2_000


@contextmanager
def open_shelf_writer(folder: Path, fresh: Manifest) -> Iterator[ShelfWriter]:
    """Hold the writer's place of all models' shelves; `fresh` is the manifest of an empty one.

    Raises StoreBusy where another process has it, StoreUnavailable where it can't be written.
    """
    root = folder.parent
    with guard_writing(root):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / "writer.lock").acquire(timeout=0.1):
            yield ShelfWriter(folder, fresh)
    except Timeout:
        raise StoreBusy(f"another process is embedding into {root}", "wait for it: both would do the same") from None


@contextmanager
def guard_writing(folder: Path) -> Iterator[None]:
    """Turns a full disk and the like into StoreUnavailable."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(
            f"vectors can't be written to {folder}: {error.strerror or error}",
            "what was published before counts; make room and run `fatu embed`",
        ) from error


class ShelfWriter:
    """Made by `open_shelf_writer`. Damaged files count as missing: what is whole of them is kept."""

    def __init__(self, folder: Path, fresh: Manifest) -> None:
        self._root, self._folder, self._dimensions = folder.parent, folder, fresh.dimensions
        self._manifest = _salvage(folder, fresh)
        self._catalogue = self._load_catalogue()

    def listed(self) -> dict[str, str]:
        """Every version listed, with the state that it was taken in."""
        return self._catalogue.stamps

    def complete(self) -> set[str]:
        """The versions all of whose entries have their vectors."""
        catalogue = self._catalogue
        lacking = np.unique(catalogue.version[~np.isin(catalogue.key, self._held_keys())])
        # Versions that differ in what filters ask of stand apart, under one id.
        incomplete = {catalogue.versions[number].id for number in lacking}
        return catalogue.stamps.keys() - incomplete

    def replace(self, versions: Collection[str], groups: Iterable[tuple[Version, list[Entry]]]) -> set[int]:
        """List `groups` in the place of those versions; the keys that have no vector yet."""
        dropped = set(versions)
        fresh = list(groups)
        if fresh or dropped or not self._manifest.catalogue:
            kept = [(version, entries) for version, entries in self._catalogue.entries() if version.id not in dropped]
            self._catalogue = build_catalogue([*kept, *fresh])
        missing = set(np.setdiff1d(self._catalogue.key, self._held_keys()).tolist())
        if fresh or dropped or not self._manifest.catalogue or self._manifest.waiting != len(missing):
            self._publish_list(self._catalogue, len(missing))
        return missing

    def add(self, vectors: Mapping[int, Vector]) -> None:
        """Append and publish."""
        with guard_writing(self._folder):
            name = self._manifest.vectors or make_name("vectors")
            writer = RecordWriter(self._folder / name, self._manifest.rows, self._dimensions)
            try:
                writer.append(pack_records(vectors, self._dimensions))
            finally:
                writer.close()
            rows, waiting = self._manifest.rows + len(vectors), max(0, self._manifest.waiting - len(vectors))
            self._publish(vectors=name, rows=rows, waiting=waiting)

    def finish(self) -> None:
        """Vectors of other models have no use once those of this one are complete."""
        for path in self._root.iterdir():
            if path.is_dir() and path != self._folder:
                shutil.rmtree(path, ignore_errors=True)

    def _load_catalogue(self) -> Catalogue:
        if self._manifest.catalogue:
            with suppress(IncompatibleData):
                return load_catalogue(self._folder / self._manifest.catalogue)
        return build_catalogue([])

    def _held_keys(self) -> np.ndarray:
        manifest = self._manifest
        return open_records(self._folder / manifest.vectors, manifest.rows, self._dimensions)["key"]

    def _publish_list(self, catalogue: Catalogue, waiting: int) -> None:
        with guard_writing(self._folder):
            name = make_name("catalogue")
            save_catalogue(catalogue, self._folder / name)
            self._publish(catalogue=name, entries=len(catalogue), waiting=waiting)
            self._compact(catalogue)

    def _compact(self, catalogue: Catalogue) -> None:
        """Write the vectors anew when many belong to no text any more."""
        manifest = self._manifest
        wanted = np.unique(catalogue.key)
        if manifest.rows <= _SLACK * len(wanted) + _LEAST_SLACK:
            return
        records = open_records(self._folder / manifest.vectors, manifest.rows, self._dimensions)
        name = make_name("vectors")
        writer = RecordWriter(self._folder / name, 0, self._dimensions)
        kept = records[np.isin(records["key"], wanted)]
        writer.append(kept)
        writer.close()
        self._publish(vectors=name, rows=len(kept))

    def _publish(self, **changes: str | int) -> None:
        self._manifest = replace(self._manifest, **changes)  # type: ignore[arg-type]
        publish_manifest(self._folder, self._manifest)


def _salvage(folder: Path, fresh: Manifest) -> Manifest:
    """What is published and whole: of a file of vectors that was cut off, its first records."""
    try:
        manifest = load_manifest(folder)
    except IncompatibleData:
        return fresh
    if manifest is None or manifest.dimensions != fresh.dimensions:
        return fresh
    try:
        size = (folder / manifest.vectors).stat().st_size if manifest.vectors else 0
    except OSError:
        return replace(manifest, vectors="", rows=0)
    return replace(manifest, rows=min(manifest.rows, size // record_type(manifest.dimensions).itemsize))
