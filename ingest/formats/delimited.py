"""Delimited text (csv, tsv) in any Chinese encoding."""

from __future__ import annotations

import csv
import io
from itertools import islice

from ingest.formats.encoding import decode_text
from ingest.formats.limits import TEXT_CELLS
from schemas.errors import UnreadableSource
from schemas.sheets import Sheet, Workbook

_LONGEST_FIELD = 2**20
_MARKS = ("\t", ",", ";")


def read_delimited(data: bytes) -> Workbook:
    """One sheet of the file's rows; fields keep the line breaks inside quotes (UnreadableSource)."""
    text = decode_text(data)
    mark = max(_MARKS, key=lambda m: _regularity(text, m))
    csv.field_size_limit(_LONGEST_FIELD)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=False):
            cells += len(row)
            if cells > TEXT_CELLS:
                raise UnreadableSource(f"more than {TEXT_CELLS:,} fields", "split the file")
            rows.append(tuple(row))
    except csv.Error as error:
        raise UnreadableSource(f"no readable delimited text: {error}", "close the quotes and export it again") from None
    return Workbook((Sheet("", tuple(rows)),))


def _regularity(text: str, mark: str) -> int:
    """How many of the first rows have the same number of fields, where there are several."""
    try:
        counts = sorted(
            len(row) for row in islice(csv.reader(io.StringIO(text[:65536], newline=""), delimiter=mark), 24)
        )
    except csv.Error:
        return 0
    middle = counts[len(counts) // 2] if counts else 0
    return sum(c == middle for c in counts) if middle > 1 else 0
