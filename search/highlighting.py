"""Highlights: the part of a text that shows the words of a query best, with the places of the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.tokens import fold_text

# A cut looks this far back for the end of a sentence or clause.
_REACH = 30
_STOPS = "。；！？\n，、："


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text. `start` is where it begins in the text; `marks` are spans of it, both in code points.

    `cut_before` and `cut_after` tell whether text was left out.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


def highlight(text: str, terms: Sequence[str], size: int) -> Snippet:
    """The stretch of at most `size` characters that holds most different terms, then most of them, then the first.

    Linear in the text. Terms are looked up as they stand, folded (case, width), longest first.
    """
    found = _find_terms(text, terms)
    start, end = _choose(text, found, max(1, size))
    marks = tuple((s - start, e - start) for s, e, _ in found if s >= start and e <= end)
    return Snippet(text[start:end], start, marks, start > 0, end < len(text))


def _find_terms(text: str, terms: Sequence[str]) -> list[tuple[int, int, str]]:
    pattern = _build_pattern(tuple(terms))
    return [(m.start(), m.end(), m[0]) for m in pattern.finditer(fold_text(text))] if pattern else []


# The hits of a page are marked for the same words: the pattern is a third of the time of marking a page otherwise.
@lru_cache(maxsize=256)
def _build_pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    wanted = sorted({folded for t in terms if (folded := fold_text(t).strip())}, key=lambda t: (-len(t), t))
    return re.compile("|".join(map(re.escape, wanted))) if wanted else None


def _choose(text: str, found: list[tuple[int, int, str]], size: int) -> tuple[int, int]:
    if len(text) <= size:
        return 0, len(text)
    first, last = _best_window(found, size)
    if first is None or last is None:
        return 0, size
    # Room that is left goes before the first word, back to where its sentence begins, and after the last.
    spare = size - (last - first)
    start = _sentence_start(text, max(0, first - min(spare, _REACH)), first)
    end = min(len(text), start + size)
    return max(0, end - size) if end == len(text) and start > end - size else start, end


def _best_window(found: list[tuple[int, int, str]], size: int) -> tuple[int | None, int | None]:
    """First and last position of the words in the best stretch, by two pointers."""
    best: tuple[int, int] = (0, 0)
    span: tuple[int | None, int | None] = (None, None)
    counts: dict[str, int] = {}
    low = 0
    for _, end, term in found:
        counts[term] = counts.get(term, 0) + 1
        while low < len(found) and end - found[low][0] > size:
            counts[found[low][2]] -= 1
            if not counts[found[low][2]]:
                del counts[found[low][2]]
            low += 1
        score = (len(counts), sum(counts.values()))
        if counts and score > best:
            best, span = score, (found[low][0], end)
    return span


def _sentence_start(text: str, earliest: int, first: int) -> int:
    """The character behind the last full stop, else behind the first comma, in `text[earliest:first]`."""
    if earliest == 0:
        return 0
    stretch = text[earliest:first]
    full = max(stretch.rfind(c) for c in _STOPS[:5])
    if full >= 0:
        return earliest + full + 1
    commas = sorted(i for c in _STOPS[5:] if (i := stretch.find(c)) >= 0)
    return earliest + commas[0] + 1 if commas else earliest
