"""Dates as legal texts write them: 2018年3月1日, ２００２年６月２９日, 二〇〇四年十月一日, 2022-03-15."""

from __future__ import annotations

import re
from datetime import date

from schemas.numerals import parse_numeral

# `l` and `O` stand for 1 and 0 where a text was scanned.
_DIGIT = "0-9０-９〇○零ＯO一二三四五六七八九lＯ"
_DAY = "0-9０-９〇○零一二三四五六七八九十l"
_CHINESE = rf"[{_DIGIT}]{{4}}\s*年\s*[{_DAY}]{{1,3}}\s*月\s*[{_DAY}]{{1,3}}\s*日"
DATE = rf"(?:{_CHINESE}|[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9]))"
"""Pattern of a date, for patterns that hold one."""
_PARTS = re.compile(rf"([{_DIGIT}]{{4}})\s*[年-]\s*([{_DAY}]{{1,3}})\s*[月-]\s*([{_DAY}]{{1,3}})")
_BROKEN = re.compile(rf"(?<![{_DIGIT}])[0-9０-９]{{4}}年[0-9０-９月日年，,\s]{{1,9}}")
_WHOLE = re.compile(DATE)
_SCANNED = str.maketrans({"l": "1", "O": "0", "Ｏ": "0"})


def parse_date(text: str) -> str | None:
    """ISO form of the date that `text` begins with; None for what is none, days outside the calendar too."""
    found = _PARTS.match(text)
    if not found:
        return None
    year, month, day = (parse_numeral(g.translate(_SCANNED)) for g in found.groups())
    try:
        return date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        return None


def find_broken_dates(notes: str) -> list[str]:
    """What was meant for dates and is none: 2023年315日, 2021年4月29，"""
    broken = [m[0] for m in _WHOLE.finditer(notes) if parse_date(m[0]) is None]
    rest = _WHOLE.sub("", notes)
    return broken + [m[0].strip() for m in _BROKEN.finditer(rest) if any(c in m[0] for c in "月日")]


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO date to another, negative when that is earlier."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
