"""The VectorStore port on files of the data directory: exact search over a memory-mapped matrix."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from schemas.errors import FatuError, IncompatibleData
from schemas.ports import VectorWriter
from schemas.vectors import VectorState
from search.semantic.shelf import Manifest, find_stamp, load_manifest

if TYPE_CHECKING:
    from search.semantic.reading import Snapshot


class LocalVectors:
    """The directory of one model below `root`.

    Threads share what was read last, and a failure until it may be over.
    """

    def __init__(self, root: Path, fingerprint: str, dimensions: int) -> None:
        self.root, self.folder = root, root / fingerprint
        self.fingerprint, self.dimensions = fingerprint, dimensions
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._opened: Hashable = None
        self._failure: tuple[Hashable, FatuError] | None = None

    @property
    def place(self) -> str:
        """The directory of all models."""
        return str(self.root)

    def state(self) -> VectorState | None:
        """What the manifest tells; raises what opening it has met since it was published."""
        manifest = load_manifest(self.folder)
        if manifest is None or not manifest.catalogue:
            return None
        self._raise_failure(self.stamp())
        return VectorState(manifest.entries, manifest.rows, manifest.waiting)

    def has_others(self) -> bool:
        """Whether there are directories of other models."""
        return self.root.is_dir() and any(p.is_dir() for p in self.root.iterdir() if p != self.folder)

    def stamp(self) -> Hashable:
        """That of the manifest: one `stat`."""
        return find_stamp(self.folder)

    def open_reader(self) -> Snapshot | None:
        """The newest state: one `stat` when nothing was published since."""
        stamp = self.stamp()
        if self._snapshot is None or stamp != self._opened:
            with self._lock:
                if self._snapshot is None or stamp != self._opened:
                    self._raise_failure(stamp)
                    try:
                        self._snapshot, self._opened = self._open_snapshot(), stamp
                    except FatuError as error:
                        self._failure = (stamp, error)
                        raise
        return self._snapshot

    def open_writer(self) -> AbstractContextManager[VectorWriter]:
        """The writer, who holds a lock on the root."""
        from search.semantic.shelving import open_shelf_writer

        return open_shelf_writer(self.folder, Manifest(self.fingerprint, self.dimensions))

    def close(self) -> None:
        """Nothing: what is mapped needs no closing."""

    def _raise_failure(self, stamp: Hashable) -> None:
        if self._failure and self._failure[0] == stamp:
            raise self._failure[1]

    def _open_snapshot(self) -> Snapshot | None:
        from search.semantic.reading import open_snapshot

        for attempt in (1, 2, 3):
            manifest = load_manifest(self.folder)
            if manifest is None or not manifest.catalogue:
                break
            try:
                return open_snapshot(self.folder, manifest)
            except IncompatibleData:
                # What was published since then may have replaced the files of this manifest.
                if attempt == 3 or load_manifest(self.folder) == manifest:
                    raise
        return None
