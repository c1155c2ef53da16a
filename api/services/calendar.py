"""Which day it is where the law applies."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from schemas.dates import parse_iso_date

# Dates of Chinese law are days of Beijing time, wherever the service runs.
_BEIJING = timezone(timedelta(hours=8))


def today() -> date:
    """Today in Beijing time."""
    return datetime.now(_BEIJING).date()


def parse_day(text: str | None, name: str) -> date:
    """The day asked for, today when none was; InvalidDate names the parameter."""
    return parse_iso_date(text, name) if text else today()
