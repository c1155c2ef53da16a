"""Places of instruments without articles: the sections 四、（一） of a notice, as cells of lists name them."""

from __future__ import annotations

import re

from ingest.citations.chains import Chain
from ingest.citations.titles import genre_of

_NUM = "[一二三四五六七八九十]{1,3}"
# Instruments of these kinds count their sections 一、（一）; 条例 and 办法 have articles.
_WITH_SECTIONS = frozenset(
    {
        "通知",
        "意见",
        "公告",
        "通告",
        "通报",
        "决定",
        "批复",
        "方案",
        "要点",
        "函",
        "复函",
        "指导意见",
        "计划",
        "规划",
        "纲要",
        "措施",
        "政策",
    }
)
# 四、, 一、（二）, 二、主要措施（一）, or （一） in a line of its own; a title after the number is the next basis.
_SECTION = re.compile(
    rf"\s{{0,3}}[，,。：:]?\s{{0,40}}(?:(?P<part>{_NUM}、)(?:\s{{0,3}}[\u4e00-\u9fff]{{2,16}})?"
    rf"\s{{0,3}}(?P<under>[（(]{_NUM}[）)])"
    rf"|(?P<alone>{_NUM}、|[（(]{_NUM}[）)]))(?!\s{{0,3}}[《【〈<\[])"
)
_NUMBERED = re.compile(rf"\s*\n\s*[（(]{_NUM}[）)]")


def has_sections(title: str | None) -> bool:
    """Whether an instrument of this title counts its parts 一、（一）."""
    return title is not None and genre_of(title) in _WITH_SECTIONS


def is_section(bracket: str) -> bool:
    """Whether what looks like a further bracket is the number of a section that begins a line."""
    return bool(_NUMBERED.fullmatch(bracket))


def parse_section(text: str, start: int) -> Chain | None:
    """The section that begins at `start`, as a division: `四`, `一、（二）`, `（一）`."""
    found = _SECTION.match(text, start)
    if not found:
        return None
    place = f"{found['part']}{found['under']}" if found["part"] else found["alone"]
    return Chain(found.end(), (), "".join(place.split()).replace("(", "（").replace(")", "）").rstrip("、"))
