"""Spreadsheets: xlsx, xlsb, xls and ods through calamine, with what it does not tell scanned beside it."""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from typing import Any

import python_calamine as calamine

from ingest.formats.biff import SheetRecords, find_sheet_records
from ingest.formats.limits import GRID_CELLS, TEXT_CELLS, unpack_part
from ingest.formats.ooxml import check_declarations, find_package_warnings, open_package, parse_part
from ingest.formats.recognition import Format
from schemas.errors import UnreadableSource
from schemas.sheets import Merge, Sheet, Workbook

# A cell with content, `<c r="B7" t="s">…`; `<c r="B7" s="1"/>` is only formatted and takes no room.
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,7})(\d{1,8})"[^<>/]*>')
# Where no reference has three letters or four digits the sheet ends before row 1000 and column 703.
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[A-Z]{1,2}[0-9]{4})')
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^<>]*>")
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d+)"')
_SPAN = re.compile(rb'\b(min|max)="(\d+)"')
_new = tuple.__new__
_WIDEST = 16_384
_LONGEST_TAG = 1000  # bytes of a row's or column's tag on either side of "hidden"


def read_spreadsheet(data: bytes, format_: Format) -> Workbook:
    """Every sheet of the workbook, hidden ones marked; formulas by the value stored for them.

    Raises UnreadableSource for passwords, damaged files, and sheets that reach too far to be held.
    """
    if format_ is Format.XLS:
        return _read(data, find_sheet_records(data), [])
    with open_package(data) as archive:
        warnings = find_package_warnings(archive)
        records = _scan_package(archive) if format_ is Format.XLSX else []
    return _read(data, records, warnings)


def _read(data: bytes, records: list[SheetRecords], warnings: list[str]) -> Workbook:
    for record in records:
        if record.last_row * record.last_column > GRID_CELLS:
            raise UnreadableSource(
                f"a sheet reaches to row {record.last_row}, column {record.last_column}",
                "delete the stray cells beyond the table",
            )
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        sheets = [_read_sheet(book, m, warnings) for m in book.sheets_metadata]
    except UnreadableSource:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except calamine.PasswordError:
        raise UnreadableSource("protected by a password", "open it with its password and save it without") from None
    except BaseException as error:  # a panic of the Rust reader is no Exception
        raise UnreadableSource(f"no readable workbook: {str(error)[:200]}", "export the file again") from None
    worksheets = [s for s in sheets if s is not None]
    if len(records) == len(sheets):
        worksheets = [_hide(s, r) for s, r in zip(sheets, records, strict=True) if s is not None]
    return Workbook(tuple(worksheets), tuple(dict.fromkeys(warnings)))


def _read_sheet(book: Any, metadata: Any, warnings: list[str]) -> Sheet | None:
    if metadata.typ is not calamine.SheetTypeEnum.WorkSheet:
        warnings.append(f"sheet {metadata.name!r} holds no cells: {metadata.typ.name}")
        return None
    sheet = book.get_sheet_by_name(metadata.name)
    if sheet.total_height * sheet.total_width > GRID_CELLS:
        raise UnreadableSource(f"sheet {metadata.name!r} reaches to row {sheet.total_height}")
    cells = sheet.to_python(skip_empty_area=False)
    rows = tuple([tuple([v if type(v) is str else _format_value(v) for v in row]) for row in cells])
    if sum(map(len, rows)) > TEXT_CELLS and sum(1 for r in rows for t in r if t) > TEXT_CELLS:
        raise UnreadableSource(f"sheet {metadata.name!r} has more than {TEXT_CELLS:,} cells", "split it")
    ranges = sheet.merged_cell_ranges or ()
    # There are thousands: the class's own constructor takes half as long again for each.
    merges = tuple([_new(Merge, (a + 1, b + 1, c + 1, d + 1)) for (a, b), (c, d) in ranges])
    hidden = metadata.visible is not calamine.SheetVisibleEnum.Visible
    return Sheet(metadata.name, rows, merges, hidden)


def _format_value(value: object) -> str:
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if type(value) is bool:
        return "TRUE" if value else "FALSE"
    if type(value) is datetime.datetime and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    return "" if value is None else str(value)


def _hide(sheet: Sheet, record: SheetRecords) -> Sheet:
    if not record.hidden_rows and not record.hidden_columns:
        return sheet
    rows, columns = frozenset(record.hidden_rows), frozenset(record.hidden_columns)
    return Sheet(sheet.name, sheet.rows, sheet.merges, sheet.hidden, rows, columns)


def _scan_package(archive: zipfile.ZipFile) -> list[SheetRecords]:
    """One result per sheet of the workbook, in its order."""
    names = {e.filename.lstrip("/"): e.filename for e in archive.infolist()}
    for name in ("xl/sharedStrings.xml", "xl/styles.xml"):
        if name in names:
            check_declarations(unpack_part(archive, names[name]), name)
    workbook = parse_part(archive, names["xl/workbook.xml"])
    listed = names.get("xl/_rels/workbook.xml.rels")
    relations = parse_part(archive, listed) if listed else ()
    targets = {str(r.get("Id")): str(r.get("Target") or "") for r in relations}
    found = []
    for sheet in workbook.iterfind(".//{*}sheets/{*}sheet"):
        link = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        target = targets.get(link, "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        found.append(_scan_sheet(unpack_part(archive, names[path]), path) if path in names else SheetRecords())
    return found


def _scan_sheet(part: bytes, name: str) -> SheetRecords:
    check_declarations(part, name)
    found = SheetRecords()
    if _FAR.search(part):
        columns: set[bytes] = set()
        for match in _CELL.finditer(part):
            column, row = match.groups()
            columns.add(column)
            found.last_row = max(found.last_row, int(row))
        found.last_column = max((_column_number(c) for c in columns), default=0)
    for match in _HIDDEN.finditer(part):
        tag = part[part.rfind(b"<", max(0, match.start() - _LONGEST_TAG), match.start()) : match.end() + _LONGEST_TAG]
        if _ROW.match(tag) and (number := _NUMBER.search(tag, 0, tag.index(b">"))):
            found.hidden_rows.add(int(number[1]))
        elif _COLUMN.match(tag):
            span = dict(_SPAN.findall(tag, 0, tag.index(b">")))
            found.hidden_columns.update(range(int(span.get(b"min", 1)), min(int(span.get(b"max", 0)), _WIDEST) + 1))
    return found


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
