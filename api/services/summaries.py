"""Short forms of nodes, as answers carry them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from api.services.answers import HistoryEvent, PlaceSummary, Region, SourceSummary, VersionSummary, WorkSummary
from api.services.export import expression_status
from api.services.values import number_of, text_of, texts_of, words_of
from schemas.authority import Kind
from schemas.pinpoints import format_pinpoint, parse_eid
from schemas.ports import GraphStore, Json, Node
from schemas.regions import region_name

_LEVEL_NAMES = {"preamble": "序言", "appendix": "附件"}


def kind_label(code: str) -> str:
    """Printed label of a level of authority; the code itself where it is none."""
    try:
        return Kind(code).label
    except ValueError:
        return code


def region(code: str) -> Region:
    """The jurisdiction with its name."""
    return Region(code, region_name(code))


def summarise_work(node: Node) -> WorkSummary:
    """The instrument in short."""
    at = node.properties
    code = words_of(at, "kind")
    return WorkSummary(
        node.id,
        words_of(at, "title"),
        code,
        kind_label(code),
        region(words_of(at, "jurisdiction")),
        texts_of(at, "issuers"),
        text_of(at, "first_effective"),
        at.get("held") is not False,
    )


def summarise_version(node: Node, day: date) -> VersionSummary:
    """The version with its status on `day`."""
    at = node.properties
    return VersionSummary(
        node.id,
        words_of(at, "title"),
        words_of(at, "version"),
        text_of(at, "adopted"),
        text_of(at, "published"),
        text_of(at, "effective_from"),
        text_of(at, "effective_basis"),
        text_of(at, "effective_to"),
        str(expression_status(node, day)),
        number_of(at, "articles"),
    )


def summarise_source(node: Node) -> SourceSummary:
    """The file; where it lay on the disk of the machine that read it is nobody else's matter."""
    at = node.properties
    return SourceSummary(
        node.id,
        words_of(at, "locator"),
        text_of(at, "part"),
        text_of(at, "media_type"),
        text_of(at, "sha256"),
        number_of(at, "size"),
        text_of(at, "ingested_at"),
        texts_of(at, "warnings"),
        _confidence(at.get("ocr")),
    )


def _confidence(ocr: Json) -> float | None:
    found = ocr.get("confidence") if isinstance(ocr, Mapping) else None
    return found if isinstance(found, float) else None


def load_sources(store: GraphStore, expressions: Sequence[str]) -> dict[str, tuple[SourceSummary, ...]]:
    """The files that those versions were read from, by version."""
    found: dict[str, list[SourceSummary]] = {e: [] for e in expressions}
    for node in store.find("Source", {"expression": list(expressions)}) if expressions else []:
        found[words_of(node.properties, "expression")].append(summarise_source(node))
    return {e: tuple(sorted(s, key=lambda x: x.path)) for e, s in found.items()}


def summarise_place(node: Node) -> PlaceSummary:
    """A provision as named in lists."""
    at = node.properties
    eid, level = words_of(at, "eid"), words_of(at, "level")
    return PlaceSummary(node.id, eid, level, words_of(at, "num"), words_of(at, "heading"), place_label(at))


def place_label(at: Mapping[str, Json]) -> str:
    """Printed number and heading; the place in words for 款 项 目, which print no full number; else what it is."""
    place = parse_eid(words_of(at, "eid"))
    if place is not None and place.paragraph is not None:
        return format_pinpoint(place)
    named = " ".join(p for p in (words_of(at, "num"), words_of(at, "heading")) if p)
    return named or _LEVEL_NAMES.get(words_of(at, "level"), "正文")


def read_history(at: Mapping[str, Json]) -> tuple[HistoryEvent, ...]:
    """The events of a version's history."""
    events = at.get("history")
    return tuple(
        HistoryEvent(text_of(e, "date"), words_of(e, "kind"), words_of(e, "text"))
        for e in (events if isinstance(events, list) else [])
        if isinstance(e, dict)
    )
