"""A provision typed as a query: 行政处罚法第三十三条, 民法典 1024条, 《行政处罚法》33条之一."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.numerals import NUMERAL_CHARS
from schemas.pinpoints import Pinpoint, parse_pinpoint

_NUMBER = f"[{NUMERAL_CHARS}]{{1,12}}"
_TITLE = r"(?P<title>[^第\n]{2,100}?(?:第[^条\n]{1,90}?)??)"
_EDITION = r"(?:[(（](?P<edition>(?:19|20)\d\d)年?(?:修[正订]|版|公布)?(?:本)?[)）])?"
_ARTICLE = rf"(?:第\s*)?(?P<article>{_NUMBER})\s*条(?:\s*之\s*(?P<suffix>{_NUMBER}))?"
_INSIDE = rf"(?P<inside>(?:\s*第?\s*[(（﹙]?\s*{_NUMBER}\s*[)）﹚]?\s*[款项目])*)"
_QUERY = re.compile(rf"[《〈<「]?{_TITLE}[》〉>」]?\s*{_EDITION}\s*{_ARTICLE}{_INSIDE}\s*[。？?]?\Z")
_PART = re.compile(rf"第?\s*[(（﹙]?\s*({_NUMBER})\s*[)）﹚]?\s*([款项目])")
# Longer queries are questions that name a provision, not its name.
_LONGEST = 120
# Words that make the beginning a question or a sentence rather than a title.
_NO_TITLE = re.compile(r"[，。；？！,;?!]|什么|哪些|如何|怎么|怎样|是否|根据|依照|按照|违反|依据")


@dataclass(frozen=True, slots=True)
class PinpointQuery:
    """The words of a title as typed (without marks), the place, and the year of the edition where one was named."""

    title: str
    pinpoint: Pinpoint
    edition: str | None = None


def parse_pinpoint_query(text: str) -> PinpointQuery | None:
    """A query that names one provision by title and number, or None. The title is to be looked up by the caller.

    第 may be missing; numbers may be Chinese, Arabic or full-width; blanks may stand anywhere between the parts.
    """
    text = text.strip().replace("\u3000", " ")
    if not 4 <= len(text) <= _LONGEST or "条" not in text:
        return None
    found = _QUERY.match(text)
    if not found:
        return None
    title = found["title"].strip(" 《》〈〉「」<>的之")
    if len(title) < 2 or _NO_TITLE.search(title):
        return None
    place = parse_pinpoint(_spell(found))
    return PinpointQuery(title, place, found["edition"]) if place else None


def _spell(found: re.Match[str]) -> str:
    """The place with every 第 that a hurried reader leaves out."""
    suffix = f"之{found['suffix']}" if found["suffix"] else ""
    parts = "".join(f"第{number}{unit}" for number, unit in _PART.findall(found["inside"]))
    return f"第{found['article']}条{suffix}{parts}"
