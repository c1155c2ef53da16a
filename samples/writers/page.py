"""PDF pages with a text layer, by reportlab; the Chinese font is one of those every PDF reader has."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_FONT = "STSong-Light"


@dataclass(frozen=True)
class Grid:
    """A table; column widths in points. Its first row is repeated on every page."""

    rows: list[list[str]]
    widths: list[float]


def write_pdf(path: Path, parts: list[object], title: str) -> None:
    """Write paragraphs (str; `#` in front centres and enlarges), page breaks (None) and grids."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    body = ParagraphStyle("body", fontName=_FONT, fontSize=11, leading=18, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=16, leading=28, alignment=TA_CENTER)
    cell = ParagraphStyle("cell", parent=body, fontSize=9, leading=13)
    story = []
    for part in parts:
        if part is None:
            story.append(PageBreak())
        elif isinstance(part, Grid):
            rows = [[Paragraph(text, cell) for text in row] for row in part.rows]
            table = Table(rows, colWidths=part.widths, repeatRows=1)
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
            story += [table, Spacer(1, 8)]
        else:
            story.append(Paragraph(part.removeprefix("#"), head if part.startswith("#") else body))
    SimpleDocTemplate(str(path), pagesize=A4, title=title, author="", invariant=1, pageCompression=0).build(story)
