"""Rows between the items: headings, notes and sums."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records.grid import Grid
from ingest.records.sections import NOTE, SECTION
from ingest.records.serials import is_serial
from ingest.records.table import Column
from ingest.records.texts import clean_text

_SUM = re.compile(r"(?:总计|合计|小计|共计)")


class Between:
    """Tells the rows that are no items from those that are."""

    def __init__(self, grid: Grid, columns: Sequence[Column], serial: Column | None, key: Column | None) -> None:
        self._grid = grid
        self._number = len(columns)
        self._first = min((c.index for c in columns), default=1)
        self._serial = serial.index if serial else None
        self._key = key.index if key else None

    def holds(self, row: int, texts: dict[int, str]) -> bool:
        """Whether the row is a heading, a note or a sum and no item."""
        column, text = next(iter(texts.items()))
        if text != next(reversed(texts.values())) or any(t != text for t in texts.values()):
            return len(texts) <= max(3, self._number // 2) and bool(_SUM.match(clean_text(text)))
        if column == self._serial and is_serial(text):
            return False
        wide = self._grid.merge(row, column).right - column + 1
        if wide > max(2, self._number // 2):
            return True
        starts = column == self._first
        if NOTE.match(text) and starts:
            return True
        if not starts or (column == self._key and not SECTION.match(text)):
            return False
        return self._number > 2 and not self._grid.is_covered(row, column)
