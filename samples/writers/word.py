"""Word files by python-docx: paragraphs, headings and tables; the body text has no heading styles, as in real ones."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from writers.archive import repack
from writers.grid import LEFT, UP, find_merges, is_covered

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001  office files hold naive dates
_STYLES = ("Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid")
_UNUSED = ("/stylesWithEffects", "/thumbnail")


@dataclass(frozen=True)
class Centred:
    """A centred line: titles, document numbers."""

    text: str


@dataclass(frozen=True)
class Right:
    """A line set to the right: signatures and dates."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table; cells may be UP or LEFT."""

    rows: list[list[object]]


@dataclass(frozen=True)
class Revised:
    """A paragraph with tracked changes: the accepted text is `before + inserted + after`."""

    before: str
    deleted: str
    inserted: str
    after: str


@dataclass(frozen=True)
class WordFile:
    """A document from top to bottom; plain strings are paragraphs."""

    parts: list[object] = field(default_factory=list)
    title: str = ""


def write_docx(path: Path, word: WordFile) -> None:
    """Write the document."""
    document = _open_document()
    properties = document.core_properties
    properties.created = properties.modified = _CREATED
    properties.author, properties.title = "云汐市", word.title
    for part in word.parts:
        if isinstance(part, Table):
            _add_table(document, part)
        elif isinstance(part, Revised):
            _add_revised(document, part)
        else:
            _add_line(document, part)
    document.save(str(path))
    repack(path)


def _open_document():
    """python-docx's template without what these files do not use: it is 800 kB uncompressed."""
    document = Document()
    for style in list(document.styles):
        if style.name not in _STYLES:
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
            relations.pop(key)
    return document


def _add_line(document, part) -> None:
    text = part if isinstance(part, str) else part.text
    paragraph = document.add_paragraph(text)
    if isinstance(part, Centred):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif isinstance(part, Right):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_table(document, part: Table) -> None:
    rows = part.rows
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value not in (None, UP, LEFT) and not is_covered(value):
                table.cell(r, c).text = str(value)
    for r1, c1, r2, c2 in find_merges(rows):
        merged = table.cell(r1, c1).merge(table.cell(r2, c2))
        merged.text = str(rows[r1][c1])


def _add_revised(document, part: Revised) -> None:
    paragraph = document.add_paragraph(part.before)
    for tag, text_tag, text in (("w:del", "w:delText", part.deleted), ("w:ins", "w:t", part.inserted)):
        change = OxmlElement(tag)
        change.set(qn("w:id"), "1" if tag == "w:del" else "2")
        change.set(qn("w:author"), "市司法局")
        change.set(qn("w:date"), "2025-01-01T00:00:00Z")
        run, content = OxmlElement("w:r"), OxmlElement(text_tag)
        content.text = text
        run.append(content)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(part.after)
