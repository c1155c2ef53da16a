"""When a text's stated term ends (有效期五年, 试行两年): its own as a whole, never that of a permit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.normative.printed_dates import DATE, add_days, add_years, parse_printed_date
from schemas.numerals import parse_numeral

_GENRE = "办法|规定|细则|意见|方案|通知|规则|规范|措施|决定|标准|基准|文件|制度|指引|清单|规程|目录|公告|通告"
_DAY = re.sub(r"\?P<\w+>", "?:", DATE.pattern)
_TERM = r"(?:有效期(?:限|为|是)*|(?:试行|暂行)期?(?:限|为)*)[：:]?\s?(?P<years>[一二三四五六七八九十两\d]{1,3})\s?年"
_UNTIL = rf"(?:有效期?限?(?:至|到|截止到?|截至)|(?:执行|施行|实施|试行)(?:至|到))[：:]?\s?(?P<until>{_DAY})"
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        # 自2024年8月1日起施行，有效期五年。
        rf"(?:施行|实施|执行|生效|试行|印发|发布|公布)(?:之日)?[^。；;，,]{{0,6}}[，,。；;]?\s?(?:本(?:{_GENRE}))?{_TERM}",
        rf"(?:施行|实施|执行|生效|试行|印发|发布|公布)(?:之日)?[^。；;，,]{{0,6}}[，,。；;]?\s?(?:本(?:{_GENRE}))?{_UNTIL}",
        # 本办法有效期五年，自2024年8月1日起施行。
        rf"本(?:{_GENRE})的?{_TERM}",
        rf"本(?:{_GENRE})的?{_UNTIL}",
        # 有效期自2024年8月1日至2029年7月31日。
        rf"有效期限?(?:为|是)?自?{_DAY}(?:起)?(?:至|到)(?P<until>{_DAY})",
        rf"有效期自{_DAY}起(?P<years>[一二三四五六七八九十两\d]{{1,3}})\s?年",
    )
)
_HAS_TERM = ("有效期", "试行", "暂行", "执行至", "施行至", "实施至", "执行到")


def find_lapse(texts: Iterable[str], effective_from: str | None) -> str | None:
    """The first day (ISO) that the text is out of force by its own term, or None; the last statement counts."""
    lapse = None
    for text in texts:
        if not any(w in text for w in _HAS_TERM):
            continue
        for pattern in _PATTERNS:
            for found in pattern.finditer(text):
                lapse = _end(found.groupdict(), effective_from) or lapse
    return lapse


def _end(found: dict[str, str | None], effective_from: str | None) -> str | None:
    if until := found.get("until"):
        day = parse_printed_date(until)
        return add_days(day, 1) if day else None
    years = parse_numeral((found.get("years") or "").replace("两", "二"))
    return add_days(add_years(effective_from, years), 1) if effective_from and years else None
