"""The writer's place of a file: a lock beside it that goes with its process, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import StoreBusy, StoreUnavailable


@contextmanager
def hold_place(file: Path, timeout: float) -> Iterator[None]:
    """Hold the place (StoreBusy when another process does so for `timeout` seconds)."""
    lock = FileLock(file.with_name("writer.lock"))
    try:
        lock.acquire(timeout=timeout)
    except Timeout:
        raise StoreBusy(
            f"another process is writing to {file.parent.parent}",
            "wait for its ingest to end, then run this one again",
        ) from None
    except OSError as error:
        raise StoreUnavailable(f"{lock.lock_file} can't be made: {error.strerror}", "check its permissions") from error
    try:
        yield
    finally:
        lock.release()
