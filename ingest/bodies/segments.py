"""A cell of bodies into its names: parted by 、 and line breaks, each with what stands in brackets after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPEN, _CLOSE = "（(〔[", "）)〕]"
_PARTING = frozenset("、，,；;/|\n\t \u3000。")
# 市公安局会同市司法局, 市公安局和市司法局: only after the end of a name, and never inside 人力资源和社会保障局.
_JOINING = re.compile(
    r"(?<=[局委厅部院府室办会队站所科处])(?:会同|联合|配合|协同|和|与|及|以及)(?=市|省|县|区|自治|各)"
)
# 牵头单位：市公安局; 1.市公安局; （一）市公安局
_LEADING = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{0,6}(?:单位|部门|主体|机关|牵头|配合|责任|主办|协办)[：:])|[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳]|由)"
)


class Segment(NamedTuple):
    """A name as printed, what stands in brackets after it, and the place of both in the cell (code points)."""

    name: str
    bracket: str
    start: int
    end: int


def split_bodies(text: str) -> Iterator[Segment]:
    """The names in order. Marks inside brackets part nothing: 市委宣传部（新闻出版局、版权局） is one."""
    for start, end in _pieces(text):
        begin = start
        while lead := _LEADING.match(text, begin, end):
            begin = lead.end()
        if begin < end:
            yield _segment(text, begin, end)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    depth = start = 0
    # Brackets that don't match part nothing off and hold nothing together.
    whole = sum(text.count(c) for c in _OPEN) == sum(text.count(c) for c in _CLOSE)
    joints = {m.start(): m.end() for m in _JOINING.finditer(text)}
    at = 0
    while at < len(text):
        char = text[at]
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSE)) if whole else 0
        if depth == 0 and (char in _PARTING or at in joints):
            if start < at:
                yield start, at
            start = at = joints.get(at, at + 1)
        else:
            at += 1
    if start < len(text):
        yield start, len(text)


def _segment(text: str, start: int, end: int) -> Segment:
    """县（市、区）公安局 has its bracket inside: only one at the end tells something more."""
    piece = text[start:end]
    if piece[-1] in _CLOSE:
        opening = max(piece.rfind(c) for c in _OPEN)
        if opening > 0:
            return Segment(piece[:opening], piece[opening + 1 : -1], start, end)
    return Segment(piece, "", start, end)
