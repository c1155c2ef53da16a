"""What a query asks of an index, before any engine: words to score, words that count, pairs, terms, a title."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.readings import TermGroup
from search.ranking import MOST_WORDS, SHARES
from search.titles import build_title_key
from search.tokens import Segmenter, load_stop_words

# Nothing of a query behind this is looked at (characters).
_LONGEST = 2_000

Words = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """A term to score by `words`, those that the text lacks, times `weight`; `pairs` are neighbours among them."""

    text: str
    words: Words
    pairs: Pairs
    weight: float


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """Terms of which the best counts, and a little of the others; `source` is what they stand for in the query."""

    source: str
    terms: tuple[PlannedTerm, ...]


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """`words` are scored, parts of long words included; `pairs` are neighbours among them, `groups` terms beside them.

    `needs` are what so many of must be there: each is met by all the words of any one of its alternatives. `units` are
    the long words of query and terms, for highlighting; `title` is the key of a title that the query may be.
    `thresholds` are the numbers of needs that must be met, strictest first.
    """

    words: Words
    units: Words
    pairs: Pairs
    title: str
    thresholds: tuple[int, ...]
    groups: tuple[PlannedGroup, ...] = ()
    needs: tuple[tuple[Words, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is scored."""
        return not self.words and not self.groups


def build_plan(text: str, segmenter: Segmenter, groups: Sequence[TermGroup] = ()) -> QueryPlan:
    """Plan for a query in plain words and groups of terms; any text will do, and nothing gives an empty plan."""
    text = text[:_LONGEST].strip()
    words = _choose(segmenter.find_tokens(text))
    units = _choose(segmenter.find_words(text))
    planned = tuple(g for g in (_plan_group(g, words, segmenter) for g in groups) if g.terms)
    needs = tuple(_find_needs(units, groups, segmenter))[:MOST_WORDS]
    thresholds = dict.fromkeys(max(1, math.ceil(len(needs) * share - 1e-9)) for share in SHARES)
    title = build_title_key(text or (groups[0].terms[0].text if len(groups) == 1 else ""))
    others = (u for g in planned for t in g.terms for u in segmenter.find_words(t.text))
    shown = tuple(dict.fromkeys((*units, *others)))
    return QueryPlan(words, shown, _pair(words), title, tuple(thresholds), planned, needs)


def _plan_group(group: TermGroup, own: Words, segmenter: Segmenter) -> PlannedGroup:
    terms = []
    for term in group.terms:
        tokens = _choose(segmenter.find_tokens(term.text))
        words = tuple(t for t in tokens if t not in own)
        if words:
            terms.append(PlannedTerm(term.text, words, _pair(words), term.weight))
    return PlannedGroup(group.source, tuple(terms))


def _find_needs(units: Words, groups: Sequence[TermGroup], segmenter: Segmenter) -> Iterator[tuple[Words, ...]]:
    """A unit is met by itself or by a term for the part that it stands in; without units each group is a need."""
    spelt = [(g.source, tuple(_choose(segmenter.find_words(t.text)) for t in g.terms)) for g in groups]
    for unit in units:
        others = [words for source, terms in spelt if unit in source for words in terms if unit not in words]
        yield tuple(dict.fromkeys(((unit,), *others)))
    if not units:
        yield from (tuple(dict.fromkeys(terms)) for _, terms in spelt)


def _pair(words: Words) -> Pairs:
    return tuple((a, b) for a, b in pairwise(words) if a not in b and b not in a)


def _choose(tokens: Iterable[str]) -> Words:
    """Each word once, without stop words unless there are no others."""
    stop_words = load_stop_words()
    tokens = list(tokens)
    telling = [t for t in tokens if t not in stop_words]
    return tuple(dict.fromkeys(telling or tokens))[:MOST_WORDS]
