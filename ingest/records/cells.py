"""The cells that speak for a row: each column's own, merged, or held on to from the rows above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.records.table import Column, Table
from ingest.records.texts import JoinedTexts, clean_text, joined_texts
from schemas.records import Cell, RecordKind, Role
from schemas.sheets import Merge

_FILLED = (Role.GROUP,)
_TIER_FILLED = (Role.GROUP, Role.BASIS, Role.SERIAL, Role.BODY, Role.UNIT)
_GROUP = Role.GROUP
_NO_MERGES: dict[int, Merge] = {}
_new = tuple.__new__  # a list's cells are made by the hundred thousand: Cell(…) takes three times as long


class _Plan(NamedTuple):
    """What is the same for all cells of a column.

    `last` is the last column under its header. `empty` is the cell of a row without a text, of which only name and role
    count; None where the text of the rows above goes on.
    """

    column: int
    name: str
    header: str
    role: Role
    joined: JoinedTexts
    last: int
    empty: Cell | None


class CellReader:
    """Reads the visible columns of a table row by row; `filled` holds what columns of a group said last."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self._grid = table.grid
        self._bottom = table.header.bottom
        self._is_tiers = table.record is RecordKind.TIER
        self.filled: dict[str, Cell] = {}
        self.subheads: dict[int, str] = {}
        """Texts that say for whom (对单位) above the amounts, by column."""
        self._plans = [_plan(table, c, _TIER_FILLED if self._is_tiers else _FILLED) for c in columns]
        self._held = [p.name for p in self._plans if p.empty is None]
        self._missing = ("",) * table.grid.width

    def read(self, row: int) -> dict[str, Cell]:
        """The cells by name, in the order of the columns. Columns of a group go on where they are empty."""
        printed = self._grid.sheet.rows[row - 1]
        if len(printed) < len(self._missing):
            printed += self._missing[len(printed) :]
        merged = self._grid.merged.get(row)
        if merged or self.subheads:
            return self._read_merged(row, printed, merged or _NO_MERGES)
        cells = {
            name: _new(Cell, (name, header, joined[raw], role, row, index)) if (raw := printed[index - 1]) or not empty
            else empty
            for index, name, header, role, joined, _, empty in self._plans
        }  # fmt: skip
        for name in self._held:
            cells[name] = self._hold(name, cells[name])
        return cells

    def _read_merged(self, row: int, printed: tuple[str, ...], merged: dict[int, Merge]) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        for index, name, header, role, joined, last, empty in self._plans:
            if index not in merged:
                top, right, raw = row, index, printed[index - 1]
            else:
                top, left, _, right = merged[index]
                if left != index or top <= self._bottom:
                    continue  # merged across: the column to the left has it; or merged with the header
                raw = printed[index - 1] if top == row else self._grid.stored(top, index)
            if not raw and empty is not None:
                cells[name] = empty
                continue
            text = joined[raw]
            if right > last and self._is_tiers and role is _GROUP:
                # Merged over the columns that make up the step: it is the step's name, no violation.
                cells["step"] = Cell("step", header, text, Role.STEP, top, index)
                continue
            if self.subheads and index in self.subheads:
                header = f"{header}/{clean_text(self.subheads[index])}"
            cell = _new(Cell, (name, header, text, role, top, index))
            if empty is None:
                cell = self._hold(name, cell)
            cells[name] = cell
        return cells

    def _hold(self, name: str, cell: Cell) -> Cell:
        """The cell, which further rows may hold on to, or the one that an empty one holds on to."""
        if cell.text:
            self.filled[name] = cell
            return cell
        return self.filled.get(name, cell)


def _plan(table: Table, column: Column, held: tuple[Role, ...]) -> _Plan:
    origins = table.header.origins
    last = max(c for c, origin in origins.items() if origin == column.index or c == column.index)
    empty = None if column.role in held else Cell(column.name, column.header, "", column.role)
    joined = joined_texts(column.role, table.laid_out)
    return _Plan(column.index, column.name, column.header, column.role, joined, last, empty)
