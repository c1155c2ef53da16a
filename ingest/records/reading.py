"""One source file into records: format, kind, tables, lists in running text."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from ingest.formats.content import Content, read_content
from ingest.kinds.documents import recognise_document, recognise_workbook
from ingest.normative.metadata import is_metadata_table
from ingest.normative.wrapping import unwrap_notice
from ingest.records.cases import read_cases
from ingest.records.counts import find_text_counts
from ingest.records.grid import Grid
from ingest.records.mapping import ColumnMap, column_map_for
from ingest.records.outline import name_result, read_outline
from ingest.records.places import Place
from ingest.records.sections import SECTION
from ingest.records.sheets import SheetRecords, find_count_differences, read_sheet
from ingest.records.three_fixings import read_three_fixings
from schemas.documents import Rejected
from schemas.errors import UnreadableSource
from schemas.pages import Paragraph, Table, TextDocument
from schemas.records import DocumentKind, Finding, Recognition, Record, RecordDocument, RecordKind, Remnant, Role
from schemas.sheets import Workbook

_LONGEST_HEADING = 120
_SHARED = Role.SHARED
_HEADINGS = 3  # lines above a table that may be its heading: chapter, item, caption
# Kinds whose items stand in the text itself where no table holds them.
_OUTLINED = frozenset(
    {
        DocumentKind.DECISION_CATALOGUE,
        DocumentKind.CONTACT_POINT_LIST,
        DocumentKind.CLEANUP_RESULT,
        DocumentKind.LENIENT_LIST,
        DocumentKind.ONE_THING_LIST,
        DocumentKind.PROOF_COMMITMENT_LIST,
        DocumentKind.DEFERRED_MATERIAL_LIST,
        DocumentKind.INTERMEDIARY_LIST,
        DocumentKind.SERVICE_LIST,
    }
)


def read_records(path: Path, locator: str, kind: DocumentKind | None = None) -> RecordDocument | Rejected:
    """Read the file at `path`. `locator` is its path below the ingested folder, `kind` what the user says it is.

    A file that can't be read comes back as Rejected with the reason; nothing is raised but for the user's interrupts.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return Rejected(locator, "", f"can't be opened: {error.strerror}")
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return build_records(read_content(data), locator, sha256, len(data), kind)
    except UnreadableSource as error:
        return Rejected(locator, sha256, str(error))


def build_records(
    content: Content, locator: str, sha256: str, size: int, kind: DocumentKind | None = None
) -> RecordDocument:
    """The records of a file's content. Pure."""
    body = content.body
    grids = [Grid(sheet) for sheet in body.sheets] if isinstance(body, Workbook) else []
    recognition = recognise_workbook(grids) if isinstance(body, Workbook) else recognise_document(body)
    if kind is not None:
        recognition = Recognition(kind, f"the user says so; by itself: {recognition.reason}", overridden=True)
    spec = column_map_for(recognition.kind)
    if isinstance(body, Workbook):
        title, parts, remnants = _read_workbook(grids, spec)
    else:
        title, parts, remnants = _read_text(body, content, recognition.kind, spec)
    records = [r for part, _ in parts for r in part.records]
    if spec is not None and spec.record is RecordKind.CLEANUP_ITEM:
        records = [name_result(r) for r in records]
    findings = [f for part, _ in parts for f in part.findings]
    findings += find_count_differences(parts, sum(r.parent is None for r in records))
    findings += _find_serial_gaps(records)
    if isinstance(body, TextDocument):
        findings += find_text_counts(body.paragraphs, records)
    return RecordDocument(
        locator=locator,
        sha256=sha256,
        size=size,
        media_type=content.media_type,
        title=title,
        recognition=recognition,
        content=body,
        records=tuple(records),
        remnants=(*[m for part, _ in parts for m in part.remnants], *remnants),
        findings=tuple(findings),
        warnings=body.warnings,
        boilerplate=_share(records),
    )


@lru_cache(maxsize=4096)  # lists repeat their boilerplate row by row
def digest_text(text: str) -> str:
    """The key of a shared text: equal but for white space is equal."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:32]


def _share(records: list[Record]) -> dict[str, str]:
    texts = dict.fromkeys(c.text for r in records for c in r.cells if c.role is _SHARED)
    shared: dict[str, str] = {}
    for text in texts:
        shared.setdefault(digest_text(text), text)
    return shared


Parts = list[tuple[SheetRecords, Place]]


def _read_workbook(grids: list[Grid], spec: ColumnMap | None) -> tuple[str, Parts, list[Remnant]]:
    parts: Parts = []
    first = 0
    for grid in grids:
        place = Place(sheet=grid.sheet.name, first=first)
        part = read_sheet(grid, spec, place)
        parts.append((part, place))
        first += len(part.records)
    title = next((p.title for p, _ in parts if p.title), "")
    return title, parts, []


def _read_text(
    document: TextDocument, content: Content, kind: DocumentKind, spec: ColumnMap | None
) -> tuple[str, Parts, list[Remnant]]:
    paragraphs = document.paragraphs
    wrapping = unwrap_notice([p.text for p in paragraphs])
    title = wrapping.title or document.title
    parts: Parts = []
    above: list[str] = []
    first = tables = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above = [*above, block.text] if len(block.text) <= _LONGEST_HEADING else []
        elif isinstance(block, Table):
            tables += 1
            rows = content.places.get(block.number, ())
            name = block.sheet.name or f"表{tables}"
            place = Place(None if block.page else name, block.page, first, _heading(above), rows)
            above = []
            part = (
                _read_metadata(block, place)
                if is_metadata_table(block.sheet)
                else read_sheet(Grid(block.sheet), spec, place)
            )
            parts.append((part, place))
            first += len(part.records)
    used: set[int] = set()
    if spec is not None and not any(r.kind is spec.record for part, _ in parts for r in part.records):
        found, used = _read_running_text(paragraphs, kind, spec, title)
        parts.append((found, Place(first=first)))
    left = [Remnant(p.text, "running text", p.number, 1, None, p.page) for p in paragraphs if p.number not in used]
    return title, parts, left


def _heading(above: list[str]) -> str:
    """The table's heading: the line over it, with the numbered headings that stand over that line."""
    numbered = [t for t in above[-_HEADINGS:-1] if SECTION.match(t)]
    return " / ".join([*numbered, *above[-1:]])


def _read_metadata(table: Table, place: Place) -> SheetRecords:
    rows = enumerate(table.sheet.rows, 1)
    texts = [
        Remnant(t, "page metadata", r, c, place.sheet, place.page) for r, row in rows for c, t in enumerate(row, 1) if t
    ]
    return SheetRecords(remnants=texts)


def _read_running_text(
    paragraphs: tuple[Paragraph, ...], kind: DocumentKind, spec: ColumnMap, title: str
) -> tuple[SheetRecords, set[int]]:
    if kind is DocumentKind.GUIDING_CASES:
        return SheetRecords(read_cases(paragraphs, spec, title)), set()
    if kind is DocumentKind.THREE_FIXINGS:
        return SheetRecords(read_three_fixings(paragraphs, spec)), set()
    if kind not in _OUTLINED:
        return SheetRecords(), set()
    outline = read_outline(paragraphs, spec, title)
    return SheetRecords(outline.records, findings=outline.findings), outline.used


def _find_serial_gaps(records: list[Record]) -> list[Finding]:
    """Numbers that a list leaves out or gives twice, where it counts on from row to row."""
    findings: list[Finding] = []
    before: tuple[str | None, int] | None = None
    for record in records:
        if record.parent is not None:
            continue
        first = record.cells[0] if record.cells else None  # 序号 nearly always
        if first is None or first.name != "serial":
            first = next((c for c in record.cells if c.name == "serial"), None)
        serial = first.text if first else ""
        if not serial.isdigit():
            continue
        number = int(serial)
        if before and before[0] == record.sheet and number not in (before[1] + 1, 1) and number != before[1]:
            message = f"after number {before[1]} comes {number}"
            place = (record.row, record.sheet, record.page)
            findings.append(Finding("serial_gap", message, str(before[1] + 1), serial, *place))
        before = (record.sheet, number)
    return findings
