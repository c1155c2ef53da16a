"""English queries over Chinese texts: phrases of the thesaurus and of the bilingual lexicon, longest first.

The lexicon is `lexicon/*.tsv`: English synonyms, a tab, Chinese terms, the most usual first; ` | ` parts each list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from schemas.readings import TermGroup, WeightedTerm
from schemas.thesaurus import Thesaurus, load_thesaurus
from search.understanding.paraphrases import ParaphraseTable
from search.understanding.phrases import PhraseTable, Word, find_words

Terms = tuple[WeightedTerm, ...]

LEXICON = ("titles", "bodies", "places", "sanctions", "procedure", "fields", "colloquial", "general", "words")
"""Files of the lexicon; what an earlier one says of a phrase goes before a later one's."""

# Weight of the first, second and third term of a phrase. Over plain BM25 (38 paraphrases and the 3 of the gold,
# nDCG@10, best term of a group plus 0.3 of the others): 0.719 so, 0.718 with 0.6 and 0.4, 0.716 with 0.8 and 0.7;
# the first term alone 0.673. Lower weights for general words (0.6) lose 0.009.
ALTERNATES = (1.0, 0.8, 0.6)
# Weight of labels found in other words. Queries in words that the lexicon was not written for: 0.54 without, 0.57 at
# 0.3, 0.61 at 0.6; the others 0.735 with all three.
PARAPHRASED = 0.6

_MOST = 5  # terms of a phrase
_LATIN = re.compile(r"[A-Za-z]{2,}")
# A word that nothing translates is searched as it stands where it looks like a name: digits or capitals (PPP, 12345).
_KEPT = re.compile(r"[0-9]|[A-Z]{2}")
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_english(text: str) -> bool:
    """Whether a query is to be read as English: it has Latin words and no Chinese characters."""
    return _HAN.search(text) is None and _LATIN.search(text) is not None


def translate_query(text: str) -> tuple[TermGroup, ...]:
    """Chinese terms for each phrase of an English query, in its order, stop words left out.

    A word that neither thesaurus nor lexicon know is left out, unless it looks like a name (PPP, 12345).
    """
    stops, table = load_stop_words(), load_phrases()
    groups = []
    for phrase in table.find(text):
        source = text[phrase.start : phrase.end]
        terms = phrase.value
        if terms is None:
            if source.lower() in stops or not _KEPT.search(source):
                continue
            terms = (WeightedTerm(source.lower(), 1.0),)
        groups.append(TermGroup(phrase.start, phrase.end, source, terms))
    return (*groups, *_find_in_other_words(text, groups))


def _find_in_other_words(text: str, groups: Sequence[TermGroup]) -> Iterator[TermGroup]:
    """Labels that the text says in other words, but for those set apart (≠) from what it says outright.

    A label that takes in all the words of a phrase is what they mean together, however near the two concepts are.
    """
    thesaurus = load_thesaurus()
    known = {term.text for group in groups for term in group.terms}
    words = [w.start for w in find_words(text) if w.form not in load_stop_words()]
    for found in load_paraphrases().find(text):
        label = found.value[0].text
        others = [g for g in groups if not found.words.issuperset(s for s in words if g.start <= s < g.end)]
        barred = _find_barred(thesaurus, (group.terms[0].text for group in others))
        if label not in known and barred.isdisjoint(thesaurus.by_label.get(label, ())):
            factor = PARAPHRASED * found.coverage
            terms = tuple(replace(term, weight=round(term.weight * factor, 3)) for term in found.value)
            yield TermGroup(found.start, found.end, found.label, terms)


def _find_barred(thesaurus: Thesaurus, terms: Iterable[str]) -> set[str]:
    owners = {i for term in terms for i in thesaurus.by_label.get(term, ())}
    return {other for i in owners for other in thesaurus.concept(i).distinct_from}


@cache
def load_stop_words() -> frozenset[str]:
    """English words that are dropped where no phrase holds them."""
    return frozenset(files(__package__).joinpath("lexicon/stop_words.txt").read_text("utf8").split())


@cache
def load_phrases() -> PhraseTable[Terms]:
    """The phrases of lexicon and thesaurus with their Chinese terms."""
    return PhraseTable(_entries(LEXICON))


@cache
def load_paraphrases() -> ParaphraseTable[Terms]:
    """The phrases of several words, to be found in other words."""
    table = load_phrases()

    def find_meanings(word: Word) -> list[str]:
        return [term.text for term in (table.word_value(word) or ())[:3]]

    names = [name for name in LEXICON if name not in ("bodies", "places", "words")]
    return ParaphraseTable(_entries(names), find_meanings, load_stop_words())


def _entries(names: Sequence[str]) -> Iterator[tuple[str, Terms]]:
    """Phrases with their terms.

    Where both have a phrase, the thesaurus adds those terms that share a character with the lexicon's: others are
    another sense (agency: 行政机关, not 代理).
    """
    merged: dict[str, list[WeightedTerm]] = {}
    for phrase, terms in _lexicon_entries(names):
        known = merged.setdefault(phrase.lower(), [])
        known.extend(t for t in terms if t.text not in {k.text for k in known})
    for concept in load_thesaurus():
        terms = _weigh(concept.labels_zh, concept.id)
        for label in concept.labels_en:
            known = merged.setdefault(label.lower(), [])
            shared = {c for k in known for c in k.text}
            texts = {k.text for k in known}
            known.extend(t for t in terms if t.text not in texts and (not shared or shared & set(t.text)))
    return ((phrase, tuple(terms[:_MOST])) for phrase, terms in merged.items())


def _lexicon_entries(names: Sequence[str]) -> Iterator[tuple[str, Terms]]:
    for name in names:
        for english, chinese in read_lexicon(name):
            for phrase in english:
                yield phrase, _weigh(chinese)


def _weigh(labels: Sequence[str], concept: str = "") -> Terms:
    return tuple(WeightedTerm(text, weight, concept) for text, weight in zip(labels, ALTERNATES, strict=False))


def read_lexicon(name: str) -> Iterator[tuple[list[str], list[str]]]:
    """The entries of one file of the lexicon: English synonyms and Chinese terms."""
    for line in files(__package__).joinpath(f"lexicon/{name}.tsv").read_text("utf8").splitlines():
        english, _, chinese = line.partition("\t")
        yield english.split(" | "), chinese.split(" | ")
