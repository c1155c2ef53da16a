"""Hidden columns of bases whose header repeats that of a visible one: what they name beyond it is a basis too.

Names, bodies, duties and remarks count as printed: what a hidden column says of them is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records.table import Column, Table
from ingest.records.texts import clean_header
from schemas.records import HIDDEN_COLUMN, Cell, Role

_LAYOUT = re.compile(r"[\s。，、；：,.;:]+")


class HiddenColumns:
    """The hidden columns of a table; `taken` are the cells (row, column) that belong to an item."""

    def __init__(self, table: Table, visible: Sequence[Column], hidden: Sequence[Column]) -> None:
        self._table = table
        shown = {clean_header(c.header): c for c in reversed(visible) if c.header}
        self._twins = [
            (c, shown[name]) for c in hidden if c.role is Role.BASIS and (name := clean_header(c.header)) in shown
        ]
        self.taken: set[tuple[int, int]] = set()

    def read(self, row: int) -> dict[str, Cell]:
        """The cells of the row, by name, that say more than the visible column of the same header."""
        found: dict[str, Cell] = {}
        for column, twin in self._twins:
            cell = self._table.cell(column, row)
            if not cell.text:
                continue
            said = _LAYOUT.sub("", self._table.grid.printed(row, twin.index))
            if _LAYOUT.sub("", cell.text) in said:
                continue
            found[column.name] = cell._replace(header=f"{column.header}{HIDDEN_COLUMN}")
            self.taken.add((row, column.index))
        return found
