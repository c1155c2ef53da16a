"""Cleaning of cell texts: invisible characters, line breaks inside words, blanks that only lay out."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.records import Role

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None) | {0xA0: " ", 0x0B: "\n", 0x0C: "\n"}
_HAS_INVISIBLE = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")
_ESCAPED_RETURN = re.compile(r"_x000[dD]_")
_BREAKS = re.compile(r"\r\n?")
# A line that begins so begins something new, however the line before ended.
_STARTS = re.compile(
    r"\s*(?:[【《〈（(\[]|\d{1,3}\s*[.、．)）]|[一二三四五六七八九十]{1,3}[、．.]|第[〇零一二三四五六七八九十百千\d]{1,7}[条章节编款项部批]|"
    r"[①-⑳●■◆▲★☆※·—-])"
)
_ENUMERATES = re.compile(r"\s*(?:\d{1,3}\s*[.．、)）](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳])")
_INNER_MARK = re.compile(r"[，。、《》：“”第条款](?=.)")
_ENDS = re.compile(r"[。；;：:！!？?…】」”]\s*$")
_BODY_ENDS = re.compile(
    r"(?:局|委|办|厅|部|院|会|队|站|所|科|处|室|府|中心|司|行|校|关|门|公司|集团|单位|机构|大学|学院|协会|社|署|台|馆|团|庭|街道|镇|乡|区|"
    r"市|县|村|园|等|[、，,；;）)])\s*$"
)
_LINE_BLANKS = re.compile(r"[ \t\u3000]+")
_LATIN = re.compile(r"[A-Za-z0-9]")
_LONGEST_HEADER = 200
_VALUES = frozenset({Role.TYPE, Role.SERIAL, Role.LEVEL, Role.STEP})
_SHORT_VALUE = 20  # longer texts of these roles are sentences
_TAIL = 20  # characters of a line that tell whether it ends something
_FULL = 15  # a line of a sheet shorter than this was broken on purpose
_SHORT = 9  # characters a line: a cell wrapped by hand every few characters has no line above this


def clean_text(text: str) -> str:
    """The text without invisible characters, with `\\n` line breaks and no blank lines or trailing blanks."""
    if not text:
        return ""
    if "_x000" in text:
        text = _ESCAPED_RETURN.sub("", text)
    if _HAS_INVISIBLE.search(text):  # translate alone takes twenty times as long
        text = text.translate(_INVISIBLE)
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    if "\n" not in text:
        return text.strip(" \t\u3000")
    lines = (line.strip(" \t\u3000") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def clean_header(text: str) -> str:
    """A header without any blanks and line breaks, half-width brackets and colons made full.

    Longer texts than any header come back cut: they are none.
    """
    return _clean_header(text[:_LONGEST_HEADER])


@lru_cache(maxsize=20_000)
def _clean_header(text: str) -> str:
    text = "".join(text.translate(_INVISIBLE).split())
    return text.translate(str.maketrans("():,;", "（）：，；")).strip("：*＊")


@lru_cache(maxsize=4096)  # lists repeat their boilerplate row by row
def join_lines(text: str, role: Role, *, laid_out: bool = False) -> str:
    """The cleaned text with words that a line break cut in two joined again; breaks between entries stay.

    `laid_out` cells come from pages, where every line ends at the cell's edge; in sheets someone broke the line.
    """
    text = clean_text(text)
    if "\n" not in text:
        return _squeeze(text, role) if len(text) < _SHORT_VALUE else text
    lines = text.split("\n")
    wrapped = laid_out or _is_hard_wrapped(lines)
    out = [lines[0]]
    before = lines[0]
    for line in lines[1:]:
        if _is_broken_word(before, line, role, wrapped):
            latin = _LATIN.match(before[-1]) and _LATIN.match(line[0]) and not wrapped
            out.append(" " if latin else "")
        else:
            out.append("\n")
        out.append(line)
        before = line
    return _squeeze("".join(out), role)


def _squeeze(text: str, role: Role) -> str:
    if role in _VALUES and len(text) < _SHORT_VALUE:
        return _LINE_BLANKS.sub("", text)
    return text


def _is_broken_word(before: str, line: str, role: Role, wrapped: bool) -> bool:
    tail = before[-_TAIL:]
    if role in (Role.TYPE, Role.SERIAL, Role.STEP):
        return True
    if "\t" in line or "\t" in before:
        return False  # rows of a table inside the cell
    if role in (Role.BODY, Role.UNIT):
        return not _BODY_ENDS.search(tail)
    if role in (Role.KEY, Role.LEVEL, Role.GROUP):
        return not _ENUMERATES.match(line) and not _ENDS.search(tail)
    if _STARTS.match(line) and (_ENDS.search(tail) or not wrapped or _ENUMERATES.match(line)):
        return False
    # Someone who broke the line of a sheet by hand after a few words meant a new entry, but for quoted law.
    full = len(before) >= _FULL or role in (Role.BASIS, Role.SHARED)
    return wrapped or (full and not _ENDS.search(tail) and tail[-1] not in "）)》〉")


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Whether a cell was wrapped by hand every few characters: prose in short lines of one length."""
    longest = max(map(len, lines))
    if len(lines) < 3 or longest > _SHORT or min(map(len, lines[:-1])) < longest - 2:
        return False
    # Entries of a list carry no marks inside; of a sentence in pieces some line does, or there are many pieces.
    return len(lines) >= 6 or any(_INNER_MARK.search(line) for line in lines)
