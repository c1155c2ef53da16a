"""Guiding cases: one file may hold several, each a title and sections under fixed labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records.mapping import ColumnMap
from ingest.records.texts import clean_header, clean_text
from schemas.pages import Paragraph
from schemas.records import Cell, Record, Role

_LABEL = re.compile(
    r"[【\[（(]?\s?(?:[一二三四五六七八九十]{1,2}、)?(?P<label>[\u4e00-\u9fff（）/]{2,12}?)\s?(?:[】\])）]|[：:]|$)\s*(?P<text>.*)$",
    re.DOTALL,
)
_CASE = re.compile(
    r"(?:【?(?:指导性|典型|指导|参考)?案例\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3}(?:号)?)】?|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])\s*[：:]?\s*(?P<title>.*)$"
)


def read_cases(paragraphs: Sequence[Paragraph], spec: ColumnMap, title: str) -> list[Record]:
    """One record per case. A case begins at its title, at the latest where a label comes for the second time."""
    cases: list[dict[str, Cell]] = []
    heading: Paragraph | None = None
    current: str | None = None
    for paragraph in paragraphs:
        text = clean_text(paragraph.text)
        label = _LABEL.match(text)
        column = spec.find_column(label["label"]) if label else None
        if column is not None and column.role is not Role.KEY and label is not None:
            if not cases or column.name in cases[-1] or (heading is not None and column.name in ("keywords", "facts")):
                cases.append(_begin(heading, title, paragraph, bool(cases)))
                heading = None
            printed = clean_header(label["label"])
            cases[-1][column.name] = Cell(column.name, printed, label["text"], column.role, paragraph.number)
            current = column.name
            continue
        if match := _CASE.match(text):
            if len(text) <= 80:
                heading, current = (paragraph if match["title"] or heading is None else paragraph), None
                continue
        if heading is not None and current is None and len(text) <= 80:
            joined = f"{heading.text} {text}" if not _case_title(heading.text) else heading.text
            heading = heading._replace(text=joined)
            continue
        if cases and current:
            cell = cases[-1][current]
            cases[-1][current] = cell._replace(text=f"{cell.text}\n{text}".strip())
    return [_build(c, spec) for c in cases]


def _case_title(text: str) -> str:
    found = _CASE.match(clean_text(text))
    return found["title"].strip() if found else clean_text(text)


def _begin(heading: Paragraph | None, title: str, first: Paragraph, is_later: bool) -> dict[str, Cell]:
    if heading is not None:
        return {"name": Cell("name", "", _case_title(heading.text) or title, Role.KEY, heading.number)}
    return {"name": Cell("name", "", "" if is_later else title, Role.KEY, first.number)}


def _build(cells: dict[str, Cell], spec: ColumnMap) -> Record:
    row = cells["name"].row or 1
    return Record(spec.record, row, tuple(c for c in cells.values() if c.text))
