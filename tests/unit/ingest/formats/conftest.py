"""Files that the tests make: packages written part by part, so that they can be wrong in one place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BOOK_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)


def make_zip(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def zipped() -> Callable[[dict[str, str | bytes]], bytes]:
    return make_zip


@pytest.fixture
def docx() -> Callable[..., bytes]:
    def build(body: str, **parts: str) -> bytes:
        document = (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        extra = {f"word/{name}.xml": text for name, text in parts.items()}
        return make_zip({"[Content_Types].xml": TYPES, "word/document.xml": document, **extra})

    return build


@pytest.fixture
def xlsx() -> Callable[..., bytes]:
    """A workbook from rows of one sheet; `change` gets workbook and worksheet before it is closed."""

    def build(rows: list[list[object]], change: Callable[..., None] | None = None) -> bytes:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet("清单")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
        if change:
            change(book, sheet)
        book.close()
        return out.getvalue()

    return build


@pytest.fixture
def raw_xlsx() -> Callable[..., bytes]:
    """A workbook whose one sheet is given as XML."""

    def build(sheet_xml: str, **parts: str | bytes) -> bytes:
        sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
        workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{sheets}</workbook>'
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        )
        sheet = f'<worksheet xmlns="{MAIN}">{sheet_xml}</worksheet>'
        return make_zip(
            {
                "[Content_Types].xml": BOOK_TYPES,
                "_rels/.rels": ROOT,
                "xl/workbook.xml": workbook,
                "xl/_rels/workbook.xml.rels": relations,
                "xl/worksheets/sheet1.xml": sheet,
                **parts,
            }
        )

    return build


@pytest.fixture
def xls() -> Callable[..., bytes]:
    def build(rows: list[list[object]], change: Callable[..., None] | None = None) -> bytes:
        book = xlwt.Workbook()
        sheet = book.add_sheet("清单")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
        if change:
            change(book, sheet)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return build


@pytest.fixture
def ole() -> Callable[[str, bytes], bytes]:
    """An OLE container with one stream of that name."""

    def build(name: str, stream: bytes) -> bytes:
        out = io.BytesIO()
        XlsDoc().save(out, stream.ljust(8192, b"\x00"))
        data = out.getvalue()
        old = "Workbook".encode("utf-16-le")
        at = data.index(old)
        new = name.encode("utf-16-le")
        entry = bytearray(data[at : at + 128])
        entry[: max(len(old), len(new))] = new.ljust(max(len(old), len(new)), b"\x00")
        entry[64:66] = (len(new) + 2).to_bytes(2, "little")
        return data[:at] + bytes(entry) + data[at + 128 :]

    return build
