"""One table of a sheet: its columns by name and role, and what the text in each row is for."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.records.grid import Grid
from ingest.records.headers import Header
from ingest.records.mapping import ColumnMap, find_role
from ingest.records.texts import join_lines
from schemas.records import Cell, RecordKind, Role
from schemas.sheets import Merge


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table as printed; `name` is canonical where the map knows the header."""

    index: int
    name: str
    header: str
    role: Role


@dataclass(slots=True)
class Table:
    """A header with the rows below it, up to the next table. `record` is list_row where no map fits.

    `skipped` rows repeat the header; `laid_out` tables come from pages, where lines end at the cell's edge.
    """

    grid: Grid
    header: Header
    first: int
    last: int
    columns: list[Column]
    record: RecordKind
    subitem: RecordKind | None
    skipped: set[int] = field(default_factory=set)
    laid_out: bool = False

    def by_role(self, *roles: Role) -> list[Column]:
        """The columns of these roles, left to right."""
        return [c for c in self.columns if c.role in roles]

    def cell(self, column: Column, row: int, text: str | None = None) -> Cell:
        """The cell of the column that speaks for the row, its text cleaned and joined."""
        top, left, _, _ = self.grid.merge(row, column.index)
        raw = self.grid.stored(top, left) if text is None else text
        joined = join_lines(raw, column.role, laid_out=self.laid_out) if raw else ""
        return Cell(column.name, column.header, joined, column.role, top, left)

    def merge(self, column: Column, row: int) -> Merge:
        """The merged range of the column at that row."""
        return self.grid.merge(row, column.index)


def build_columns(grid: Grid, header: Header, spec: ColumnMap | None, last: int) -> list[Column]:
    """The columns of a table; visible ones take the canonical names first, hidden ones come after them."""
    order = sorted(header.names, key=lambda c: (c in grid.sheet.hidden_columns, c))
    columns: list[Column] = []
    used: dict[str, int] = {}
    origin_names: dict[int, str] = {}
    for index in order:
        printed = header.names[index]
        known = spec.find_column(printed) if spec else None
        origin = header.origins[index]
        if known and origin != index and origin in origin_names and known.follow:
            name, role = known.follow, Role.TEXT
        elif known:
            name, role = known.name, known.role
            origin_names.setdefault(origin, name)
        else:
            name, role = printed, find_role(printed)
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            name, role = f"{name}_{used[name]}", _second(role)
        columns.append(Column(index, name, printed, role))
    filled: set[int] = set().union(*[grid.own_cells(r) for r in range(header.bottom + 1, last + 1)])
    columns += [Column(i, f"column_{i}", "", Role.TEXT) for i in filled.difference(header.names)]
    return sorted(columns, key=lambda c: c.index)


def _second(role: Role) -> Role:
    """The role of a further column of the same name: only one can be the key or the step."""
    return Role.TEXT if role in (Role.KEY, Role.STEP, Role.SUBITEM, Role.GROUP) else role
