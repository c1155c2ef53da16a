"""Splits lines that lost a line break: a heading glued to the end of an article, or an article to a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.layout import Line
from schemas.numerals import NUMERAL_CHARS

_N = f"[{NUMERAL_CHARS}]"
# …。第三章 鉴定、加固和维护, at the end of a line
_TRAILING = re.compile(rf"[。；](第{_N}{{1,4}}[章节][ \t\u3000]*[^。；，：:“”《》]{{1,25}})\Z")
# 第九章 附则 第六十条 …, in one line
_LEADING = re.compile(rf"(第{_N}{{1,4}}[章节][ \t\u3000]*[^。；，：:“”《》条款项]{{1,20}}?)(第{_N}{{1,6}}条.*)\Z", re.DOTALL)
_ARTICLE = re.compile(rf"第{_N}{{1,6}}条")


def split_glued(lines: Sequence[Line]) -> list[Line]:
    """The lines with glued headings on lines of their own; only where an article follows, so that none is text."""
    out: list[Line] = []
    for at, line in enumerate(lines):
        text = line.text
        if "章" not in text and "节" not in text:
            out.append(line)
            continue
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        out.extend(_split(line, following))
    return out


def _split(line: Line, following: str) -> list[Line]:
    text = line.text
    if line.depth or text.startswith("第"):
        found = _LEADING.match(text)
        if found:
            return [Line(line.depth, found[1].rstrip()), Line(0, found[2])]
    if line.depth:
        return [line]
    cut = max(text.rfind("。第"), text.rfind("；第"))
    if cut < 0:
        return [line]
    if _ARTICLE.match(following) and (found := _TRAILING.match(text, cut)):
        return [Line(0, text[: cut + 1]), Line(0, found[1])]
    return [line]
