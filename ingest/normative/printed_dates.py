"""Dates as documents print them: 2021年4月29日, 二〇二一年四月二十九日, full-width digits, slips of the pen."""

from __future__ import annotations

import re
from datetime import date, timedelta

from schemas.numerals import parse_numeral

_DIGIT = r"[0-9０-９〇○零一二三四五六七八九]"
DATE = re.compile(
    rf"(?P<year>{_DIGIT}{{4}})\s?年\s?(?P<month>[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?月\s?"
    rf"(?P<day>[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?[日，,]?"
)
# 2023年315: the words for month and day were lost.
_LOST = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>\d)(?P<day>\d\d)(?!\d|月|年)")
_NUMERIC = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")


def parse_printed_date(text: str) -> str | None:
    """The first date of the calendar in the text as YYYY-MM-DD, or None."""
    for pattern in (DATE, _NUMERIC, _LOST):
        for match in pattern.finditer(text):
            parts = [parse_numeral(match[name]) for name in ("year", "month", "day")]
            if (found := _iso(*parts)) is not None:
                return found
    return None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    try:
        return date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        return None


def add_years(day: str, years: int) -> str:
    """The last day of a term of so many years that begins on `day`: 2022-02-01 and three give 2025-01-31."""
    start = date.fromisoformat(day)
    try:
        end = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        end = start.replace(year=start.year + years, day=28) + timedelta(days=1)
    return (end - timedelta(days=1)).isoformat()


def add_days(day: str, days: int) -> str:
    """The day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
