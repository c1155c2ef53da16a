"""Splits lines that lost a line break: a heading glued to an article, an article to a heading or to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.formats.layout import Line
from ingest.structure.marks import value_of
from schemas.numerals import NUMERAL_CHARS

_N = f"[{NUMERAL_CHARS}]"
# …。第三章 鉴定、加固和维护, at the end of a line
_TRAILING = re.compile(rf"[。；](第{_N}{{1,4}}[章节]\s*[^。；，：:“”《》]{{1,25}})\Z")
# 第九章 附则 第六十条 …, in one line
_LEADING = re.compile(rf"(第{_N}{{1,4}}[章节]\s*[^。；，：:“”《》条款项]{{1,20}}?)(第{_N}{{1,6}}条.*)\Z", re.DOTALL)
_CHAPTER = re.compile(rf"[。；](?=第{_N}{{1,4}}[章节])")
_ARTICLE = re.compile(rf"第({_N}{{1,9}})条")
# …。第十六条 …, not …。第十六条规定的…
_GLUED = re.compile(rf"(?<=[。；])\s*(第({_N}{{1,9}})条(?:之{_N})?)(?=\s*[^\s、，。；：（)）第至和与或的规所中之])")
# Cheaper to look for than the pattern; what else could stand between is no blank that a line keeps.
_SIGNS = ("。第", "；第", "。 第", "； 第", "。\u3000第", "。  第", "。\xa0第")
# With so many articles in one line the line breaks of a whole page are gone: sentences end where blanks follow.
_PAGE = 3
_SENTENCES = re.compile(r"(?<=[。；：])[ \t\u3000\xa0]+")


def split_glued(lines: Sequence[Line]) -> list[Line]:
    """The lines, with what was glued on lines of its own.

    An article is split off only when it has the number next to the one before, and a heading only when an article
    follows, so that references in running text stay where they are.
    """
    out: list[Line] = []
    last = 0
    for at, line in enumerate(lines):
        text = line.text
        if not line.depth and text[0] == "第" and (found := _ARTICLE.match(text)):
            last = value_of(found[1])
        if text.find("第", 1) < 0:
            out.append(line)
            continue
        parts, last = ([line], last) if line.depth else _split_articles(text, last)
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        for part, after in zip(parts, [*(p.text for p in parts[1:]), following], strict=True):
            out.extend(_split_headings(part, after))
    return out


def _split_articles(text: str, last: int) -> tuple[list[Line], int]:
    cuts: list[int] = []
    if not any(s in text for s in _SIGNS):
        return [Line(0, text)], last
    for found in _GLUED.finditer(text):
        if value_of(found[2]) == last + 1:
            cuts.append(found.start(1))
            last += 1
    if not cuts:
        return [Line(0, text)], last
    pieces = [text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    if len(cuts) >= _PAGE:
        pieces = [s for p in pieces for s in _SENTENCES.split(p) if s]
    return [Line(0, p) for p in pieces], last


def _split_headings(line: Line, following: str) -> Iterator[Line]:
    text = line.text
    if "章" not in text and "节" not in text:
        yield line
        return
    if (line.depth or text.startswith("第")) and (found := _LEADING.match(text)):
        yield Line(line.depth, found[1].rstrip())
        yield Line(0, found[2])
        return
    cut = max((m.start() for m in _CHAPTER.finditer(text)), default=-1) if not line.depth else -1
    if cut >= 0 and (tail := text[cut:]):
        if found := _LEADING.match(tail[1:]):
            yield Line(0, text[: cut + 1])
            yield Line(0, found[1].rstrip())
            yield Line(0, found[2])
            return
        if _ARTICLE.match(following) and (found := _TRAILING.match(tail)):
            yield Line(0, text[: cut + 1])
            yield Line(0, found[1])
            return
    yield line
