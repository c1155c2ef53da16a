"""Web pages: text blocks and data tables in reading order, what the page declares of itself as metadata."""

from __future__ import annotations

import re

from lxml import etree, html

from ingest.formats.encoding import decode_text
from ingest.formats.limits import TEXT_CELLS
from schemas.errors import UnreadableSource
from schemas.pages import Block, Paragraph, Table, TextDocument
from schemas.sheets import Merge, Sheet

_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"}
    | {"main", "body", "blockquote", "pre", "center", "form", "fieldset", "address", "figure", "tr", "td", "th"}
    | {"table", "tbody", "hr"}
)  # fmt: skip
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "head", "nav", "footer", "iframe", "object", "svg", "button", "select"}
)
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_BROKEN_LINE = re.compile(rf"(?<=[{_CHINESE}])[ \t]*\r?\n\s*(?=[{_CHINESE}])")
_BLANKS = re.compile(r"[ \t\r\n\u00a0]+")
_WIDEST = 1000  # what the HTML standard allows a colspan
_TALLEST = 65_534


def read_html(data: bytes) -> TextDocument:
    """The page's blocks (UnreadableSource where nothing of a page can be found)."""
    text = decode_text(data).replace("\x00", "")
    # lxml refuses declarations in text that is decoded already.
    text = text.lstrip("\ufeff \r\n\t")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(f"no readable web page: {error}") from None
    reader = _Reader()
    body = root.find("body")
    reader.read(body if body is not None else root)
    title = root.findtext(".//title") or ""
    return TextDocument(tuple(reader.blocks), title=" ".join(title.split()), metadata=tuple(_find_metadata(root)))


def _find_metadata(root: etree._Element) -> list[tuple[str, str]]:
    found = []
    for meta in root.iterfind(".//meta"):
        name, content = meta.get("name") or meta.get("property"), meta.get("content")
        if name and content:
            found.append((name, content.strip()))
    return found


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._line: list[str] = []
        self._heading = 0
        self._cells = 0

    def read(self, root: etree._Element) -> None:
        """Walk the tree without recursion: hostile pages nest deeply."""
        waiting: list[tuple[etree._Element, bool]] = [(root, False)]
        while waiting:
            element, is_done = waiting.pop()
            if is_done:
                self._leave(element)
                continue
            tag = element.tag
            if not isinstance(tag, str) or tag in _SILENT or _is_hidden(element):
                self._line.append(element.tail or "")
                continue
            if tag == "table" and _is_data_table(element):
                self._end_line()
                self.blocks.append(Table(self._table(element), None, len(self.blocks) + 1))
                self._line.append(element.tail or "")
                continue
            self._enter(element)
            waiting.append((element, True))
            waiting.extend((child, False) for child in reversed(element))
        self._end_line()

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._end_line()
            self._heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0
        if tag == "br":
            self._end_line()
        self._line.append(element.text or "")

    def _leave(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._end_line()
            self._heading = 0
        self._line.append(element.tail or "")

    def _end_line(self) -> None:
        text = _squeeze("".join(self._line))
        self._line = []
        if text:
            self.blocks.append(Paragraph(text, None, len(self.blocks) + 1, self._heading))

    def _table(self, element: etree._Element) -> Sheet:
        rows: list[dict[int, str]] = []
        merges: list[Merge] = []
        taken: dict[int, int] = {}  # column → last row that a rowspan above covers
        trs = [r for r in element.iter("tr") if _own_table(r) is element]
        for at, tr in enumerate(trs, 1):
            row: dict[int, str] = {}
            column = 1
            for cell in tr.iterchildren("td", "th"):
                while taken.get(column, 0) >= at:
                    column += 1
                self._cells += 1
                wide = min(_span(cell.get("colspan")), _WIDEST)
                tall = min(_span(cell.get("rowspan"), of=len(trs) - at + 1), _TALLEST, len(trs) - at + 1)
                if self._cells > TEXT_CELLS or column + wide > 20 * _WIDEST:
                    raise UnreadableSource("a table with too many cells", "split it")
                row[column] = _cell_text(cell)
                if wide > 1 or tall > 1:
                    merges.append(Merge(at, column, at + tall - 1, column + wide - 1))
                for covered in range(column, column + wide):
                    taken[covered] = at + tall - 1
                column += wide
            rows.append(row)
        return Sheet("", tuple(_fill(r) for r in rows), tuple(merges))


def _fill(row: dict[int, str]) -> tuple[str, ...]:
    return tuple(row.get(c, "") for c in range(1, max(row, default=0) + 1))


def _span(value: str | None, of: int = 1) -> int:
    text = (value or "").strip()
    if not text.isdigit():
        return 1
    return int(text[:6]) or of  # rowspan="0" reaches to the end of the table


def _own_table(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors("table"), None)


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _is_data_table(table: etree._Element) -> bool:
    """Two columns and two rows at least and no table inside that is one itself: else it only lays out the page."""
    trs = [r for r in table.iter("tr") if _own_table(r) is table]
    wide = sum(1 for r in trs if sum(1 for _ in r.iterchildren("td", "th")) > 1)
    if wide < 2 and not (wide == 1 and len(trs) == 1):
        return False
    return not any(sum(1 for _ in t.iter("tr")) > 1 for t in table.iter("table") if t is not table)


def _cell_text(cell: etree._Element) -> str:
    parts: list[str] = []
    waiting: list[tuple[etree._Element, bool]] = [(cell, False)]
    while waiting:
        element, is_done = waiting.pop()
        if is_done:
            if element is not cell:
                parts.append("\n" if element.tag in _BLOCKS else "")
                parts.append(element.tail or "")
            continue
        if not isinstance(element.tag, str) or element.tag in _SILENT or _is_hidden(element):
            parts.append((element.tail or "") if element is not cell else "")
            continue
        if element is not cell and (element.tag in _BLOCKS or element.tag == "br"):
            parts.append("\n")
        parts.append(_BLANKS.sub(" ", element.text or "") if element.tag != "pre" else element.text or "")
        waiting.append((element, True))
        waiting.extend((child, False) for child in reversed(element))
    lines = (_squeeze(line) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _squeeze(text: str) -> str:
    """White space as a browser shows it, but none where a line of Chinese source text was only broken."""
    text = _BROKEN_LINE.sub("", text)
    return _BLANKS.sub(" ", text).strip(" \u3000")
