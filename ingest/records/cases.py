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
_LONGEST_TITLE = 80
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
        if found := _find_label(text, spec):
            name, printed, rest, role = found
            if not cases or name in cases[-1] or heading is not None:
                cases.append(_begin(heading, title if not cases else "", paragraph))
                heading = None
            cases[-1][name] = Cell(name, printed, rest, role, paragraph.number)
            current = name
        elif _CASE.match(text) and len(text) <= _LONGEST_TITLE:
            heading, current = paragraph, None
        elif heading is not None and current is None and len(text) <= _LONGEST_TITLE:
            # 案例一 stands alone on its line, the title follows.
            heading = heading if _case_title(heading.text) else heading._replace(text=f"{heading.text} {text}")
        elif cases and current:
            cell = cases[-1][current]
            cases[-1][current] = cell._replace(text=f"{cell.text}\n{text}".strip())
    return [_build(c, spec) for c in cases]


def _find_label(text: str, spec: ColumnMap) -> tuple[str, str, str, Role] | None:
    """Name, printed label, text after it and role, where the paragraph begins with a label of a case."""
    label = _LABEL.match(text)
    if label is None:
        return None
    column = spec.find_column(label["label"])
    printed = clean_header(label["label"])
    if column is not None and column.role is not Role.KEY:
        return column.name, printed, label["text"], column.role
    if column is None and text.startswith("【") and not _CASE.match(text):
        return printed, printed, label["text"], Role.TEXT
    return None


def _case_title(text: str) -> str:
    found = _CASE.match(clean_text(text))
    return found["title"].strip() if found else clean_text(text)


def _begin(heading: Paragraph | None, title: str, first: Paragraph) -> dict[str, Cell]:
    if heading is not None:
        return {"name": Cell("name", "", _case_title(heading.text) or title, Role.KEY, heading.number)}
    return {"name": Cell("name", "", title, Role.KEY, first.number)}


def _build(cells: dict[str, Cell], spec: ColumnMap) -> Record:
    row = cells["name"].row or 1
    return Record(spec.record, row, tuple(c for c in cells.values() if c.text))
