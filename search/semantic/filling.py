"""The one writer of a model's vectors: lists what there is to find, embeds what has no vector, publishes in steps."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from schemas.errors import IncompatibleData, StoreBusy, StoreUnavailable
from schemas.queries import IndexDocument
from search.semantic.catalogue import (
    Catalogue,
    build_catalogue,
    load_catalogue,
    read_entries,
    save_catalogue,
)
from search.semantic.encoding import Encoder
from search.semantic.meaning import Meaning
from search.semantic.shelf import Manifest, load_manifest, make_name, publish_manifest
from search.semantic.vectors import RecordWriter, build_records, open_records, record_type

ReadDocuments = Callable[[Sequence[str]], Iterator[IndexDocument]]

# Versions read from the store at a time.
_VERSIONS = 100
# Texts per publication: some ten seconds of work that a crash can cost.
_STEP = 1_000
# Vectors of texts that are no more may take up half as much room again before the file is written anew.
_SLACK, _LEAST_SLACK = 1.5, 2_000


@contextmanager
def open_filler(meaning: Meaning) -> Iterator[Filler]:
    """Hold the writer's place: StoreBusy where another process has it, StoreUnavailable where it can't be written."""
    with guard_writing(meaning.root):
        meaning.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(meaning.root / "writer.lock").acquire(timeout=0.1):
            yield Filler(meaning)
    except Timeout:
        raise StoreBusy(
            f"another process is embedding into {meaning.root}", "wait for it: both would do the same"
        ) from None


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Texts that have no vector yet, by key, and the versions that were listed anew or dropped."""

    texts: Mapping[int, str]
    changed: int


class Filler:
    """Made by `open_filler`. Damaged files count as missing: what is whole of them is kept."""

    def __init__(self, meaning: Meaning) -> None:
        self._folder, self._dimensions = meaning.folder, meaning.spec.dimensions
        self._root = meaning.root
        self._manifest = _salvage(meaning)

    def list_entries(self, stamps: Mapping[str, str], read: ReadDocuments) -> Wanted:
        """Bring the list of entries in line with the versions and their states; the texts that then lack a vector."""
        held = self._load_catalogue()
        keys = self._held_keys()
        stale = {
            version.id
            for version, entries in held.entries()
            if stamps.get(version.id) != version.stamp or any(e.key not in keys for e in entries)
        }
        kept = [(version, entries) for version, entries in held.entries() if version.id not in stale]
        known = held.stamps.keys() - stale
        texts: dict[int, str] = {}
        unread = iter([i for i in stamps if i not in known])
        while some := list(islice(unread, _VERSIONS)):
            for version, entries, found in read_entries(read(some), stamps):
                kept.append((version, entries))
                texts |= {key: text for key, text in found.items() if key not in keys}
        before = held.stamps
        changed = sum(before.get(i) != stamp for i, stamp in stamps.items()) + len(before.keys() - stamps.keys())
        if changed or not self._manifest.catalogue or self._manifest.waiting != len(texts):
            self._publish_list(build_catalogue(kept), len(texts))
        return Wanted(texts, changed)

    def add_vectors(
        self, texts: Mapping[int, str], encoder: Encoder, told: Callable[[int], None], is_stopped: Callable[[], bool]
    ) -> int:
        """Embed the texts and publish step by step, until done or stopped; how many were."""
        done = 0
        vectors = encoder.encode_all(texts.values())
        keys = iter(texts)
        with guard_writing(self._folder):
            name = self._manifest.vectors or make_name("vectors")
            writer = RecordWriter(self._folder / name, self._manifest.rows, self._dimensions)
            try:
                while not is_stopped():
                    step: list[tuple[int, np.ndarray]] = []
                    for key, vector in zip(keys, vectors, strict=False):
                        step.append((key, vector))
                        told(1)
                        if len(step) >= _STEP or is_stopped():
                            break
                    if not step:
                        break
                    writer.append(build_records([k for k, _ in step], np.stack([v for _, v in step])))
                    done += len(step)
                    self._publish(vectors=name, rows=self._manifest.rows + len(step), waiting=len(texts) - done)
            finally:
                writer.close()
        if not self._manifest.waiting:
            self._drop_others()
        return done

    def _load_catalogue(self) -> Catalogue:
        if self._manifest.catalogue:
            with suppress(IncompatibleData):
                return load_catalogue(self._folder / self._manifest.catalogue)
        return build_catalogue([])

    def _held_keys(self) -> set[int]:
        manifest = self._manifest
        records = open_records(self._folder / manifest.vectors, manifest.rows, self._dimensions)
        return set(records["key"].tolist())

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

    def _drop_others(self) -> None:
        """Vectors of other models have no use once those of this one are complete."""
        for path in self._root.iterdir():
            if path.is_dir() and path != self._folder:
                shutil.rmtree(path, ignore_errors=True)


def _salvage(meaning: Meaning) -> Manifest:
    """What is published and whole: of a file of vectors that was cut off, its first records."""
    fresh = Manifest(meaning.fingerprint, meaning.spec.dimensions)
    try:
        manifest = load_manifest(meaning.folder)
    except IncompatibleData:
        return fresh
    if manifest is None or manifest.dimensions != fresh.dimensions:
        return fresh
    try:
        size = (meaning.folder / manifest.vectors).stat().st_size if manifest.vectors else 0
    except OSError:
        return replace(manifest, vectors="", rows=0)
    return replace(manifest, rows=min(manifest.rows, size // record_type(manifest.dimensions).itemsize))
