"""GET /search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.http.parameters import OnDay, SearchParameters
from api.services.answers import SearchAnswer
from api.services.calendar import parse_day
from api.services.container import Services
from api.services.cursors import page_request
from api.services.explaining import ExplainAnswer, explain_hit
from api.services.questions import MAX_QUERY, VERSIONS, Question, build_request
from api.services.searching import answer_search


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(tags=["search"])

    @router.get(
        "/search",
        operation_id="search",
        summary="Search articles and documents",
        response_model=Envelope[SearchAnswer],
        responses=describe(422, 503),
    )
    def search(parameters: Annotated[SearchParameters, Query()]) -> Response:
        """Hits best first, in force today unless told otherwise. A place (行政处罚法第三十三条) comes as `direct`."""
        request = build_request(parameters.question(), parse_day(parameters.on, "on"))
        answer = answer_search(services, page_request(request, parameters.cursor), grouped=parameters.group)
        return reply(answer, on=answer.on, total=answer.total, next_cursor=answer.next_cursor)

    @router.get(
        "/search/explain",
        operation_id="explainHit",
        summary="Why a document ranks where it does",
        response_model=Envelope[ExplainAnswer],
        responses=describe(404, 422, 503),
    )
    def explain(
        q: Annotated[str, Query(max_length=MAX_QUERY, description="the query", examples=["裁量基准"])],
        document: Annotated[
            str, Query(max_length=500, description="id of an article or version, or a place: 行政处罚法第三十三条")
        ],
        on: OnDay = None,
        versions: Annotated[str | None, Query(description=f"{' or '.join(VERSIONS)}; default current")] = None,
    ) -> Response:
        """The parts of its score, term by term, and its place among the hits."""
        request = build_request(Question(q, versions=versions), parse_day(on, "on"))
        answer = explain_hit(services, request, document)
        return reply(answer, on=answer.on, total=answer.total)

    return router
