"""What makes a score, before any engine: a sum of parts, each of which an engine turns into a query of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.planning import PlannedTerm, QueryPlan
from search.ranking import HEADINGS_BOOST, OTHER_TERMS, PROXIMITY, TITLE_MATCH


@dataclass(frozen=True, slots=True)
class WordPart:
    """BM25 of a word in a field (`words` or `headings`), times `boost`."""

    field: str
    word: str
    boost: float


@dataclass(frozen=True, slots=True)
class NearPart:
    """Points where two words stand near each other."""

    pair: tuple[str, str]
    points: float


@dataclass(frozen=True, slots=True)
class TitlePart:
    """Points for a document of that title (its key)."""

    key: str
    points: float


@dataclass(frozen=True, slots=True)
class TermPart:
    """A term: the sum of its parts times `weight`."""

    text: str
    parts: tuple[WordPart | NearPart, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class GroupPart:
    """The best of the terms, and `others` times the scores of the others. `source` is what they stand for."""

    source: str
    terms: tuple[TermPart, ...]
    others: float


ScoredPart = WordPart | NearPart | TitlePart | GroupPart


def build_parts(plan: QueryPlan) -> tuple[ScoredPart, ...]:
    """The parts whose sum, times the entry's weight, is its score."""
    return tuple(_parts(plan))


def _parts(plan: QueryPlan) -> Iterator[ScoredPart]:
    yield from (WordPart("words", w, 1.0) for w in plan.words)
    yield from (WordPart("headings", w, HEADINGS_BOOST) for w in plan.words)
    yield from (NearPart(pair, PROXIMITY) for pair in plan.pairs)
    for group in plan.groups:
        yield GroupPart(group.source, tuple(_term(t) for t in group.terms), OTHER_TERMS)
    if plan.title:
        yield TitlePart(plan.title, TITLE_MATCH)


def _term(term: PlannedTerm) -> TermPart:
    words = [WordPart("words", w, 1.0) for w in term.words]
    headings = [WordPart("headings", w, HEADINGS_BOOST) for w in term.words]
    return TermPart(term.text, (*words, *headings, *(NearPart(p, PROXIMITY) for p in term.pairs)), term.weight)
