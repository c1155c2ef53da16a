"""What is answered about a text that was read from pictures of pages (OCR)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OcrDoubt:
    """A place in `text` (code points) from a line that OCR may have misread: its words, the line's confidence."""

    start: int
    end: int
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrRepair:
    """A misreading that could only be one other: page and line from 1, the words before and after, what decided.

    `rule` is document_number, date, article_sequence or title_marks.
    """

    page: int
    line: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class OcrReading:
    """How a text was read from pictures of pages: the mean confidence (0 to 1) of its lines, doubtful places, repairs.

    `pages` are those that its lines stand on, from 1.
    """

    confidence: float
    pages: tuple[int, ...]
    doubts: tuple[OcrDoubt, ...]
    repairs: tuple[OcrRepair, ...]
