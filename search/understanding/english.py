"""English queries over Chinese texts: phrases of the thesaurus and of the bilingual lexicon, longest first.

The lexicon is `lexicon/*.tsv`: English synonyms, a tab, Chinese terms, the most usual first; ` | ` parts each list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from schemas.readings import TermGroup, WeightedTerm
from schemas.thesaurus import load_thesaurus
from search.understanding.phrases import PhraseTable

LEXICON = ("titles", "bodies", "places", "sanctions", "procedure", "fields", "general")
"""Files of the lexicon; what an earlier one says of a phrase goes before a later one's."""

# Weight of the first, second and third term of a phrase.
ALTERNATES = (1.0, 0.6, 0.4)
# Weight of words that say little by themselves (system, content, building), from the file `general`.
GENERAL = 0.6

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
    return tuple(groups)


@cache
def load_stop_words() -> frozenset[str]:
    """English words that are dropped where no phrase holds them."""
    return frozenset(files(__package__).joinpath("lexicon/stop_words.txt").read_text("utf8").split())


@cache
def load_phrases() -> PhraseTable[tuple[WeightedTerm, ...]]:
    """The phrases of lexicon and thesaurus with their Chinese terms."""
    merged: dict[str, list[WeightedTerm]] = {}
    for phrase, terms, factor in _entries():
        known = merged.setdefault(phrase.lower(), [])
        known.extend(WeightedTerm(t.text, t.weight * factor, t.concept) for t in terms if t.text not in {k.text for k in known})
    return PhraseTable((phrase, tuple(terms)) for phrase, terms in merged.items())


def _entries() -> Iterator[tuple[str, tuple[WeightedTerm, ...], float]]:
    for name in LEXICON:
        factor = GENERAL if name == "general" else 1.0
        for english, chinese in read_lexicon(name):
            terms = tuple(WeightedTerm(text, weight) for text, weight in zip(chinese, ALTERNATES, strict=False))
            for phrase in english:
                yield phrase, terms, factor
    for concept in load_thesaurus():
        terms = tuple(
            WeightedTerm(text, weight, concept.id) for text, weight in zip(concept.labels_zh, ALTERNATES, strict=False)
        )
        for label in concept.labels_en:
            yield label, terms, 1.0


def read_lexicon(name: str) -> Iterator[tuple[list[str], list[str]]]:
    """The entries of one file of the lexicon: English synonyms and Chinese terms."""
    for line in files(__package__).joinpath(f"lexicon/{name}.tsv").read_text("utf8").splitlines():
        english, _, chinese = line.partition("\t")
        yield english.split(" | "), chinese.split(" | ")
