"""Any file's bytes into the neutral model: the format is recognised, then its reader asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.formats.delimited import read_delimited
from ingest.formats.encoding import decode
from ingest.formats.limits import check_size
from ingest.formats.ocr import read_image
from ingest.formats.ofd import read_ofd
from ingest.formats.office import read_old_word
from ingest.formats.pdf import read_pdf
from ingest.formats.recognition import MEDIA_TYPES, Format, recognise_format
from ingest.formats.spreadsheets import read_spreadsheet
from ingest.formats.web import read_html
from ingest.formats.word import read_docx
from schemas.errors import FatuError, UnreadableSource
from schemas.pages import Paragraph, TextDocument
from schemas.sheets import Workbook

_SPREADSHEETS = frozenset({Format.XLSX, Format.XLSB, Format.XLS, Format.ODS})


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds. `places` gives page and row on it of each row of a table, by the table's block number."""

    format: Format
    media_type: str
    body: Workbook | TextDocument
    places: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)


def read_content(data: bytes) -> Content:
    """Read a file's bytes. Raises UnreadableSource with the reason for what can't be read; never anything else.

    Of plain text and Markdown the lines are the paragraphs, numbered as in the file.
    """
    check_size(len(data))
    format_ = recognise_format(data)
    try:
        body, places = _read(data, format_)
    except FatuError:
        raise
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, RecursionError, OSError, ArithmeticError) as e:
        # A file made to break a reader is the file's fault: say so and go on with the rest of the folder.
        raise UnreadableSource(f"no readable {format_} file: {type(e).__name__} {e}", "export the file again") from e
    return Content(format_, MEDIA_TYPES[format_], body, places)


def _read(data: bytes, format_: Format) -> tuple[Workbook | TextDocument, dict[int, tuple[tuple[int, int], ...]]]:
    if format_ in _SPREADSHEETS:
        return read_spreadsheet(data, format_), {}
    if format_ is Format.PDF:
        return read_pdf(data)
    if format_ is Format.OFD:
        return read_ofd(data)
    if format_ is Format.IMAGE:
        return read_image(data)
    if format_ is Format.TEXT:
        return build_text_document(decode(data)[0].splitlines()), {}
    readers = {Format.DOCX: read_docx, Format.DOC: read_old_word, Format.HTML: read_html}
    if format_ is Format.CSV:
        return read_delimited(data), {}
    return readers[format_](data), {}


def build_text_document(lines: Iterable[str]) -> TextDocument:
    """Plain text as a document: each line that holds something is a paragraph, numbered as in the file."""
    stripped = (line.strip() for line in lines)
    return TextDocument(tuple(Paragraph(t, None, n) for n, t in enumerate(stripped, 1) if t))
