"""Citations of an item as `fatu cite` prints them, counted in the field that they stand in."""

from __future__ import annotations

from collections.abc import Mapping

from api.services.items import cells_of
from api.services.values import number_of, text_of, texts_of, words_of
from ingest.citations import national_names
from schemas.citations import Verdict
from schemas.ports import Json, Node

_UNDETERMINED = (Verdict.AMBIGUOUS, Verdict.UNPARSED)


def build_citation_record(citation: Node, item: Node, titles: Mapping[str, str]) -> dict[str, Json]:
    """The record; `field` is the field, `start` and `end` are code points into its text.

    `titles` are the official titles of what the citations of the item lead to, by the id of the citation.
    """
    at = citation.properties
    start, end = number_of(at, "start") or 0, number_of(at, "end") or 0
    field, first = _field(item, start)
    named = text_of(at, "title")
    title = titles.get(citation.id) or (named and (national_names().official(named) or named))
    return {
        "start": start - first,
        "end": end - first,
        "text": at["text"],
        "kind": at["kind"],
        "title": None if words_of(at, "verdict") in _UNDETERMINED else title,
        "edition": at["edition"],
        "targets": at["targets"],
        "relation": at["relation"],
        "quoted": at["quoted"],
        "division": at["division"],
        "verdict": at["verdict"],
        "candidates": list(texts_of(at, "candidates")),
        "field": field,
    }


def _field(item: Node, start: int) -> tuple[str | None, int]:
    """The field that a place in the item's text is in, and where the field begins."""
    for cell in cells_of(item):
        first, last = number_of(cell, "start"), number_of(cell, "end")
        if first is not None and last is not None and first <= start < max(last, first + 1):
            return text_of(cell, "name"), first
    return None, 0
