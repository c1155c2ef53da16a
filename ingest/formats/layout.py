"""What every format is turned into before structure and metadata are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """A line of the body without blanks at its ends; `depth` is the level of a marked heading, 0 for running text."""

    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as laid out.

    `titles` are its title and, below it, the title of the part that the file holds; `notes` what stands above the
    body (题注: history, orders); `lines` the body, no empty lines. `warnings` say what was odd.
    """

    titles: tuple[str, ...]
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()
