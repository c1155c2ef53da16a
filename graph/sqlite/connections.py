"""Connections: one writer, and readers that any thread borrows for the length of one call."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import InvalidInput, StoreBusy, StoreUnavailable

# Upserts with row values, several recursive terms in one statement, and RETURNING.
_OLDEST_SQLITE = (3, 35, 0)

# Pages of 8 kB hold some forty provisions. The cache of 64 MB (negative: kibibytes) keeps the indexes of a corpus of
# 150,000 articles in memory while it is loaded.
_PAGE, _WRITER_CACHE, _READER_CACHE = 8192, -65536, -8192

# sqlite3 asks a value of none of its own types how to adapt it, None too, by attributes that it has not: a quarter of
# the time that writing a row takes. Found here, None is None at once.
_ADAPTED: dict[None, None] = {}
sqlite3.register_adapter(type(None), _ADAPTED.get)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of SQLite as errors of ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, path) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise InvalidInput(f"a value that can't be stored: {error}", "text is Unicode, numbers have 64 bits") from error


def _translate(error: sqlite3.Error, path: Path) -> StoreBusy | StoreUnavailable:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(f"another process is writing to {path}", "try again when it is done")
    hints = {
        sqlite3.SQLITE_FULL: "the disk is full: free some space and run it again",
        sqlite3.SQLITE_READONLY: "the file or its directory may not be written to: check its permissions",
        sqlite3.SQLITE_CANTOPEN: "check that the directory exists and its permissions",
        sqlite3.SQLITE_CORRUPT: "the file is damaged: restore it or ingest into a new data directory",
        sqlite3.SQLITE_NOTADB: "the file is no graph of fatu: give another data directory",
    }
    return StoreUnavailable(f"{path}: {error}", hints.get(code, "check the disk, and run it again"))


class Connections:
    """Opens connections to one file; readers are kept and lent again, `busy_seconds` is how long a writer waits."""

    def __init__(self, path: Path, *, read_only: bool, busy_seconds: float) -> None:
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise StoreUnavailable(f"SQLite {sqlite3.sqlite_version} is too old", "3.35 or newer is needed")
        self.path = path
        self._busy = busy_seconds
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._lock = threading.Lock()
        self._writer_lock = threading.RLock()
        self.writer = None if read_only else self._open("rwc", _WRITER_CACHE)

    def _open(self, mode: str, cache: int) -> sqlite3.Connection:
        with translated(self.path):
            connection = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode={mode}",
                uri=True,
                timeout=self._busy,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            )
            try:
                connection.execute(f"PRAGMA cache_size = {cache}")
                connection.execute("PRAGMA temp_store = MEMORY")
                if mode == "ro":
                    connection.execute("PRAGMA query_only = ON")
                else:
                    connection.execute(f"PRAGMA page_size = {_PAGE}")
                    connection.execute("PRAGMA journal_mode = WAL")
                    # FULL: what `apply` has returned from outlives a power failure.
                    connection.execute("PRAGMA synchronous = FULL")
                    connection.execute("PRAGMA secure_delete = OFF")
                    connection.execute("PRAGMA wal_autocheckpoint = 16000")
            except BaseException:
                connection.close()
                raise
            return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A reader for one call, inside one transaction: all its statements see the same committed state."""
        with self._lock:
            if self._closed:
                raise StoreUnavailable(f"{self.path} was closed", "open it again")
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._open("ro", _READER_CACHE)
        try:
            with translated(self.path):
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        self._give_back(connection)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The one writing thread of this process (StoreBusy)."""
        if not self._writer_lock.acquire(timeout=self._busy):
            raise StoreBusy(f"another thread is writing to {self.path}", "try again when it is done")
        try:
            yield
        finally:
            self._writer_lock.release()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The writer inside a transaction, which an exception rolls back (StoreBusy when another one writes)."""
        if self.writer is None:
            raise StoreUnavailable(f"{self.path} was opened for reading only", "open it for writing")
        with self.alone(), translated(self.path):
            self.writer.execute("BEGIN IMMEDIATE")
            try:
                yield self.writer
                self.writer.execute("COMMIT")
            except BaseException:
                if self.writer.in_transaction:
                    self.writer.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close all connections; one that is lent closes when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        if self.writer is not None:
            self.writer.close()
