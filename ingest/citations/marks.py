"""Titles between marks: 《…》, with nested 〈…〉 《…》 <…>, and where marks are broken or only <…> stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile(r"[《》〈〉<>«»﹤﹥＜＞]")
_OPENING = frozenset("《〈<«﹤＜")
# Longest title of the corpus: 78 characters; those of list cells with blanks and breaks stay below this too.
LONGEST = 160
# Marks that one title may hold: deeper nesting than three does not occur.
_MOST_MARKS = 12
# A title whose closing mark is missing ends at its genre word before a pinpoint or the end of the clause.
_UNCLOSED = re.compile(
    r"[^《》〈〉<>，。；：\n]{1,60}?(?:法|条例|规定|办法|细则|规则|决定|通知|意见|解释)(?=\s*第[一二三四五六七八九十百零〇0-9]{1,6}条)"
)


class Marked(NamedTuple):
    """A span between marks; `inner` is what stands between the outermost ones."""

    start: int
    end: int
    inner: str


def find_marked(text: str) -> Iterator[Marked]:
    """Outermost marked spans in order; linear: each opening mark looks at a bounded number of marks after it."""
    marks = [(m.start(), m.group() in _OPENING) for m in _MARK.finditer(text)]
    index = 0
    while index < len(marks):
        start, opens = marks[index]
        if not opens:
            index += 1
            continue
        closing = _closing(text, marks, index)
        if closing is not None:
            after = marks[closing][0] + 1
            inner = text[start + 1 : after - 1]
            if not (text[start] in "<＜﹤" and not _titled(inner)):
                yield Marked(start, after, inner)
                index = closing + 1
                # 《…》》: a mark too many belongs to the title.
                while index < len(marks) and marks[index][0] == after and not marks[index][1]:
                    index += 1
                continue
        elif text[start] in "《〈" and (broken := _UNCLOSED.match(text, start + 1)):
            yield Marked(start, broken.end(), broken.group())
        index += 1


def _closing(text: str, marks: list[tuple[int, bool]], index: int) -> int | None:
    """Index of the mark that closes the one at `index`."""
    start, depth = marks[index][0], 0
    fallback: int | None = None
    for i in range(index, min(index + _MOST_MARKS, len(marks))):
        position, opens = marks[i]
        if position - start > LONGEST:
            break
        depth += 1 if opens else -1
        if depth == 0:
            return i
        # 《A〈B〉办法 without its own closing mark: an inner 》 closes when nothing else does.
        if not opens and text[position] == "》" and fallback is None:
            fallback = i
    return fallback


def _titled(inner: str) -> bool:
    """Whether text between angle brackets is a title and not a comparison or a tag."""
    return len(inner) > 1 and not inner.isascii() and "。" not in inner
