"""Tells headings from text: divisions, appendices, opening and closing parts, and what a heading says."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.formats.layout import Line
from ingest.structure.marks import (
    APPENDIX,
    ARTICLE,
    CLOSING,
    DIVISION,
    OPENING,
    division_level,
    find_item_mark,
    value_of,
)
from schemas.documents import Level

_NUMBERED = re.compile(r"((?:[一二三四五六七八九十百]{1,5}、|[0-9]{1,3}(?:\.[0-9]{1,3})*[.、]?))\s*(.*)\Z")
_SPACED = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_BLANKS = re.compile(r"\s+")
# A heading in running text is short and is no sentence; longest chapter heading of the corpus: 40 characters.
_LONGEST = 45
# Titles of attachments are longer than those of chapters.
_LONGEST_TITLE = 60
_SENTENCE_ENDS = ("。", "；", "：", "，", "、", ":", ";", ",")
# 第三章的规定, 第二节、第三节, 第七节相应改为第八节: references, not headings
_REFERS = ("的", "、", "至", "和", "以", "规", "所", "中", "，", "第", "相应", "（", "修改", "及")
_FIRST_SIGNS = frozenset("第附序前引目一二三四五六七八九十百")


class Heading(NamedTuple):
    """A heading: its level, number as printed and as a value (0: none), the value of 之一, the words, mark depth."""

    level: Level
    num: str
    number: int
    suffix: int
    words: str
    depth: int


def find_heading(line: Line, following: str) -> Heading | None:
    """What the line heads, or None for text; `following` is the text of the next line."""
    depth, text = line
    if not depth and text[0] not in _FIRST_SIGNS:
        return None
    if found := DIVISION.match(text):
        if not depth and not _reads_like_heading(found[5]):
            return None
        suffix = value_of(found[4]) if found[4] else 0
        return Heading(division_level(found[3]), found[1], value_of(found[2]), suffix, tidy(found[5]), depth)
    if found := APPENDIX.match(text):
        number = value_of(found[2]) if found[2] else 0
        return Heading(Level.APPENDIX, found[1] + (found[3] or "").strip(), number, 0, found[4], depth)
    if OPENING.match(text):
        return Heading(Level.PREAMBLE, "", 0, 0, tidy(text), depth)
    if CLOSING.match(text):
        return Heading(Level.CHAPTER, "", 0, 0, tidy(text), depth)
    if depth or _heads_articles(text, following):
        numbered = _NUMBERED.match(text)
        num, words = (numbered[1], numbered[2]) if numbered else ("", text)
        return Heading(Level.SUBSECTION, num, 0, 0, tidy(words), depth or 9)
    return None


def is_title(text: str) -> bool:
    """Whether a line may be a title, or the rest of one: short, no sentence, no item of a list, no table."""
    return len(text) <= _LONGEST_TITLE and _is_phrase(text) and text[0] != "|" and find_item_mark(text) is None


def tidy(text: str) -> str:
    """A heading without the blanks that only space out characters (总　　则)."""
    blankless = "".join(text.split())
    return blankless if len(blankless) <= 6 else _BLANKS.sub(" ", _SPACED.sub(" ", text)).strip()


def _is_phrase(text: str) -> bool:
    return not text.endswith(_SENTENCE_ENDS) and "。" not in text


def _reads_like_heading(rest: str) -> bool:
    return len(rest) <= _LONGEST and _is_phrase(rest) and not rest.startswith(_REFERS)


def _heads_articles(text: str, following: str) -> bool:
    """一、合同的订立 before an article."""
    if len(text) > _LONGEST or not _is_phrase(text) or "，" in text or not ARTICLE.match(following):
        return False
    mark = find_item_mark(text)
    return mark is not None and mark.kind == "counted"
