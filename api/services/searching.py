"""Search: from a question to hits that a reader can judge, and what to try when there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from api.services.answers import FacetValue, NextStep, SearchAnswer, SearchHit
from api.services.container import Services
from api.services.cursors import build_cursor
from api.services.hits import load_hits
from api.services.places import find_place
from api.services.summaries import kind_label
from schemas.queries import DEEPEST, Filters, Hit, HitType, SearchRequest, SearchResult
from schemas.records import RecordKind
from schemas.regions import region_name

_TYPE_LABELS = {HitType.ARTICLE: "条文", HitType.DOCUMENT: "文件", HitType.ITEM: "清单事项"}


def answer_search(services: Services, request: SearchRequest) -> SearchAnswer:
    """Hits, facets and next steps for a request. Hits that the store does not hold (any more) are dropped."""
    result = services.index.search(request)
    day = date.fromisoformat(request.filters.in_force_on or request.today)
    hits = load_hits(services.store, result.hits, result.terms, day)
    direct = _direct(services, request.text, day) if request.offset == 0 else None
    following = request.offset + request.limit
    more = following < result.total and following + request.limit <= DEEPEST
    return SearchAnswer(
        query=request.text,
        on=day.isoformat(),
        total=result.total,
        relaxed=result.relaxed,
        terms=result.terms,
        direct=direct,
        hits=tuple(hits),
        facets={name: _facet(name, values) for name, values in result.facets.items()},
        next_steps=_next_steps(services, request, result, found=direct is not None),
        next_cursor=build_cursor(request, following) if more else None,
        meaning=result.meaning,
        meaning_note=result.meaning_note,
    )


def _direct(services: Services, text: str, day: date) -> SearchHit | None:
    """The provision that the query itself names."""
    found = find_place(services.store, text, day)
    if found is None:
        return None
    hits = load_hits(services.store, [Hit(found, 0.0)], (), day)
    return hits[0] if hits else None


def _facet(name: str, values: tuple[tuple[str, int], ...]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, facet_label(name, value), count) for value, count in values)


def facet_label(name: str, value: str) -> str:
    """How a facet's value is printed."""
    if name == "kind":
        return kind_label(value)
    if name == "jurisdiction":
        return region_name(value)
    if name == "type":
        return _TYPE_LABELS[HitType(value)] if value in list(HitType) else value
    if name == "record":
        return RecordKind(value).label if value in list(RecordKind) else value
    return value


def _next_steps(
    services: Services, request: SearchRequest, result: SearchResult, *, found: bool
) -> tuple[NextStep, ...]:
    steps = []
    if result.relaxed and result.total and not found:
        steps.append(NextStep("relaxed", "没有同时含有全部词语的内容，以下只含其中一部分", {}, None))
    if result.total == 0 and not found:
        steps += _ways_out(services, request)
    return tuple(steps)


def _ways_out(services: Services, request: SearchRequest) -> list[NextStep]:
    """What finds something: other versions, other days, fewer conditions; else how to ask differently."""
    asked = request.filters
    steps = []
    if not asked.all_versions:
        everything = replace(asked, in_force_on=None, all_versions=True)
        if total := _total(services, request, everything):
            message = "在所选日期有效的版本中没有，其他版本（已被修改、已废止或尚未生效）中有"
            steps.append(NextStep("other_versions", message, {"versions": "all", "on": None}, total))
    bare = Filters(in_force_on=asked.in_force_on, all_versions=asked.all_versions)
    if asked != bare and (total := _total(services, request, bare)):
        steps.append(NextStep("without_filters", "去掉筛选条件后有结果", _CLEARED, total))
    if not steps:
        steps.append(NextStep("rephrase", "换用更短或更常见的说法，或直接输入法规名称和条号", {}, None))
    return steps


_CLEARED: Mapping[str, None] = dict.fromkeys(
    ("type", "level", "in", "issuer", "status", "year_from", "year_to", "record")
)


def _total(services: Services, request: SearchRequest, filters: Filters) -> int:
    probe = replace(request, filters=filters, limit=1, offset=0, facets=())
    return services.index.search(probe).total
