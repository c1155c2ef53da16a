"""A document of running text and tables: what Word, web, PDF and OFD files have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from schemas.scans import Scan
from schemas.sheets import Sheet


class Paragraph(NamedTuple):
    """A paragraph: its text without the line break, the page (from 1; None where the format has no pages).

    `number` is its position among all blocks of the document, from 1. `heading` is the outline level, 0 for none.
    """

    text: str
    page: int | None
    number: int
    heading: int = 0


class Table(NamedTuple):
    """A table in the text: its cells, the page it begins on, its position among the blocks, from 1."""

    sheet: Sheet
    page: int | None
    number: int


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class TextDocument:
    """Paragraphs and tables in reading order.

    `title` is what the container says (html `<title>`, document properties), not what is printed. `metadata` are
    name and value pairs that a web page declares. `unread` names pages that hold no text (scans). `contents` are
    the entries of a table of contents, which repeats headings and is no block. `asides` are kind and text of what is
    printed beside it: header, footer, footnote, endnote. `scan` tells of
    pages read by OCR.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    unread: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    contents: tuple[Paragraph, ...] = ()
    asides: tuple[tuple[str, str], ...] = ()
    scan: Scan | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs alone."""
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(b for b in self.blocks if isinstance(b, Table))
