"""Pictures of pages into blocks like those of a PDF's text layer, within bounds of pages and time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ingest.formats.geometry import CellBox, RuledTable, find_tables
from ingest.formats.limits import SCAN_SECONDS, SCANNED_PAGES
from ingest.formats.ocr.repairs import LineRepairer
from ingest.formats.pages import PageBlock, PageLines, PageTable, build_pages
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument
from schemas.scans import Repair, Scan, ScanLine, ScanPage
from schemas.sheets import Merge

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from ingest.formats.ocr.engine import Picture
    from ingest.formats.ocr.ordering import TextLine

HINT = "install fatu[ocr] to read scans, or use the text version"
_BLANK = 32  # of 255: an empty page differs by less, paper's grain and all; pale pencil by more
# A line with less is doubtful, see docs/benchmarks.md.
_SURE_LINE, _SURE_LETTER = 0.9, 0.7


def is_installed() -> bool:
    """Whether the extra `fatu[ocr]` is there; nothing of it is loaded yet."""
    try:
        return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))
    except ValueError:  # a module that is barred from being imported
        return False


class Scanner:
    """Reads the pictures of one file's pages, in their order.

    Raises UnreadableSource without the extra, and for a file that has too many of them or takes too long.
    """

    def __init__(self) -> None:
        if not is_installed():
            raise UnreadableSource("pages that are pictures", HINT)
        self._pages: list[ScanPage] = []
        self._repairs: list[Repair] = []
        self._repairer = LineRepairer()
        self._started = time.process_time()

    def read_page(self, number: int, page: pdfium.PdfPage) -> list[PageBlock]:
        """The blocks of a page of a PDF, read from its picture."""
        from ingest.formats.ocr.pages import render_page

        self._check_bounds()
        return self.read_picture(number, render_page(page), max(page.get_size()))

    def read_picture(self, number: int, picture: Picture, points: float) -> list[PageBlock]:
        """The blocks of a page whose long side has so many points."""
        from ingest.formats.ocr.engine import recognise
        from ingest.formats.ocr.ordering import find_height, find_parts, find_tilt, level
        from ingest.formats.ocr.ruling import find_rules, straighten
        from ingest.formats.ocr.seals import remove_seals

        self._check_bounds()
        if int(picture.max()) - int(picture.min()) < _BLANK:
            return []
        scale = points / max(picture.shape[:2])
        pieces, upright = recognise(remove_seals(picture))
        if not pieces:
            return []
        tilt = find_tilt(pieces)
        height, width = upright.shape[:2]
        tables = find_tables(find_rules(straighten(upright, tilt), find_height(pieces), scale))
        parts = find_parts(level(pieces, tilt, (width, height), scale), tables, height * scale)
        lines: list[ScanLine] = []
        blocks: list[PageBlock] = []
        for at, band in enumerate(parts.bands):
            if texts := self._read_lines(number, band, lines):
                blocks.append(PageLines(tuple(texts), tuple(line.starts for line in band)))
            if at < len(tables):
                blocks.append(self._read_table(number, tables[at], parts.cells[at], lines))
        self._pages.append(ScanPage(number, tuple(lines)))
        return blocks

    def build_scan(self) -> Scan | None:
        """What is known of the pages read; None where there were none with text."""
        return Scan(tuple(self._pages), tuple(self._repairs)) if self._pages else None

    def _check_bounds(self) -> None:
        if len(self._pages) >= SCANNED_PAGES:
            raise UnreadableSource(f"more than {SCANNED_PAGES} pages are pictures", "split the file")
        if time.process_time() - self._started > SCAN_SECONDS:
            raise UnreadableSource(
                f"reading its pictures took more than {SCAN_SECONDS // 3600} hours", "split the file"
            )

    def _read_lines(self, page: int, found: Sequence[TextLine], lines: list[ScanLine]) -> list[str]:
        return [self._read_line(page, line, lines) for line in found]

    def _read_line(self, page: int, line: TextLine, lines: list[ScanLine]) -> str:
        repaired = self._repairer.repair(line.text)
        confidence = sum(line.confidences) / len(line.confidences)
        # Marks and dots are often unsure and say little; what stands after a blank shares its score with the blank.
        told = zip(line.text[:1] + line.text, line.text, line.confidences, strict=False)
        letters = [c for before, t, c in told if t.isalnum() and (before != " " or not c)] or [1.0]
        weakest = min(letters)
        unsure = sum(letters) / len(letters) < _SURE_LINE or weakest < _SURE_LETTER
        doubtful = repaired.unrepaired or unsure
        lines.append(ScanLine(repaired.text, round(confidence, 4), doubtful, round(weakest, 4)))
        self._repairs += [Repair(page, len(lines), *change) for change in repaired.changes]
        return repaired.text

    def _read_table(
        self, page: int, table: RuledTable, found: Sequence[Sequence[TextLine]], lines: list[ScanLine]
    ) -> PageTable:
        rows = [[""] * (len(table.columns) - 1) for _ in range(table.rows)]
        merges = []
        for cell, inside in zip(table.cells, found, strict=True):
            rows[cell.top_row - 1][cell.left_column - 1] = "\n".join(self._read_lines(page, inside, lines))
            if _is_merged(cell):
                merges.append(Merge(cell.top_row, cell.left_column, cell.bottom_row, cell.right_column))
        return PageTable(tuple(tuple(r) for r in rows), tuple(sorted(merges)), table.columns)


def _is_merged(cell: CellBox) -> bool:
    return cell.bottom_row > cell.top_row or cell.right_column > cell.left_column


def read_image(data: bytes) -> tuple[TextDocument, dict[int, tuple[tuple[int, int], ...]]]:
    """The document in a picture file, one picture a page (UnreadableSource)."""
    if not is_installed():
        raise UnreadableSource("an image", HINT)
    from ingest.formats.ocr.images import open_pictures

    scanner = Scanner()
    pages = [scanner.read_picture(number, *picture) for number, picture in enumerate(open_pictures(data), 1)]
    if not any(pages):
        raise UnreadableSource("no text in the picture", "give a scan of a page of text")
    joined = build_pages(pages)
    unread = tuple(number for number, blocks in enumerate(pages, 1) if not blocks)
    scan = scanner.build_scan()
    return TextDocument(
        joined.blocks, "", (), unread, tuple(describe_scan(scan)), joined.contents, scan=scan
    ), joined.places


def describe_scan(scan: Scan | None) -> Iterable[str]:
    """What a user is told: how sure the reading is, where it is doubtful, and each repair."""
    if scan is None:
        return
    doubtful = [(p.number, at, line) for p in scan.pages for at, line in enumerate(p.lines, 1) if line.doubtful]
    total = sum(len(p.lines) for p in scan.pages)
    numbers = "、".join(str(p.number) for p in scan.pages[:20]) + ("…" if len(scan.pages) > 20 else "")
    yield (
        f"read by OCR: pages {numbers}, confidence {scan.confidence:.3f}, {len(doubtful)} of {total} lines doubtful, "
        "where nothing is linked"
    )
    for page, line, found in doubtful[:_TOLD]:
        yield f"doubtful on page {page}, line {line} ({found.confidence:.2f}): {found.text[:40]}"
    for repair in scan.repairs:
        yield (
            f"repaired on page {repair.page}, line {repair.line}: {repair.before} is {repair.after} "
            f"({repair.rule.replace('_', ' ')})"
        )


_TOLD = 20  # doubtful lines named; all are in the source's record
