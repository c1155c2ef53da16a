"""Facet counts: the request, in the form that both engines take, and what is read out of the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.authority import Status
from schemas.errors import InvalidInput
from schemas.queries import FACET_FIELDS

# Values listed per facet: more than there are kinds, and enough provinces with their cities to choose from.
_MOST_VALUES = 100

Counts = Mapping[str, tuple[tuple[str, int], ...]]


def build_facet_request(facets: Sequence[str], day: int) -> dict[str, Any]:
    """Aggregations for those facets; status is as on `day` (YYYYMMDD). Raises InvalidInput for an unknown facet."""
    if unknown := [f for f in facets if f not in FACET_FIELDS]:
        raise InvalidInput(f"no facet: {unknown[0][:40]!r}", "one of " + ", ".join(FACET_FIELDS))
    return {f: _status(day) if f == "status" else {"terms": {"field": f, "size": _MOST_VALUES}} for f in facets}


def read_counts(facets: Sequence[str], answer: Mapping[str, Any]) -> Counts:
    """Counts per facet, most first, then by value; values without hits are left out."""
    return {f: _sorted(_read_status(answer[f]) if f == "status" else _read_terms(answer[f])) for f in facets}


def _status(day: int) -> dict[str, Any]:
    starts = {"field": "effective_from", "ranges": [{"to": 1}, {"from": 1, "to": day + 1}, {"from": day + 1}]}
    ends = {"field": "ended", "ranges": [{"to": 1}, {"from": 1, "to": 2}, {"from": 2}]}
    return {
        "range": {"field": "effective_to", "ranges": [{"to": day + 1}, {"from": day + 1}]},
        "aggs": {"start": {"range": starts}, "end": {"range": ends}},
    }


_BY_START = (Status.UNKNOWN, Status.IN_FORCE, Status.NOT_YET)
_BY_END = (Status.AMENDED, Status.REPEALED, Status.LAPSED)


def _read_status(answer: Mapping[str, Any]) -> dict[str, int]:
    over, alive = _buckets(answer)
    counts = dict(zip(_BY_START, (b["doc_count"] for b in _buckets(alive["start"])), strict=True))
    counts |= dict(zip(_BY_END, (b["doc_count"] for b in _buckets(over["end"])), strict=True))
    return {status.value: count for status, count in counts.items()}


def _buckets(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Buckets of a range in its order; tantivy adds empty ones below and above."""
    named = [b for b in answer["buckets"] if "from" in b or "to" in b]
    return sorted(named, key=lambda b: float(b.get("from", "-inf")))


def _read_terms(answer: Mapping[str, Any]) -> dict[str, int]:
    return {_text(b["key"]): b["doc_count"] for b in answer["buckets"]}


def _text(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _sorted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((k, n) for k, n in counts.items() if n), key=lambda item: (-item[1], item[0])))
