"""GET /items/{id}."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.http.parameters import NodeId, OnDay
from api.services.calendar import today
from api.services.container import Services
from api.services.item_answers import ItemAnswer
from api.services.items import show_item
from schemas.dates import parse_iso_date


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(prefix="/items", tags=["items"])

    @router.get(
        "/{id}",
        operation_id="showItem",
        summary="An item of a list: fields, basis, bodies, and where it stands in its file",
        response_model=Envelope[ItemAnswer],
        responses=describe(404, 422, 503),
    )
    def item(id: NodeId, on: OnDay = None) -> Response:
        """The basis comes to the article, each with verdict and what became of the place since."""
        day = parse_iso_date(on, "on") if on else today()
        return reply(show_item(services, id, day), on=day.isoformat())

    return router
