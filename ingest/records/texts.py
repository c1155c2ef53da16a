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
_END_MARKS = frozenset("。；;：:！!？?…】」”")
_CLOSING = frozenset("）)》〉")
# A break that no mark stands before: the word may go on. Sheets indent: 【法律】《…》（2021年修正）↵    第五条…
_OPEN_TITLE = re.compile(r"\n(?<![。；;：:！!？?…】」”]\n)")
_OPEN_LINE = re.compile(r"\n(?<![。；;：:！!？?…】」”）)》〉]\n)")
_INDENT = re.compile(r"\n[ \t\u3000\n]+")
_BODY_ENDS = (
    *"局委办厅部院会队站所科处室府司行校关门社署台馆团庭镇乡区市县村园等、，,；;）)",
    *("中心", "公司", "集团", "单位", "机构", "大学", "学院", "协会", "街道"),
)
_HALF_WIDTH = re.compile("[():,;]")
_FULL_WIDTH = str.maketrans("():,;", "（）：，；")
_LINE_BLANKS = re.compile(r"[ \t\u3000]+")
_LATIN = re.compile(r"[A-Za-z0-9]")
_LONGEST_HEADER = 200
# Of the roles that texts are joined for; each is looked up once a line.
_VALUES = (Role.TYPE, Role.SERIAL, Role.LEVEL, Role.STEP)
_WORDS = (Role.TYPE, Role.SERIAL, Role.STEP)
_NAMES = (Role.BODY, Role.UNIT)
_BY_WORDS = (*_WORDS, *_NAMES)
_TITLES = (Role.KEY, Role.LEVEL, Role.GROUP)
_QUOTING = (Role.BASIS, Role.SHARED)
_SHORT_VALUE = 20  # longer texts of these roles are sentences
_FULL = 15  # a line of a sheet shorter than this was broken on purpose
_REMEMBERED = 500_000  # characters of the texts of one role
_SHORT = 9  # characters a line: a cell wrapped by hand every few characters has no line above this


def clean_text(text: str) -> str:
    """The text without invisible characters, with `\\n` line breaks and no blank lines or trailing blanks."""
    return text.strip() if _is_plain(text) else "\n".join(_split_lines(text))


def _is_plain(text: str) -> bool:
    """Whether the text is one line, blank only by spaces, without anything invisible: most are, and it is told fast."""
    return text.isprintable() and "_x000" not in text


def _split_lines(text: str) -> list[str]:
    """The cleaned lines that hold something."""
    if "_x000" in text:
        text = _ESCAPED_RETURN.sub("", text)
    if not text.replace("\n", "").isprintable():
        if _HAS_INVISIBLE.search(text):  # translate alone takes twenty times as long
            text = text.translate(_INVISIBLE)
        if "\r" in text:
            text = _BREAKS.sub("\n", text)
    return [stripped for line in text.split("\n") if (stripped := line.strip(" \t\u3000"))]


def clean_header(text: str) -> str:
    """A header without any blanks and line breaks, half-width brackets and colons made full.

    Longer texts than any header come back cut: they are none.
    """
    return _clean_header(text[:_LONGEST_HEADER])


@lru_cache(maxsize=20_000)
def _clean_header(text: str) -> str:
    if not text.isprintable():
        text = text.translate(_INVISIBLE)
    text = "".join(text.split())
    if _HALF_WIDTH.search(text):
        text = text.translate(_FULL_WIDTH)
    return text.strip("：*＊")


class JoinedTexts(dict[str, str]):
    """Texts as stored by what they are joined: lists repeat their boilerplate row by row, so each is joined once."""

    def __init__(self, role: Role, laid_out: bool) -> None:
        self._role, self._laid_out = role, laid_out
        self._length = 0

    def __missing__(self, text: str) -> str:
        self._length += len(text)
        if self._length > _REMEMBERED:
            self.clear()
            self._length = len(text)
        joined = self[text] = _join(text, self._role, self._laid_out)
        return joined


@lru_cache(maxsize=64)  # two for each role
def joined_texts(role: Role, laid_out: bool) -> JoinedTexts:
    """The joined texts of a role, by text; see `join_lines`."""
    return JoinedTexts(role, laid_out)


def join_lines(text: str, role: Role, *, laid_out: bool = False) -> str:
    """The cleaned text with words that a line break cut in two joined again; breaks between entries stay.

    `laid_out` cells come from pages, where every line ends at the cell's edge; in sheets someone broke the line.
    """
    return joined_texts(role, laid_out)[text]


def _join(text: str, role: Role, laid_out: bool) -> str:
    if _is_plain(text):
        return _squeeze(text.strip(), role)
    text = text.strip(" \t\u3000\n")
    if not laid_out and role not in _BY_WORDS and (kept := _keep_lines(text, role)):
        return _squeeze(kept, role)
    lines = _split_lines(text)
    if len(lines) < 2:
        return _squeeze("".join(lines), role)
    wrapped = laid_out or _is_hard_wrapped(lines)
    before = lines[0]
    out = [before]
    for line in lines[1:]:
        if _is_broken_word(before, line, role, wrapped):
            latin = not wrapped and _LATIN.match(before[-1]) and _LATIN.match(line[0])
            out.append(" " if latin else "")
        else:
            out.append("\n")
        out.append(line)
        before = line
    return _squeeze("".join(out), role)


def _keep_lines(text: str, role: Role) -> str | None:
    """The cleaned text where every line ends something, told without taking it apart; None where one may not."""
    text = _INDENT.sub("\n", text)
    if (_OPEN_TITLE if role in _TITLES else _OPEN_LINE).search(text) or "_x000" in text:
        return None
    # Some line must be longer than those of a cell wrapped by hand.
    if len(text) <= (_SHORT + 1) * (text.count("\n") + 1) or not text.replace("\n", "").isprintable():
        return None
    return text


def _squeeze(text: str, role: Role) -> str:
    if len(text) < _SHORT_VALUE and role in _VALUES:
        return _LINE_BLANKS.sub("", text)
    return text


def _is_broken_word(before: str, line: str, role: Role, wrapped: bool) -> bool:
    if role in _WORDS:
        return True
    if "\t" in line or "\t" in before:
        return False  # rows of a table inside the cell
    if role in _NAMES:
        return not before.rstrip().endswith(_BODY_ENDS)
    ends = before.rstrip()[-1:] in _END_MARKS
    if role in _TITLES:
        return not ends and not _ENUMERATES.match(line)
    if wrapped:
        return not (_STARTS.match(line) and (ends or _ENUMERATES.match(line)))
    # Someone who broke the line of a sheet by hand after a few words meant a new entry, but for quoted law.
    if ends or (len(before) < _FULL and role not in _QUOTING):
        return False
    return before[-1] not in _CLOSING and not _STARTS.match(line)


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Whether a cell was wrapped by hand every few characters: prose in short lines of one length."""
    if len(lines) < 3 or (longest := max(map(len, lines))) > _SHORT or min(map(len, lines[:-1])) < longest - 2:
        return False
    # Entries of a list carry no marks inside; of a sentence in pieces some line does, or there are many pieces.
    return len(lines) >= 6 or any(_INNER_MARK.search(line) for line in lines)
