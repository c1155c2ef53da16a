"""GET /search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.http.parameters import SearchParameters
from api.services.answers import SearchAnswer
from api.services.calendar import parse_day
from api.services.container import Services
from api.services.cursors import page_request
from api.services.questions import build_request
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
        answer = answer_search(services, page_request(request, parameters.cursor))
        return reply(answer, on=answer.on, total=answer.total, next_cursor=answer.next_cursor)

    return router
