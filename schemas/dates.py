"""Dates at the edges: ISO in and out."""

from __future__ import annotations

from datetime import date

from schemas.errors import InvalidDate


def parse_iso_date(text: str, name: str = "date") -> date:
    """Parse YYYY-MM-DD.

    Raises InvalidDate naming the parameter for anything else, days outside the calendar too.
    """
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidDate(f"{name}: {text[:40]!r} is no date", "expected YYYY-MM-DD, e.g. 2024-05-01") from None
