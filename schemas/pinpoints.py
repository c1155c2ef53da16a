"""Pinpoints (条款项目的指引): the place of a provision inside an instrument, as value, eId and words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.numerals import NUMERAL_CHARS, format_numeral, parse_numeral

_N = f"[{NUMERAL_CHARS}]+"
_OPEN, _CLOSE = r"[（(﹙]", r"[）)﹚]"
_PINPOINT = re.compile(
    rf"(?:第\s*({_N})\s*条(?:\s*之\s*({_N}))?)?"
    rf"(?:第\s*({_N})\s*款)?"
    rf"(?:第\s*(?:{_OPEN}\s*)?({_N})(?:\s*{_CLOSE})?\s*项)?"
    rf"(?:第\s*({_N})\s*目)?\Z"
)
_EID = re.compile(r"art_(\d+)([a-z])?(?:__para_(\d+))?(?:__item_(\d+))?(?:__subitem_(\d+))?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Pinpoint:
    """One place: article (条) with suffix (之一 = 1), paragraph (款), item (项), subitem (目); None where not named."""

    article: int | None = None
    article_suffix: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None

    @property
    def eid(self) -> str:
        """The eId in Akoma Ntoso's manner. 第X条第X项 without a paragraph names the items of the only or first one."""
        parts = [article_eid(self.article, self.article_suffix)] if self.article is not None else []
        if self.paragraph is not None or self.item is not None:
            parts.append(f"para_{self.paragraph or 1}")
        if self.item is not None:
            parts.append(f"item_{self.item}")
        if self.subitem is not None:
            parts.append(f"subitem_{self.subitem}")
        return "__".join(parts)

    @property
    def article_only(self) -> Pinpoint:
        """The same place at the level of the article."""
        return replace(self, paragraph=None, item=None, subitem=None)

    def __str__(self) -> str:
        return format_pinpoint(self)


def article_eid(article: int, suffix: int | None = None) -> str:
    """`art_133`, and `art_133a` for 第一百三十三条之一."""
    return f"art_{article}" + (chr(ord("a") + suffix - 1) if suffix else "")


def parse_pinpoint(text: str) -> Pinpoint | None:
    """Parse one place in words (`第三十三条第一款第（二）项`, `第133条之一`), or None when it is none."""
    found = _PINPOINT.match(text.strip())
    if not found or not any(found.groups()):
        return None
    numbers = [parse_numeral(g) if g else None for g in found.groups()]
    if any(g and n is None for g, n in zip(found.groups(), numbers, strict=True)):
        return None
    return Pinpoint(*numbers)


def format_pinpoint(place: Pinpoint) -> str:
    """The place in the official words: 第三十三条第一款第二项第一目."""
    out = ""
    if place.article is not None:
        out += f"第{format_numeral(place.article)}条"
        if place.article_suffix:
            out += f"之{format_numeral(place.article_suffix)}"
    for number, unit in ((place.paragraph, "款"), (place.item, "项"), (place.subitem, "目")):
        if number is not None:
            out += f"第{format_numeral(number)}{unit}"
    return out


# Most eIds of one document stand in many others too: a corpus has some 20,000 different ones of half a million.
@lru_cache(maxsize=1 << 16)
def parse_eid(eid: str) -> Pinpoint | None:
    """The pinpoint of an eId that names an article or a place in one; None for chapters, preambles and the like."""
    if not (found := _EID.match(eid)):
        return None
    article, suffix, *rest = found.groups()
    numbers = [int(n) if n else None for n in rest]
    return Pinpoint(int(article), ord(suffix) - ord("a") + 1 if suffix else None, *numbers)
