"""What a query asks of an index, before any engine: words to score, words that count, pairs, a title."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from search.ranking import MOST_WORDS, SHARES
from search.titles import build_title_key
from search.tokens import Segmenter, load_stop_words

# Nothing of a query behind this is looked at (characters).
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """`words` are scored, parts of long words included; `units` are the long words, so many of which must be there.

    `pairs` are neighbours among `words`; `title` is the key of a title that the query may be. `thresholds` are
    the numbers of units that must match, strictest first.
    """

    words: tuple[str, ...]
    units: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    title: str
    thresholds: tuple[int, ...]


def build_plan(text: str, segmenter: Segmenter) -> QueryPlan:
    """Plan for a query in plain words; any text will do, and one without a word gives an empty plan."""
    text = text[:_LONGEST].strip()
    words = _choose(segmenter.find_tokens(text))
    units = _choose(segmenter.find_words(text))
    pairs = tuple((a, b) for a, b in pairwise(words) if a not in b and b not in a)
    thresholds = dict.fromkeys(max(1, math.ceil(len(units) * share - 1e-9)) for share in SHARES)
    return QueryPlan(words, units, pairs, build_title_key(text), tuple(thresholds))


def _choose(tokens: list[str]) -> tuple[str, ...]:
    """Each word once, without stop words unless there are no others."""
    stop_words = load_stop_words()
    telling = [t for t in tokens if t not in stop_words]
    return tuple(dict.fromkeys(telling or tokens))[:MOST_WORDS]
