"""三定规定: each duty of the body and each internal unit with its duties is a record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records.mapping import ColumnMap
from ingest.records.texts import clean_text
from schemas.pages import Paragraph
from schemas.records import Cell, Record, Role

_ITEM = re.compile(r"[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]\s*(?P<text>.+)$", re.DOTALL)
_PART = re.compile(r"(?:第[一二三四五六七八九十]{1,3}条|[一二三四五六七八九十]{1,3}、)\s*(?P<text>.*)$", re.DOTALL)
_DIVISION = re.compile(r"(?P<number>\d{1,2})\s?[.．、]\s*(?P<text>.+)$", re.DOTALL)
_HEADING_ITEM = re.compile(
    r"(?P<name>职能转变|(?:有关)?职责分工|与.{2,30}?(?:的)?(?:有关)?职责分工)(?P<rest>.*)$", re.DOTALL
)
_SECTIONS = (
    ("职责分工", re.compile(r"职责分工|与.{2,30}的(?:有关)?职责")),
    ("职能转变", re.compile(r"职能转变")),
    ("内设机构", re.compile(r"内设(?:下列|以下)?机构|设.{0,6}下列(?:内设)?机构|设\d{0,2}个内设机构")),
    ("主要职责", re.compile(r"主要职责|履行(?:下列|以下)职责")),
    ("人员编制", re.compile(r"编制|领导职数")),
)
_UNIT = re.compile(
    r"(?P<unit>[^。：:，,；]{2,40}?(?:科|处|室|办公室|股|队|党委|党总支|中心|部|局)(?:[（(][^（）()]{1,60}[）)])?)[。：:]\s*(?P<duty>.+)$",
    re.DOTALL,
)


def read_three_fixings(paragraphs: Sequence[Paragraph], spec: ColumnMap) -> list[Record]:
    """The duties in order: `section` 主要职责, 职能转变, 职责分工 or 内设机构; `unit` for those of a unit."""
    records: list[Record] = []
    section = ""
    for paragraph in paragraphs:
        text = clean_text(paragraph.text)
        item, part, division = _ITEM.match(text), _PART.match(text), _DIVISION.match(text)
        if item and (inner := _HEADING_ITEM.match(item["text"])):
            # （九）职责分工。 heads the numbered paragraphs below; with a text of its own it is one.
            section = "职能转变" if inner["name"].startswith("职能转变") else "职责分工"
            if inner["rest"].strip("。：: "):
                records.append(_build(paragraph, section, item["number"], item["text"], spec))
        elif item:
            if section and section != "人员编制":
                records.append(_build(paragraph, section, item["number"], item["text"], spec))
        elif division and section in ("职责分工", "职能转变"):
            records.append(_build(paragraph, section, division["number"], division["text"], spec))
        else:
            head = part["text"] if part else text
            named = next((name for name, pattern in _SECTIONS if pattern.search(head[:60])), None)
            section = named or ("" if part else section)
    return records


def _build(paragraph: Paragraph, section: str, number: str, text: str, spec: ColumnMap) -> Record:
    row = paragraph.number
    cells = [
        Cell("serial", "", number, Role.SERIAL, row),
        Cell("section", "", section, Role.GROUP, row),
    ]
    unit = _UNIT.match(text) if section == "内设机构" else None
    if unit:
        cells.append(Cell("unit", "", unit["unit"], Role.UNIT, row))
    cells.append(Cell("name", "", unit["duty"] if unit else text, Role.KEY, row))
    return Record(spec.record, row, tuple(cells), None, paragraph.page)
