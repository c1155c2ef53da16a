"""Things that a query names: document numbers, titles, places in them, dates, kinds of instrument, regions, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from schemas.docnumbers import BRACKETED, ORDER, normalise_docnumber
from schemas.numerals import NUMERAL_CHARS
from schemas.pinpoints import parse_pinpoint
from schemas.readings import ChipType
from schemas.regions import list_regions
from schemas.thesaurus.labels import LabelTable
from search.understanding.english import read_lexicon
from search.understanding.phrases import PhraseTable

_N = f"[{NUMERAL_CHARS}]{{1,9}}+"
_CODE = r"[\u4e00-\u9fff]{1,20}"
_DOCUMENT_NUMBER = re.compile(rf"{_CODE}\s?{BRACKETED}")
_ORDER_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{2,20}}?{ORDER}")
_MARKED_TITLE = re.compile(r"《([^《》]{1,120})》")
_OPEN, _CLOSE = r"[（(﹙]", r"[）)﹚]"
_PINPOINT = re.compile(
    rf"第\s?{_N}\s?条(?:\s?之\s?{_N})?(?:第\s?{_N}\s?款)?(?:第\s?(?:{_OPEN}\s?)?{_N}(?:\s?{_CLOSE})?\s?项)?(?:第\s?{_N}\s?目)?"
)
_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:年度?(?:([01]?[0-9])月(?:([0-3]?[0-9])日)?)?|([-/.])([01]?[0-9])\4([0-3]?[0-9]))(?![0-9])"
)
# Endings of titles: a region in front of them belongs to the title.
_TITLE_END = re.compile(
    r"(?:条例|办法|规定|规则|细则|决定|决议|意见|通知|方案|规程|章程|法)(?:[（(][^（）()]{1,12}[）)])?\Z"
)
_DELIMITERS = frozenset(" ,;、，；。?？!！:：的")
# What shortens the names of prefectures in speech.
_PREFECTURE_SUFFIXES = ("市", "地区", "盟")
_BODY_ENDINGS = ("部门", "机关", "政府", "委员会", "常委会", "局", "法院", "检察院", "机构", "部", "国务院", "办事处")

_HAN = r"[\u4e00-\u9fff]"
_BODY_NAME = re.compile(rf"(?<!{_HAN}){_HAN}{{2,16}}(?:局|厅|委员会|人民政府|管委会|办公室)(?!{_HAN})")


class Mention(NamedTuple):
    """What is named where; `value` as in `Chip`."""

    start: int
    end: int
    type: ChipType
    value: str


def find_document_numbers(text: str) -> Iterator[Mention]:
    """国发〔2021〕12号, 国务院令第713号."""
    if "号" in text:
        for pattern in (_DOCUMENT_NUMBER, _ORDER_NUMBER):
            for found in pattern.finditer(text):
                yield Mention(*found.span(), ChipType.DOCUMENT_NUMBER, normalise_docnumber(found[0]))


def find_titles(text: str) -> Iterator[Mention]:
    """Titles in marks, and those of well-known laws without (行政处罚法)."""
    for found in _MARKED_TITLE.finditer(text):
        yield Mention(*found.span(), ChipType.TITLE, found[1].strip())
    for match in load_titles().find(text):
        yield Mention(match.start, match.end, ChipType.TITLE, match.value)


def find_pinpoints(text: str) -> Iterator[Mention]:
    """第三十三条第一款第二项, as an eId."""
    if "条" in text:
        for found in _PINPOINT.finditer(text):
            if place := parse_pinpoint(re.sub(r"\s", "", found[0])):
                yield Mention(*found.span(), ChipType.PINPOINT, place.eid)


def find_dates(text: str) -> Iterator[Mention]:
    """Days, months and years: 2021年1月22日, 2021-1-22, 2021年. Days outside the calendar are none."""
    for found in _DATE.finditer(text):
        year, month, day = found[1], found[2] or found[5], found[3] or found[6]
        try:
            whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
        except ValueError:
            continue
        yield Mention(*found.span(), ChipType.DATE, whole if day else whole[:7] if month else year)


def find_kinds(text: str) -> Iterator[Mention]:
    """Kinds of instrument alone or behind a region (上海地方性法规); inside a sentence they are its topic."""
    chinese, english = _load_kinds()
    places = {m.end for m in find_places(text)}
    for match in chinese.find(text):
        if _is_end(text, match.end) and (_is_start(text, match.start) or match.start in places):
            yield Mention(match.start, match.end, ChipType.KIND, match.value)
    for phrase in english.find(text):
        behind = text[phrase.end : phrase.end + 4] in (" on ", " in ") or phrase.end == len(text.rstrip())
        if phrase.value and behind and (phrase.start == 0 or phrase.start - 1 in places):
            yield Mention(phrase.start, phrase.end, ChipType.KIND, phrase.value)


def find_places(text: str) -> Iterator[Mention]:
    """Regions that stand alone or begin the query, unless a title follows (上海市养犬管理条例)."""
    chinese, english = _load_places()
    titled = _TITLE_END.search(text) is not None
    for match in chinese.find(text):
        starts, ends = _is_start(text, match.start), _is_end(text, match.end)
        if starts and (ends or (not titled and match.start == 0)):
            yield Mention(match.start, match.end, ChipType.PLACE, match.value)
    for phrase in english.find(text):
        if phrase.value:
            yield Mention(phrase.start, phrase.end, ChipType.PLACE, phrase.value)


def find_bodies(text: str) -> Iterator[Mention]:
    """Bodies by the names that laws use (公安机关), and names that stand alone (食品药品监督管理局)."""
    for found in _BODY_NAME.finditer(text):
        yield Mention(*found.span(), ChipType.BODY, found[0])
    for match in load_bodies().find(text):
        yield Mention(match.start, match.end, ChipType.BODY, match.value)


def _is_start(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _DELIMITERS


def _is_end(text: str, at: int) -> bool:
    return at == len(text) or text[at] in _DELIMITERS


@cache
def load_titles() -> LabelTable[str]:
    """Short titles of national laws that the lexicon has."""
    titles = [t for _, chinese in read_lexicon("titles") for t in chinese if len(t) > 3 and _TITLE_END.search(t)]
    return LabelTable((title, title) for title in titles)


@cache
def load_bodies() -> LabelTable[str]:
    """Names of bodies that the lexicon has."""
    names = [t for _, chinese in read_lexicon("bodies") for t in chinese if len(t) > 2 and t.endswith(_BODY_ENDINGS)]
    return LabelTable((name, name) for name in names)


@cache
def _load_kinds() -> tuple[LabelTable[str], PhraseTable[str]]:
    lines = files(__package__).joinpath("kinds.tsv").read_text("utf8").splitlines()
    rows = [line.split("\t") for line in lines]
    chinese = LabelTable((name, code) for code, names, _ in rows for name in names.split(" | "))
    return chinese, PhraseTable((name, code) for code, _, names in rows for name in names.split(" | "))


@cache
def _load_places() -> tuple[LabelTable[str], PhraseTable[str]]:
    names: dict[str, set[str]] = {}
    for region in list_regions():
        names.setdefault(region.name, set()).add(region.code)
        if region.code.endswith("00") and not region.is_province:
            for suffix in _PREFECTURE_SUFFIXES:
                if region.name.endswith(suffix) and len(region.name) > len(suffix) + 1:
                    names.setdefault(region.name.removesuffix(suffix), set()).add(region.code)
    codes = {name: next(iter(found)) for name, found in names.items() if len(found) == 1 and len(name) > 1}
    english: list[tuple[str, str]] = []
    for phrases, (full, *short) in read_lexicon("places"):
        if (code := codes.get(full)) and short:
            codes[short[0]] = code
            english += [(phrase, code) for phrase in phrases]
    return LabelTable(codes.items()), PhraseTable(english)
