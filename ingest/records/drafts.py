"""Records while their rows are read: what a row adds, and the headings between the rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.records import Cell, LevelRow, RecordKind


@dataclass(slots=True)
class Section:
    """A heading between the rows and the numbers of the records below it."""

    text: str
    row: int
    records: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A record that later rows may go on with; `parent` is the index of its item in the document."""

    kind: RecordKind
    row: int
    cells: dict[str, Cell]
    parent: int | None = None
    levels: list[LevelRow] = field(default_factory=list)
