"""Plain text: the title in the first lines, notes in brackets below it, then the body."""

from __future__ import annotations

import re

from ingest.formats.layout import Layout, Line
from ingest.formats.lines import find_lines
from ingest.formats.notes import is_note

_TITLE_END = re.compile(
    r"(?:法|法典|条例|办法|规定|细则|规则|决定|决议|解释|批复|通知|意见|公告|通告|方案|规范|标准|章程|准则|措施|制度|目录"
    r"|清单|指南|要点|规划|修正案)(?:[（(][^（()）]{1,12}[）)])?\Z"
)
_BODY = re.compile(r"第[一二三四五六七八九十百零〇0-9]+[条章编节]|[一二三四五六七八九十]+、|目\s*录$")
# What stands above a title: 湖畔市人民政府令, 第3号, 湖畔市人民政府文件
_MASTHEAD = re.compile(r"(?:令|文件|公告)\Z|\A[（(]?第\s*\S{1,8}\s*号[）)]?\Z")
_SENTENCE_ENDS = ("。", "；", "：", ":", "，")
# A title stands in the first lines, below at most an issuer's name, a number and a date.
_HEAD = 12
_LONGEST_TITLE = 120


def parse_plain_text(text: str, name: str, warnings: tuple[str, ...] = ()) -> Layout:
    """The document; without a line that reads like a title that of the file's `name`."""
    lines = list(find_lines(text))
    start, end, title = _find_title(lines)
    odd = list(warnings)
    if not title:
        odd.append("no title in the text: the file's name is taken")
        title = name
    body = end
    while body < len(lines) and is_note(lines[body]):
        body += 1
    if body == len(lines):
        odd.append("no text below the title")
    notes = (*lines[:start], *lines[end:body])
    return Layout((title,), notes, tuple(Line(0, t) for t in lines[body:]), tuple(odd))


def _find_title(lines: list[str]) -> tuple[int, int, str]:
    """Where the title begins and ends among the lines, and the title; it may run over two or three lines."""
    for at, line in enumerate(lines[:_HEAD]):
        if _BODY.match(line) or line.endswith(_SENTENCE_ENDS):
            break
        if is_note(line) or _MASTHEAD.search(line):
            continue
        for last in range(at, min(at + 3, len(lines))):
            title = "".join(lines[at : last + 1])
            if len(title) > _LONGEST_TITLE or (last > at and (is_note(lines[last]) or _BODY.match(lines[last]))):
                break
            if _TITLE_END.search(title) and not (last + 1 < len(lines) and lines[last + 1].startswith("的")):
                return at, last + 1, title
    first = lines[0] if lines else ""
    if first and len(first) <= _LONGEST_TITLE // 2 and not (_BODY.match(first) or is_note(first)):
        return (0, 0, "") if first.endswith(_SENTENCE_ENDS) else (0, 1, first)
    return 0, 0, ""
