"""How it is printed that a text was read from a picture of a page."""

from __future__ import annotations

from collections.abc import Sequence

from api.cli.console import out
from api.services.answers import Mention, SourceSummary
from api.services.scan_answers import OcrReading


def print_ocr(reading: OcrReading | None) -> None:
    """The confidence, each doubtful place, each repair; nothing for text that was no picture."""
    if reading is None:
        return
    pages = ", ".join(map(str, reading.pages))
    _print(f"read by OCR from page {pages}, confidence {reading.confidence:.2f}", "yellow")
    for doubt in reading.doubts:
        _print(f"  doubtful ({doubt.confidence:.2f}): {doubt.text}")
    for repair in reading.repairs:
        _print(
            f"  repaired by {repair.rule} (page {repair.page}, line {repair.line}): {repair.before} → {repair.after}"
        )


def print_repaired(mentions: Sequence[Mention]) -> None:
    """Citations whose words were repaired: what they say, and what they mean."""
    for mention in mentions:
        if mention.repaired:
            _print(f"  {mention.text} is read as {mention.repaired}".replace("\n", " "))


def read_by(source: SourceSummary) -> str:
    """Behind a file's name, that its pages were read from pictures."""
    return f" (OCR, confidence {source.ocr_confidence:.2f})" if source.ocr_confidence is not None else ""


def _print(text: str, style: str = "") -> None:
    out.print(text, style=style, markup=False, soft_wrap=True)
