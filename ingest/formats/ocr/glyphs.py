"""A letter of a scanned page."""

from __future__ import annotations

from typing import NamedTuple


class Glyph(NamedTuple):
    """A letter on the level page: its confidence, left and right edge, middle and height, in points from the top."""

    text: str
    confidence: float
    left: float
    right: float
    middle: float
    height: float
