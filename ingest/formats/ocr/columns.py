"""Text in two columns: read the left one down, then the right one, where a clear gutter parts most of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.formats.ocr.glyphs import Glyph

# In letters: a gutter as narrow as one letter is a blank in a line; columns are eight letters wide at the least.
_GUTTER, _NARROWEST = 1.3, 8.0
# Of the letters: titles and page numbers may run across, and each column holds a good part of the text.
_ACROSS, _LEAST = 0.12, 0.25
# Lines of running text fill their column; cells of a table without rules end where they like.
_FULL, _RAGGED = 0.5, 2.5
_FEWEST = 4  # lines of either column
_MIDDLE = (0.3, 0.7)  # of the text's width, where the gutter is looked for


def find_sections(runs: Sequence[Sequence[Glyph]]) -> list[list[list[Glyph]]]:
    """The runs of letters of a page in reading order, section by section; one section where it has one column.

    What stands across the gutter (a title) is a section of its own. In a section of columns the letters of the right
    one are moved below those of the left one, as if the page were one long column.
    """
    whole = [list(run) for run in runs if run]
    if len(whole) < _FEWEST:
        return [whole]
    letter = median(g.height for run in whole for g in run)
    pieces = [piece for run in whole for piece in _cut(run, _GUTTER * letter)]
    gutter = _find_gutter(pieces, letter)
    if gutter is None:
        return [whole]
    left = [p for p in pieces if p[-1].right <= gutter]
    right = [p for p in pieces if p[0].left >= gutter]
    if not (_is_column(left, letter) and _is_column(right, letter) and _stand_beside(left, right)):
        return [whole]
    across = sorted((p for p in pieces if p[0].left < gutter < p[-1].right), key=_middle)
    return list(_sections(left, right, across, letter))


def _cut(run: list[Glyph], gap: float) -> Iterator[list[Glyph]]:
    """The run in pieces, parted where there is room for a gutter."""
    start = 0
    for at, (before, after) in enumerate(pairwise(run), start=1):
        if after.left - before.right > gap:
            yield run[start:at]
            start = at
    yield run[start:]


def _find_gutter(pieces: Sequence[Sequence[Glyph]], letter: float) -> float | None:
    """The middle of the widest strip that hardly any letters run across, or None."""
    first, last = min(p[0].left for p in pieces), max(p[-1].right for p in pieces)
    total = sum(map(len, pieces))
    step = letter / 4
    place, end = first + _MIDDLE[0] * (last - first), first + _MIDDLE[1] * (last - first)
    best: tuple[float, float] | None = None
    begun: float | None = None
    while place <= end:
        free = sum(len(p) for p in pieces if p[0].left < place < p[-1].right) <= _ACROSS * total
        if free and begun is None:
            begun = place
        if begun is not None and (not free or place + step > end):
            if best is None or place - begun > best[1] - best[0]:
                best = (begun, place)
            begun = None
        place += step
    return (best[0] + best[1]) / 2 if best and best[1] - best[0] >= _GUTTER * letter else None


def _is_column(pieces: Sequence[Sequence[Glyph]], letter: float) -> bool:
    """Whether the pieces are lines of running text: enough of them, and most reach the column's right edge."""
    if len(pieces) < _FEWEST:
        return False
    left, right = min(p[0].left for p in pieces), max(p[-1].right for p in pieces)
    full = [p for p in pieces if p[-1].right > right - _RAGGED * letter and p[0].left < left + _RAGGED * letter]
    return right - left >= _NARROWEST * letter and len(full) >= _FULL * len(pieces)


def _stand_beside(left: Sequence[Sequence[Glyph]], right: Sequence[Sequence[Glyph]]) -> bool:
    """Whether each holds a good part of the text, and both over the same height of the page."""
    letters = [sum(map(len, column)) for column in (left, right)]
    if min(letters) < _LEAST * sum(letters):
        return False
    shared = min(_middle(max(c, key=_middle)) for c in (left, right)) - max(
        _middle(min(c, key=_middle)) for c in (left, right)
    )
    spans = [_middle(max(c, key=_middle)) - _middle(min(c, key=_middle)) for c in (left, right)]
    return shared >= _FULL * min(spans) > 0


def _sections(
    left: list[list[Glyph]], right: list[list[Glyph]], across: Sequence[list[Glyph]], letter: float
) -> Iterator[list[list[Glyph]]]:
    """Between what stands across: the left column, then the right one moved below it."""
    edges = [min(p[0].left for p in column) for column in (left, right)]
    bounds = [_middle(p) for p in across]
    for at in range(len(bounds) + 1):
        above = bounds[at - 1] if at else float("-inf")
        below = bounds[at] if at < len(bounds) else float("inf")
        columns = [[p for p in column if above <= _middle(p) < below] for column in (left, right)]
        if any(columns):
            yield [*columns[0], *_below(columns[0], columns[1], edges[1] - edges[0], letter)]
        if at < len(across):
            yield [across[at]]


def _below(
    left: Sequence[Sequence[Glyph]], right: Sequence[list[Glyph]], across: float, letter: float
) -> list[list[Glyph]]:
    if not right:
        return []
    bottom = max(map(_middle, left)) + 2 * letter if left else min(map(_middle, right))
    down = bottom - min(map(_middle, right))
    return [[_moved(g, across, down) for g in run] for run in right]


def _moved(glyph: Glyph, across: float, down: float) -> Glyph:
    return glyph._replace(left=glyph.left - across, right=glyph.right - across, middle=glyph.middle + down)


def _middle(run: Sequence[Glyph]) -> float:
    return sum(g.middle for g in run) / len(run)
