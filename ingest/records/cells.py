"""The cells that speak for a row: each column's own, merged, or held on to from the rows above."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records.table import Column, Table
from ingest.records.texts import clean_text, join_lines
from schemas.records import Cell, RecordKind, Role


class CellReader:
    """Reads the visible columns of a table row by row; `filled` holds what columns of a group said last."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self._table = table
        self._grid = table.grid
        self._columns = columns
        self._is_tiers = table.record is RecordKind.TIER
        self.filled: dict[str, Cell] = {}
        self.subheads: dict[int, str] = {}
        """Texts that say for whom (对单位) above the amounts, by column."""
        # Of a cell without text only the name and the role count: one for each column will do.
        self._empty = {c.index: Cell(c.name, c.header, "", c.role) for c in columns if c.role is not Role.GROUP}

    def read(self, row: int, held: tuple[Role, ...]) -> dict[str, Cell]:
        """The cells by name, in the order of the columns. Columns of the roles `held` go on where they are empty."""
        cells: dict[str, Cell] = {}
        bottom, filled, merged = self._table.header.bottom, self.filled, self._grid.merged
        printed = self._grid.sheet.rows[row - 1]
        for column in self._columns:
            index, name, header, role = column.index, column.name, column.header, column.role
            if (merge := merged.get((row, index))) is None:
                top = row
                right = left = index
                raw = printed[index - 1] if index <= len(printed) else ""
            else:
                top, left, _, right = merge
                if left != index or top <= bottom:
                    continue  # merged across: the column to the left has it; or merged with the header
                raw = self._grid.stored(top, left)
            if not raw and role not in held and (empty := self._empty.get(index)):
                cells[name] = empty
                continue
            text = join_lines(raw, role, laid_out=self._table.laid_out) if raw else ""
            if role is Role.GROUP and self._is_tiers and right > self._last(column):
                # Merged over the columns that make up the step: it is the step's name, no violation.
                cells["step"] = Cell("step", header, text, Role.STEP, top, left)
                continue
            if index in self.subheads:
                header = f"{header}/{clean_text(self.subheads[index])}"
            cell = Cell(name, header, text, role, top, left)
            if role in held:
                if text:
                    filled[name] = cell
                else:
                    cell = filled.get(name, cell)
            cells[name] = cell
        return cells

    def _last(self, column: Column) -> int:
        """The last column under the column's header."""
        origins = self._table.header.origins
        return max(c for c, origin in origins.items() if origin == column.index or c == column.index)
