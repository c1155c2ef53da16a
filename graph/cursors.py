"""Cursors of neighbour pages: the place of the last item, bound to the query that it was given for."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from schemas.errors import InvalidCursor


class Position(NamedTuple):
    """The place of a neighbour in the order of all.

    Direction, edge kind, other id, evidence (empty: none), start (-1: none), origin, digest of the edge's properties.
    """

    direction: str
    kind: str
    other: str
    evidence: str
    start: int
    origin: str
    digest: int


def query_mark(ids: Sequence[str], kinds: Sequence[str] | None, direction: str) -> str:
    """A short mark of the query, which its cursors carry."""
    asked = orjson.dumps([list(ids), sorted(set(kinds)) if kinds is not None else None, direction])
    return hashlib.blake2b(asked, digest_size=6).hexdigest()


def format_cursor(mark: str, position: Position) -> str:
    """The opaque form of a position, safe in a URL."""
    return base64.urlsafe_b64encode(orjson.dumps([mark, *position])).decode().rstrip("=")


def parse_cursor(cursor: str, mark: str) -> Position:
    """The position that a cursor of the query `mark` stands for.

    Raises InvalidCursor for anything else, cursors of other queries too.
    """
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        found, *fields = orjson.loads(raw)
        position = Position(*fields)
    except (ValueError, TypeError, UnicodeError, binascii.Error):
        raise _invalid(cursor) from None
    expected = (str, str, str, str, int, str, int)
    if found != mark or not all(type(v) is t for v, t in zip(position, expected, strict=True)):
        raise _invalid(cursor)
    return position


def _invalid(cursor: str) -> InvalidCursor:
    return InvalidCursor(
        f"cursor {cursor[:60]!r} was not given for this query",
        "take next_cursor of a page with the same ids, kinds and direction, or leave it out for the first page",
    )
