"""Where a sheet's tables begin: header rows on row 1, 2 or 3, in two levels, repeated on every printed page."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.records.grid import Grid
from ingest.records.mapping import ColumnMap, known_headers
from ingest.records.texts import clean_header

_LONGEST_HEADER = 24
_LONGEST_PRINTED = 200  # characters of a header with the blanks and breaks that lay it out
_DATA = re.compile(r"\d|[《》【】〔〕。；]")
_KNOWN_SERIAL = frozenset({"序号", "编号", "序列", "序"})


class Header(NamedTuple):
    """A table's header: its first and last row, and for each column its text and the column where that begins.

    A merged header gives several columns the same text and the same beginning.
    """

    top: int
    bottom: int
    names: dict[int, str]
    origins: dict[int, int]


def find_headers(grid: Grid, spec: ColumnMap | None = None) -> list[Header]:
    """The headers of a sheet in order; repeated ones are listed each time. Empty when there is none.

    `spec` is the column map of the document's kind, where that is known.
    """
    found: list[Header] = []
    last = 0
    for row, known in _find_candidates(grid).items():
        if row > last and (known or (spec is not None and _fits(grid, row, spec))):
            found.append(_read_header(grid, row))
            last = found[-1].bottom
    guessed = None if found else _guess_header_row(grid)
    if guessed is not None:
        found.append(_read_header(grid, guessed))
    return found


def _find_candidates(grid: Grid) -> dict[int, bool]:
    """The rows that may hold a header, and whether what they hold is known for one."""
    if grid.looks_like_header is None:
        rows = range(1, grid.height + 1)
        grid.looks_like_header = {r: _has_known_headers(cells) for r in rows if _may_name(cells := grid.own_cells(r))}
    return grid.looks_like_header


def _may_name(cells: dict[int, str]) -> bool:
    # Rows of data are told by a number in front or one long text before anything is cleaned: nearly all are.
    if len(cells) < 2:
        return False
    texts = cells.values()
    return not next(iter(texts)).isdigit() and max(map(len, texts)) <= _LONGEST_PRINTED


def _has_known_headers(cells: dict[int, str]) -> bool:
    if len(clean_header(max(cells.values(), key=len))) > 3 * _LONGEST_HEADER:
        return False  # told by one text; the others need no cleaning then
    texts = [clean_header(t) for t in cells.values()]
    if max(map(len, texts)) > 3 * _LONGEST_HEADER:
        return False
    known = known_headers()
    hits = len({t for t in texts if t in known or ("（" in t and t.partition("（")[0] in known)})
    if hits < 2:
        return False
    # 序号 beside one more known header is a header; otherwise half of the cells must be.
    return hits * 2 > len(texts) or hits >= 4 or (texts[0] in _KNOWN_SERIAL and hits >= 2)


def _fits(grid: Grid, row: int, spec: ColumnMap) -> bool:
    """Whether the row names the columns that a table of the kind must have, all of its texts short enough for names."""
    texts = [clean_header(t) for t in grid.own_cells(row).values()]
    if max(map(len, texts)) > 2 * _LONGEST_HEADER or any(_DATA.search(t) for t in texts[:2]):
        return False
    hits = sum(spec.find_column(t) is not None for t in texts)
    return hits >= 2 and not spec.missing(texts, known=True)


def _guess_header_row(grid: Grid) -> int | None:
    """The first row of several short texts without figures, where no header is known: an unknown kind of list."""
    for row in range(1, min(grid.height, 12) + 1):
        texts = [t for _, t in grid.own_texts(row)]
        if len(texts) < 2:
            continue
        short = [t for t in texts if len(clean_header(t)) <= _LONGEST_HEADER and not _DATA.search(t)]
        below = len(grid.own_texts(row + 1)) if row < grid.height else 0
        if len(short) == len(texts) and len(set(texts)) == len(texts) and below:
            return row
        return None
    return None


def _read_header(grid: Grid, top: int) -> Header:
    bottom = max((grid.merge(top, c).bottom for c, _ in grid.own_texts(top)), default=top)
    if bottom == top and _has_second_level(grid, top):
        bottom = top + 1
    bottom = min(bottom, top + 2)
    names: dict[int, str] = {}
    origins: dict[int, int] = {}
    for column in range(1, grid.width + 1):
        parts: list[str] = []
        origin = column
        for row in range(top, bottom + 1):
            merge = grid.merge(row, column)
            text = clean_header(grid.stored(merge.top, merge.left)) if merge.top >= top else ""
            if text and text not in parts:
                parts.append(text)
                origin = merge.left
        if parts:
            names[column] = "/".join(parts)
            origins[column] = origin
    return Header(top, bottom, names, origins)


def _has_second_level(grid: Grid, top: int) -> bool:
    """Whether the row below only names the columns under horizontally merged headers."""
    below = top + 1
    if below > grid.height:
        return False
    wide = {
        c
        for column, _ in grid.own_texts(top)
        if (merge := grid.merge(top, column)).right > column
        for c in range(merge.left, merge.right + 1)
    }
    texts = grid.own_texts(below)
    return bool(wide) and bool(texts) and all(c in wide and len(t) <= _LONGEST_HEADER for c, t in texts)


def same_header(first: Header, second: Header) -> bool:
    """Whether the second header repeats the first, on a further printed page or above a further section."""
    return list(dict.fromkeys(first.names.values())) == list(dict.fromkeys(second.names.values()))
