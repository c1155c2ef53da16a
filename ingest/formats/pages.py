"""From pages to a document: lines into paragraphs, tables that run over pages into one, page furniture left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from schemas.pages import Block, Paragraph, Table
from schemas.sheets import Merge, Sheet

LEADER = re.compile(r"(?:[.．]{4,}|…{2,}|·{4,}|\s[.…·]{3,})\s*(?:[-—]?\s*\d{1,4}\s*[-—]?|[IVXivx]{1,6})\s*$")
# 第一章 总则........1 一、…: two entries that the text layer gives as one line.
_LEADER_INSIDE = re.compile(r"(?<=\d)\s+(?=(?:第[一二三四五六七八九十百]+[章节编]|[一二三四五六七八九十]{1,3}、))")
_CONTENTS_SHARE, _CONTENTS_LINES = 4, 5  # a quarter of the lines, of five at least, carry leaders
PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－]{0,2}\s*\d{1,4}\s*[-—–－]{0,2}|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*$"
)
STARTS = re.compile(
    r"\s*(?:第[〇零一二三四五六七八九十百千\d]{1,7}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]\s*\D|[①-⑳]|附件|附表|[【●■])"
)
ENDS = re.compile(r"[。；;：:！？!?]\s*$")
_SHORTER = 3  # characters by which a line may miss the margin and still be full: half-width signs
_SAME_COLUMN = 6.0  # points


class PageTable(NamedTuple):
    """A table of one page; `columns` are its vertical borders, for tables that run on; `touches` says whether it
    begins at the top or ends at the bottom of the page's text.
    """

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    columns: tuple[float, ...]


class PageLines(NamedTuple):
    """Lines of text of a page, as printed. `starts` says of each whether it begins a paragraph, where that is known."""

    lines: tuple[str, ...]
    starts: tuple[bool, ...] = ()


PageBlock = PageTable | PageLines


class Pages(NamedTuple):
    """What the pages give: blocks, entries of a table of contents, and for each table page and row of its rows."""

    blocks: tuple[Block, ...]
    contents: tuple[Paragraph, ...]
    places: dict[int, tuple[tuple[int, int], ...]]


class _OpenTable(NamedTuple):
    number: int
    rows: list[tuple[str, ...]]
    merges: list[Merge]
    places: list[tuple[int, int]]
    columns: tuple[float, ...]


def build_pages(pages: Sequence[Sequence[PageBlock]]) -> Pages:
    """Join the blocks of all pages, first page first."""
    furniture = _find_furniture(pages)
    builder = _Builder(furniture)
    for number, blocks in enumerate(pages, 1):
        builder.add_page(number, blocks)
    return builder.finish()


def _find_furniture(pages: Sequence[Sequence[PageBlock]]) -> frozenset[str]:
    """Running heads and feet: the same first or last line on most pages, whatever number it carries."""
    if len(pages) < 4:
        return frozenset()
    seen: Counter[str] = Counter()
    for blocks in pages:
        lines = [line for b in blocks if isinstance(b, PageLines) for line in b.lines]
        seen.update({_key(line) for line in (*lines[:1], *lines[-1:])})
    return frozenset(k for k, n in seen.items() if n * 2 > len(pages) and k)


def _key(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line)


class _Builder:
    def __init__(self, furniture: frozenset[str]) -> None:
        self._furniture = furniture
        self._blocks: list[Block] = []
        self._contents: list[Paragraph] = []
        self._places: dict[int, tuple[tuple[int, int], ...]] = {}
        self._open: _OpenTable | None = None
        self._text = ""  # the paragraph that may go on
        self._text_page = 1
        self._last = ""

    def add_page(self, page: int, blocks: Sequence[PageBlock]) -> None:
        lines = [line for b in blocks if isinstance(b, PageLines) for line in b.lines]
        width = max(map(len, lines), default=0)
        row = 0
        if sum(bool(LEADER.search(line)) for line in lines) * _CONTENTS_SHARE >= len(lines) > _CONTENTS_LINES:
            title = next((i for i, line in enumerate(lines) if "".join(line.split()) == "目录"), -1)
            for line in lines[: max(title, 0)]:
                self._add_line(page, line, 0)
            self._flush_text()
            self._add_contents(page, lines[title + 1 :])
            blocks = [b for b in blocks if isinstance(b, PageTable)]
        for block in blocks:
            if isinstance(block, PageTable):
                self._flush_text()
                self._add_table(page, block, row)
                row += len(block.rows)
            else:
                for line, starts in zip_longest(block.lines, block.starts):
                    self._add_line(page, line, width, starts)

    def finish(self) -> Pages:
        self._flush_text()
        self._close_table()
        return Pages(tuple(self._blocks), tuple(self._contents), self._places)

    def _add_line(self, page: int, line: str, width: int, starts: bool | None = None) -> None:
        text = line.strip()
        if not text or PAGE_NUMBER.match(text) or _key(text) in self._furniture:
            return
        if LEADER.search(text):
            self._contents.append(Paragraph(_strip_leader(text), page, len(self._contents) + 1))
            return
        self._close_table()
        begins = bool(STARTS.match(text)) or self._is_closed(width) if starts is None else starts
        if self._text and begins:
            self._flush_text()
        if not self._text:
            self._text_page = page
        glue = " " if self._text and self._text[-1].isascii() and text[0].isascii() and self._text[-1].isalnum() else ""
        self._text += glue + text
        self._last = line

    def _add_contents(self, page: int, lines: list[str]) -> None:
        """A page of contents: entries end where leaders and a page number stand, long ones take several lines."""
        entry = ""
        for line in lines:
            for piece in _LEADER_INSIDE.split(line.strip()):
                if not piece or PAGE_NUMBER.match(piece):
                    continue
                if entry and STARTS.match(piece):
                    self._contents.append(Paragraph(_strip_leader(entry), page, len(self._contents) + 1))
                    entry = ""
                entry += piece
                if LEADER.search(piece):
                    self._contents.append(Paragraph(_strip_leader(entry), page, len(self._contents) + 1))
                    entry = ""
        if entry:
            self._contents.append(Paragraph(_strip_leader(entry), page, len(self._contents) + 1))

    def _is_closed(self, width: int) -> bool:
        return len(self._last.rstrip()) < width - _SHORTER or bool(
            ENDS.search(self._last) and len(self._last) < width - 1
        )

    def _flush_text(self) -> None:
        text = self._text
        if text:
            self._blocks.append(Paragraph(text, self._text_page, len(self._blocks) + 1))
        self._text = ""

    def _add_table(self, page: int, table: PageTable, before: int) -> None:
        places = [(page, before + i) for i in range(1, len(table.rows) + 1)]
        opened = self._open
        if opened and opened.places[-1][0] == page - 1 and _same_edges(opened.columns, table.columns):
            self._go_on(opened, table, places)
            return
        self._close_table()
        self._blocks.append(Table(Sheet("", ()), page, len(self._blocks) + 1))
        self._open = _OpenTable(len(self._blocks), list(table.rows), list(table.merges), places, table.columns)

    def _go_on(self, opened: _OpenTable, table: PageTable, places: list[tuple[int, int]]) -> None:
        """Append the next page's rows to the table; borders that only one of the pages shows count for both."""
        columns = _union(opened.columns, table.columns)
        rows, merges = _widen(opened.rows, opened.merges, opened.columns, columns)
        more, more_merges = _widen(list(table.rows), list(table.merges), table.columns, columns)
        offset = len(rows)
        merges += _continue_cells(merges, [_shift(m, offset) for m in more_merges], more[0], offset, len(columns) - 1)
        self._open = _OpenTable(opened.number, rows + more, merges, opened.places + places, columns)

    def _close_table(self) -> None:
        if self._open is None:
            return
        opened, self._open = self._open, None
        at = opened.number - 1
        old = self._blocks[at]
        sheet = Sheet("", tuple(opened.rows), tuple(sorted(opened.merges)))
        self._blocks[at] = Table(sheet, old.page, old.number)
        self._places[opened.number] = tuple(opened.places)


def _strip_leader(text: str) -> str:
    return LEADER.sub("", text).strip()


def _same_edges(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    return abs(first[0] - second[0]) <= _SAME_COLUMN and abs(first[-1] - second[-1]) <= _SAME_COLUMN


def _union(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    out: list[float] = []
    for value in sorted((*first, *second)):
        if not out or value - out[-1] > _SAME_COLUMN:
            out.append(value)
    return tuple(out)


def _widen(
    rows: list[tuple[str, ...]], merges: list[Merge], old: tuple[float, ...], new: tuple[float, ...]
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """The rows over more columns: a cell that now spans several becomes a merged range."""
    if len(old) == len(new):
        return rows, merges
    ends = [min(range(len(new)), key=lambda i: abs(new[i] - x)) for x in old]
    known = {(m.top, m.left): m for m in merges}
    covered = {(r, c) for m in merges for r in range(m.top, m.bottom + 1) for c in range(m.left, m.right + 1)}
    out_rows: list[tuple[str, ...]] = []
    out_merges: list[Merge] = []
    for at, row in enumerate(rows, 1):
        wide = [""] * (len(new) - 1)
        for column in range(1, len(old)):
            merge = known.get((at, column)) or Merge(at, column, at, column)
            if (at, column) in covered and (at, column) not in known:
                continue
            wide[ends[column - 1]] = row[column - 1] if column <= len(row) else ""
            spread = Merge(merge.top, ends[merge.left - 1] + 1, merge.bottom, ends[merge.right])
            if spread.bottom > spread.top or spread.right > spread.left:
                out_merges.append(spread)
        out_rows.append(tuple(wide))
    return out_rows, out_merges


def _shift(merge: Merge, rows: int) -> Merge:
    return Merge(merge.top + rows, merge.left, merge.bottom + rows, merge.right)


def _continue_cells(
    merges: list[Merge], more: list[Merge], first: tuple[str, ...], offset: int, columns: int
) -> list[Merge]:
    """The merged ranges of the next page. A cell that is blank in its first row goes on from the cell above, whose
    range is taken out of `merges` and comes back longer.
    """
    top = {m.left: m for m in more if m.top == offset + 1}
    inside = {c for m in top.values() for c in range(m.left + 1, m.right + 1)}
    blank = [c for c in range(1, columns + 1) if c not in inside and not first[c - 1]]
    if not blank or len(blank) == columns - len(inside):
        return more
    out = list(more)
    for column in blank:
        below = top.get(column) or Merge(offset + 1, column, offset + 1, column)
        above = next((m for m in merges if m.bottom == offset and m.left <= column <= m.right), None)
        above = above or Merge(offset, column, offset, column)
        if (above.left, above.right) != (below.left, below.right):
            continue
        if above in merges:
            merges.remove(above)
        if below in out:
            out.remove(below)
        out.append(Merge(above.top, column, below.bottom, below.right))
    return out
