"""The inside of a block: its 款, 项 and 目 as spans of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.structure.marks import Mark, find_item_mark
from schemas.documents import Level

# A paragraph that ends so is complete: what follows an item that ends so is a new paragraph, not the item's tail.
_ENDS_SENTENCE = ("。", "！", "？", "”", "」")
_INTRODUCES = ("：", ":")
_SEPARATES = ("；", ";")
# Short members of a list (主任，/ 副主任若干人，/ 委员若干人。) end in commas.
_SHORT = 16
_BARE = "bare"


@dataclass(slots=True)
class Inner:
    """A provision inside a block: `eid` and `parent` are below the block's, spans are code points into its text."""

    eid: str
    parent: str
    level: Level
    num: str
    start: int
    end: int


class _Item(NamedTuple):
    """An item that is open; `entry` is its place in what was found, -1 below 目, which has no name of its own."""

    kind: str
    number: int
    entry: int


def find_inner(lines: Sequence[str]) -> list[Inner]:
    """The paragraphs (款) of a block and their items, in document order; `lines` are joined by one newline.

    An item belongs to the paragraph that introduces it, as does what follows the last item in the same sentence
    (…的，处以罚款); other unmarked lines begin paragraphs. Time is linear in the number of lines.
    """
    if not any(lines):
        return []
    if len(lines) == 1 and find_item_mark(lines[0]) is None:
        return [Inner("para_1", "", Level.PARAGRAPH, "", 0, len(lines[0]))]
    return _Reader(lines).read()


class _Reader:
    """Walks the lines once, with the open paragraph and the open items."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._marks = complete_marks(lines)
        self._following = _next_marked(self._marks)
        self._found: list[Inner] = []
        self._taken: dict[str, int] = {}
        self._paragraphs = 0
        self._paragraph = -1
        self._items: list[_Item] = []

    def read(self) -> list[Inner]:
        start = 0
        for at, line in enumerate(self._lines):
            mark = self._marks[at]
            if not line:  # a number by itself has nothing behind it
                pass
            elif mark is not None:
                if self._paragraph < 0:
                    self._begin_paragraph(start)
                self._begin_item(mark, start)
            elif self._paragraph < 0 or not self._goes_on(at, start):
                self._begin_paragraph(start)
            start += len(line) + 1
        self._end_paragraph(start - 1)
        return self._found

    def _goes_on(self, at: int, start: int) -> bool:
        """Whether an unmarked line belongs to what is open."""
        line, before = self._lines[at], self._lines[at - 1]
        if line.startswith("|") and (before.startswith("|") or before.endswith(_INTRODUCES)):
            return True
        if not self._items:
            return False
        following = self._marks[self._following[at]] if self._following[at] >= 0 else None
        if following is not None and any(
            i.kind == following.kind and i.number + 1 == following.number for i in self._items
        ):
            return True
        if before.endswith(_ENDS_SENTENCE):
            return False
        self._end_items(0, start - 1)
        return True

    def _begin_paragraph(self, start: int) -> None:
        self._end_paragraph(start - 1)
        self._paragraphs += 1
        self._paragraph = len(self._found)
        self._found.append(Inner(f"para_{self._paragraphs}", "", Level.PARAGRAPH, "", start, start))

    def _end_paragraph(self, end: int) -> None:
        self._end_items(0, end)
        if self._paragraph >= 0:
            self._found[self._paragraph].end = end

    def _begin_item(self, mark: Mark, start: int) -> None:
        depth = next((d for d, i in enumerate(self._items) if i.kind == mark.kind), len(self._items))
        self._end_items(depth, start - 1)
        if depth > 1:
            self._items.append(_Item(mark.kind, mark.number, -1))
            return
        parent = self._found[self._items[0].entry if depth else self._paragraph].eid
        name, level = ("subitem", Level.SUBITEM) if depth else ("item", Level.ITEM)
        eid = self._unique(f"{parent}__{name}_{mark.number}")
        self._items.append(_Item(mark.kind, mark.number, len(self._found)))
        self._found.append(Inner(eid, parent, level, mark.num, start, start))

    def _end_items(self, depth: int, end: int) -> None:
        while len(self._items) > depth:
            entry = self._items.pop().entry
            if entry >= 0:
                self._found[entry].end = end

    def _unique(self, eid: str) -> str:
        count = self._taken.get(eid, 0) + 1
        self._taken[eid] = count
        return eid if count == 1 else self._unique(f"{eid}_{count}")


def complete_marks(lines: Sequence[str]) -> list[Mark | None]:
    """The mark of every line, with those that a text lost: 项 between two numbered ones, 项 that only ； parts."""
    marks = [find_item_mark(t) for t in lines]
    _fill_gaps(marks)
    _fill_bare(marks, lines)
    return marks


def _fill_gaps(marks: list[Mark | None]) -> None:
    """（一） … … （四）: as many unmarked lines between as numbers are missing."""
    before = -1
    for at, mark in enumerate(marks):
        if mark is None:
            continue
        last = marks[before] if before >= 0 else None
        if last is not None and last.kind == mark.kind and mark.number - last.number == at - before > 1:
            for missing in range(before + 1, at):
                marks[missing] = Mark(mark.kind, last.number + missing - before, "")
        before = at


def _fill_bare(marks: list[Mark | None], lines: Sequence[str]) -> None:
    """An introduction that ends in a colon, then unmarked lines that end in ； and a last one that ends in 。"""
    at = 0
    while at < len(lines) - 1:
        first = at + 1
        if lines[at].endswith(_INTRODUCES):
            at = first
            while at < len(lines) and marks[at] is None and _separates(lines[at]):
                at += 1
            if at > first and at < len(lines) and marks[at] is None and lines[at].endswith("。"):
                for number, line in enumerate(range(first, at + 1), start=1):
                    marks[line] = Mark(_BARE, number, "")
        at = max(at, first)


def _separates(line: str) -> bool:
    return line.endswith(_SEPARATES) or (len(line) <= _SHORT and line.endswith(("，", "、", ",")))


def _next_marked(marks: Sequence[Mark | None]) -> list[int]:
    """For each line the next one with a mark, -1 after the last."""
    following, near = [-1] * len(marks), -1
    for at in range(len(marks) - 1, -1, -1):
        if marks[at] is not None:
            near = at
        following[at] = near
    return following
