"""Facet counts of hits that only meaning brings up, on top of those of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from schemas.authority import Status
from schemas.index_model import NO_START
from schemas.vectors import Facts, Version
from search.conditions import ENDED_AS

Counts = Mapping[str, tuple[tuple[str, int], ...]]

# Facets list that many values at most: one that is full may have left out the value to be counted.
_MOST_VALUES = 100
_ENDED = {number: status for status, number in ENDED_AS.items() if status} | {0: Status.AMENDED}


def add_counts(counts: Counts, added: Iterable[Facts], day: int) -> Counts:
    """The counts with those of the entries added; status is as on `day` (YYYYMMDD)."""
    entries = list(added)
    if not entries:
        return counts
    return {facet: _add(held, facet, entries, day) for facet, held in counts.items()}


def _add(held: tuple[tuple[str, int], ...], facet: str, entries: list[Facts], day: int) -> tuple[tuple[str, int], ...]:
    more = Counter(value for entry in entries for value in _values(facet, entry, day))
    whole = len(held) < _MOST_VALUES
    merged = dict(held)
    for value, count in more.items():
        if whole or value in merged:
            merged[value] = merged.get(value, 0) + count
    return tuple(sorted(merged.items(), key=lambda item: (-item[1], item[0])))


def _values(facet: str, entry: Facts, day: int) -> tuple[str, ...]:
    version = entry.version
    match facet:
        case "kind":
            return (version.kind,)
        case "jurisdiction":
            return (version.jurisdiction,)
        case "issuer":
            return version.issuers
        case "year":
            return () if version.year is None else (str(version.year),)
        case "status":
            return (find_status(version, day).value,)
        case "record":
            return (entry.record,) if entry.record else ()
        case "concept":
            return entry.concepts
        case _:
            return (entry.type.value,)


def find_status(version: Version, day: int) -> Status:
    """As `schemas.authority.status_on`, over the index's numbers."""
    if version.effective_to <= day:
        return _ENDED[version.ended]
    if version.effective_from == NO_START:
        return Status.UNKNOWN
    return Status.NOT_YET if version.effective_from > day else Status.IN_FORCE
