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
        self.width = max(map(len, sheet.rows), default=0)
        self.dropped_merges = 0
        self.looks_like_header: dict[int, bool] = {}
        """What was found of each row that was looked at: recognition and reading both ask."""
        self._texts: dict[int, list[tuple[int, str]]] = {}
        self._under: dict[int, list[tuple[int, str]]] = {}
        self.merged: dict[tuple[int, int], Merge] = {}
        """The range of each cell that is in one, by row and column."""
        for merge in sheet.merges:
            self._cover(merge)

    def _cover(self, merge: Merge) -> None:
        top, left, bottom, right = merge
        if top < 1 or left < 1 or bottom > self.height or right > self.width:
            top, left = max(top, 1), max(left, 1)
            bottom, right = min(bottom, self.height), min(right, self.width)
            merge = Merge(top, left, bottom, right)
        if bottom < top or right < left:
            return
        at = self.merged
        if len(at) + (bottom - top + 1) * (right - left + 1) > _COVERED:
            self.dropped_merges += 1
            return
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                at.setdefault((row, column), merge)

    def stored(self, row: int, column: int) -> str:
        """The text stored in the cell, printed or not."""
        cells = self.sheet.rows[row - 1] if 0 < row <= self.height else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def merge(self, row: int, column: int) -> Merge:
        """The range that the cell belongs to; itself alone where it is not merged."""
        return self.merged.get((row, column)) or Merge(row, column, row, column)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether another cell speaks for this one."""
        merge = self.merged.get((row, column))
        return merge is not None and (merge[0] != row or merge[1] != column)

    def own(self, row: int, column: int) -> str:
        """The text printed in this very cell: empty for covered ones."""
        return "" if self.is_covered(row, column) else self.stored(row, column).strip()

    def printed(self, row: int, column: int) -> str:
        """The text that a reader sees at this place: the anchor's."""
        merge = self.merge(row, column)
        return self.stored(merge.top, merge.left).strip()

    def own_texts(self, row: int) -> list[tuple[int, str]]:
        """Columns with a text of their own in this row."""
        if (found := self._texts.get(row)) is None:
            found = [(c, s) for c, t in enumerate(self.sheet.rows[row - 1], 1) if t and (s := t.strip())]
            if self.merged:
                under = [(c, t) for c, t in found if self.is_covered(row, c)]
                if under:
                    self._under[row] = under
                    found = [(c, t) for c, t in found if (c, t) not in under]
            self._texts[row] = found
        return found

    def covered_texts(self, row: int) -> list[tuple[int, str]]:
        """Columns of this row with a text that lies under a merged cell, whatever that shows."""
        self.own_texts(row)
        return self._under.get(row, [])
