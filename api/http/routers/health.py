"""GET /healthz and /readyz."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.services.container import Services
from api.services.readiness import check_readiness
from api.services.status_answers import Readiness
from schemas.errors import StoreUnavailable


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(tags=["service"])

    @router.get(
        "/healthz",
        operation_id="checkHealth",
        summary="Whether the process answers",
        response_model=Envelope[dict[str, str]],
    )
    def healthz() -> Response:
        """Asks no engine: for whoever decides whether to start the process anew."""
        return reply({"status": "ok"})

    @router.get(
        "/readyz",
        operation_id="checkReadiness",
        summary="Whether questions can be answered",
        response_model=Envelope[Readiness],
        responses=describe(503),
    )
    def readyz() -> Response:
        """Asks both engines; 503 with what is wrong when one is not ready."""
        readiness = check_readiness(services)
        if not readiness.ready:
            wrong = "; ".join(f"{c.name}: {c.detail}" for c in readiness.checks if not c.ok)
            raise StoreUnavailable(f"not ready: {wrong}", "see `fatu doctor`")
        return reply(readiness)

    return router
