"""Rows of a table into records. One row is not one item: rows continue, hold sub-items, or say how it is elsewhere."""

from __future__ import annotations

import re

from ingest.records.amounts import find_amounts
from ingest.records.between import Between
from ingest.records.cells import CellReader
from ingest.records.drafts import Draft, Section
from ingest.records.hidden import HiddenColumns
from ingest.records.labels import find_label
from ingest.records.places import Context, Place
from ingest.records.sections import NOTE, find_lenient_list, find_type
from ingest.records.serials import is_serial, split_serial
from ingest.records.table import Column, Table
from ingest.records.texts import clean_text, join_lines
from ingest.records.tiers import TierRows, name_violations
from schemas.records import Amount, Cell, LevelRow, Record, RecordKind, Remnant, Role

_NOTHING = frozenset({"", "无", "/", "—", "-", "——", "--", "\\", "无子项"})
_ENUMERATED = re.compile(r"(?:^|(?<=[\s；;。]))(\d{1,2})\s*[.．、](?!\d)")
_LEVELS = (Role.LEVEL, Role.BODY)
_ONCE = (Role.KEY, Role.SERIAL, Role.TYPE, Role.GROUP, Role.BASIS)
_AMOUNT = Role.AMOUNT


class RowReader:
    """Reads one table row by row; `records`, `remnants` and `sections` are complete after `read`."""

    def __init__(self, table: Table, place: Place, context: Context) -> None:
        self._table = table
        self._grid = table.grid
        self._place = place
        self._context = {c.name: c for c in context.labels}
        self._spec = context.spec
        self._first = place.first + context.before  # index of this table's first record in the document
        self._drafts: list[Draft] = []
        self.remnants: list[Remnant] = []
        self.sections: list[Section] = [Section(context.heading, table.header.top)] if context.heading else []
        self._hidden_rows = self._grid.sheet.hidden_rows
        self._hidden_columns = self._grid.sheet.hidden_columns
        self._columns = [c for c in table.columns if c.index not in self._hidden_columns]
        self._hidden = [c for c in table.columns if c.index in self._hidden_columns]
        self._veiled = HiddenColumns(table, self._columns, self._hidden) if self._hidden else None
        self._serial = self._pick_serial()
        self._keys = self._pick_keys()
        self._sub = next((c for c in self._columns if c.role is Role.SUBITEM), None) if table.subitem else None
        self._has_levels = any(c.role is Role.LEVEL for c in self._columns)
        self._has_amounts = any(c.role is Role.AMOUNT for c in self._columns)
        self._is_tiers = table.record is RecordKind.TIER
        self._between = Between(self._grid, self._columns, self._serial, next(iter(self._keys), None))
        self._cells = CellReader(table, self._columns)
        self._tiers = TierRows(self._grid, self._columns)
        said = f"{context.heading} {place.sheet or ''} {context.title}"
        self._list = find_lenient_list(said) if table.record is RecordKind.LENIENT_ITEM else None
        self._types_are_given = self._list is not None or any(c.role is Role.TYPE for c in self._columns)
        self._type = None if self._types_are_given else find_type(place.sheet or "")

    def read(self) -> list[Record]:
        """The records of the table in order."""
        for row in range(self._table.first, self._table.last + 1):
            self._read_row(row)
        if self._is_tiers:
            self._name_violations()
        return [self._build(d) for d in self._drafts]

    def _name_violations(self) -> None:
        if any(c.name == "violation" for c in self._columns):
            heading = self.sections[0].text if self.sections else ""
            name_violations(self._drafts, heading, self._begins_page if self._context else None)

    def _begins_page(self, row: int) -> bool:
        return self._place.locate(row)[1] == 1

    def _pick_serial(self) -> Column | None:
        columns = [c for c in self._columns if c.role is Role.SERIAL]
        if len(columns) < 2:
            return columns[0] if columns else None
        rows = range(self._table.first, self._table.last + 1)
        return max(columns, key=lambda c: sum(is_serial(self._grid.own(r, c.index)) for r in rows))

    def _pick_keys(self) -> list[Column]:
        keys = [c for c in self._columns if c.role is Role.KEY]
        if keys:
            return keys
        rest = [c for c in self._columns if c.role is not Role.SERIAL]
        return rest[:1]

    # Rows

    def _read_row(self, row: int) -> None:
        own = self._grid.own_cells(row)
        if not own:
            return
        if row in self._table.skipped:
            self._leave(row, own, "repeated header")
            return
        if row in self._hidden_rows and self._is_hidden(row):
            self._leave(row, own, "hidden row")
            return
        visible = {c: t for c, t in own.items() if c not in self._hidden_columns} if self._hidden_columns else own
        if visible:
            self._read_visible(row, visible)
        for column in self._hidden:
            if (text := own.get(column.index)) and not self._is_taken(row, column):
                self._leave(row, {column.index: text}, f"hidden column {column.header}")

    def _is_taken(self, row: int, column: Column) -> bool:
        """Whether the hidden cell belongs to an item, since it says more than the visible one of its header."""
        return self._veiled is not None and (row, column.index) in self._veiled.taken

    def _read_cells(self, row: int) -> dict[str, Cell]:
        cells = self._cells.read(row)
        return {**cells, **self._veiled.read(row)} if self._veiled else cells

    def _read_visible(self, row: int, own: dict[int, str]) -> None:
        if len(own) <= 2 and (label := find_label(self._grid, row, self._spec)):
            self._context[label.name] = label
        elif (
            1 not in own
            and self._grid.is_covered(row, 1)
            and find_label(self._grid, self._grid.merge(row, 1).top, self._spec)
        ):
            return  # the rest of a labelled text, read with its label
        elif self._between.holds(row, own):
            self._read_between(row, own)
        elif self._is_tiers:
            self._read_tier_row(row, own)
        else:
            self._read_item_row(row, own)

    def _is_hidden(self, row: int) -> bool:
        """Whether no merged cell that begins in this hidden row shows in a visible one."""
        hidden = self._hidden_rows
        columns = [*self._keys, *([self._serial] if self._serial else [])]
        return all(set(range(row, self._grid.merge(row, c.index).bottom + 1)) <= hidden for c in columns)

    def _read_between(self, row: int, own: dict[int, str]) -> None:
        text = clean_text(next(iter(own.values())))
        if NOTE.match(text) or len(text) > 80:
            self._leave(row, own, "note")
            return
        self._leave(row, own, "section heading")
        self.sections.append(Section(text, row))
        self._cells.filled.clear()

    def _read_item_row(self, row: int, own: dict[int, str]) -> None:
        if self._begins_item(own):
            self._begin(row, own)
        elif not self._drafts:
            self._leave(row, own, "before the first item")
            return
        elif not self._has_subitem(own):
            self._continue(row, own)
        self._read_subitems(row, own)

    def _begins_item(self, own: dict[int, str]) -> bool:
        key_text = self._key_text(own)
        if self._serial and (text := own.get(self._serial.index)):
            return bool(key_text) or is_serial(text)
        if not key_text:
            return False
        return not self._drafts or key_text != self._current_key()

    def _key_text(self, own: dict[int, str]) -> str:
        for key in self._keys:
            if key.index in own:
                return own[key.index]
        return ""

    def _current_key(self) -> str:
        item = next((d for d in reversed(self._drafts) if d.kind is not self._table.subitem), None)
        return next((self._grid.printed(item.row, k.index) for k in self._keys), "") if item else ""

    def _begin(self, row: int, own: dict[int, str]) -> None:
        serials = split_serial(own.get(self._serial.index, "")) if self._serial else [""]
        for at, serial in enumerate(serials):
            cells = self._read_cells(row)
            if self._serial and len(serials) > 1:
                cells[self._serial.name] = cells[self._serial.name]._replace(text=serial)
                self._share_out(cells, row, at, len(serials))
            self._add(Draft(self._table.record, row, cells))

    def _share_out(self, cells: dict[str, Cell], row: int, at: int, count: int) -> None:
        """序号 "2,3" over a name of two lines: each number has its own line."""
        for column in self._keys:
            lines = clean_text(self._grid.printed(row, column.index)).split("\n")
            if len(lines) == count:
                cells[column.name] = cells[column.name]._replace(text=lines[at])

    def _has_subitem(self, own: dict[int, str]) -> bool:
        return self._sub is not None and clean_text(own.get(self._sub.index, "")) not in _NOTHING

    def _read_subitems(self, row: int, own: dict[int, str]) -> None:
        if self._sub is None or self._table.subitem is None or not self._has_subitem(own):
            return
        parent = next(i for i in reversed(range(len(self._drafts))) if self._drafts[i].kind is self._table.record)
        for text in split_subitems(own[self._sub.index]):
            cells = self._read_cells(row)
            cells[self._sub.name] = self._table.cell(self._sub, row, text)
            draft = Draft(self._table.subitem, row, cells, parent=self._first + parent)
            self._add(draft)

    def _read_tier_row(self, row: int, own: dict[int, str]) -> None:
        if self._tiers.begins_violation(own):
            held = self._cells.filled
            self._cells.filled = {n: c for n, c in held.items() if n in ("department", "category")}
        if subheads := self._tiers.find_subheads(row, own):
            self._leave(row, own, "names of columns")
            self._cells.subheads |= subheads
        elif self._tiers.begins_step(own):
            self._add(Draft(self._table.record, row, self._read_cells(row)))
        elif self._drafts:
            self._continue(row, own)
        else:
            self._leave(row, own, "before the first item")

    def _continue(self, row: int, own: dict[int, str]) -> None:
        """The row says more of the current item: for another level, or the rest of a cell."""
        draft = self._drafts[-1]
        cells = [self._table.cell(c, row) for c in self._columns if c.index in own]
        if self._has_levels and any(c.role in _LEVELS for c in cells):
            draft.levels.append(LevelRow(row, tuple(cells)))
            return
        for cell in cells:
            before = draft.cells.get(cell.name)
            if before is None or not before.text:
                draft.cells[cell.name] = cell
            elif cell.role not in _ONCE or cell.text != before.text:
                self._go_on(draft, before, cell)

    def _go_on(self, draft: Draft, before: Cell, cell: Cell) -> None:
        """On pages a row goes on over the page's end; in sheets another cell is another entry."""
        text = f"{before.text}\n{cell.text}"
        if self._place.rows:
            text = join_lines(text, before.role, laid_out=True)
        whole = before._replace(text=text)
        for other in self._drafts if before.role is Role.GROUP else (draft,):
            if other is draft or other.cells.get(cell.name) == before:
                other.cells[cell.name] = whole

    def _add(self, draft: Draft) -> None:
        if self.sections:
            section = self.sections[-1]
            draft.cells.setdefault("section", Cell("section", "", section.text, Role.GROUP, section.row, None))
            if draft.parent is None:
                section.records.append(len(self._drafts))
        if self._list:
            draft.cells.setdefault("list", Cell("list", "", self._list, Role.GROUP))
        if not self._types_are_given:
            kind = (find_type(self.sections[-1].text) if self.sections else None) or self._type
            if kind:
                draft.cells.setdefault("type", Cell("type", "", kind, Role.TYPE))
        self._drafts.append(draft)

    def _build(self, draft: Draft) -> Record:
        cells = [c for c in draft.cells.values() if c[2]]  # with a text
        amounts: tuple[Amount, ...] = ()
        if self._context:
            named = draft.cells
            cells += [c for n, c in self._context.items() if c.text and not (n in named and named[n].text)]
        if self._context or self._has_amounts:
            amounts = tuple([a for c in cells if c.role is _AMOUNT for a in find_amounts(c.text)])
        page, row = self._place.locate(draft.row)
        return Record(
            draft.kind, row, tuple(cells), self._place.sheet, page, draft.parent, tuple(draft.levels), amounts
        )

    def _leave(self, row: int, texts: dict[int, str], reason: str) -> None:
        page, printed = self._place.locate(row)
        self.remnants += [Remnant(t, reason, printed, c, self._place.sheet, page) for c, t in texts.items()]


def split_subitems(text: str) -> list[str]:
    """The sub-items in one cell: "1.…2.…" gives each of them, any other text itself."""
    text = clean_text(text)
    starts: list[int] = []
    for match in _ENUMERATED.finditer(text):
        if int(match[1]) == len(starts) + 1:
            starts.append(match.start())
    if len(starts) < 2 or starts[0] > 0:
        return [text]
    parts = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [p for p in parts if p]
