"""Items: what records become in the graph, each with its place, its text, and where its fields stand in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from schemas.records import Amount, LevelRow, RecordKind, Role


class ItemField(NamedTuple):
    """One field of an item.

    `start`/`end` are code points into the item's text. A shared text stands by its `digest` in `Document.duties` and is
    in the item's text only where it names law; else they are None. `row` and `column` are the cell's, from 1; None for
    what a heading or a sheet's name says.
    """

    name: str
    header: str
    text: str
    role: Role
    start: int | None
    end: int | None
    row: int | None
    column: int | None
    digest: str | None = None


class BodyPart(StrEnum):
    """What a body that a field names has to do with the item."""

    BODY = "body"  # the item is its own
    PLATE = "plate"  # another name of that body (挂牌)
    HANDLER = "handler"  # handles the item in that body's name (承办)
    UNIT = "unit"  # the unit inside the body (承办机构)


class NamedBody(NamedTuple):
    """A body that a field names: its full name, the words in the item's text, and its part."""

    name: str
    start: int
    end: int
    part: BodyPart = BodyPart.BODY


@dataclass(frozen=True, slots=True)
class Item:
    """One record, ready for the graph.

    `kind` is a key of `schemas.model.ITEM_KINDS`, `eid` and `parent` as in provisions. `text` has a line
    `header：text` for each field that has a place in it.
    """

    eid: str
    parent: str | None
    kind: str
    record: RecordKind
    name: str
    text: str
    fields: tuple[ItemField, ...]
    sheet: str | None
    page: int | None
    row: int
    bodies: tuple[NamedBody, ...] = ()
    levels: tuple[LevelRow, ...] = ()
    amounts: tuple[tuple[str, Amount], ...] = ()

    def first(self, role: Role) -> str | None:
        """The text of the first field of a role."""
        return next((f.text for f in self.fields if f.role is role), None)
