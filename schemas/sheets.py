"""A table as printed: cells by row and column, merged ranges, what is hidden. Rows and columns count from 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Merge(NamedTuple):
    """A merged range, both ends inclusive. Only its top left cell, the anchor, is printed."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or one table of a document.

    `rows` hold the cells' texts as stored, `""` where empty; a row may be shorter than the widest one. Text of cells
    under a merged range is kept, though it is not printed: `Grid` in `ingest.records` reads anchors only.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a spreadsheet file in their order. `warnings` say what was left alone: macros, links, formulas."""

    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()
