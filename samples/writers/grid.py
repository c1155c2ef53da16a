"""Sheets as plain values: rows of cells, with marks for cells that belong to the merged cell above or to the left."""

from dataclasses import dataclass, field

UP = "\x00up"
LEFT = "\x00left"


class Under(str):
    """Stale text below a merged cell: part of the cell above, invisible in the program, still in the file."""


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` are lists of str, int, float or None; `widths` in characters by column."""

    name: str
    rows: list[list[object]]
    widths: tuple[int, ...] = ()
    hidden: bool = False
    notes: dict[tuple[int, int], str] = field(default_factory=dict)


def is_covered(value: object) -> bool:
    """Whether the cell lies under the one above it or to its left."""
    return value in (UP, LEFT) or isinstance(value, Under)


def find_merges(rows: list[list[object]]) -> list[tuple[int, int, int, int]]:
    """Merged ranges as (first row, first column, last row, last column), 0-based, in reading order."""
    merges = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if is_covered(value) or value is None:
                continue
            right = c
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            below = r
            while below + 1 < len(rows) and c < len(rows[below + 1]) and _is_up(rows[below + 1][c]):
                below += 1
            if (below, right) != (r, c):
                merges.append((r, c, below, right))
    return merges


def _is_up(value: object) -> bool:
    return value == UP or isinstance(value, Under)
