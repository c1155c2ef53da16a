"""A sheet into records: its tables, what lies outside them, and the counts that it declares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.records.grid import Grid
from ingest.records.headers import Header, find_headers, same_header
from ingest.records.labels import find_label, label_above, read_labelled
from ingest.records.mapping import ColumnMap
from ingest.records.places import Context, Place
from ingest.records.rows import RowReader
from ingest.records.sections import SECTION, find_declared_counts
from ingest.records.table import Table, build_columns
from ingest.records.texts import clean_text
from schemas.records import Finding, Record, RecordKind, Remnant

_NO_TITLE = re.compile(r"(?:附\s?[件表]\s?[\d一二三四五六七八九十]{0,2}[：:]?$|填报|填表|制表|部门名称|单位[：:]|截至)")


@dataclass(slots=True)
class SheetRecords:
    """What one sheet gives."""

    records: list[Record] = field(default_factory=list)
    remnants: list[Remnant] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    declared: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""


def read_sheet(grid: Grid, spec: ColumnMap | None, place: Place) -> SheetRecords:
    """The records of a sheet in order.

    `spec` is the column map of the document's kind; a table that it does not fit becomes `list_row` records.
    """
    sheet = grid.sheet
    out = SheetRecords()
    everything = range(1, grid.height + 1)
    if sheet.hidden:
        out.remnants = _remnants(grid, everything, "hidden sheet", place)
        return out
    headers = find_headers(grid, spec)
    if not headers:
        if record := read_labelled(grid, spec, place):
            out.records.append(record)
        else:
            out.remnants = _remnants(grid, everything, "no table", place)
        return out
    tables = _split(headers, grid, spec)
    _read_titles(grid, tables[0].first, out, place)
    for part in tables:
        _read_table(grid, part, spec, out, place)
    out.remnants += _covered(grid, place)
    if grid.dropped_merges:
        out.findings.append(
            Finding("merged_ranges", "merged ranges overlap", "each cell in one range", "overlaps", sheet=place.sheet)
        )
    return out


@dataclass(slots=True)
class _Part:
    """A table's header with the labelled rows above it, its last row, and the rows that repeat the header."""

    header: Header
    first: int
    last: int
    repeats: set[int] = field(default_factory=set)


def _split(headers: list[Header], grid: Grid, spec: ColumnMap | None) -> list[_Part]:
    parts: list[_Part] = []
    for header in headers:
        first = header.top
        while (above := label_above(grid, first, spec)) is not None:
            first = above
        if parts and first == header.top and same_header(parts[-1].header, header):
            parts[-1].repeats.update(range(header.top, header.bottom + 1))
            continue
        if parts:
            parts[-1].last = first - 1
        parts.append(_Part(header, first, grid.height))
    return parts


def _read_titles(grid: Grid, first: int, out: SheetRecords, place: Place) -> None:
    out.remnants += _remnants(grid, range(1, first), "title", place)
    texts = list(dict.fromkeys(clean_text(r.text) for r in out.remnants))
    title = next((t for t in texts if not _NO_TITLE.match(t)), texts[0] if texts else "")
    out.title = re.sub(r"^附\s?[件表]\s?[\d一二三四五六七八九十]{0,2}\s?[：:]\s*", "", title)
    out.declared = [(n, t) for t in [*texts, place.sheet or ""] for n in find_declared_counts(t)]


def _read_table(grid: Grid, part: _Part, spec: ColumnMap | None, out: SheetRecords, place: Place) -> None:
    header = part.header
    used = spec if spec is not None and not spec.missing(header.names.values(), known=True) else None
    columns = build_columns(grid, header, used, part.last)
    record = used.record if used else RecordKind.LIST_ROW
    subitem = used.subitem if used else None
    table = Table(grid, header, header.bottom + 1, part.last, columns, record, subitem, part.repeats, bool(place.rows))
    heading = place.heading or next(
        (t for r in reversed(out.remnants) if r.row < header.top and SECTION.match(t := clean_text(r.text))), ""
    )
    labels = [c for r in range(part.first, header.top) if (c := find_label(grid, r, spec))]
    reader = RowReader(table, place, Context(heading, labels, spec, len(out.records), out.title))
    records = reader.read()
    out.remnants += _remnants(grid, range(header.top, header.bottom + 1), "header", place) + reader.remnants
    for section in reader.sections:
        counts = find_declared_counts(section.text)
        if len(counts) == 1 and section.records and counts[0] != len(section.records):
            out.findings.append(_count_finding(counts[0], len(section.records), section.text, section.row, place))
    out.records += records


def _count_finding(declared: int, found: int, text: str, row: int | None, place: Place) -> Finding:
    message = f"{text[:40]} declares {declared} items, {found} are listed"
    return Finding("declared_count", message, str(declared), str(found), row, place.sheet, place.page)


def find_count_differences(sheets: list[tuple[SheetRecords, Place]], total: int) -> list[Finding]:
    """Counts that sheet names and titles declare and that neither their sheet nor the whole file bears out."""
    findings: dict[tuple[str | None, int], Finding] = {}
    for part, place in sheets:
        found = sum(r.parent is None for r in part.records)
        for declared, text in part.declared:
            if declared not in (found, total) and found:
                findings.setdefault((place.sheet, declared), _count_finding(declared, found, text, None, place))
    return list(findings.values())


def _remnants(grid: Grid, rows: range, reason: str, place: Place) -> list[Remnant]:
    return [
        Remnant(t, reason, r, c, place.sheet, place.page)
        for r in rows
        if r <= grid.height
        for c, t in grid.own_cells(r).items()
    ]


def _covered(grid: Grid, place: Place) -> list[Remnant]:
    """Text under merged cells that differs from what the range shows: not printed, seldom meant."""
    return [
        Remnant(text, "under a merged cell", row, column, place.sheet, place.page)
        for row, column, text in grid.covered_texts()
        if text != grid.printed(row, column)
    ]
