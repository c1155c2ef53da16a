"""PDF files: paragraphs and ruled tables, page by page, through pypdfium2; pages that are pictures through OCR."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.formats.geometry import Box, RuledTable, find_tables, rules_of_box
from ingest.formats.legibility import is_legible
from ingest.formats.limits import PAGES
from ingest.formats.ocr import HINT, Scanner, describe_scan, is_installed
from ingest.formats.pages import PageBlock, PageLines, Pages, PageTable, build_pages
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument
from schemas.scans import Scan
from schemas.sheets import Merge

_PATH = pdfium_c.FPDF_PAGEOBJ_PATH
_MOST_OBJECTS = 200_000  # of a page; a page of dense print has 3,000
_MOST_RULES = 5_000
_DETAILED = 64  # segments of a path that are looked at one by one
_FEW_LETTERS = 40  # a page number, a mark of the scanning program: the page may still be a picture


def read_pdf(data: bytes) -> tuple[TextDocument, dict[int, tuple[tuple[int, int], ...]]]:
    """The document, and for each table (by block number) page and row on it of each of its rows.

    Pages without text, or whose text is no writing, are read by OCR where the extra `ocr` is installed. Raises
    UnreadableSource for passwords, damaged files, and files without any text.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableSource("protected by a password", "save it without its password") from None
        raise UnreadableSource(f"no readable PDF: {error}", "the file is damaged: download it again") from None
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument) -> tuple[TextDocument, dict[int, tuple[tuple[int, int], ...]]]:
    count = len(document)
    if count == 0:
        raise UnreadableSource("the PDF has no pages", "the file is damaged: download it again")
    if count > PAGES:
        raise UnreadableSource(f"the PDF has {count} pages, more than {PAGES}", "split it")
    scanner = Scanner() if is_installed() else None
    pages: list[list[PageBlock]] = []
    unread: list[int] = []
    for number in range(count):
        try:
            blocks = _read_page(document, number, scanner)
        except pdfium.PdfiumError:
            blocks = []
        if not blocks:
            unread.append(number + 1)
        pages.append(blocks)
    if len(unread) == count:
        if scanner:
            raise UnreadableSource("the PDF holds no text, in its pictures neither", "use the text version")
        raise UnreadableSource("the PDF holds no text, only images of pages", HINT)
    joined = build_pages(pages)
    scan = scanner.build_scan() if scanner else None
    warnings = [*_unread(unread, installed=scanner is not None), *describe_scan(scan)]
    return _document(joined, document, tuple(unread), warnings, scan), joined.places


def _unread(numbers: list[int], *, installed: bool) -> list[str]:
    if not numbers:
        return []
    said = f"pages without text: {_shorten(numbers)}"
    return [said if installed else f"{said}; if they are scans, {HINT}"]


def _document(
    pages: Pages, source: pdfium.PdfDocument, unread: tuple[int, ...], warnings: list[str], scan: Scan | None
) -> TextDocument:
    title = (source.get_metadata_dict().get("Title") or "").strip()
    return TextDocument(pages.blocks, title, (), unread, tuple(warnings), pages.contents, scan=scan)


def _shorten(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:20])) + ("…" if len(numbers) > 20 else "")


def _read_page(document: pdfium.PdfDocument, number: int, scanner: Scanner | None) -> list[PageBlock]:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            if scanner and _is_picture(page, text):
                return scanner.read_page(number + 1, page)
            tables = find_tables(_find_rules(page))
            return _find_blocks(page, text, tables) if tables else _lines(text.get_text_range())
        finally:
            text.close()
    finally:
        page.close()


def _is_picture(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> bool:
    """Whether the page shows something that its text does not say: a scan, letters drawn as paths, a broken font."""
    said = text.get_text_range()
    if len("".join(said.split())) >= _FEW_LETTERS:
        return not is_legible(said)
    if pdfium_c.FPDFPage_CountObjects(page.raw) == 0:
        return False
    if not said.strip():
        return True
    width, height = page.get_size()
    boxes = (o.get_bounds() for o in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return any((right - left) * (top - bottom) * 2 > width * height for left, bottom, right, top in boxes)


def _find_rules(page: pdfium.PdfPage) -> list[Box]:
    """The lines and rectangles that the page draws. The raw calls: the wrapper takes three times as long."""
    raw = page.raw
    get_object, get_type = pdfium_c.FPDFPage_GetObject, pdfium_c.FPDFPageObj_GetType
    rules: list[Box] = []
    for at in range(min(pdfium_c.FPDFPage_CountObjects(raw), _MOST_OBJECTS)):
        item = get_object(raw, at)
        if get_type(item) == _PATH:
            rules += _rules_of_path(item)
            if len(rules) > _MOST_RULES:
                return []
    return rules


def _rules_of_path(item: object) -> list[Box]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return []
    box = Box(left.value, bottom.value, right.value, top.value)
    segments = pdfium_c.FPDFPath_CountSegments(item)
    if segments <= 6 or segments > _DETAILED:
        return rules_of_box(box) if segments <= 6 else []
    return _rules_of_segments(item, segments)


def _rules_of_segments(item: object, count: int) -> list[Box]:
    """A grid drawn as one path: each straight piece is a rule."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    rules: list[Box] = []
    before: tuple[float, float] | None = None
    for at in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, at)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if before and pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_LINETO:
            xs, ys = sorted((before[0], point[0])), sorted((before[1], point[1]))
            rules.append(Box(xs[0], ys[0], xs[1], ys[1]))
        before = point
    return rules


def _find_blocks(page: pdfium.PdfPage, text: pdfium.PdfTextPage, tables: list[RuledTable]) -> list[PageBlock]:
    """Tables and the text between them, top first."""
    width, height = page.get_size()
    blocks: list[PageBlock] = []
    above = height
    for table in tables:
        blocks += _lines(text.get_text_bounded(0, table.box.top, width, above))
        blocks.append(_read_table(text, table))
        above = table.box.bottom
    return blocks + _lines(text.get_text_bounded(0, 0, width, above))


def _read_table(text: pdfium.PdfTextPage, table: RuledTable) -> PageTable:
    columns = len(table.columns) - 1
    rows = [[""] * columns for _ in range(table.rows)]
    merges = []
    for cell in table.cells:
        box = cell.box
        found = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
        rows[cell.top_row - 1][cell.left_column - 1] = found.replace("\r\n", "\n").strip()
        if cell.bottom_row > cell.top_row or cell.right_column > cell.left_column:
            merges.append(Merge(cell.top_row, cell.left_column, cell.bottom_row, cell.right_column))
    return PageTable(tuple(tuple(r) for r in rows), tuple(sorted(merges)), table.columns)


def _lines(text: str) -> list[PageBlock]:
    lines = tuple(line for line in text.replace("\ufffe", "").splitlines() if line.strip())
    return [PageLines(lines)] if lines else []
