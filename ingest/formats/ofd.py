"""OFD files (GB/T 33190): layout pages in a zip of XML, read like a PDF's: lines of text and ruled tables."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import NamedTuple

from lxml import etree

from ingest.formats.geometry import Box, RuledTable, find_tables, rules_of_box
from ingest.formats.limits import PAGES
from ingest.formats.ooxml import open_package, parse_part
from ingest.formats.pages import PageBlock, PageLines, PageTable, build_pages
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument
from schemas.sheets import Merge

_MM = 72 / 25.4  # OFD counts in millimetres from the top, the geometry in points from the bottom
_HEIGHT = 10_000.0
_LINE = 0.6  # lines nearer than this share of the letters' size are one
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class _Piece(NamedTuple):
    left: float
    right: float
    y: float
    size: float
    text: str


def read_ofd(data: bytes) -> tuple[TextDocument, dict[int, tuple[tuple[int, int], ...]]]:
    """The document, and for each table (by block number) page and row on it of each of its rows (UnreadableSource)."""
    with open_package(data) as archive:
        names = {e.filename.lstrip("/"): e.filename for e in archive.infolist()}
        root = parse_part(archive, names["OFD.xml"]) if "OFD.xml" in names else None
        if root is None:
            raise UnreadableSource("the container lacks OFD.xml", "export the file again")
        title = (root.findtext(".//{*}DocInfo/{*}Title") or "").strip()
        pages: list[list[PageBlock]] = []
        for start in root.iterfind(".//{*}DocRoot"):
            path = (start.text or "").strip().lstrip("/")
            pages += [_read_page(p) for p in _page_parts(archive, names, path)]
            if len(pages) > PAGES:
                raise UnreadableSource(f"more than {PAGES} pages", "split the file")
    if not any(pages):
        raise UnreadableSource("the OFD file holds no text, only images", "print it to a PDF file and give that")
    joined = build_pages(pages)
    unread = tuple(i for i, blocks in enumerate(pages, 1) if not blocks)
    return TextDocument(joined.blocks, title, (), unread, (), joined.contents), joined.places


def _page_parts(archive: zipfile.ZipFile, names: dict[str, str], path: str) -> list[etree._Element]:
    if path not in names:
        raise UnreadableSource(f"the container lacks {path}", "export the file again")
    document = parse_part(archive, names[path])
    folder = posixpath.dirname(path)
    found = []
    for page in document.iterfind(".//{*}Pages/{*}Page"):
        location = (page.get("BaseLoc") or "").strip()
        full = (
            location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))
        )
        if full in names:
            found.append(parse_part(archive, names[full]))
    return found


def _read_page(page: etree._Element) -> list[PageBlock]:
    pieces: list[_Piece] = []
    rules: list[Box] = []
    for item in page.iter("{*}TextObject", "{*}PathObject"):
        box = _numbers(item.get("Boundary") or "")
        if len(box) < 4:
            continue
        if etree.QName(item).localname == "PathObject":
            rules += _rules(box)
        else:
            pieces += _pieces(item, box)
    tables = find_tables(rules)
    blocks: list[PageBlock] = []
    above = _HEIGHT * 2
    for table in tables:
        blocks += _lines([p for p in pieces if table.box.top < p.y <= above])
        blocks.append(_table(table, pieces))
        above = table.box.bottom
    return blocks + _lines([p for p in pieces if p.y <= above])


def _rules(box: list[float]) -> list[Box]:
    x, y, width, height = (v * _MM for v in box[:4])
    return rules_of_box(Box(x, _HEIGHT - y - height, x + width, _HEIGHT - y))


def _pieces(item: etree._Element, box: list[float]) -> list[_Piece]:
    size = _numbers(item.get("Size") or "")
    letter = (size[0] if size else box[3]) * _MM
    found = []
    for code in item.iterfind("{*}TextCode"):
        text = (code.text or "").strip("\r\n")
        if not text.strip():
            continue
        left = (box[0] + _first(code.get("X"))) * _MM
        y = _HEIGHT - (box[1] + _first(code.get("Y"), box[3])) * _MM
        found.append(_Piece(left, max(left + letter * len(text) * 0.5, (box[0] + box[2]) * _MM), y, letter, text))
    return found


def _numbers(text: str) -> list[float]:
    return [float(n) for n in _NUMBER.findall(text)[:8]]


def _first(text: str | None, default: float = 0.0) -> float:
    numbers = _numbers(text or "")
    return numbers[0] if numbers else default


def _group_lines(pieces: list[_Piece]) -> list[str]:
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.left)):
        if lines and abs(lines[-1][0].y - piece.y) <= max(piece.size, 1.0) * _LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return ["".join(p.text for p in sorted(line, key=lambda p: p.left)) for line in lines]


def _lines(pieces: list[_Piece]) -> list[PageBlock]:
    lines = tuple(line for line in _group_lines(pieces) if line.strip())
    return [PageLines(lines)] if lines else []


def _table(table: RuledTable, pieces: list[_Piece]) -> PageTable:
    rows = [[""] * (len(table.columns) - 1) for _ in range(table.rows)]
    merges = []
    for cell in table.cells:
        box = cell.box
        inside = [
            p
            for p in pieces
            if box.bottom <= p.y + p.size / 4 <= box.top and box.left - 1 <= p.left + p.size / 4 <= box.right
        ]
        rows[cell.top_row - 1][cell.left_column - 1] = "\n".join(_group_lines(inside)).strip()
        if cell.bottom_row > cell.top_row or cell.right_column > cell.left_column:
            merges.append(Merge(cell.top_row, cell.left_column, cell.bottom_row, cell.right_column))
    return PageTable(tuple(tuple(r) for r in rows), tuple(sorted(merges)), table.columns)
