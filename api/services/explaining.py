"""Why a document ranks where it does for a query."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from api.services.answers import UnderstoodPart
from api.services.container import Services
from api.services.lookup import find_node
from api.services.places import find_named
from api.services.understanding import list_parts, read_request
from schemas.errors import NotFound
from schemas.queries import ScorePart, SearchRequest
from search.understanding.reading import read_query

# How deep the place of a hit is looked for.
_DEPTH = 1_000


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    """Why a document ranks where it does: `score` is the sum of the parts times `weight` (authority, superseded).

    `rank` counts from 1 and is None where it is not among the first thousand hits (or fails a condition).
    """

    query: str
    understood: tuple[UnderstoodPart, ...]
    id: str
    on: str
    rank: int | None
    total: int
    score: float
    weight: float
    parts: tuple[ScorePart, ...]


def explain_hit(services: Services, request: SearchRequest, document: str) -> ExplainAnswer:
    """The place of a document among the hits and what its score is made of.

    `document` is an id of a provision or version, or names one in words (行政处罚法第三十三条). Raises NotFound for
    what the index does not hold.
    """
    day = date.fromisoformat(request.filters.in_force_on or request.today)
    named = None if "@" in document else find_named(services.store, read_query(document), day)
    entry = named or find_node(services.store, document).id
    read = read_request(services, request)
    told = services.index.explain(read.request, entry)
    if told is None:
        raise NotFound(f"{entry} is no article or version that can be found", "give an id that a search gave")
    listed = services.index.search(replace(read.request, limit=_DEPTH, offset=0, facets=()))
    rank = next((n for n, hit in enumerate(listed.hits, start=1) if hit.id == entry), None)
    return ExplainAnswer(
        query=request.text,
        understood=list_parts(read),
        id=entry,
        on=day.isoformat(),
        rank=rank,
        total=listed.total,
        score=told.score,
        weight=told.weight,
        parts=told.parts,
    )
