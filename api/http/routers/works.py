"""GET /works/{id} and /works/{id}/versions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.http.parameters import NodeId, OnDay
from api.services.answers import VersionsAnswer, WorkAnswer
from api.services.calendar import parse_day
from api.services.container import Services
from api.services.versions import show_versions
from api.services.works import show_work


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(prefix="/works", tags=["works"])

    @router.get(
        "/{id}",
        operation_id="showWork",
        summary="An instrument, its versions, contents and sources",
        response_model=Envelope[WorkAnswer],
        responses=describe(404, 422, 503),
    )
    def work(
        id: NodeId,
        on: OnDay = None,
        contents: Annotated[bool, Query(description="whether to list chapters and articles")] = True,
    ) -> Response:
        """By the id of a work: the version in force on the day, else the latest. By that of a version: that one."""
        answer = show_work(services, id, parse_day(on, "on"), contents=contents)
        return reply(answer, on=answer.on)

    @router.get(
        "/{id}/versions",
        operation_id="listVersions",
        summary="The versions of an instrument with their status",
        response_model=Envelope[VersionsAnswer],
        responses=describe(404, 422, 503),
    )
    def versions(id: NodeId, on: OnDay = None) -> Response:
        """Newest first, with dates, status on the day, and the files they were read from."""
        answer = show_versions(services, id, parse_day(on, "on"))
        return reply(answer, on=answer.on, total=len(answer.versions))

    return router
