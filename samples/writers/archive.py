"""Office files as zip archives whose bytes depend on the content alone: members stored, one fixed date."""

import zipfile
from pathlib import Path

_DATE = (2025, 1, 1, 0, 0, 0)


def repack(path: Path) -> None:
    """Rewrite the archive at `path` in place, uncompressed, members in their order."""
    with zipfile.ZipFile(path) as source:
        members = [(name, source.read(name)) for name in source.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for name, data in members:
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0
            target.writestr(info, data)
