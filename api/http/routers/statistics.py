"""GET /stats."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.http.parameters import OnDay
from api.services.calendar import parse_day
from api.services.container import Services
from api.services.statistics import build_statistics
from api.services.status_answers import Statistics


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(tags=["service"])

    @router.get(
        "/stats",
        operation_id="showStatistics",
        summary="What is held, counted",
        response_model=Envelope[Statistics],
        responses=describe(422, 503),
    )
    def stats(on: OnDay = None) -> Response:
        """Nodes and edges by kind, works by level and region, versions by status on the day, citations by verdict."""
        answer = build_statistics(services, parse_day(on, "on"))
        return reply(answer, on=answer.on)

    return router
