"""Word documents (docx): paragraphs with automatic numbers, tables with merged cells, tracked changes accepted."""

from __future__ import annotations

import zipfile

from lxml import etree

from ingest.formats.asides import read_asides
from ingest.formats.limits import TEXT_CELLS
from ingest.formats.numbering import Numbering
from ingest.formats.ooxml import find_package_warnings, open_package, parse_part
from schemas.errors import UnreadableSource
from schemas.pages import Block, Paragraph, Table, TextDocument
from schemas.sheets import Merge, Sheet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Not printed: deleted and moved-away text, field codes, comments' anchors, the fallback of a drawing read already.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}pPr"})
_CONTAINERS = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"})
_DEPTH = 60  # nested tables in files made by people: 3
_WIDEST = 1024


def read_docx(data: bytes) -> TextDocument:
    """The document's blocks in order (UnreadableSource for damaged or hostile packages)."""
    with open_package(data) as archive:
        names = {e.filename.lstrip("/"): e.filename for e in archive.infolist()}
        if "word/document.xml" not in names:
            raise UnreadableSource("the container lacks word/document.xml", "export the file again")
        root = parse_part(archive, names["word/document.xml"])
        numbering = Numbering(_part(archive, names, "word/numbering.xml"), _part(archive, names, "word/styles.xml"))
        warnings = find_package_warnings(archive)
        title = _core_title(archive, names)
        asides = read_asides(archive, names, _text)
    body = root.find(f"{_W}body")
    if body is None:
        raise UnreadableSource("word/document.xml holds no body", "export the file again")
    if root.find(f".//{_W}del") is not None or root.find(f".//{_W}ins") is not None:
        warnings.append("holds tracked changes: read as accepted")
    blocks = tuple(_Reader(numbering).read(body))
    return TextDocument(blocks, title=title, warnings=tuple(warnings), asides=asides)


def _part(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> etree._Element | None:
    return parse_part(archive, names[name]) if name in names else None


def _core_title(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    core = _part(archive, names, "docProps/core.xml")
    found = core.find("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    return (found.text or "").strip() if found is not None else ""


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._blocks: list[Block] = []
        self._pending = ""  # text of paragraphs whose end mark was deleted
        self._cells = 0

    def read(self, body: etree._Element) -> list[Block]:
        self._read_blocks(body, 0)
        if self._pending:
            self._add_paragraph("", 0)
        return self._blocks

    def _read_blocks(self, parent: etree._Element, depth: int) -> None:
        if depth > _DEPTH:
            raise UnreadableSource(f"content nested more than {_DEPTH} deep")
        for child in parent:
            if child.tag == f"{_W}p":
                text, joins = self._paragraph(child)
                if joins:
                    self._pending += text
                else:
                    self._add_paragraph(text, _heading(child))
            elif child.tag == f"{_W}tbl":
                sheet = self._table(child, depth)
                self._blocks.append(Table(sheet, None, len(self._blocks) + 1))
            elif child.tag in _CONTAINERS:
                self._read_blocks(child, depth + 1)

    def _add_paragraph(self, text: str, heading: int) -> None:
        text, self._pending = (self._pending + text).strip(), ""
        if text:
            self._blocks.append(Paragraph(text, None, len(self._blocks) + 1, heading))

    def _paragraph(self, element: etree._Element) -> tuple[str, bool]:
        """Text of the paragraph and whether its end mark was deleted, which joins the next one to it."""
        properties = element.find(f"{_W}pPr")
        mark = properties.find(f"{_W}rPr/{_W}del") if properties is not None else None
        text = _text(element)
        number = self._numbering.next_number(properties) if text.strip() else ""
        gap = "" if not number or number[-1] in "、．.）)" else "　"
        return number + gap + text, mark is not None

    def _table(self, element: etree._Element, depth: int) -> Sheet:
        if depth > _DEPTH:
            raise UnreadableSource(f"tables nested more than {_DEPTH} deep")
        rows: list[list[str]] = []
        merges: list[Merge] = []
        running: dict[int, tuple[int, int, int]] = {}  # column → top, right, bottom of a vertical merge
        for tr in _rows(element):
            row: list[str] = [""] * _number(tr.find(f"{_W}trPr/{_W}gridBefore"), 0)
            for tc in _cells(tr):
                self._cells += 1
                if self._cells > TEXT_CELLS or len(row) > _WIDEST:
                    raise UnreadableSource("a table with too many cells", "split it")
                span = min(_number(tc.find(f"{_W}tcPr/{_W}gridSpan"), 1), _WIDEST)
                column, at = len(row) + 1, len(rows) + 1
                merge = tc.find(f"{_W}tcPr/{_W}vMerge")
                goes_on = merge is not None and merge.get(f"{_W}val") != "restart" and column in running
                row += ["" if goes_on else self._cell_text(tc, depth), *[""] * (span - 1)]
                if goes_on:
                    top, right, _ = running[column]
                    running[column] = (top, right, at)
                    continue
                _close(merges, running, column)
                running[column] = (at, column + span - 1, at)
            rows.append(row)
        for column in list(running):
            _close(merges, running, column)
        return Sheet("", tuple(tuple(r) for r in rows), tuple(sorted(merges)))

    def _cell_text(self, cell: etree._Element, depth: int) -> str:
        """Paragraphs of the cell, one a line; of a nested table, a row a line."""
        lines: list[str] = []
        for child in _flatten(cell):
            if child.tag == f"{_W}p":
                text, _ = self._paragraph(child)
                lines.append(text.strip())
            elif child.tag == f"{_W}tbl":
                inner = self._table(child, depth + 1)
                lines += ["\t".join(t for t in row if t) for row in inner.rows]
        return "\n".join(line for line in lines if line)


def _close(merges: list[Merge], running: dict[int, tuple[int, int, int]], column: int) -> None:
    top, right, bottom = running.pop(column, (0, 0, 0))
    if top and (bottom > top or right > column):
        merges.append(Merge(top, column, bottom, right))


def _flatten(parent: etree._Element) -> list[etree._Element]:
    out: list[etree._Element] = []
    waiting = list(reversed(parent))
    while waiting:
        child = waiting.pop()
        if child.tag in _CONTAINERS:
            waiting.extend(reversed(child))
        else:
            out.append(child)
    return out


def _rows(table: etree._Element) -> list[etree._Element]:
    rows = (r for r in _flatten(table) if r.tag == f"{_W}tr")
    return [r for r in rows if r.find(f"{_W}trPr/{_W}del") is None]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [c for c in _flatten(row) if c.tag == f"{_W}tc"]


def _number(element: etree._Element | None, default: int) -> int:
    value = (element.get(f"{_W}val") or "") if element is not None else ""
    return min(int(value), _WIDEST) if value.isdigit() else default


def _heading(paragraph: etree._Element) -> int:
    level = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if level is not None and (level.get(f"{_W}val") or "").isdigit():
        return int(level.get(f"{_W}val") or 0) + 1
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = ((style.get(f"{_W}val") or "") if style is not None else "").lower().replace(" ", "")
    return int(name[7:]) if name.startswith("heading") and name[7:].isdigit() else 0


def _text(paragraph: etree._Element) -> str:
    """The printed text, without recursion: hostile files nest deeply."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            continue
        if tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag == f"{_W}tab":
            parts.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}r" and element.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        elif tag == f"{_W}p":
            parts.append("\n")
            waiting.extend(reversed(element))
        else:
            waiting.extend(reversed(element))
    return "".join(parts)
