"""The reading half: opens the current generation, follows commits of any process, never holds a half of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import tantivy

from schemas.errors import IncompatibleData, StoreUnavailable
from search.tantivy.compiling import Compiler
from search.tantivy.generations import find_current, fingerprint_of
from search.tantivy.schema import register_analyzer

_REBUILD = "run `fatu ingest` again: it builds the index anew from the graph store"

Stamp = tuple[int, int, int]


@dataclass(slots=True)
class _Opened:
    name: str
    index: tantivy.Index
    compiler: Compiler
    stamp: Stamp


class Reader:
    """Searchers over the current generation, or over one that is named (by the writer that builds it)."""

    def __init__(self, root: Path, fingerprint: str, name: str | None = None) -> None:
        self._root, self._fingerprint, self._fixed = root, fingerprint, name
        self._lock = Lock()
        self._opened: _Opened | None = None
        self._pointer: Stamp | None = None
        self.refresh()

    @property
    def generation(self) -> str:
        """Name of the generation that is read."""
        return self._current().name

    def fix(self, name: str | None) -> None:
        """Read that generation, or with None the current one."""
        with self._lock:
            self._fixed, self._opened, self._pointer = name, None, None
        self.refresh()

    @contextmanager
    def searcher(self) -> Iterator[tuple[tantivy.Searcher, Compiler]]:
        """A searcher over the last commit. What tantivy can't read is StoreUnavailable."""
        self.refresh()
        opened = self._current()
        with guard_reading(self._root):
            yield opened.index.searcher(), opened.compiler

    def refresh(self) -> None:
        """Follow new commits and generations: two `stat` calls (4 µs) when there are none."""
        opened = self._opened
        if opened and (self._fixed or _stamp(self._root / "current") == self._pointer):
            if (stamp := _stamp(self._root / opened.name / "meta.json")) == opened.stamp:
                return
            if stamp is not None:
                with self._lock, guard_reading(self._root):
                    opened.index.reload()
                    opened.stamp = stamp
                return
        with self._lock:
            self._open()

    def _open(self) -> None:
        # A generation may be dropped between reading its name and opening it: then there is a newer one.
        while True:
            pointer = _stamp(self._root / "current")
            name = self._fixed or find_current(self._root)
            if name is None:
                raise _missing(self._root)
            if fingerprint_of(name) != self._fingerprint:
                raise IncompatibleData(f"the index in {self._root} was built by another version of fatu", _REBUILD)
            if (stamp := _stamp(self._root / name / "meta.json")) is not None:
                break
            if self._fixed or find_current(self._root) == name:
                raise StoreUnavailable(f"the index in {self._root / name} is damaged: meta.json is missing", _REBUILD)
        with guard_reading(self._root):
            index = tantivy.Index.open(str(self._root / name))
            register_analyzer(index)
            index.config_reader("manual")
            index.reload()
        self._opened, self._pointer = _Opened(name, index, Compiler(index.schema), stamp), pointer

    def _current(self) -> _Opened:
        if self._opened is None:
            raise _missing(self._root)
        return self._opened


@contextmanager
def guard_reading(root: Path) -> Iterator[None]:
    """Turns what tantivy raises over unreadable files, panics too, into StoreUnavailable."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise StoreUnavailable(f"the index in {root} can't be read: {str(error)[:200]}", _REBUILD) from error
    except BaseException as error:
        # Panics of Rust derive from BaseException in a class that can't be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise StoreUnavailable(f"the index in {root} is damaged: {str(error)[:200]}", _REBUILD) from error


def _missing(root: Path) -> StoreUnavailable:
    built = root.is_dir() and any(p.is_dir() for p in root.iterdir())
    reason = f"the index in {root} is not complete" if built else f"there is no index in {root}"
    return StoreUnavailable(reason, "run `fatu ingest` first; after one that was cut off, run it again")


def _stamp(path: Path) -> Stamp | None:
    # Files are replaced, so that the inode tells two commits within one tick of the clock apart.
    try:
        at = os.stat(path)
    except OSError:
        return None
    return at.st_mtime_ns, at.st_ino, at.st_size
