"""One ingest at a time per data directory; the lock goes with its process, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import StoreBusy


@contextmanager
def hold_writer(data: Path, timeout: float = 5.0) -> Iterator[None]:
    """Hold the writer's place of a data directory.

    Raises StoreBusy when another process does so for `timeout` seconds.
    """
    lock = FileLock(data / "writer.lock")
    try:
        with lock.acquire(timeout=timeout):
            yield
    except Timeout:
        raise StoreBusy(
            f"another process is writing to {data}", "wait for its ingest to end, then run this one again"
        ) from None
