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
# （一） may be in a line of its own; what is a title after the number is the next basis, and no section.
_SECTION = re.compile(
    rf"\s{{0,3}}[，,。：:]?\s{{0,40}}(?P<place>{_NUM}、\s{{0,3}}(?:[（(]{_NUM}[）)])?|[（(]{_NUM}[）)])(?!\s{{0,3}}[《【〈<\[])"
)


def has_sections(title: str | None) -> bool:
    """Whether an instrument of this title counts its parts 一、（一）."""
    return title is not None and genre_of(title) in _WITH_SECTIONS


def parse_section(text: str, start: int) -> Chain | None:
    """The section that begins at `start`, as a division: `四`, `一、（二）`, `（一）`."""
    found = _SECTION.match(text, start)
    if not found:
        return None
    place = found["place"].rstrip()
    end = found.start("place") + len(place)
    return Chain(end, (), "".join(place.split()).rstrip("、"))
