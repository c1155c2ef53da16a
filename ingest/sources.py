"""Finds the files below the folders given. What a file is decides its content, later; here only clutter is left out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REGIONS = "regions.tsv"
"""At the root of a folder: the places of its documents that the built-in list of regions lacks."""

# What folders hold beside documents: left out without a word. Everything else is read or rejected with a reason.
_CLUTTER = re.compile(
    r"(?:\..*|~\$.*|.*~|.*\.(?:pyc|tmp|part|swp|bak)|Thumbs\.db|desktop\.ini"
    r"|(?:README|LICENSE|NOTICE|CHANGELOG|CONTRIBUTING)(?:[._-].*)?)",
    re.IGNORECASE,
)
_CLUTTER_FOLDERS = re.compile(r"\..*|__MACOSX|__pycache__|node_modules")


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A file found: where it lies, and its path below the folder given, with `/`."""

    path: Path
    locator: str


def find_sources(roots: Sequence[Path]) -> Iterator[FoundSource]:
    """Files below each root in the order of their locators; a root that is a file is taken whatever its name.

    Hidden files and clutter are left out. Links to folders are not followed: they may lead in circles.
    """
    for root in roots:
        if root.is_file():
            yield FoundSource(root, root.name)
        else:
            yield from sorted(_below(root), key=lambda s: s.locator)


def _below(root: Path) -> Iterator[FoundSource]:
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if not _CLUTTER_FOLDERS.fullmatch(f)]
        place = Path(folder)
        below = place.relative_to(root).as_posix()
        prefix = "" if below == "." else f"{below}/"
        for name in names:
            if _CLUTTER.fullmatch(name) or (not prefix and name == REGIONS):
                continue
            path = place / name
            if path.is_file():
                yield FoundSource(path, prefix + name)
