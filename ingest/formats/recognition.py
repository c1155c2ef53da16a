"""Which format a file has, from its bytes alone: extensions lie (OLE named .xlsx, HTML named .docx)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from enum import StrEnum
from itertools import islice

import olefile

from ingest.formats.limits import check_container
from schemas.errors import UnreadableSource


class Format(StrEnum):
    """A file format that has a reader; the value is its usual extension."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    DOCX = "docx"
    DOC = "doc"
    OFD = "ofd"
    PDF = "pdf"
    HTML = "html"
    CSV = "csv"
    IMAGE = "image"
    TEXT = "text"


MEDIA_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.XLSB: "application/vnd.ms-excel.sheet.binary.macroenabled.12",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.XLS: "application/vnd.ms-excel",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.DOC: "application/msword",
    Format.OFD: "application/ofd",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
    Format.CSV: "text/csv",
    Format.IMAGE: "image/*",
    Format.TEXT: "text/plain",
}

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p|h[1-6])\b", re.IGNORECASE)
# What has a reader, and what is refused by name: neither is text.
_SIGNATURES = (
    b"PK\x03\x04", b"PK\x05\x06", OLE_MAGIC, b"%PDF-", *_IMAGES, b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07", b"SQLite format 3\x00", b"\x7fELF", b"MZ\x90\x00",
)  # fmt: skip
_PASSWORD_HINT = "open it with its password and save it without"
_ROWS = 12  # rows looked at to tell a delimited table from prose


def recognise_format(data: bytes) -> Format:
    """The format of the bytes of a file.

    Raises UnreadableSource, with the reason, for what no reader takes: archives, presentations, executables,
    password-protected and damaged containers.
    """
    if data.startswith(b"PK"):
        return _recognise_zip(data)
    if data.startswith(OLE_MAGIC):
        return _recognise_ole(data)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(_IMAGES):
        return Format.IMAGE
    if data.startswith(b"{\\rtf"):
        return Format.DOC
    if data.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02")):
        return Format.XLS  # a bare BIFF stream, before OLE containers
    return _recognise_text(data)


def has_signature(data: bytes) -> bool:
    """Whether the bytes begin as those of a container, a picture or a program do: such a file is no text."""
    return data.startswith(_SIGNATURES)


def _recognise_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_container(archive)
            names = {e.filename.lstrip("/") for e in archive.infolist()}
            kind = archive.read("mimetype").strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableSource(
            f"a zip container without a readable directory: {error}", "the file was cut short: export it again"
        ) from None
    for needed, found in (
        ("xl/workbook.xml", Format.XLSX),
        ("xl/workbook.bin", Format.XLSB),
        ("word/document.xml", Format.DOCX),
        ("OFD.xml", Format.OFD),
    ):
        if needed in names:
            return found
    if kind.endswith(b"opendocument.spreadsheet"):
        return Format.ODS
    if kind.endswith(b"opendocument.text"):
        return Format.DOC
    if any(n.startswith("ppt/") for n in names):
        raise UnreadableSource("a presentation", "export its tables as a document or a spreadsheet")
    parts = {n.split("/")[0] for n in names}
    if "[Content_Types].xml" in names and parts & {"xl", "word"}:
        return Format.XLSX if "xl" in parts else Format.DOCX
    raise UnreadableSource("a zip archive of other files", "unpack it and ingest the folder")


def _recognise_ole(data: bytes) -> Format:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(parts) for parts in ole.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableSource(f"a damaged OLE container: {error}", "the file was cut short: export it again") from None
    if "EncryptedPackage" in streams:
        raise UnreadableSource("protected by a password", _PASSWORD_HINT)
    if streams & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return Format.XLS
    if "WordDocument" in streams:
        return Format.DOC
    if "PowerPoint Document" in streams:
        raise UnreadableSource("a presentation", "export its tables as a document or a spreadsheet")
    raise UnreadableSource("an OLE container without a workbook or a document in it")


def _recognise_text(data: bytes) -> Format:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    elif b"\x00" in head:
        raise UnreadableSource("binary content of no known format")
    if head.startswith((b"MZ", b"\x7fELF")):
        raise UnreadableSource("a program")
    if b"<?mso-application" in head or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise UnreadableSource("a spreadsheet saved as XML of 2003", "save it as .xlsx")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") and _HTML.search(start):
        return Format.HTML
    if len(_HTML.findall(start)) >= 5:
        return Format.HTML
    return Format.CSV if _is_delimited(head) else Format.TEXT


def _is_delimited(head: bytes) -> bool:
    """Whether the first rows have the same number of fields, three at least, as prose never has.

    Delimiters and quotes are single bytes in every encoding at hand, so Latin-1 shows them.
    """
    text = head.decode("latin-1")
    for mark in ("\t", ",", ";"):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        try:
            counts = sorted(len(row) for row in islice(reader, 2 * _ROWS) if row)
        except csv.Error:
            continue
        # Titles and notes make some rows differ, never most.
        middle = counts[len(counts) // 2] if len(counts) > 1 else 0
        if middle >= 3 and sum(c == middle for c in counts) * 2 > len(counts):
            return True
    return False
