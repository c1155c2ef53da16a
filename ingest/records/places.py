"""Where a table stands, and what is said around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.records.mapping import ColumnMap
from schemas.records import Cell


@dataclass(frozen=True, slots=True)
class Place:
    """The sheet's printed name or the page, the index of the first record in the document, the heading above.

    `rows` gives page and row on it for each row of a table that runs over pages.
    """

    sheet: str | None = None
    page: int | None = None
    first: int = 0
    heading: str = ""
    rows: tuple[tuple[int, int], ...] = ()

    def locate(self, row: int) -> tuple[int | None, int]:
        """Page and row as printed of a row of the table."""
        if 0 < row <= len(self.rows):
            return self.rows[row - 1]
        return self.page, row


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all records of a table: section and labelled rows above it, column map, title."""

    heading: str = ""
    labels: list[Cell] = field(default_factory=list)
    spec: ColumnMap | None = None
    before: int = 0
    title: str = ""
