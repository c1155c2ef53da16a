"""What calamine does not tell of an .xls file: hidden rows and columns, passwords, how far the cells reach."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from struct import Struct, unpack_from
from typing import Any

import olefile

from ingest.formats.limits import GRID_CELLS
from ingest.formats.recognition import OLE_MAGIC
from schemas.errors import UnreadableSource

# Record numbers of [MS-XLS]; the cell records all begin with row and column, two bytes each.
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _ROW, _COLINFO = 0x809, 0x0A, 0x85, 0x2F, 0x208, 0x7D
_CELLS = frozenset({0x203, 0xFD, 0x204, 0x27E, 0x06, 0xBD, 0x205, 0xD6})
_MULRK = 0xBD
_FOUR = Struct("<HHHH")  # number, length, and of cell records row and column
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01

# Nine of ten records are cells near the top left and rows that show: they are skipped in runs, three times as fast as
# one by one. Such cells alone make no grid that is too large (15,616 rows of 256 columns).
_NEAR_ROWS, _NEAR_COLUMNS = 0x3D00, 0x100
_NEAR = rb".[\x00-\x3c].\x00"
_SHOWN = b"[" + b"".join(re.escape(bytes([b])) for b in range(256) if not b & _ROW_HIDDEN) + b"]"
_PLAIN = re.compile(
    rb"(?s:(?:\xfd\x00\x0a\x00" + _NEAR + rb".{6}"  # a shared text
    rb"|\x01\x02\x06\x00.{6}"  # a cell that is only formatted
    rb"|\x7e\x02\x0a\x00" + _NEAR + rb".{6}"  # a number in four bytes
    rb"|\x03\x02\x0e\x00" + _NEAR + rb".{10}"  # a number in eight
    rb"|\x08\x02\x10\x00.{12}" + _SHOWN + rb".{3})++)"
)


@dataclass(slots=True)
class SheetRecords:
    """Of one sheet: what is hidden, and the last row and column with content, from 1, where these lie far out."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def find_sheet_records(data: bytes) -> list[SheetRecords]:
    """Scan the workbook's records, one result per sheet in the order of the workbook.

    Raises UnreadableSource for a password or a damaged container.
    """
    stream = _workbook_stream(data) + bytes(16)  # so that the last record can be unpacked like any other
    starts = _sheet_starts(stream)
    return [_scan_sheet(stream, start) for start in starts]


def _workbook_stream(data: bytes) -> bytes:
    if not data.startswith(OLE_MAGIC):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for name in ("Workbook", "Book"):
                if ole.exists(name):
                    return _join_sectors(ole, data, name) or bytes(ole.openstream(name).read())
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableSource(f"a damaged OLE container: {error}", "export the file again") from None
    raise UnreadableSource("an OLE container without a workbook in it")


def _join_sectors(ole: Any, data: bytes, name: str) -> bytes:
    """The stream, run by run of neighbouring sectors; sector by sector takes a quarter of calamine's time for the file.

    Empty where the sectors don't give its size: olefile reads it then, or says what is wrong.
    """
    entry = next((e for e in ole.root.kids if e.name.lower() == name.lower()), None)
    if entry is None or not ole.minisectorcutoff <= entry.size <= len(data):
        return b""
    table, size, sector = ole.fat, ole.sectorsize, entry.isectStart
    left, pieces = -(-entry.size // size), []
    while left and sector < len(table):
        first = sector
        while left > 1 and table[sector] == sector + 1 < len(table):
            sector += 1
            left -= 1
        pieces.append(data[(first + 1) * size : (sector + 2) * size])
        sector = table[sector]
        left -= 1
    stream = b"".join(pieces)[: entry.size]
    return stream if len(stream) == entry.size else b""


def _sheet_starts(stream: bytes) -> list[int]:
    starts: list[int] = []
    at, end = 0, len(stream) - 4
    while at <= end:
        number, length = unpack_from("<HH", stream, at)
        if number == _FILEPASS:
            raise UnreadableSource("protected by a password", "open it with its password and save it without")
        if number == _BOUNDSHEET and at + 8 <= len(stream):
            starts.append(unpack_from("<I", stream, at + 4)[0])
        elif number == _EOF:
            break
        at += 4 + length
    return starts


def _scan_sheet(stream: bytes, at: int) -> SheetRecords:
    found = _walk(stream, at, _PLAIN)
    if max(found.last_row, _NEAR_ROWS) * max(found.last_column, _NEAR_COLUMNS) > GRID_CELLS:
        return _walk(stream, at, None)  # cells far out: what was skipped counts too
    return found


def _walk(stream: bytes, at: int, plain: re.Pattern[bytes] | None) -> SheetRecords:
    """The sheet's records from its first byte; runs of `plain` ones are skipped."""
    found = SheetRecords()
    depth, end = 0, len(stream) - _FOUR.size
    last_row = last_column = -1
    unpack = _FOUR.unpack_from
    while at <= end:
        if plain and (run := plain.match(stream, at)):
            at = run.end()
            continue
        number, length, first, second = unpack(stream, at)
        if number in _CELLS:
            if depth == 1:
                if number == _MULRK and length >= 6 and at + 4 + length <= len(stream):
                    second = unpack_from("<H", stream, at + 2 + length)[0]
                last_row, last_column = max(last_row, first), max(last_column, second)
        elif number == _ROW:
            if depth == 1 and length >= 14 and unpack_from("<H", stream, at + 16)[0] & _ROW_HIDDEN:
                found.hidden_rows.add(first + 1)
        elif number == _COLINFO:
            if depth == 1 and length >= 10 and unpack_from("<H", stream, at + 12)[0] & _COLUMN_HIDDEN:
                found.hidden_columns.update(range(first + 1, min(second, 255) + 2))
        elif number == _BOF:
            depth += 1
        elif number == _EOF:
            depth -= 1
            if depth <= 0:
                break
        at += 4 + length
    found.last_row, found.last_column = last_row + 1, last_column + 1
    return found
