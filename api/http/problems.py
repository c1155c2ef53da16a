"""Errors as `application/problem+json` (RFC 9457), the same shape whatever went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import orjson
from fastapi import Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from schemas.errors import FatuError, InvalidInput

MEDIA_TYPE = "application/problem+json"
# Seconds after which a client may try again when a store is busy or away.
_RETRY_AFTER = "5"


class InvalidParameter(BaseModel):
    """One parameter that was not as expected."""

    parameter: str = Field(description="name of the parameter")
    message: str = Field(description="what was expected")


class Problem(BaseModel):
    """What went wrong, where, and what to do."""

    type: str = Field(description="urn:fatu:problem: and the code")
    title: str = Field(description="what kind of problem it is")
    status: int = Field(description="the HTTP status")
    code: str = Field(description="machine-readable code, see schemas.errors")
    detail: str = Field(description="what was wrong, where")
    hint: str = Field("", description="what to do")
    instance: str = Field("", description="path asked for")
    errors: list[InvalidParameter] = Field([], description="parameters that were not as expected")


def build_problem(error: FatuError, path: str, errors: Sequence[Mapping[str, str]] = ()) -> dict[str, object]:
    """The problem that an error of fatu is."""
    return {
        "type": f"urn:fatu:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "code": error.code,
        "detail": error.message,
        "hint": error.hint,
        "instance": path,
        "errors": list(errors),
    }


def respond(problem: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    status = problem["status"]
    code = status if isinstance(status, int) else 500
    more = {"Retry-After": _RETRY_AFTER} if code == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Response(orjson.dumps(problem), code, {**more, **(headers or {})}, MEDIA_TYPE)


def build_http_problem(status: int, path: str, detail: str = "", hint: str = "") -> dict[str, object]:
    """The problem of an HTTP status: unknown route, method not allowed, body too large, and failures of ours."""
    phrase = HTTPStatus(status).phrase
    code = phrase.lower().replace(" ", "_") if status < 500 else "internal"
    return {
        "type": f"urn:fatu:problem:{code}",
        "title": phrase,
        "status": status,
        "code": code,
        "detail": detail or phrase,
        "hint": hint,
        "instance": path,
        "errors": [],
    }


def build_validation_problem(error: RequestValidationError, path: str) -> dict[str, object]:
    """Parameters that have not the form they must have."""
    wrong = [_parameter(e) for e in error.errors()]
    said = "; ".join(f"{w['parameter'] or 'body'}: {w['message']}" for w in wrong)
    return build_problem(InvalidInput(said, "see /docs for the parameters and their forms"), path, wrong)


def _parameter(error: Mapping[str, object]) -> dict[str, str]:
    where = error.get("loc")
    name = ".".join(str(p) for p in where[1:]) if isinstance(where, tuple) else ""
    if error.get("type") == "extra_forbidden":
        return {"parameter": name, "message": "no such parameter"}
    given = error.get("input")
    shown = f", not {str(given)[:40]!r}" if isinstance(given, str | int) else ""
    return {"parameter": name, "message": f"{error.get('msg')}{shown}"}
