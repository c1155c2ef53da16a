"""Records into items: kinds of nodes, eIds that are unique in the list, a readable text with its fields' places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ingest.bodies.finder import find_bodies, find_placed_bodies, find_units
from ingest.items.citing import names_law
from ingest.items.naming import name_item
from ingest.items.rendering import render_fields
from ingest.records.reading import digest_text
from schemas.ids import ITEM_NAMES
from schemas.items import BodyPart, Item, ItemField, NamedBody
from schemas.records import Amount, Record, RecordKind, Role

NODE_OF = {
    RecordKind.POWER: "PowerItem",
    RecordKind.POWER_SUBITEM: "PowerItem",
    RecordKind.TIER: "DiscretionTier",
    RecordKind.LENIENT_ITEM: "LenientItem",
    RecordKind.DECISION_ITEM: "Decision",
    RecordKind.GUIDING_CASE: "GuidingCase",
    RecordKind.CONTACT_POINT: "ContactPoint",
}
"""Node kinds of records; all others are ListItem. A sub-item is of the kind of its item, whatever list that is in."""


def build_items(
    records: Sequence[Record], sheets: Sequence[str], jurisdiction: str, owner: str = ""
) -> tuple[Item, ...]:
    """The items of a document, in order. `sheets` are the names of the workbook's sheets as printed, in order.

    `jurisdiction` completes names of bodies (市公安局), `owner` is the body whose list it is. Personal data are left
    out.
    """
    numbers = {name: f"sheet_{at}" for at, name in enumerate(sheets, start=1)}
    taken: Counter[str] = Counter()
    items: list[Item] = []
    for record in records:
        above = items[record.parent] if record.parent is not None else None
        kind = above.kind if above else NODE_OF.get(record.kind, "ListItem")
        eid = _unique(f"{above.eid if above else _place(record, numbers)}__{ITEM_NAMES[kind]}_{record.row}", taken)
        text, fields = render_fields([c for c in record.cells if c.role is not Role.PERSONAL], digest_text, names_law)
        items.append(
            Item(
                eid=eid,
                parent=above.eid if above else None,
                kind=kind,
                record=record.kind,
                name=name_item(record),
                text=text,
                fields=fields,
                sheet=record.sheet,
                page=record.page,
                row=record.row,
                bodies=tuple(_bodies(fields, jurisdiction, owner)),
                levels=record.levels,
                amounts=tuple(_amounts(record)),
            )
        )
    return tuple(items)


def _place(record: Record, numbers: dict[str, str]) -> str:
    """The part of the document: its sheet, its page, its table, or the running text."""
    if record.page is not None:
        return f"page_{record.page}"
    if record.sheet is None:
        return "text"
    number = record.sheet.removeprefix("表")
    return numbers.get(record.sheet) or (f"table_{number}" if number.isascii() and number.isdigit() else "table")


def _unique(eid: str, taken: Counter[str]) -> str:
    """序号 2,3 in one row, and two tables on one page, number on."""
    taken[eid] += 1
    return eid if taken[eid] == 1 else f"{eid}_{taken[eid]}"


def _bodies(fields: Sequence[ItemField], jurisdiction: str, owner: str) -> Iterator[NamedBody]:
    """Those of the body's column, else of the department's or of the unit's; then the units inside the first."""
    placed = [f for f in fields if f.start is not None]
    columns: tuple[tuple[Callable[[ItemField], bool], Callable[[str], Iterator[NamedBody]]], ...] = (
        (_is_body, lambda text: find_bodies(text, jurisdiction, owner)),
        (_is_department, lambda text: find_bodies(text, jurisdiction, owner)),
        (_is_unit, lambda text: find_placed_bodies(text, jurisdiction)),
    )
    found: list[NamedBody] = []
    for is_column, find in columns:
        found = found or [b for f in placed if is_column(f) for b in _moved(find(f.text), f)]
    yield from found
    # Of a government's item the sections are those of the bureau that handles it.
    host = next((b.name for p in (BodyPart.HANDLER, BodyPart.BODY) for b in found if b.part is p), owner)
    taken = {b.start for b in found}
    for field in placed:
        if field.role is Role.UNIT:
            yield from (u for u in _moved(find_units(field.text, jurisdiction, host), field) if u.start not in taken)


def _is_body(field: ItemField) -> bool:
    return field.role is Role.BODY


def _is_department(field: ItemField) -> bool:
    return field.role is Role.GROUP and field.name == "department"


def _is_unit(field: ItemField) -> bool:
    return field.role is Role.UNIT


def _moved(found: Iterable[NamedBody], field: ItemField) -> Iterator[NamedBody]:
    """With their places in the item's text."""
    at = field.start or 0
    return (b._replace(start=at + b.start, end=at + b.end) for b in found)


def _amounts(record: Record) -> list[tuple[str, Amount]]:
    """The ranges with the field that they stand in: records give them field by field, in order."""
    fields = [c for c in record.cells if c.role is Role.AMOUNT]
    out: list[tuple[str, Amount]] = []
    at, before = 0, -1
    for amount in record.amounts:
        if amount.start <= before:
            at += 1
        while at < len(fields) - 1 and amount.end > len(fields[at].text):
            at += 1
        before = amount.start
        if fields:
            out.append((fields[min(at, len(fields) - 1)].name, amount))
    return out
