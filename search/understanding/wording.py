"""What a reading is searched by: its words, and terms of the thesaurus and the lexicon where these pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from schemas.readings import QueryReading, TermGroup, WeightedTerm
from search.tokens import load_stop_words
from search.understanding.english import is_english
from search.understanding.intents import find_intents
from search.understanding.reading import find_terms

# Weight of words that answers hold. nDCG@10 of concepts-dev (words, mixed with meaning) and R@10 of every third lay
# question (words) at 0, 0.15, 0.3, 0.5: 0.738 0.741 0.741 0.735, 0.772 0.774 0.784 0.785, 0.517 0.519 0.520 0.519.
ASKED = 0.3


class Wording(NamedTuple):
    """Text to search by its words, and groups of terms beside or (for English) instead of it."""

    text: str
    groups: tuple[TermGroup, ...]


def find_wording(reading: QueryReading, find_words: Callable[[str], list[str]]) -> Wording:
    """The words to search a reading by; `find_words` cuts a text into its longest words.

    English is searched by its Chinese terms alone. Chinese words get the terms of their concepts only where all of
    them name concepts: 自由裁量 then finds 裁量权基准. In whole questions terms do harm (nDCG@10 of concepts-dev 0.652
    without and 0.632 with them, R@10 of lay questions 0.517 and 0.504), and in keywords that say more (0.805, 0.793).
    """
    groups = find_terms(reading)
    if is_english(reading.rest):
        return Wording("", groups) if groups else Wording(reading.rest, ())
    kept = groups if _covers(groups, reading.rest, find_words) else ()
    return Wording(reading.rest, (*kept, *_find_asked(reading.rest)))


def _find_asked(text: str) -> Iterator[TermGroup]:
    """Words that answers hold beside those that ask: 日内 and 工作日 beside 多久."""
    for start, end, intent in find_intents(text):
        if intent.terms:
            terms = tuple(WeightedTerm(term, ASKED) for term in intent.terms)
            yield TermGroup(start, end, text[start:end], terms)


def _covers(groups: tuple[TermGroup, ...], text: str, find_words: Callable[[str], list[str]]) -> bool:
    left = text
    for group in groups:
        left = left.replace(group.source, " ")
    return load_stop_words().issuperset(find_words(left))
