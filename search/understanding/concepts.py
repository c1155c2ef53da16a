"""Concepts of the thesaurus in queries and texts, and the terms to search for beside a query's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.readings import TermGroup, WeightedTerm
from schemas.thesaurus import Concept, Thesaurus, load_thesaurus
from schemas.thesaurus.labels import LabelTable
from search.understanding.english import is_english
from search.understanding.phrases import PhraseTable
from search.understanding.scripts import normalise_query

# Weights beside 1 for the words as typed, of which only words that the query lacks should count. Chinese concepts-dev
# over plain BM25, nDCG@10 of keywords and questions: 0.774 and 0.578 without, 0.800 and 0.583 so; 0.800 and 0.573 with
# 0.5, 0.799 and 0.596 with 0.2; narrower at 0.1 0.800 and 0.575, at 0 0.795 and 0.569.
ALTERNATE = 0.3
NARROWER = 0.2
_MOST_NARROWER = 6


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A concept's label in a text. `concepts` holds ids, more than one only where the label is ambiguous."""

    start: int
    end: int
    label: str
    concepts: tuple[str, ...]


def find_concepts(text: str) -> tuple[ConceptMatch, ...]:
    """The concepts whose labels stand in the text, longest labels first at each place, in time linear in its length.

    Traditional characters and full width are read as well; English labels match in plurals and other endings.
    """
    read = normalise_query(text)
    if is_english(read):
        found = load_english_labels().find(read)
        return tuple(ConceptMatch(f.start, f.end, text[f.start : f.end], f.value) for f in found if f.value)
    return tuple(ConceptMatch(f.start, f.end, f.label, f.value) for f in load_chinese_labels().find(read))


def expand_query(text: str) -> tuple[TermGroup, ...]:
    """Terms to search for beside the words of a Chinese query, one group for each concept found in it.

    Alternative labels weigh less than 1, those of narrower concepts less still. No term names a concept that is set
    apart (≠) from one found in the query; ambiguous labels expand only where their concepts are not set apart.
    """
    thesaurus = load_thesaurus()
    matches = find_concepts(text)
    found = {i for match in matches for i in match.concepts}
    barred = {other for i in found for other in thesaurus.concept(i).distinct_from}
    groups = []
    for match in matches:
        concepts = [thesaurus.concept(i) for i in match.concepts]
        if len(concepts) > 1 and any(other.id in c.distinct_from for c in concepts for other in concepts):
            continue
        terms = [t for c in concepts for t in _expand(thesaurus, c, match.label, barred)]
        if terms:
            groups.append(TermGroup(match.start, match.end, match.label, tuple({t.text: t for t in terms}.values())))
    return tuple(groups)


def _expand(thesaurus: Thesaurus, concept: Concept, label: str, barred: set[str]) -> Iterator[WeightedTerm]:
    for other in concept.labels_zh:
        if _is_new(other, label) and not _is_barred(thesaurus, other, barred):
            # A hidden label is a misspelling: what was meant weighs like the words as typed.
            yield WeightedTerm(other, 1.0 if label in concept.hidden else ALTERNATE, concept.id)
    for below in thesaurus.narrower.get(concept.id, ())[:_MOST_NARROWER]:
        narrower = thesaurus.concept(below)
        if _is_new(narrower.zh, label) and not _is_barred(thesaurus, narrower.zh, barred):
            yield WeightedTerm(narrower.zh, NARROWER, narrower.id)


def _is_new(term: str, label: str) -> bool:
    """Whether a term adds to the label: one inside the other is matched by its words already."""
    return term not in label and label not in term


def _is_barred(thesaurus: Thesaurus, term: str, barred: set[str]) -> bool:
    return not barred.isdisjoint(thesaurus.by_label.get(term, ()))


@cache
def load_chinese_labels() -> LabelTable[tuple[str, ...]]:
    """Chinese labels of the thesaurus with the ids of their concepts."""
    # One character alone (条, 项) says nothing in running text.
    return LabelTable((label, ids) for label, ids in load_thesaurus().by_label.items() if len(label) > 1)


@cache
def load_english_labels() -> PhraseTable[tuple[str, ...]]:
    """English labels of the thesaurus with the ids of their concepts."""
    owners: dict[str, list[str]] = {}
    for concept in load_thesaurus():
        for label in concept.labels_en:
            owners.setdefault(label.lower(), []).append(concept.id)
    return PhraseTable((label, tuple(ids)) for label, ids in owners.items())


def concept_ids(matches: Sequence[ConceptMatch]) -> tuple[str, ...]:
    """Ids of the unambiguous concepts, each once, in order: what a text is about."""
    return tuple(dict.fromkeys(m.concepts[0] for m in matches if len(m.concepts) == 1))
