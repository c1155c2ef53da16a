"""Lists without a table: numbered paragraphs under headings, with labelled lines (承办单位：…) inside or below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ingest.records.amounts import find_amounts
from ingest.records.mapping import ColumnMap
from ingest.records.sections import find_declared_counts
from ingest.records.texts import clean_header, clean_text
from schemas.pages import Paragraph
from schemas.records import Cell, Finding, Record, RecordKind, Role

_LEVELS = (
    re.compile(r"(?:附件|附表)\s?[0-9一二三四五六七八九十]{0,2}\s?[：:]?\s*(?=.|$)"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]\s*"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*"),
    re.compile(r"\d{1,3}\s?[.．、]\s*(?!\d)"),
    re.compile(r"[（(]\d{1,3}[）)]\s*"),
)
_ARABIC = 3
_NAMED = re.compile(r"[\[【](?P<name>[^\[\]【】]{2,60})[\]】]$")
_IN_BRACKETS = re.compile(
    r"[（(](?:由)?(?P<unit>[^（）()]{2,40}?)(?:负责)?(?P<word>承办|牵头|起草)[）)]?[）)]?[。；;]?$"
)
_TITLED = re.compile(
    r"《(?P<title>[^《》]+(?:〈[^〈〉]*〉[^《》]*)?)》\s*(?:[（(](?P<number>[^（）()]{0,40}(?:[（(][^（）()]{0,12}[）)][^（）()]{0,20})?)[）)])?"
)
_RESULTS = (
    ("继续有效", ("继续有效", "现行有效", "保留", "继续执行")),
    ("失效", ("宣布失效", "失效")),
    ("废止", ("废止",)),
    ("修改", ("修改", "修订")),
    ("停止执行", ("停止执行",)),
)


class _Numbered(NamedTuple):
    level: int
    number: str
    text: str


@dataclass(slots=True)
class _Item:
    paragraph: Paragraph
    number: str
    section: str
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OutlineRecords:
    """What a list in running text gives; `used` are the numbers of the paragraphs that records were made of."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def read_outline(paragraphs: Sequence[Paragraph], spec: ColumnMap, title: str = "") -> OutlineRecords:
    """The records of a list in numbered paragraphs; `row` is the number of the item's paragraph.

    `title` is the document's own and no section of it.
    """
    out = OutlineRecords()
    level = _item_level(paragraphs)
    if level is None:
        return out
    for item in _find_items([p for p in paragraphs if not title or clean_text(p.text) != title], level, out):
        out.records.append(_build(item, spec))
    declared = [(n, p) for p in paragraphs for n in find_declared_counts(p.text) if p.number not in out.used]
    for count, paragraph in declared[:3]:
        parts = sum(n for n, _ in declared)
        if out.records and count != len(out.records) and parts != 2 * len(out.records) and parts != len(out.records):
            message = f"{paragraph.text[:40]} declares {count} items, {len(out.records)} are listed"
            found = str(len(out.records))
            out.findings.append(
                Finding("declared_count", message, str(count), found, paragraph.number, None, paragraph.page)
            )
    return out


def _number(text: str) -> _Numbered | None:
    for level, pattern in enumerate(_LEVELS):
        if (match := pattern.match(text)) and level > 0:
            return _Numbered(level, match[0].strip(), text[match.end() :].strip())
    if named := _NAMED.match(text.strip()):
        return _Numbered(_ARABIC, "", named["name"])
    return None


def _item_level(paragraphs: Sequence[Paragraph]) -> int | None:
    """Arabic numbers number items where there are two of them, else the innermost Chinese ones."""
    counts = [0] * len(_LEVELS)
    for paragraph in paragraphs:
        if found := _number(paragraph.text.strip()):
            counts[found.level] += 1
    for level in (_ARABIC, 2, 1, 4):
        if counts[level] >= 2:
            return level
    return next((level for level in (_ARABIC, 2, 1, 4) if counts[level]), None)


def _find_items(paragraphs: Sequence[Paragraph], level: int, out: OutlineRecords) -> list[_Item]:
    items: list[_Item] = []
    sections: dict[int, str] = {}
    is_open = False
    for paragraph in paragraphs:
        text = clean_text(paragraph.text)
        found = _number(text)
        if found and found.level == level:
            section = " / ".join(sections[k] for k in sorted(sections))
            items.append(_Item(paragraph, found.number, section, [found.text]))
            out.used.add(paragraph.number)
            is_open = True
        elif found and found.level < level:
            sections = {k: v for k, v in sections.items() if k < found.level} | {found.level: text}
            is_open = False
        elif _LEVELS[0].match(text) or (not found and _is_heading(text)):
            sections = {0: text}
            is_open = False
        elif is_open and items:
            items[-1].lines.append(text)
            out.used.add(paragraph.number)
    return items


def _is_heading(text: str) -> bool:
    return len(text) <= 40 and bool(
        re.search(r"(?:目录|清单|名单|一览表|文件|事项)(?:[（(][^（）()]{1,12}[）)])?[：:]?$", text)
    )


def _build(item: _Item, spec: ColumnMap) -> Record:
    key = next((c for c in spec.columns if c.role is Role.KEY), spec.columns[0])
    row = item.paragraph.number
    cells: dict[str, Cell] = {}
    if item.number:
        cells["serial"] = Cell("serial", "", item.number.strip("、.．"), Role.SERIAL, row)
    if item.section:
        cells["section"] = Cell("section", "", item.section, Role.GROUP, row)
    first = True
    current = key.name
    for line in item.lines:
        for label, text in _split_labels(line, spec):
            column = spec.find_column(label) if label else None
            name = column.name if column else (clean_header(label) if label else (key.name if first else current))
            role = column.role if column else (key.role if name == key.name else Role.TEXT)
            before = cells.get(name)
            joined = f"{before.text}\n{text}" if before else text
            cells[name] = Cell(name, label, joined, role, row)
            current, first = name, False
    _refine(cells, key.name, spec, item)
    filled = tuple(c for c in cells.values() if c.text)
    amounts = tuple(a for c in filled if c.role is Role.AMOUNT for a in find_amounts(c.text))
    return Record(spec.record, row, filled, None, item.paragraph.page, amounts=amounts)


def _split_labels(line: str, spec: ColumnMap) -> list[tuple[str, str]]:
    """Label and text of each piece of a line; the label is empty for the text before the first one."""
    pieces: list[tuple[str, str]] = []
    label, start = "", 0
    for match in re.finditer(r"[\u4e00-\u9fff、/]{2,14}(?:[（(][^（）()]{1,14}[）)])?(?=\s?[：:])", line):
        word = match[0]
        cut = next((i for i in range(len(word) - 1) if spec.find_column(word[i:])), None)
        if cut is None:
            continue
        at = match.start() + cut
        if line[start:at].strip():
            pieces.append((label, line[start:at].strip(" ；;。，,（(")))
        label, start = word[cut:], match.end() + 1 + (line[match.end() : match.end() + 1] == " ")
    rest = (
        line[start:].strip(" ）)")
        if label and line.count("(") + line.count("（") < line.count(")") + line.count("）")
        else line[start:].strip()
    )
    if rest:
        pieces.append((label, rest))
    return pieces


def _refine(cells: dict[str, Cell], key: str, spec: ColumnMap, item: _Item) -> None:
    """What an item's own wording holds: （市X局负责承办）, 《title》（number）, the result that its heading names."""
    cell = cells.get(key)
    if cell is None:
        return
    if spec.record is RecordKind.DECISION_ITEM and "unit" not in cells and (found := _IN_BRACKETS.search(cell.text)):
        cells["unit"] = Cell("unit", found["word"], found["unit"], Role.BODY, cell.row)
        cells[key] = cell._replace(text=cell.text[: found.start()].strip())
    if spec.record is RecordKind.CLEANUP_ITEM and (found := _TITLED.search(cell.text)):
        cells[key] = cell._replace(text=found["title"])
        if found["number"] and "document_number" not in cells:
            cells["document_number"] = Cell("document_number", "", found["number"], Role.TEXT, cell.row)
        rest = (cell.text[: found.start()] + cell.text[found.end() :]).strip(" 。；;，,、")
        if rest:
            cells.setdefault("note", Cell("note", "", rest, Role.TEXT, cell.row))


def name_result(record: Record) -> Record:
    """A clean-up item with the result that its list's heading or sheet states, where its row states none."""
    if record.kind is not RecordKind.CLEANUP_ITEM or "result" in record.fields:
        return record
    section = next((c for c in record.cells if c.name == "section"), None)
    result = find_result(section.text if section else "") or find_result(record.sheet or "")
    if result is None:
        return record
    row = section.row if section else None
    return replace(record, cells=(*record.cells, Cell("result", "", result, Role.TEXT, row)))


def find_result(text: str) -> str | None:
    """The clean-up result that a heading names, None when none or several."""
    bare = re.sub(r"\s+", "", text)
    tail = bare.rpartition("/")[2]
    found = [name for name, words in _RESULTS if any(w in tail for w in words)]
    return found[0] if len(found) == 1 else None
