"""A sheet into records: its tables, what lies outside them, and the counts that it declares."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.records.grid import Grid
from ingest.records.headers import Header, find_headers, same_header
from ingest.records.mapping import ColumnMap
from ingest.records.rows import RowReader
from ingest.records.sections import SECTION, find_declared_counts
from ingest.records.table import Table, build_columns
from ingest.records.texts import clean_text
from schemas.records import Finding, Record, RecordKind, Remnant
from schemas.sheets import Sheet


@dataclass(slots=True)
class SheetRecords:
    """What one sheet gives."""

    records: list[Record] = field(default_factory=list)
    remnants: list[Remnant] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    declared: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""


def read_sheet(
    sheet: Sheet, spec: ColumnMap | None, first: int = 0, page: int | None = None, number: int | None = None
) -> SheetRecords:
    """The records of a sheet in order; `first` is the index that its first record has in the document.

    `spec` is the column map of the document's kind; a table that it does not fit becomes `list_row` records.
    """
    grid = Grid(sheet)
    out = SheetRecords()
    name = sheet.name if page is None else None
    if sheet.hidden:
        out.remnants = _remnants(grid, range(1, grid.height + 1), "hidden sheet", name, page)
        return out
    headers = find_headers(grid)
    if not headers:
        out.remnants = _remnants(grid, range(1, grid.height + 1), "no table", name, page)
        return out
    _read_titles(grid, headers[0], out, name, page)
    for header, last, repeats in _split(headers, grid.height):
        _read_table(grid, header, last, repeats, spec, out, name, page, first)
    out.remnants += _covered(grid, name, page)
    if grid.dropped_merges:
        out.findings.append(
            Finding("merged_ranges", "merged ranges overlap", "each cell in one range", "overlaps", sheet=name)
        )
    return out


def _split(headers: list[Header], height: int) -> list[tuple[Header, int, set[int]]]:
    """Each table's header, its last row, and the rows where its header is repeated."""
    tables: list[tuple[Header, int, set[int]]] = []
    for header in headers:
        if tables and same_header(tables[-1][0], header):
            tables[-1][2].update(range(header.top, header.bottom + 1))
            continue
        if tables:
            tables[-1] = (tables[-1][0], header.top - 1, tables[-1][2])
        tables.append((header, height, set()))
    return tables


def _read_titles(grid: Grid, header: Header, out: SheetRecords, name: str | None, page: int | None) -> None:
    out.remnants += _remnants(grid, range(1, header.top), "title", name, page)
    texts = [clean_text(r.text) for r in out.remnants]
    out.title = max(texts, key=len, default="") if len(texts) < 4 else texts[0]
    out.declared = [(n, t) for t in [*texts, name or ""] for n in find_declared_counts(t)]


def _read_table(
    grid: Grid,
    header: Header,
    last: int,
    repeats: set[int],
    spec: ColumnMap | None,
    out: SheetRecords,
    name: str | None,
    page: int | None,
    first: int,
) -> None:
    fits = spec is not None and not spec.missing(header.names.values())
    used = spec if fits else None
    columns = build_columns(grid, header, spec, last)
    record = used.record if used else RecordKind.LIST_ROW
    table = Table(grid, header, header.bottom + 1, last, columns, record, used.subitem if used else None, repeats)
    heading = next((r.text.strip() for r in reversed(out.remnants) if r.row < header.top and r.reason == "title"), "")
    section = clean_text(heading) if SECTION.match(heading.strip()) else ""
    reader = RowReader(table, name, page, section, first + len(out.records))
    records = reader.read()
    out.remnants += _header_remnants(grid, header, name, page) + reader.remnants
    for part in reader.sections:
        counts = find_declared_counts(part.text)
        if len(counts) == 1 and part.records and counts[0] != len(part.records):
            out.findings.append(_count_finding(counts[0], len(part.records), part.text, part.row, name, page))
    out.records += records


def _count_finding(
    declared: int, found: int, text: str, row: int | None, sheet: str | None, page: int | None
) -> Finding:
    return Finding(
        "declared_count",
        f"{text[:40]} declares {declared} items, {found} are listed",
        str(declared),
        str(found),
        row,
        sheet,
        page,
    )


def find_count_differences(sheets: list[SheetRecords], total: int) -> list[Finding]:
    """Counts that sheet names and titles declare and that neither their sheet nor the whole file bears out."""
    findings = []
    for part in sheets:
        found = sum(r.parent is None for r in part.records)
        for declared, text in part.declared:
            if declared not in (found, total) and found:
                findings.append(
                    _count_finding(declared, found, text, None, part.records[0].sheet, part.records[0].page)
                )
    return findings


def _header_remnants(grid: Grid, header: Header, name: str | None, page: int | None) -> list[Remnant]:
    return _remnants(grid, range(header.top, header.bottom + 1), "header", name, page)


def _remnants(grid: Grid, rows: range, reason: str, name: str | None, page: int | None) -> list[Remnant]:
    return [Remnant(t, reason, r, c, name, page) for r in rows if r <= grid.height for c, t in grid.own_texts(r)]


def _covered(grid: Grid, name: str | None, page: int | None) -> list[Remnant]:
    """Text under merged cells that differs from what the range shows: not printed, seldom meant."""
    found = []
    for merge in grid.sheet.merges:
        shown = grid.stored(merge.top, merge.left).strip()
        for row in range(merge.top, min(merge.bottom, grid.height) + 1):
            for column in range(merge.left, min(merge.right, grid.width) + 1):
                text = grid.stored(row, column).strip()
                if text and text != shown and grid.is_covered(row, column):
                    found.append(Remnant(text, "under a merged cell", row, column, name, page))
    return found
