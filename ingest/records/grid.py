"""A sheet seen through its merged cells: the anchor speaks for the whole range, text under it does not count."""

from __future__ import annotations

from collections import defaultdict

from schemas.sheets import Merge, Sheet

# Overlapping ranges could cover a small sheet a million times over; a real sheet is covered at most once.
_COVERED = 4_000_000
_NONE: dict[int, Merge] = {}


class Grid:
    """Cells of a sheet by row and column, from 1."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = max(map(len, sheet.rows), default=0)
        self.dropped_merges = 0
        self.looks_like_header: dict[int, bool] | None = None
        """The rows that may hold a header, and whether one is known: found once, recognition and reading both ask."""
        self.merged: dict[int, dict[int, Merge]] = defaultdict(dict)
        """By row and column the range of each cell that is in one; ask with `get`."""
        self._covered = 0
        for merge in sheet.merges:
            self._cover(merge)
        self._under: dict[int, dict[int, str]] = {}
        self._own = [self._read_row(row, cells) for row, cells in enumerate(sheet.rows, 1)]

    def _cover(self, merge: Merge) -> None:
        top, left, bottom, right = merge
        if top < 1 or left < 1 or bottom > self.height or right > self.width:
            top, left = max(top, 1), max(left, 1)
            bottom, right = min(bottom, self.height), min(right, self.width)
            merge = Merge(top, left, bottom, right)
        if bottom < top or right < left:
            return
        size = (bottom - top + 1) * (right - left + 1)
        if self._covered + size > _COVERED:
            self.dropped_merges += 1
            return
        self._covered += size
        merged = self.merged
        if left == right:  # most ranges: they join rows of one column
            for row in range(top, bottom + 1):
                merged[row].setdefault(left, merge)
            return
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                merged[row].setdefault(column, merge)

    def _read_row(self, row: int, cells: tuple[str, ...]) -> dict[int, str]:
        found = {column: stripped for column, text in enumerate(cells, 1) if text and (stripped := text.strip())}
        if row in self.merged:
            for column in self.merged[row].keys() & found.keys():
                if self.is_covered(row, column):
                    self._under.setdefault(row, {})[column] = found.pop(column)
        return found

    def stored(self, row: int, column: int) -> str:
        """The text stored in the cell, printed or not."""
        cells = self.sheet.rows[row - 1] if 0 < row <= self.height else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def merge(self, row: int, column: int) -> Merge:
        """The range that the cell belongs to; itself alone where it is not merged."""
        return self.merged.get(row, _NONE).get(column) or Merge(row, column, row, column)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether another cell speaks for this one."""
        merge = self.merged.get(row, _NONE).get(column)
        return merge is not None and (merge[0] != row or merge[1] != column)

    def own(self, row: int, column: int) -> str:
        """The text printed in this very cell: empty for covered ones."""
        return self._own[row - 1].get(column, "") if 0 < row <= self.height else ""

    def own_cells(self, row: int) -> dict[int, str]:
        """The texts of this row's own cells that hold one, by column."""
        return self._own[row - 1]

    def printed(self, row: int, column: int) -> str:
        """The text that a reader sees at this place: the anchor's."""
        merge = self.merge(row, column)
        return self.stored(merge.top, merge.left).strip()

    def own_texts(self, row: int) -> list[tuple[int, str]]:
        """Columns with a text of their own in this row."""
        return list(self._own[row - 1].items())

    def covered_texts(self) -> list[tuple[int, int, str]]:
        """Row, column and text of what lies under a merged cell, whatever that shows."""
        return [(row, column, text) for row, texts in self._under.items() for column, text in sorted(texts.items())]
