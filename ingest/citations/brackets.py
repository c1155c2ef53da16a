"""What may stand between a title and its place: brackets of edition and history, the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKET = re.compile(
    r"\s{0,40}(?:[（(](?:[^（）()]|[（(][^（）()]{0,80}[）)]){0,300}[）)]"
    # A history whose brackets don't match ends with its line, before the pinpoint.
    r"|[（(][^\n]{0,300}[）)]?\s{0,40}(?=\n\s{0,40}第[一二三四五六七八九十百零〇0-9]{1,6}条)"
    r"|〔[^〔〕\n]{0,40}〕(?!\s?第?\d)|\[[^\[\]\n]{0,40}\](?!\s?第?\d))"
)
_OPEN, _CLOSE = "（({", "）)}"
# Longest history of the lists: 262 characters, with brackets in brackets.
_LONGEST = 500
_BLANKS = re.compile(r"\s{0,40}")
# ……修正））: a bracket too many before the place.
_STRAY = re.compile(r"\s?[）)}]{1,2}(?=\s{0,40}(?:第|\n))")
# 《…条例》2010年9月17日…令第132号公布）\n第二条: a history whose opening bracket is missing, or both.
_UNOPENED = re.compile(
    r"\s{0,3}(?=[0-9]{4}\s?年|[\u4e00-\u9fff]{2,16}令\s?第?[0-9]{1,4}号)[^\n《》：:；;]{0,40}(?:[^\n：:；;]{0,220}[）)]|号|修[订正改]|公布|施行)"
    r"\s{0,40}(?=\n\s{0,40}第[一二三四五六七八九十百零〇0-9]{1,6}条)"
)
_FULL_STOP = re.compile(r"\s{0,3}[。．]\s{0,40}(?=第\s?[一二三四五六七八九十百零〇0-9]{1,7}\s?条)")


def find_brackets(text: str, position: int, *, cell: bool = False) -> Iterator[tuple[int, int]]:
    """Spans (code points) of the brackets that follow a title which ends at `position`, three at most.

    In a `cell` a history counts too whose brackets are nested deeply, one too many, or not opened.
    """
    for _ in range(3):
        if found := _BRACKET.match(text, position):
            end = found.end()
        elif cell and (nested := _end_of_nested(text, position)):
            end = nested
        elif cell and (unopened := _UNOPENED.match(text, position)):
            yield position, unopened.end()
            return
        else:
            return
        if cell and (stray := _STRAY.match(text, end)):
            end = stray.end()
        yield position, end
        position = end


def _end_of_nested(text: str, position: int) -> int | None:
    """Where the bracket that opens at `position` (blanks apart) is closed, or None."""
    start = _BLANKS.match(text, position).end()  # type: ignore[union-attr]  # matches the empty text too
    if text[start : start + 1] not in tuple(_OPEN):
        return None
    depth = 0
    for at in range(start, min(len(text), start + _LONGEST)):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSE and not (depth := depth - 1):
            return at + 1
    return None


def skip_full_stop(text: str, position: int) -> int:
    """Where the article begins that stands after the full stop behind a history; `position` where none does."""
    found = _FULL_STOP.match(text, position)
    return found.end() if found else position


def is_in_history(text: str, head: int, position: int) -> bool:
    """Whether `position` stands in the bracket that opens right behind what ends at `head`: it tells its history."""
    start = _BLANKS.match(text, head).end()  # type: ignore[union-attr]
    if text[start : start + 1] not in tuple(_OPEN) or position - start > _LONGEST:
        return False
    depth = 0
    for at in range(start, position):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if depth <= 0:
            return False
    return True
