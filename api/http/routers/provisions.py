"""GET /provisions/{id}, /provisions/{id}/cited and /provisions/{id}/citing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.http.parameters import Cursor, NodeId, OnDay
from api.services.answers import LinkPage, ProvisionAnswer
from api.services.calendar import today
from api.services.container import Services
from api.services.links import MAX_PAGE
from api.services.provisions import Paging, list_cited, list_citing, show_provision
from schemas.dates import parse_iso_date

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="links per page")]


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(prefix="/provisions", tags=["provisions"])

    @router.get(
        "/{id}",
        operation_id="showProvision",
        summary="A provision: text, place, cited and citing, its reading on a day",
        response_model=Envelope[ProvisionAnswer],
        responses=describe(404, 422, 503),
    )
    def provision(
        id: NodeId, on: OnDay = None, limit: Limit = 20, cited_cursor: Cursor = None, citing_cursor: Cursor = None
    ) -> Response:
        """With `on`, `reading_on` tells how the provision reads in the version in force that day."""
        day = parse_iso_date(on, "on") if on else None
        now = today()
        answer = show_provision(services, id, now, day, Paging(limit, cited_cursor, citing_cursor))
        return reply(answer, on=(day or now).isoformat())

    @router.get(
        "/{id}/cited",
        operation_id="listCited",
        summary="What a provision cites",
        response_model=Envelope[LinkPage],
        responses=describe(404, 422, 503),
    )
    def cited(id: NodeId, limit: Limit = 20, cursor: Cursor = None) -> Response:
        """Each with its evidence: span, words, rule and verdict."""
        return _page(list_cited(services, id, limit, cursor))

    @router.get(
        "/{id}/citing",
        operation_id="listCiting",
        summary="What cites a provision or a place in it",
        response_model=Envelope[LinkPage],
        responses=describe(404, 422, 503),
    )
    def citing(id: NodeId, limit: Limit = 20, cursor: Cursor = None) -> Response:
        """Each with its evidence: span, words, rule and verdict."""
        return _page(list_citing(services, id, limit, cursor))

    return router


def _page(page: LinkPage) -> Response:
    return reply(page, total=page.total, next_cursor=page.next_cursor)
