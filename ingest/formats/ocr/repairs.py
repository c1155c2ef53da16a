"""Misread signs that a grammar decides: numbers of documents, dates, the sequence of articles, marks of titles.

Each is repaired only where exactly one reading fits; a place that fits none is left as it is and called unrepaired.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ingest.confusions import load_pairs
from schemas.numerals import parse_numeral

_DIGIT = r"[0-9OoＯ○〇QDlI|｜丨Ｉ!ZzSsbBgq]"
_OPEN, _CLOSE = r"[〔\[【（(﹝〈<［｛{「『]", r"[〕\]】）)﹞〉>］｝}」』]"
# 国发〔2015]56号; brackets of two kinds, or of one kind that is no 〔〕, are as 〔〕 where the number is a 文号.
_DOCUMENT_NUMBER = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?P<open>{_OPEN}?)(?P<year>[12lI|Zz]{_DIGIT}{{3}})(?P<close>{_CLOSE}?)"
    rf"(?P<rest>第?)(?P<number>{_DIGIT}{{1,5}})(?P<end>号)"
)
# The number may stand in the next line: 〔 is closed by 〕 alone.
_YEAR = re.compile(
    rf"(?:〔(?P<first>[12]{_DIGIT}{{3}})(?!〕){_CLOSE}|(?!〔){_OPEN}(?P<last>[12]{_DIGIT}{{3}})〕)(?!第?{_DIGIT}{{1,5}}号)"
)
_DATE = re.compile(
    rf"(?<![0-9A-Za-z])(?P<year>[12lI|Zz]{_DIGIT}{{3}})(?P<y>[年午])(?P<month>{_DIGIT}{{1,2}})(?P<m>[月冃用])"
    rf"(?P<day>{_DIGIT}{{1,2}})(?P<d>[日曰目])"
)
_ARTICLE = re.compile(r"第(?P<number>[^第条奈柰\s\d，。、；《》（）]{1,7})(?P<unit>[条奈柰])(?!第|款|项|规定|的)")
_TITLE = re.compile(r"(?P<open>[《〈<«＜])(?P<name>[^《》〈〉<>«»＜＞，。；]{2,60}?)(?P<close>[》〉>»＞])")
_PAIRED = {"《": "》", "〈": "〉"}


class Repaired(NamedTuple):
    """A line after repair: its text, what was repaired (before, after, rule), and whether something stays misread."""

    text: str
    changes: tuple[tuple[str, str, str], ...] = ()
    unrepaired: bool = False


class LineRepairer:
    """Repairs the lines of one document in their order, since articles count on."""

    def __init__(self) -> None:
        self._article = 0

    def repair(self, text: str) -> Repaired:
        """The line with its misread signs put right, as far as a grammar decides."""
        changes: list[tuple[str, str, str]] = []
        unrepaired = False
        for pattern, rule, find in (
            (_DOCUMENT_NUMBER, "document_number", _find_document_number),
            (_YEAR, "document_number", _find_year),
            (_DATE, "date", _find_date),
            (_TITLE, "title_marks", _find_title),
        ):
            out, end = "", 0
            for found in pattern.finditer(text):
                right = find(found)
                unrepaired |= right is None
                if right is not None and right != found[0]:
                    changes.append((found[0], right, rule))
                    out, end = out + text[end : found.start()] + right, found.end()
            text = out + text[end:]
        text, change, odd = self._repair_article(text)
        return Repaired(text, (*changes, *change), unrepaired or odd)

    def _repair_article(self, text: str) -> tuple[str, tuple[tuple[str, str, str], ...], bool]:
        """第三十曰条 after 第三十三条: a numeral that is none, or 条 misread, where only the next article fits."""
        found = _ARTICLE.match(text)
        if found is None:
            return text, (), False
        number = parse_numeral(found["number"])
        if number is not None and found["unit"] == "条":
            self._article = number
            return text, (), False
        pairs = load_pairs("numeral")
        right = "".join(pairs.get(c, c) for c in found["number"])
        if (value := parse_numeral(right)) is None or value != self._article + 1:
            return text, (), number is None
        self._article = value
        whole = f"第{right}条"
        return whole + text[found.end() :], ((found[0], whole, "article_sequence"),), False


def _digits(text: str) -> str:
    pairs = load_pairs("number")
    return "".join(pairs.get(c, c) for c in text)


def _is_year(text: str) -> bool:
    return text.isdigit() and text[:2] in ("19", "20")


def _find_document_number(found: re.Match[str]) -> str | None:
    """The number as it must have been printed; a bracket on one side at least, else it is none."""
    year, number = _digits(found["year"]), _digits(found["number"])
    opening, closing = found["open"], found["close"]
    if not opening and not closing:
        return found[0]
    if not _is_year(year) or not number.isdigit() or number.startswith("0"):
        return None
    marks = opening + closing
    whole = marks in ("〔〕", "[]", "【】", "（）", "()", "﹝﹞", "〈〉", "［］", "｛｝", "{}")
    return f"{opening}{year}{closing}{found['rest']}{number}号" if whole else f"〔{year}〕{found['rest']}{number}号"


def _find_year(found: re.Match[str]) -> str | None:
    year = _digits(found["first"] or found["last"])
    return f"〔{year}〕" if _is_year(year) else None


def _find_date(found: re.Match[str]) -> str | None:
    year, month, day = (_digits(found[name]) for name in ("year", "month", "day"))
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return None
    return f"{year}年{month}月{day}日" if _is_year(year) else None


def _find_title(found: re.Match[str]) -> str | None:
    """《…〉 without another mark between is 《…》; a pair of the same kind stays."""
    opening, closing = found["open"], found["close"]
    if _PAIRED.get(opening) == closing or ("《" not in opening + closing and "》" not in opening + closing):
        return found[0]
    return f"《{found['name']}》"
