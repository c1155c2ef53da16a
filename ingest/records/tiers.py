"""Steps of a discretion benchmark: which rows begin one, and which violation each belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.records.drafts import Draft
from ingest.records.grid import Grid
from ingest.records.table import Column
from schemas.records import Cell, Role

# The rest of a cell that the page's end cut in two, no cell of its own.
_REST = re.compile(r"(?:以上|以下|元|万元|倍|的?罚款)")
_SEAM = 4  # characters on either side of a cut


class TierRows:
    """What the rows of a benchmark's table are for."""

    def __init__(self, grid: Grid, columns: Sequence[Column]) -> None:
        self._grid = grid
        self._columns = columns
        self._amounts = [c for c in columns if c.role is Role.AMOUNT]
        step = _pick_step(columns)
        self._decisive = [c.index for c in ([step, *self._amounts] if step else ())]
        self._heads = [
            c.index for c in columns if c.role in (Role.SERIAL, Role.GROUP) and c.name in ("serial", "violation")
        ]

    def begins_violation(self, own: dict[int, str]) -> bool:
        """Whether a number or violation stands among the row's own cells."""
        return any(c in own for c in self._heads)

    def begins_step(self, own: dict[int, str]) -> bool:
        """Whether the row has a step or a consequence of its own; circumstances alone are an alternative."""
        if not self._decisive:
            return True
        return any(c in own and not _REST.match(own[c]) for c in self._decisive)

    def find_subheads(self, row: int, own: dict[int, str]) -> dict[int, str]:
        """Amounts' cells that only say for whom (对单位 | 对个人), inside a step that goes on below; by column."""
        said = {c.index: own[c.index] for c in self._amounts if c.index in own}
        if len(said) < 2 or any(re.search(r"\d", t) for t in said.values()):
            return {}
        first = self._columns[0].index
        return said if first in own and self._grid.merge(row, first).bottom > row else {}


def _pick_step(columns: Sequence[Column]) -> Column | None:
    for role in (Role.STEP, Role.AMOUNT):
        found = next((c for c in columns if c.role is role), None)
        if found:
            return found
    return next((c for c in columns if c.name == "circumstances"), None)


def name_violations(drafts: Sequence[Draft], heading: str, begins_page: Callable[[int], bool] | None) -> None:
    """Give each step its violation: one that stands above the row with it (裁量起点) belongs to it all the same.

    `heading` is that of the table; `begins_page` tells whether a row is the first of its page, None where there are
    no labelled rows above that say what the table is about.
    """
    _join_split(drafts, "".join(heading.split()), begins_page)
    following: Cell | None = None
    for draft in reversed(drafts):
        following = draft.cells.get("violation") if draft.cells.get("violation") else following
        if following and not draft.cells.get("violation"):
            draft.cells["violation"] = following


def _join_split(drafts: Sequence[Draft], heading: str, begins_page: Callable[[int], bool] | None) -> None:
    """A violation that a page's end cut in two: its two ends meet in the heading above the table."""
    held = [d for d in drafts if "violation" in d.cells]
    for at in range(1, len(held)):
        before, after = held[at - 1].cells["violation"], held[at].cells["violation"]
        seam = "".join((before.text[-_SEAM:] + after.text[:_SEAM]).split())
        # A table under 违反条款 and 处罚依据 is about one violation.
        new_page = begins_page is not None and begins_page(after.row or 0)
        if before.row != after.row and (seam in heading or new_page):
            whole = before._replace(text=before.text + after.text)
            for draft in held:
                if draft.cells["violation"].row in (before.row, after.row):
                    draft.cells["violation"] = whole
            return
