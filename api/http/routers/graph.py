"""GET /graph/{id}/neighbours."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.http.parameters import Cursor, NodeId
from api.services.answers import LinkPage
from api.services.container import Services
from api.services.links import MAX_PAGE, list_neighbours
from api.services.questions import split_values
from schemas.model import EDGE_KINDS


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(prefix="/graph", tags=["graph"])

    @router.get(
        "/{id}/neighbours",
        operation_id="listNeighbours",
        summary="What a node is joined to, by which edges",
        response_model=Envelope[LinkPage],
        responses=describe(404, 422, 503),
    )
    def neighbours(
        id: NodeId,
        kind: Annotated[list[str], Query(description=f"kinds of edge: {', '.join(EDGE_KINDS)}; default all")] = [],  # noqa: B006
        direction: Annotated[str, Query(description="out, in or both")] = "both",
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE, description="edges per page")] = 50,
        cursor: Cursor = None,
    ) -> Response:
        """Edges both ways unless told otherwise, each with evidence, rule, verdict and the node at its other end."""
        page = list_neighbours(services, id, kinds=split_values(kind), direction=direction, limit=limit, cursor=cursor)
        return reply(page, total=page.total, next_cursor=page.next_cursor)

    return router
