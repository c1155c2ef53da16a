"""GET /suggest."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.services.answers import Completion
from api.services.calendar import today
from api.services.container import Services
from api.services.suggesting import MAX_SUGGESTIONS, suggest


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(tags=["search"])

    @router.get(
        "/suggest",
        operation_id="suggest",
        summary="Complete a title while it is typed",
        response_model=Envelope[list[Completion]],
        responses=describe(422, 503),
    )
    def suggest_titles(
        q: Annotated[str, Query(max_length=200, description="what was typed so far", examples=["行政处"])],
        limit: Annotated[int, Query(ge=1, le=MAX_SUGGESTIONS, description="completions at most")] = 8,
    ) -> Response:
        """Titles that begin with or contain the words, in force and of higher authority first."""
        day = today()
        return reply(suggest(services, q, limit, day), on=day.isoformat())

    return router
