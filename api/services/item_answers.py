"""What is answered about an item of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.services.answers import Link, Mention, SourceSummary, VersionSummary, WorkSummary
from api.services.scan_answers import OcrReading


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where an item stands in its file: the sheet as printed or the page, and the row, all counted from 1."""

    sheet: str | None
    page: int | None
    row: int


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """An item as named in lists; `record` is the kind of record: power, tier, …"""

    id: str
    kind: str
    record: str
    record_label: str
    name: str
    place: ItemPlace


@dataclass(frozen=True, slots=True)
class ItemField:
    """A field: canonical name, header as printed, text, and what the column is for.

    `start` and `end` are code points into the item's text, null for a text that many items share (责任事项, 追责情形).
    """

    name: str
    header: str
    text: str
    role: str
    start: int | None
    end: int | None
    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class ItemLink:
    """What an item cites or is based on; `drift` tells where that place stands now; `missing`: it is not there."""

    link: Link
    drift: Mapping[str, object] | None
    missing: bool


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """An item of a list: fields, basis, bodies, and where it stands. `mentions` have spans in `text`.

    `parts` are its sub-items, `tiers` the steps of a discretion benchmark for it (for a step: the items), `levels` how
    it is for other levels or bodies, `amounts` the ranges of money, percent and multiples in its fields. `ocr` tells
    how `text` was read where it was a picture, null for any other text.
    """

    id: str
    kind: str
    record: str
    record_label: str
    name: str
    number: str | None
    type: str | None
    level: str | None
    text: str
    fields: tuple[ItemField, ...]
    work: WorkSummary
    version: VersionSummary
    place: ItemPlace
    parent: ItemSummary | None
    parts: tuple[ItemSummary, ...]
    mentions: tuple[Mention, ...]
    basis: tuple[ItemLink, ...]
    bodies: tuple[Link, ...]
    tiers: tuple[Link, ...]
    levels: tuple[Mapping[str, object], ...]
    amounts: tuple[Mapping[str, object], ...]
    ocr: OcrReading | None
    sources: tuple[SourceSummary, ...]
