"""Generations of the index: directories beside each other, one of which is named as the current one.

    index/current               name of the generation that readers see
    index/<fingerprint>.<n>/    a generation; one that is being built is not named in `current`

Naming another is one rename, so that readers see the old whole or the new whole.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

_CURRENT = "current"


def find_current(root: Path) -> str | None:
    """Name of the generation that readers see, or None."""
    try:
        return (root / _CURRENT).read_text("utf8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def find_change(root: Path) -> int:
    """A number that changes when another generation is published: the time of the pointer's last change."""
    return os.stat(root / _CURRENT).st_mtime_ns


def find_unfinished(root: Path, fingerprint: str) -> str | None:
    """A generation of that fingerprint which a run before this began to build."""
    names = sorted(p.name for p in root.glob(f"{fingerprint}.*") if p.is_dir())
    return next((n for n in names if n != find_current(root)), None)


def make_generation(root: Path, fingerprint: str) -> str:
    """A new, empty generation. Its name is random behind the fingerprint: an index made anew is never taken for its
    predecessor.
    """
    name = f"{fingerprint}.{secrets.token_hex(4)}"
    (root / name).mkdir(parents=True)
    return name


def publish_generation(root: Path, name: str) -> None:
    """Make that generation the one that readers see and drop the others."""
    written = root / f"{_CURRENT}.new"
    with written.open("w", encoding="utf8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    written.replace(root / _CURRENT)
    drop_others(root, {name})


def drop_others(root: Path, kept: set[str]) -> None:
    """Delete generations but those; what a reader has open stays readable to it."""
    for path in root.iterdir():
        if path.is_dir() and path.name not in kept:
            with suppress(OSError):
                shutil.rmtree(path)


def fingerprint_of(name: str) -> str:
    """The fingerprint in a generation's name."""
    return name.rpartition(".")[0]
