"""How much a file may ask for. Chosen so that reading stays below 512 MB and a minute on one core."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO

from schemas.errors import UnreadableSource

FILE_BYTES = 256 * 2**20
UNPACKED_BYTES = 256 * 2**20  # of all parts of a container together
PARTS = 20_000
# Bombs of nested runs reach 1000; the densest real sheet (4,239 merged ranges, repeated boilerplate) 48.
RATIO = 400
RATIO_FLOOR = 8 * 2**20  # small parts may be as dense as they like
GRID_CELLS = 4_000_000  # a sheet's rows × columns: the reader holds 32 bytes for each, empty ones too
TEXT_CELLS = 1_500_000
PAGES = 5_000
XML_PART_BYTES = 16 * 2**20  # parsed as a tree, which takes up to twenty times as much

_CHUNK = 2**20


def check_size(size: int) -> None:
    """Raise UnreadableSource for a file that is too large to read."""
    if size > FILE_BYTES:
        raise UnreadableSource(f"the file has {size // 2**20} MB, more than {FILE_BYTES // 2**20}", "split it")
    if size == 0:
        raise UnreadableSource("the file is empty")


def check_container(archive: zipfile.ZipFile) -> None:
    """Raise UnreadableSource for an archive that unpacks to too much, or whose directory lies about sizes."""
    entries = archive.infolist()
    if len(entries) > PARTS:
        raise UnreadableSource(f"the container has {len(entries)} parts, more than {PARTS}")
    if any(e.flag_bits & 1 for e in entries):
        raise UnreadableSource("the container is encrypted", "save it without a password")
    total = sum(e.file_size for e in entries)
    if total > UNPACKED_BYTES:
        raise UnreadableSource(f"the container unpacks to {total // 2**20} MB (a zip bomb?)")
    for entry in entries:
        if entry.file_size > RATIO_FLOOR and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise UnreadableSource(f"{entry.filename} is packed more than {RATIO} times (a zip bomb?)")


def unpack_part(archive: zipfile.ZipFile, name: str, limit: int = UNPACKED_BYTES) -> bytes:
    """The bytes of one part, never more than its directory entry and `limit` say (UnreadableSource)."""
    try:
        with archive.open(name) as stream:
            return _read_at_most(stream, min(limit, UNPACKED_BYTES), name)
    except KeyError:
        raise UnreadableSource(f"the container lacks {name}", "the file is damaged: export it again") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableSource(f"{name} can't be unpacked: {error}", "the file is damaged: export it again") from None


def _read_at_most(stream: IO[bytes], limit: int, name: str) -> bytes:
    out = bytearray()
    while chunk := stream.read(_CHUNK):
        out += chunk
        if len(out) > limit:
            raise UnreadableSource(f"{name} unpacks to more than {limit // 2**20} MB")
    return bytes(out)


# Reading pictures of pages takes more of both: 1.5 GB at most (1.12 measured), and ten seconds of CPU a page.
SCANNED_PAGES = 300  # of a file: an hour on two cores
SCAN_SECONDS = 3 * 3600  # of CPU, all threads together
PICTURE_PIXELS = 70 * 10**6  # A3 at 600 dpi has 69.6 million; 79 million took 1,502 MB with the engine
