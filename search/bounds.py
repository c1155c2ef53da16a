"""How far hits can be paged through."""

from __future__ import annotations

from schemas.errors import InvalidInput
from schemas.queries import DEEPEST


def check_page(offset: int, limit: int) -> None:
    """Raises InvalidInput for a page that is none or lies too deep."""
    if offset < 0 or limit < 1:
        raise InvalidInput(f"no page: offset {offset}, limit {limit}", "offset from 0, limit from 1")
    if offset + limit > DEEPEST:
        raise InvalidInput(
            f"offset {offset} + limit {limit} is more than {DEEPEST} hits deep", "narrow the query or add filters"
        )
