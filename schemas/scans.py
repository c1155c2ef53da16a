"""What is known of text that was read from pictures of pages (OCR): how sure each line is, and what was repaired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

OCR, OCR_DOUBTFUL = "ocr", "ocr_doubtful"
"""How a line was read, as citations say it; text that was no picture says nothing."""


class ScanLine(NamedTuple):
    """A line as read, in reading order: its text, the mean confidence of its characters (0 to 1), and the least one.

    `doubtful`: it may be misread, so that nothing in it is linked.
    """

    text: str
    confidence: float
    doubtful: bool = False
    weakest: float = 1.0


class Repair(NamedTuple):
    """A character that was misread and could only be one other; `line` counts from 1 on its page.

    `rule` is what decided: document_number, date, article_sequence, title_marks.
    """

    page: int
    line: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page (from 1) that was read from its picture."""

    number: int
    lines: tuple[ScanLine, ...]

    @property
    def confidence(self) -> float:
        """The mean over the characters of the page; 1 for a page without text."""
        letters = sum(len(line.text) for line in self.lines)
        return sum(line.confidence * len(line.text) for line in self.lines) / letters if letters else 1.0


@dataclass(frozen=True, slots=True)
class Scan:
    """The pages of a document that were read from pictures, and what was repaired in them."""

    pages: tuple[ScanPage, ...]
    repairs: tuple[Repair, ...] = ()

    @property
    def confidence(self) -> float:
        """The mean over the characters of all pages."""
        return ScanPage(0, tuple(line for page in self.pages for line in page.lines)).confidence


class Doubt(NamedTuple):
    """A place in a block's text (code points) that comes from a doubtful line, and that line's confidence."""

    start: int
    end: int
    confidence: float
