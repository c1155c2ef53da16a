"""Paging cursors of searches: opaque to users, good only for the query that they came from."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import hashlib

from schemas.errors import InvalidCursor
from schemas.queries import DEEPEST, SearchRequest

_HINT = "take next_cursor from the answer before, with the same query and filters; or leave it out for the first page"


def build_cursor(request: SearchRequest, offset: int) -> str:
    """The cursor of the page of `request` that begins at `offset`."""
    return base64.urlsafe_b64encode(f"{offset}.{_digest(request)}".encode()).decode().rstrip("=")


def parse_cursor(cursor: str, request: SearchRequest) -> int:
    """The offset that a cursor of this query stands for; InvalidCursor for any other string."""
    try:
        offset, _, digest = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(".")
        number = int(offset)
    except (binascii.Error, ValueError):
        raise InvalidCursor(f"cursor: {cursor[:60]!r} was not issued here", _HINT) from None
    if digest != _digest(request) or not 0 <= number <= DEEPEST - request.limit:
        raise InvalidCursor("cursor: it belongs to another query", _HINT)
    return number


def page_request(request: SearchRequest, cursor: str | None) -> SearchRequest:
    """The request of the page that a cursor leads to; the same one without a cursor."""
    return dataclasses.replace(request, offset=parse_cursor(cursor, request)) if cursor else request


def _digest(request: SearchRequest) -> str:
    same = (request.text, request.today, dataclasses.astuple(request.filters), str(request.sort))
    return hashlib.blake2s(repr(same).encode(), digest_size=6).hexdigest()
