"""Search: from a question to hits that a reader can judge, and what to try when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.services.answers import FacetValue, SearchAnswer, SearchHit
from api.services.container import Services
from api.services.cursors import build_cursor
from api.services.grouping import group_similar
from api.services.hits import load_hits
from api.services.next_steps import find_next_steps
from api.services.places import find_named
from api.services.summaries import kind_label
from api.services.understanding import ReadRequest, list_parts, read_request
from api.services.values import words_of
from schemas.queries import DEEPEST, Hit, HitType, SearchRequest
from schemas.records import RecordKind
from schemas.regions import region_name
from schemas.thesaurus import load_thesaurus

_TYPE_LABELS = {HitType.ARTICLE: "条文", HitType.DOCUMENT: "文件", HitType.ITEM: "清单事项"}


def answer_search(services: Services, request: SearchRequest, *, grouped: bool = False) -> SearchAnswer:
    """Hits, facets and next steps for a request. Hits that the store does not hold (any more) are dropped.

    `grouped` puts near-identical local articles of the page below the first of them.
    """
    read = read_request(services, request)
    result = services.index.search(read.request)
    day = date.fromisoformat(read.request.filters.in_force_on or request.today)
    hits = load_hits(services.store, result.hits, (*read.request.phrases, *result.terms), day)
    direct = _direct(services, read, day) if request.offset == 0 else None
    following = request.offset + request.limit
    more = following < result.total and following + request.limit <= DEEPEST
    return SearchAnswer(
        query=request.text,
        understood=list_parts(read),
        on=day.isoformat(),
        total=result.total,
        relaxed=result.relaxed,
        terms=result.terms,
        direct=direct,
        hits=_group(services, hits) if grouped else tuple(hits),
        facets={name: _facet(name, values) for name, values in result.facets.items()},
        next_steps=find_next_steps(services, request, read, result, found=direct is not None),
        next_cursor=build_cursor(request, following) if more else None,
        meaning=result.meaning,
        meaning_note=result.meaning_note,
    )


def _group(services: Services, hits: Sequence[SearchHit]) -> tuple[SearchHit, ...]:
    nodes = services.store.nodes([hit.id for hit in hits])
    return group_similar(hits, {i: words_of(node.properties, "text") for i, node in nodes.items()})


def _direct(services: Services, read: ReadRequest, day: date) -> SearchHit | None:
    """The provision or the document that the query itself names."""
    found = find_named(services.store, read.reading, day)
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
    if name == "concept":
        concept = load_thesaurus().concepts.get(value)
        return concept.zh if concept else value
    return value
