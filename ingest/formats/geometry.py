"""Tables from ruling lines: what PDF and OFD pages have instead of rows and cells. Points, y grows upwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_NEAR = 3.0  # points within which two lines are one, or touch; rules are 0.5–1.5 wide
_LEAST = 8.0  # a rule shorter than this is a mark in the text, not a border


class Box(NamedTuple):
    """A rectangle: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float


class CellBox(NamedTuple):
    """A cell of a ruled table: its place in rows and columns (from 1, ends inclusive) and on the page."""

    top_row: int
    left_column: int
    bottom_row: int
    right_column: int
    box: Box


class RuledTable(NamedTuple):
    """A table as its lines draw it; `columns` are the x positions of its vertical borders."""

    box: Box
    rows: int
    columns: tuple[float, ...]
    cells: tuple[CellBox, ...]


def find_tables(rules: Sequence[Box]) -> list[RuledTable]:
    """The ruled tables of a page, top first. A frame around one cell is none."""
    horizontal = [r for r in rules if r.top - r.bottom <= _NEAR and r.right - r.left >= _LEAST]
    vertical = [r for r in rules if r.right - r.left <= _NEAR < r.top - r.bottom]
    tables = [t for hs, vs in _group(horizontal, vertical) if (t := _build(hs, vs)) is not None]
    return sorted(tables, key=lambda t: -t.box.top)


def rules_of_box(box: Box) -> list[Box]:
    """The borders of a drawn rectangle as rules; a thin one is a rule itself."""
    if box.right - box.left <= _NEAR or box.top - box.bottom <= _NEAR:
        return [box]
    left, bottom, right, top = box
    return [
        Box(left, bottom, right, bottom),
        Box(left, top, right, top),
        Box(left, bottom, left, top),
        Box(right, bottom, right, top),
    ]


def _group(horizontal: list[Box], vertical: list[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Rules that touch each other belong to one table: sweep from the top, tables do not overlap in height."""
    spans = sorted(((r.top, r.bottom) for r in vertical), reverse=True)
    bands: list[list[float]] = []
    for top, bottom in spans:
        if bands and top >= bands[-1][1] - _NEAR:
            bands[-1][1] = min(bands[-1][1], bottom)
        else:
            bands.append([top, bottom])
    out = []
    for top, bottom in bands:
        hs = [h for h in horizontal if bottom - _NEAR <= h.bottom and h.top <= top + _NEAR]
        vs = [v for v in vertical if bottom - _NEAR <= v.bottom and v.top <= top + _NEAR]
        out.append((hs, vs))
    return out


def _build(horizontal: list[Box], vertical: list[Box]) -> RuledTable | None:
    if len(horizontal) < 2 or not vertical:
        return None
    ys = _positions([(h.bottom + h.top) / 2 for h in horizontal])[::-1]
    edges = [min(h.left for h in horizontal), max(h.right for h in horizontal)]
    xs = _positions([(v.left + v.right) / 2 for v in vertical] + edges)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > 100_000:
        return None
    joined = _Groups(rows * columns)
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(1, columns):
            if not any(
                abs((v.left + v.right) / 2 - xs[column]) <= _NEAR and v.bottom <= middle <= v.top for v in vertical
            ):
                joined.join(row * columns + column - 1, row * columns + column)
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(1, rows):
            if not any(
                abs((h.bottom + h.top) / 2 - ys[row]) <= _NEAR and h.left <= middle <= h.right for h in horizontal
            ):
                joined.join((row - 1) * columns + column, row * columns + column)
    cells = tuple(_cells(joined, rows, columns, xs, ys))
    if len(cells) < 2:
        return None
    return RuledTable(Box(xs[0], ys[-1], xs[-1], ys[0]), rows, tuple(xs), cells)


def _cells(joined: _Groups, rows: int, columns: int, xs: list[float], ys: list[float]) -> list[CellBox]:
    areas: dict[int, list[int]] = {}
    for at in range(rows * columns):
        row, column = divmod(at, columns)
        area = areas.setdefault(joined.find(at), [row, column, row, column])
        area[0], area[1] = min(area[0], row), min(area[1], column)
        area[2], area[3] = max(area[2], row), max(area[3], column)
    return [
        CellBox(top + 1, left + 1, bottom + 1, right + 1, Box(xs[left], ys[bottom + 1], xs[right + 1], ys[top]))
        for top, left, bottom, right in areas.values()
    ]


def _positions(values: list[float]) -> list[float]:
    """Ascending positions with those nearer than a rule's width counted once."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


class _Groups:
    """Disjoint sets of cell numbers."""

    def __init__(self, size: int) -> None:
        self._of = list(range(size))

    def find(self, at: int) -> int:
        while self._of[at] != at:
            self._of[at] = self._of[self._of[at]]
            at = self._of[at]
        return at

    def join(self, first: int, second: int) -> None:
        a, b = self.find(first), self.find(second)
        self._of[max(a, b)] = min(a, b)
