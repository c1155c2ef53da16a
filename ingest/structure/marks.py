"""The marks that lines begin with: numbers of divisions, articles and items."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from schemas.documents import Level
from schemas.numerals import NUMERAL_CHARS, parse_numeral

_N = f"[{NUMERAL_CHARS}]"
_GAP = r"\s*"

# 第三十三条, 第一百三十三条之一; the text follows. A colon after the number belongs to it.
ARTICLE = re.compile(rf"(第{_GAP}({_N}{{1,9}}){_GAP}条(?:之({_N}{{1,3}}))?[：:]?){_GAP}(.*)\Z", re.DOTALL)
# 第一编 总则, 第二分编 …, 第三章之一 …, 第四节 …
DIVISION = re.compile(rf"(第{_GAP}({_N}{{1,5}}){_GAP}(编|分编|部分|章|节|目)(?:之({_N}{{1,3}}))?){_GAP}(.*)\Z")
APPENDIX = re.compile(
    rf"((?:附{_GAP}(?:件|录|表|图|注)|附(?={_GAP}[：:])|附件：?(?=$)){_GAP}({_N}{{1,3}})?)(?:({_GAP}[：:])|(?=[\s《]|$)){_GAP}(.*)\Z"
)
OPENING = re.compile(rf"(?:序{_GAP}言|前{_GAP}言|引{_GAP}言|序)\Z")
CLOSING = re.compile(rf"附{_GAP}则\Z")
CONTENTS = re.compile(rf"目{_GAP}[录次]\Z")

_DIVISION_LEVELS = {
    "编": Level.BOOK,
    "分编": Level.PART,
    "部分": Level.PART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
    "目": Level.SUBSECTION,
}
EID_NAMES = {
    Level.BOOK: "book",
    Level.PART: "part",
    Level.CHAPTER: "chp",
    Level.SECTION: "sec",
    Level.SUBSECTION: "subsec",
    Level.APPENDIX: "appendix",
}


class Mark(NamedTuple):
    """A mark of an item: its class (marks of one class number one list), its value, and as printed."""

    kind: str
    number: int
    num: str


# Classes of item marks, one alternative each: （一） 一、 1. （1） ① a.
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ITEM = re.compile(
    r"[（(﹙]\s*(?P<bracketed>[一二三四五六七八九十百]{1,5})\s*[）)﹚]"
    # not 一、二审 or 一、二级, which begin sentences
    r"|(?P<counted>[一二三四五六七八九十百]{1,5})、(?![一二三四五六七八九十]+[、审级等类届])"
    r"|(?P<dotted>[0-9０-９]{1,3})[.．、](?![0-9０-９])"
    r"|[（(﹙]\s*(?P<enclosed>[0-9０-９]{1,3})\s*[）)﹚]、?"
    rf"|(?P<circled>[{_CIRCLED}])"
    r"|(?P<lettered>[a-zA-Z])[.．、)）]"
)
_STARTS = frozenset("（(﹙一二三四五六七八九十百0123456789０１２３４５６７８９" + _CIRCLED)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def find_item_mark(line: str) -> Mark | None:
    """The item mark that the line begins with, or None."""
    if line[:1] not in _STARTS and line[:1] not in _LETTERS:
        return None
    found = _ITEM.match(line)
    if not found:
        return None
    kind = found.lastgroup or ""
    digits = found[kind]
    if kind == "circled":
        number = _CIRCLED.index(digits) + 1
    elif kind == "lettered":
        number = ord(digits.lower()) - ord("a") + 1
    else:
        number = value_of(digits)
    return Mark(kind, number, found[0])


@lru_cache(maxsize=4096)
def value_of(digits: str) -> int:
    """Value of a numeral, 0 where it is none."""
    return parse_numeral(digits) or 0


def division_level(unit: str) -> Level:
    """Level of 编 分编 章 节."""
    return _DIVISION_LEVELS[unit]
