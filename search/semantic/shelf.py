"""The directory of one model's vectors, changed by one writer at a time and in one step.

    meaning/<fingerprint>/manifest.json        which files count, and how many records
    meaning/<fingerprint>/vectors.<token>      records, appended (`search.semantic.vectors`)
    meaning/<fingerprint>/catalogue.<token>    the entries (`search.semantic.catalogue`)

Readers follow the manifest, which is replaced by a rename: what a killed run left behind it is never seen.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from schemas.errors import IncompatibleData

_MANIFEST = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What counts: the file of vectors, how many records of it, the catalogue's file; empty names for none.

    `dimensions` and `fingerprint` say which model made them; `entries` is how many the catalogue lists, `waiting` how
    many texts of theirs had no vector yet.
    """

    fingerprint: str
    dimensions: int
    vectors: str = ""
    rows: int = 0
    catalogue: str = ""
    entries: int = 0
    waiting: int = 0
    format: int = _FORMAT


def find_stamp(folder: Path) -> tuple[int, int] | None:
    """Changes with every publication; None where nothing was published."""
    try:
        at = os.stat(folder / _MANIFEST)
    except OSError:
        return None
    return at.st_mtime_ns, at.st_ino


def load_manifest(folder: Path) -> Manifest | None:
    """What is published there, or None. Raises IncompatibleData for a damaged manifest or one of another format."""
    path = folder / _MANIFEST
    try:
        manifest = Manifest(**json.loads(path.read_text("utf8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise IncompatibleData(f"{path} can't be read: {error}", "run `fatu embed`") from error
    if manifest.format != _FORMAT or manifest.fingerprint != folder.name:
        raise IncompatibleData(f"{path} belongs to other vectors", "run `fatu embed`")
    return manifest


def publish_manifest(folder: Path, manifest: Manifest) -> None:
    """Let readers see what the manifest names; files that it does not name go."""
    staged = folder / f"{_MANIFEST}.new"
    with staged.open("w", encoding="utf8") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(folder / _MANIFEST)
    named = {_MANIFEST, manifest.vectors, manifest.catalogue}
    for path in folder.iterdir():
        if path.name not in named:
            with suppress(OSError):
                path.unlink()


def make_name(stem: str) -> str:
    """A name for a new file."""
    return f"{stem}.{secrets.token_hex(4)}"
