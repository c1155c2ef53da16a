"""Markdown in the layout of LawRefBook: `# title`, history lines, `<!-- INFO END -->`, headings and articles."""

from __future__ import annotations

import re

from ingest.formats.layout import Layout, Line
from ingest.formats.lines import BLANKS, find_lines
from ingest.formats.notes import is_note

_INFO_END = re.compile(r"<!--\s*INFO\s*END\s*-->", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,9})[ \t\u3000]*(.*?)[ \t\u3000#]*\Z")


def looks_like_markdown(text: str) -> bool:
    """Whether the text begins with a heading or has the mark between notes and body."""
    return text.lstrip(BLANKS + "\n\ufeff").startswith("#") or "<!-- INFO END -->" in text


def parse_markdown(text: str, name: str, warnings: tuple[str, ...] = ()) -> Layout:
    """The document; without a title that of the file's `name`, without the mark notes are told by their words."""
    mark = _INFO_END.search(text)
    odd = list(warnings)
    if mark:
        head = [_line(t) for t in find_lines(text[: mark.start()])]
        body = [_line(t) for t in find_lines(text[mark.end() :])]
    else:
        odd.append("no `<!-- INFO END -->` between the notes and the body")
        head, body = _parted([_line(t) for t in find_lines(text)])
    titles = tuple(t.text for t in head if t.depth and t.text)
    if not titles:
        odd.append("no title in the text: the file's name is taken")
        titles = (name,)
    lines = tuple(t for t in body if t.text)
    if not lines:
        odd.append("no text below the notes")
    return Layout(titles, tuple(t.text for t in head if not t.depth), lines, tuple(odd))


def _line(text: str) -> Line:
    if text[0] != "#":
        return Line(0, text)
    found = _HEADING.match(text)
    return Line(len(found[1]), found[2].strip(BLANKS)) if found else Line(0, text)


def _parted(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Headings of the first level and notes at the top, and the rest."""
    end = 0
    while end < len(lines) and (lines[end].depth == 1 or (not lines[end].depth and is_note(lines[end].text))):
        end += 1
    return lines[:end], lines[end:]
