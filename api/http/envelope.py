"""The envelope that every successful answer comes in."""

from __future__ import annotations

from typing import Generic, TypeVar

import orjson
from fastapi import Response
from pydantic import BaseModel, Field

from api.services.notice import NOTICE

T = TypeVar("T")


class Meta(BaseModel):
    """About the answer: the day that status refers to, and for lists the total and the next page's cursor."""

    on: str | None = Field(None, description="ISO date that status (时效性) refers to")
    total: int | None = Field(None, description="number of items over all pages")
    next_cursor: str | None = Field(None, description="give it as `cursor` for the next page; null on the last")


class Envelope(BaseModel, Generic[T]):
    """`data` is the answer, `meta` is about it, `notice` says what it is not: legal advice."""

    data: T
    meta: Meta
    notice: str = Field(NOTICE, description="no legal advice; the official text prevails")


def build_envelope(
    data: object, *, on: str | None = None, total: int | None = None, next_cursor: str | None = None
) -> dict[str, object]:
    """The envelope as plain values."""
    return {"data": data, "meta": {"on": on, "total": total, "next_cursor": next_cursor}, "notice": NOTICE}


def reply(data: object, *, on: str | None = None, total: int | None = None, next_cursor: str | None = None) -> Response:
    """The response, written once: values of the services have their types already, validating them again costs time."""
    body = orjson.dumps(build_envelope(data, on=on, total=total, next_cursor=next_cursor))
    return Response(body, media_type="application/json")
