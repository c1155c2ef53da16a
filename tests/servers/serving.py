"""Processes of fatu over a place: one that serves, one that ingests."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.settings import Settings
from tests.servers.places import environment

FATU = Path(sys.executable).with_name("fatu")


@contextmanager
def serve(settings: Settings, log: Path) -> Iterator[str]:
    """The address of a process that serves the place on a free port."""
    with log.open("wb") as file:
        process = subprocess.Popen([FATU, "serve", "--port", "0"], stdout=file, stderr=file, env=environment(settings))
    try:
        yield _find_address(process, log)
        assert process.poll() is None, log.read_text()
    finally:
        process.terminate()
        process.wait(30)


def _find_address(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        if found := re.search(r"fatu: (http://\S+)/ ", log.read_text()):
            return found[1]
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(f"no address: {log.read_text()}")


def start_ingest(settings: Settings, folder: Path) -> subprocess.Popen[bytes]:
    """A process that reads the folder into the place."""
    return subprocess.Popen(
        [FATU, "ingest", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(settings)
    )
