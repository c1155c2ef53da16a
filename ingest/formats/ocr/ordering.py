"""Pieces of text in reading order: lines, where paragraphs begin, cells of ruled tables. Points, from the top left."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ingest.formats.geometry import Box, RuledTable
from ingest.formats.ocr.columns import find_sections
from ingest.formats.ocr.engine import Letter, Piece
from ingest.formats.ocr.glyphs import Glyph
from ingest.formats.pages import ENDS, STARTS

_LONG = 0.5  # of the longest: such a piece tells the tilt of the page, a short one by whole pixels only
_SAME_LINE = 0.5  # of a letter's height
_BLANK = 0.7  # of a letter's height between two pieces: they stand apart
_WIDE = 3.0
_INDENT = 1.2  # letters; paragraphs are indented by two
# Letters that a full line may miss at the right margin: punctuation hangs. Without a full stop it takes more to end.
_SHORT, _SHORTER = 1.6, 4.0
_NEVER_FIRST = tuple("，。、；：）》〉！？”’")
_NUMBER = re.compile(r"[-—–－_一·.\s]{0,4}\d{1,4}[-—–－_一·.\s]{0,4}")
_LEADER = re.compile(r"[.…·．]{3,}[\s.…·．]*(\d{0,4})$")
_ROOM = re.compile(r"^\s+|\s+$|(?<=[》〉）」』】，。、；：！？])\s+|\s+(?=[《〈（「『【》〉）」』】，。、；：！？])")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff])[(),;:?!]|[(),;:?!](?=[\u4e00-\u9fff])")
_FULL = str.maketrans("(),;:?!", "（），；：？！")
_MARGIN = 0.12  # of the page's height, above and below: where page numbers stand


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text with the confidence of each of its characters; `starts`: it begins a paragraph."""

    text: str
    confidences: tuple[float, ...]
    left: float
    right: float
    middle: float
    height: float
    starts: bool = True


@dataclass(slots=True)
class PageParts:
    """The lines between the tables, band by band from the top, and the lines of each cell of each table."""

    bands: list[list[TextLine]]
    cells: list[list[list[TextLine]]] = field(default_factory=list)


def find_tilt(pieces: Sequence[Piece]) -> float:
    """The angle of the page's lines in radians, the median over its long pieces; 0 where there are none."""
    told = [p for p in pieces if len(p.letters) > 1 and abs(p.angle) < math.pi / 8]
    widest = max((p.width for p in told), default=0.0)
    return median(p.angle for p in told if p.width >= _LONG * widest) if told else 0.0


def find_height(pieces: Sequence[Piece]) -> float:
    """The height of the boxes that the letters of a page stand in, in pixels: the median."""
    return median(letter.bottom - letter.top for piece in pieces for letter in piece.letters)


def level(pieces: Sequence[Piece], tilt: float, size: tuple[int, int], scale: float) -> list[list[Glyph]]:
    """The letters of each piece as they stand once the page is level; `size` is its width and height in pixels.

    `scale` is points per pixel.
    """
    centre = (size[0] / 2, size[1] / 2)
    return [[_level(letter, tilt, centre, scale) for letter in piece.letters] for piece in pieces]


def _level(letter: Letter, tilt: float, centre: tuple[float, float], scale: float) -> Glyph:
    x, y = (letter.left + letter.right) / 2 - centre[0], (letter.top + letter.bottom) / 2 - centre[1]
    across = math.cos(tilt) * x + math.sin(tilt) * y + centre[0]
    down = -math.sin(tilt) * x + math.cos(tilt) * y + centre[1]
    half = (letter.right - letter.left) / 2
    height = (letter.bottom - letter.top) * scale
    return Glyph(letter.text, letter.confidence, (across - half) * scale, (across + half) * scale, down * scale, height)


def find_parts(runs: Sequence[Sequence[Glyph]], tables: Sequence[RuledTable], height: float) -> PageParts:
    """The lines of a page of that height. A piece that runs over a ruling line is cut there."""
    places: dict[tuple[int, int], list[list[Glyph]]] = {}
    for run in runs:
        before: tuple[int, int] | None = None
        for glyph in run:
            here = _place(glyph, tables, height)
            if here != before:
                places.setdefault(here, []).append([])
            places[here][-1].append(glyph)
            before = here
    edges = [t.box for t in tables]
    bands = [_read_band(places.get((-1, i), []), edges) for i in range(len(tables) + 1)]
    _drop_page_numbers(bands, height)
    cells = [[_group(places.get((t, c), [])) for c in range(len(table.cells))] for t, table in enumerate(tables)]
    return PageParts(bands, cells)


def _read_band(runs: list[list[Glyph]], tables: Sequence[Box]) -> list[TextLine]:
    """The lines between two tables, column by column where there are two."""
    sections = find_sections(runs)
    if len(sections) == 1:
        return _mark_starts(_group(sections[0]), tables)
    out: list[TextLine] = []
    for section in sections:
        lines = _mark_starts(_group(section), ())
        if out and lines:  # a title and the columns below it are not one sentence
            lines[0] = replace(lines[0], starts=not lines[0].text.startswith(_NEVER_FIRST))
        out += lines
    return out


def _place(glyph: Glyph, tables: Sequence[RuledTable], height: float) -> tuple[int, int]:
    """Table and cell that a letter stands in; -1 and the number of tables above it where it stands in none."""
    x, y = (glyph.left + glyph.right) / 2, height - glyph.middle
    for number, table in enumerate(tables):
        if not _holds(table.box, x, y):
            continue
        for at, cell in enumerate(table.cells):
            if _holds(cell.box, x, y):
                return number, at
    return -1, sum(y < (t.box.bottom + t.box.top) / 2 for t in tables)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.bottom <= y <= box.top


def _group(runs: Iterable[list[Glyph]]) -> list[TextLine]:
    """Runs of letters into lines, top first."""
    kept = [run for run in runs if any(not g.text.isspace() for g in run)]
    lines: list[list[list[Glyph]]] = []
    for run in sorted(kept, key=_middle):
        if lines and _middle(run) - _middle(lines[-1][0]) <= _SAME_LINE * max(_height(run), _height(lines[-1][0])):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_join(sorted(line, key=lambda r: r[0].left)) for line in lines]


def _middle(run: Sequence[Glyph]) -> float:
    return sum(g.middle for g in run) / len(run)


def _height(run: Sequence[Glyph]) -> float:
    return median(g.height for g in run)


def _join(runs: Sequence[Sequence[Glyph]]) -> TextLine:
    text = ""
    confidences: list[float] = []
    height = max(_height(run) for run in runs)
    edge: float | None = None
    for run in runs:
        piece = "".join(g.text for g in run)
        if edge is not None and (gap := run[0].left - edge) > _BLANK * height:
            # Dot leaders are found in part only: what stands far right of dots is their page number.
            leads = gap > _WIDE * height and (text.endswith((".", "…", "·")) or piece.startswith((".", "…", "·")))
            glue = "......" if leads else " "
            text, confidences = text + glue, confidences + [1.0] * len(glue)
        text += piece
        confidences += [c for g in run for c in [g.confidence] * len(g.text)]
        edge = run[-1].right
    text, told = _trim(text, confidences)
    if leader := _LEADER.search(text):
        text = text[: leader.start()] + "......" + (leader[1] or "0")  # a single digit at the margin is often not found
        told = told[: leader.start()] + [1.0] * (len(text) - leader.start())
    return TextLine(text, tuple(told), runs[0][0].left, runs[-1][-1].right, _middle(runs[0]), height)


def _trim(text: str, confidences: list[float]) -> tuple[str, list[float]]:
    """Without blanks at the ends and beside marks, which carry their own room; marks in full width."""
    blanks = {at for found in _ROOM.finditer(text) for at in range(*found.span())}
    kept = [at for at in range(len(text)) if at not in blanks]
    return _spell("".join(text[at] for at in kept)), [confidences[at] for at in kept]


def _spell(text: str) -> str:
    """Marks next to Chinese characters in full width, as they are printed; the engine gives either."""
    return _HALF.sub(lambda m: m[0].translate(_FULL), text)


def _mark_starts(lines: list[TextLine], tables: Sequence[Box]) -> list[TextLine]:
    """Which lines begin a paragraph: indented ones, those after a short one, numbered ones after a full stop.

    Text and tables of a page have the same margins.
    """
    if not lines:
        return lines
    letter = median(line.height for line in lines)
    widest = max(line.right - line.left for line in lines)
    long = [x for x in lines if (x.right - x.left) * 2 > widest]
    left = min([_edge([x.left for x in long], letter), *(t.left for t in tables)])
    right = max([-_edge([-x.right for x in long], letter), *(t.right - letter for t in tables)])
    out: list[TextLine] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        indented = line.left > left + _INDENT * letter
        ended = before is None or bool(ENDS.search(before.text))
        short = before is not None and before.right < right - (_SHORT if ended else _SHORTER) * letter
        numbered = ended and bool(STARTS.match(line.text))
        out.append(replace(line, starts=(indented or short or numbered) and not line.text.startswith(_NEVER_FIRST)))
    return out


def _edge(places: list[float], letter: float) -> float:
    """The least place that two lines share: a title in large letters may be wider than the text."""
    ordered = sorted(places)
    return next((a for a, b in pairwise(ordered) if b - a <= letter), ordered[0])


def _drop_page_numbers(bands: list[list[TextLine]], height: float) -> None:
    """— 3 — in the margin above or below, its dashes read as 一 too."""
    for band in bands:
        band[:] = [
            line
            for line in band
            if _MARGIN * height < line.middle < (1 - _MARGIN) * height or not _NUMBER.fullmatch(line.text)
        ]
