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


# What may stand between a closing mark and one too many: the rest of a title.
_REST = re.compile(
    r"(?:实施|施行|执行|若干|有关|补充|暂行|的)[^《》〈〉<>，。；：、\n（）()“”]{0,16}(?:条例|规定|办法|细则|规则|决定|解释|意见)(?:（[一二三四五六七八九十]{1,2}）|（试行）)?"
    r"|[（(](?:试行|暂行|草案|[一二三四五六七八九十]{1,2})[）)]"
)


_ENDED = re.compile(r"\s{0,3}(?:第[一二三四五六七八九十百零〇0-9]|[（(，。；、\n]|\Z)")


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
            if not _balanced(marks, index, closing):
                # 《《…法》, or 《关于适用《…法》若干问题的规定 whose own closing mark is missing.
                if (whole := _completed(text, start, after)) is None:
                    index += 1
                    continue
                yield whole
                while index < len(marks) and marks[index][0] < whole.end:
                    index += 1
                continue
            if not (text[start] in "<＜﹤" and not _titled(inner)):
                last, inner = _repaired(text, marks, closing, inner)
                yield Marked(start, marks[last][0] + 1, inner)
                index = last + 1
                continue
        elif text[start] in "《〈" and (broken := _UNCLOSED.match(text, start + 1)):
            yield Marked(start, broken.end(), broken.group())
        index += 1


def _balanced(marks: list[tuple[int, bool]], first: int, last: int) -> bool:
    return 2 * sum(opens for _, opens in marks[first : last + 1]) == last - first + 1


def _completed(text: str, start: int, after: int) -> Marked | None:
    """The title of which the closing mark is missing, when the words after the inner title complete it."""
    inner = text[start + 1 : after - 1]
    if inner[:1] in _OPENING and not any(c in _OPENING for c in inner[1:]):
        return Marked(start, after, inner[1:])
    rest = _REST.match(text, after)
    if rest and _ENDED.match(text, rest.end()):
        return Marked(start, rest.end(), inner + text[after - 1 : rest.end()])
    return None


def _repaired(text: str, marks: list[tuple[int, bool]], closing: int, inner: str) -> tuple[int, str]:
    """Index of the mark with which a title really ends, and the title, where a closing mark is one too many.

    《…办法》》 is 《…办法》; 《…办法》实施细则》 and 《关于适用…法》若干问题的解释》 go on to the last mark.
    """
    after = marks[closing][0] + 1
    if closing + 1 >= len(marks) or marks[closing + 1][1]:
        return closing, inner
    following = marks[closing + 1][0]
    if following == after:
        return closing + 1, inner
    if _REST.fullmatch(text, after, following) and not any(
        text[m[0]] in "<＜﹤>＞﹥" for m in marks[closing : closing + 2]
    ):
        return closing + 1, inner + text[after:following]
    return closing, inner


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
