"""Rows of a table into records. One row is not one item: rows continue, hold sub-items, or say how it is elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.records.amounts import find_amounts
from ingest.records.labels import find_label
from ingest.records.places import Context, Place
from ingest.records.sections import NOTE, SECTION, find_lenient_list, find_type
from ingest.records.serials import is_serial, split_serial
from ingest.records.table import Column, Table
from ingest.records.texts import clean_text, join_lines
from schemas.records import Cell, LevelRow, Record, RecordKind, Remnant, Role

_NOTHING = frozenset({"", "无", "/", "—", "-", "——", "--", "\\", "无子项"})
_ENUMERATED = re.compile(r"(?:^|(?<=[\s；;。]))(\d{1,2})\s*[.．、](?!\d)")
# The rest of a cell that the page's end cut in two, no cell of its own.
_REST = re.compile(r"(?:以上|以下|元|万元|倍|的?罚款)")
_SEAM = 4  # characters on either side of a cut
_FILLED = (Role.GROUP,)
_ONCE = (Role.KEY, Role.SERIAL, Role.TYPE, Role.GROUP, Role.BASIS)
_TIER_FILLED = (Role.GROUP, Role.BASIS, Role.SERIAL, Role.BODY, Role.UNIT)


@dataclass(slots=True)
class Section:
    """A heading between the rows and the numbers of the records below it."""

    text: str
    row: int
    records: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    kind: RecordKind
    row: int
    cells: dict[str, Cell]
    parent: int | None = None
    levels: list[LevelRow] = field(default_factory=list)


class RowReader:
    """Reads one table row by row; `records`, `remnants` and `sections` are complete after `read`."""

    def __init__(self, table: Table, place: Place, context: Context) -> None:
        self._table = table
        self._grid = table.grid
        self._place = place
        self._context = {c.name: c for c in context.labels}
        self._spec = context.spec
        self._first = place.first + context.before  # index of this table's first record in the document
        self._drafts: list[_Draft] = []
        self._filled: dict[str, Cell] = {}
        self.remnants: list[Remnant] = []
        self.sections: list[Section] = [Section(context.heading, table.header.top)] if context.heading else []
        hidden = self._grid.sheet.hidden_columns
        self._columns = [c for c in table.columns if c.index not in hidden]
        self._hidden = [c for c in table.columns if c.index in hidden]
        self._serial = self._pick_serial()
        self._keys = self._pick_keys()
        self._sub = next((c for c in self._columns if c.role is Role.SUBITEM), None) if table.subitem else None
        self._has_levels = any(c.role is Role.LEVEL for c in self._columns)
        self._is_tiers = table.record is RecordKind.TIER
        self._tier_column = self._pick_tier_column()
        self._amount_columns = {c.index for c in self._columns if c.role is Role.AMOUNT}
        self._subheads: dict[int, str] = {}
        said = f"{context.heading} {place.sheet or ''} {context.title}"
        self._list = find_lenient_list(said) if table.record is RecordKind.LENIENT_ITEM else None
        self._type = None if self._types_are_given() else find_type(place.sheet or "")

    def read(self) -> list[Record]:
        """The records of the table in order."""
        for row in range(self._table.first, self._table.last + 1):
            self._read_row(row)
        if self._is_tiers:
            self._name_violations()
        return [self._build(d) for d in self._drafts]

    def _name_violations(self) -> None:
        """A step that stands above the row with the violation (裁量起点) belongs to it all the same."""
        if not any(c.name == "violation" for c in self._columns):
            return
        self._join_split_violations()
        following: Cell | None = None
        for draft in reversed(self._drafts):
            following = draft.cells.get("violation") if draft.cells.get("violation") else following
            if following and not draft.cells.get("violation"):
                draft.cells["violation"] = following

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

    def _pick_tier_column(self) -> Column | None:
        for role in (Role.STEP, Role.AMOUNT):
            found = next((c for c in self._columns if c.role is role), None)
            if found:
                return found
        return next((c for c in self._columns if c.name == "circumstances"), None)

    def _join_split_violations(self) -> None:
        """A violation that a page's end cut in two: its two ends meet in the heading above the table."""
        heading = "".join(self.sections[0].text.split()) if self.sections else ""
        held = [d for d in self._drafts if "violation" in d.cells]
        for at in range(1, len(held)):
            before, after = held[at - 1].cells["violation"], held[at].cells["violation"]
            seam = "".join((before.text[-_SEAM:] + after.text[:_SEAM]).split())
            # A table under 违反条款 and 处罚依据 is about one violation.
            new_page = self._context and self._place.locate(after.row or 0)[1] == 1
            if before.row != after.row and (seam in heading or new_page):
                whole = before._replace(text=before.text + after.text)
                for draft in held:
                    if draft.cells["violation"].row in (before.row, after.row):
                        draft.cells["violation"] = whole
                return

    # Rows

    def _read_row(self, row: int) -> None:
        texts = self._grid.own_texts(row)
        if not texts:
            return
        if row in self._table.skipped:
            self._leave(row, texts, "repeated header")
            return
        if self._is_hidden(row):
            self._leave(row, texts, "hidden row")
            return
        for column in self._hidden:
            if text := self._grid.own(row, column.index):
                self._leave(row, [(column.index, text)], f"hidden column {column.header}")
        visible = [(c, t) for c, t in texts if c not in self._grid.sheet.hidden_columns]
        if not visible:
            return
        if label := find_label(self._grid, row, self._spec):
            self._context[label.name] = label
        elif self._grid.is_covered(row, 1) and find_label(self._grid, self._grid.merge(row, 1).top, self._spec):
            return  # the rest of a labelled text, read with its label
        elif self._is_between(row, visible):
            self._read_between(row, visible)
        elif self._is_tiers:
            self._read_tier_row(row, visible)
        else:
            self._read_item_row(row, visible)

    def _is_hidden(self, row: int) -> bool:
        """Hidden, and no merged cell that begins here shows in a visible row."""
        hidden = self._grid.sheet.hidden_rows
        if row not in hidden:
            return False
        columns = [*self._keys, *([self._serial] if self._serial else [])]
        return all(set(range(row, self._grid.merge(row, c.index).bottom + 1)) <= hidden for c in columns)

    def _is_between(self, row: int, texts: list[tuple[int, str]]) -> bool:
        """Whether the row is a heading, a note or a sum and no item."""
        if len({t for _, t in texts}) > 1:
            first = clean_text(texts[0][1])
            return bool(re.match(r"(?:总计|合计|小计|共计)", first)) and len(texts) <= max(3, len(self._columns) // 2)
        column, text = texts[0]
        if self._serial and column == self._serial.index and is_serial(text):
            return False
        wide = self._grid.merge(row, column).right - column + 1
        starts = column == min(c.index for c in self._columns)
        if wide > max(2, len(self._columns) // 2):
            return True
        if NOTE.match(text) and starts:
            return True
        if not starts or (self._keys and column == self._keys[0].index and not SECTION.match(text)):
            return False
        return len(self._columns) > 2 and not self._grid.is_covered(row, column)

    def _read_between(self, row: int, texts: list[tuple[int, str]]) -> None:
        text = clean_text(texts[0][1])
        if NOTE.match(text) or len(text) > 80:
            self._leave(row, texts, "note")
            return
        self._leave(row, texts, "section heading")
        self.sections.append(Section(text, row))
        self._filled.clear()

    def _read_item_row(self, row: int, texts: list[tuple[int, str]]) -> None:
        if self._begins_item(row):
            self._begin(row)
        elif not self._drafts:
            self._leave(row, texts, "before the first item")
            return
        elif not self._has_subitem(row):
            self._continue(row)
        self._read_subitems(row)

    def _begins_item(self, row: int) -> bool:
        key = self._keys[0] if self._keys else None
        key_text = self._key_text(row)
        if self._serial:
            text = self._grid.own(row, self._serial.index)
            if text:
                return is_serial(text) or bool(key_text)
        if key is None or not key_text:
            return False
        return not self._drafts or key_text != self._current_key()

    def _key_text(self, row: int) -> str:
        return next((t for k in self._keys if (t := self._grid.own(row, k.index))), "")

    def _current_key(self) -> str:
        item = next((d for d in reversed(self._drafts) if d.kind is not self._table.subitem), None)
        return next((self._grid.printed(item.row, k.index) for k in self._keys), "") if item else ""

    def _begin(self, row: int) -> None:
        serials = split_serial(self._grid.own(row, self._serial.index)) if self._serial else [""]
        for at, serial in enumerate(serials):
            cells = self._cells(row, _FILLED)
            if self._serial and len(serials) > 1:
                cells[self._serial.name] = cells[self._serial.name]._replace(text=serial)
                self._share_out(cells, row, at, len(serials))
            self._add(_Draft(self._table.record, row, cells))

    def _share_out(self, cells: dict[str, Cell], row: int, at: int, count: int) -> None:
        """序号 "2,3" over a name of two lines: each number has its own line."""
        for column in self._keys:
            lines = clean_text(self._grid.printed(row, column.index)).split("\n")
            if len(lines) == count:
                cells[column.name] = cells[column.name]._replace(text=lines[at])

    def _has_subitem(self, row: int) -> bool:
        return self._sub is not None and clean_text(self._grid.own(row, self._sub.index)) not in _NOTHING

    def _read_subitems(self, row: int) -> None:
        if self._sub is None or self._table.subitem is None or not self._has_subitem(row):
            return
        parent = next(i for i in reversed(range(len(self._drafts))) if self._drafts[i].kind is self._table.record)
        for text in split_subitems(self._grid.own(row, self._sub.index)):
            cells = self._cells(row, _FILLED)
            cells[self._sub.name] = self._table.cell(self._sub, row, text)
            draft = _Draft(self._table.subitem, row, cells, parent=self._first + parent)
            self._add(draft)

    def _read_tier_row(self, row: int, texts: list[tuple[int, str]]) -> None:
        heads = [c for c in self._columns if c.role in (Role.SERIAL, Role.GROUP) and c.name in ("serial", "violation")]
        if any(self._grid.own(row, c.index) for c in heads):
            self._filled = {n: c for n, c in self._filled.items() if n in ("department", "category")}
        if self._is_subheading(row):
            self._leave(row, texts, "names of columns")
            self._subheads |= {c: t for c, t in texts if c in self._amount_columns}
        elif self._begins_tier(row):
            self._add(_Draft(self._table.record, row, self._cells(row, _TIER_FILLED)))
        elif self._drafts:
            self._continue(row)
        else:
            self._leave(row, texts, "before the first item")

    def _is_subheading(self, row: int) -> bool:
        """Whether the amounts' cells only say for whom (对单位 | 对个人), inside a step that goes on below."""
        own = {c: t for c in self._amount_columns if (t := self._grid.own(row, c))}
        step = self._columns[0].index
        goes_on = self._grid.merge(row, step).bottom > row and self._grid.own(row, step)
        return len(own) > 1 and bool(goes_on) and not any(re.search(r"\d", t) for t in own.values())

    def _begins_tier(self, row: int) -> bool:
        """Whether the row has a step or a consequence of its own; circumstances alone are an alternative."""
        step = self._tier_column
        if step is None:
            return True
        decisive = [step, *(c for c in self._columns if c.role is Role.AMOUNT)]
        return any((t := self._grid.own(row, c.index)) and not _REST.match(t) for c in decisive)

    def _continue(self, row: int) -> None:
        """The row says more of the current item: for another level, or the rest of a cell."""
        draft = self._drafts[-1]
        own = {c.name: self._table.cell(c, row) for c in self._columns if self._grid.own(row, c.index)}
        roles = {c.role for c in own.values()}
        if self._has_levels and roles & {Role.LEVEL, Role.BODY}:
            draft.levels.append(LevelRow(row, tuple(own.values())))
            return
        for name, cell in own.items():
            before = draft.cells.get(name)
            if before is None or not before.text:
                draft.cells[name] = cell
            elif cell.role not in _ONCE or cell.text != before.text:
                # On pages a row goes on over the page's end; in sheets another cell is another entry.
                text = f"{before.text}\n{cell.text}"
                if self._place.rows:
                    text = join_lines(text, before.role, laid_out=True)
                for other in self._drafts:
                    if other is draft or (before.role is Role.GROUP and other.cells.get(name) == before):
                        other.cells[name] = before._replace(text=text)

    # Cells

    def _cells(self, row: int, filled: tuple[Role, ...]) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        for column in self._columns:
            if self._grid.merge(row, column.index).left != column.index:
                continue  # merged across: the column to the left has it
            cell = self._table.cell(column, row)
            if cell.row is not None and cell.row <= self._table.header.bottom:
                continue
            if column.role is Role.GROUP and self._is_tiers and self._spreads(column, row):
                # Merged over the columns that make up the step: it is the step's name, no violation.
                cells["step"] = cell._replace(name="step", role=Role.STEP)
                continue
            if column.index in self._subheads:
                cell = cell._replace(header=f"{cell.header}/{clean_text(self._subheads[column.index])}")
            if cell.text and column.role in filled:
                self._filled[column.name] = cell
            elif not cell.text and column.name in self._filled and column.role in filled:
                cell = self._filled[column.name]
            cells[column.name] = cell
        return cells

    def _spreads(self, column: Column, row: int) -> bool:
        origins = self._table.header.origins
        end = max(c for c, origin in origins.items() if origin == column.index or c == column.index)
        return self._grid.merge(row, column.index).right > end

    def _types_are_given(self) -> bool:
        return self._list is not None or any(c.role is Role.TYPE for c in self._columns)

    def _add(self, draft: _Draft) -> None:
        if self.sections:
            section = self.sections[-1]
            draft.cells.setdefault("section", Cell("section", "", section.text, Role.GROUP, section.row, None))
            if draft.parent is None:
                section.records.append(len(self._drafts))
        kind = (find_type(self.sections[-1].text) if self.sections else None) or self._type
        if self._list:
            draft.cells.setdefault("list", Cell("list", "", self._list, Role.GROUP))
        if kind and not self._types_are_given():
            draft.cells.setdefault("type", Cell("type", "", kind, Role.TYPE))
        self._drafts.append(draft)

    def _build(self, draft: _Draft) -> Record:
        around = [c for n, c in self._context.items() if not (draft.cells.get(n) and draft.cells[n].text)]
        cells = tuple(c for c in [*draft.cells.values(), *around] if c.text)
        amounts = tuple(a for c in cells if c.role is Role.AMOUNT for a in find_amounts(c.text))
        page, row = self._place.locate(draft.row)
        levels = tuple(draft.levels)
        return Record(draft.kind, row, cells, self._place.sheet, page, draft.parent, levels, amounts)

    def _leave(self, row: int, texts: list[tuple[int, str]], reason: str) -> None:
        page, printed = self._place.locate(row)
        self.remnants += [Remnant(t, reason, printed, c, self._place.sheet, page) for c, t in texts]


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
