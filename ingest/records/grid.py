"""A sheet seen through its merged cells: the anchor speaks for the whole range, text under it does not count."""

from __future__ import annotations

from schemas.sheets import Merge, Sheet

# Overlapping ranges could cover a small sheet a million times over; a real sheet is covered at most once.
_COVERED = 4_000_000


class Grid:
    """Cells of a sheet by row and column, from 1."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = max((len(r) for r in sheet.rows), default=0)
        self.dropped_merges = 0
        self._texts: dict[int, list[tuple[int, str]]] = {}
        self._merge_at: dict[tuple[int, int], Merge] = {}
        for merge in sheet.merges:
            self._cover(merge)

    def _cover(self, merge: Merge) -> None:
        top, left = max(merge.top, 1), max(merge.left, 1)
        bottom, right = min(merge.bottom, self.height), min(merge.right, self.width)
        area = (bottom - top + 1) * (right - left + 1)
        if bottom < top or right < left:
            return
        if len(self._merge_at) + area > _COVERED:
            self.dropped_merges += 1
            return
        clipped = Merge(top, left, bottom, right)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self._merge_at.setdefault((row, column), clipped)

    def stored(self, row: int, column: int) -> str:
        """The text stored in the cell, printed or not."""
        cells = self.sheet.rows[row - 1] if 0 < row <= self.height else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def merge(self, row: int, column: int) -> Merge:
        """The range that the cell belongs to; itself alone where it is not merged."""
        return self._merge_at.get((row, column)) or Merge(row, column, row, column)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether another cell speaks for this one."""
        merge = self._merge_at.get((row, column))
        return merge is not None and (merge.top, merge.left) != (row, column)

    def own(self, row: int, column: int) -> str:
        """The text printed in this very cell: empty for covered ones."""
        return "" if self.is_covered(row, column) else self.stored(row, column).strip()

    def printed(self, row: int, column: int) -> str:
        """The text that a reader sees at this place: the anchor's."""
        merge = self.merge(row, column)
        return self.stored(merge.top, merge.left).strip()

    def own_texts(self, row: int) -> list[tuple[int, str]]:
        """Columns with a text of their own in this row."""
        if row not in self._texts:
            cells = enumerate(self.sheet.rows[row - 1], 1)
            self._texts[row] = [(c, s) for c, t in cells if t and (s := t.strip()) and not self.is_covered(row, c)]
        return self._texts[row]
