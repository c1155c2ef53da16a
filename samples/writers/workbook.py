"""Workbooks: .xlsx by xlsxwriter, .xls (OLE) by xlwt."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
import xlwt
from writers.archive import repack
from writers.grid import LEFT, UP, Sheet, Under, find_merges, is_covered

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001  office files hold naive dates


def write_xlsx(path: Path, sheets: list[Sheet]) -> None:
    """Write `sheets` as Office Open XML."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": _CREATED, "author": "云汐市"})
    cell_format = book.add_format({"text_wrap": True, "valign": "vcenter", "border": 1})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        if sheet.hidden:
            page.hide()
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        for r1, c1, r2, c2 in find_merges(sheet.rows):
            page.merge_range(r1, c1, r2, c2, "", cell_format)
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if isinstance(value, Under) or not (value is None or is_covered(value)):
                    page.write(r, c, value, cell_format)
        for (r, c), note in sheet.notes.items():
            page.write_comment(r, c, note)
    book.close()
    repack(path)


def write_xls(path: Path, sheets: list[Sheet]) -> None:
    """Write `sheets` in the binary format of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    style = xlwt.easyxf("align: wrap on, vert centre; borders: left thin, right thin, top thin, bottom thin")
    for sheet in sheets:
        page = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        page.visibility = 1 if sheet.hidden else 0
        for column, width in enumerate(sheet.widths):
            page.col(column).width = 256 * width
        # Merging blanks the cells below the first, so stale text goes in afterwards.
        for r1, c1, r2, c2 in find_merges(sheet.rows):
            page.merge(r1, r2, c1, c2, style)
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if value not in (None, UP, LEFT):
                    page.write(r, c, str(value) if isinstance(value, Under) else value, style)
    book.save(str(path))
