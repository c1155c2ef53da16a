"""Longest matches of English phrases: case, articles, plurals, verb endings and British spelling make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")

_WORD = re.compile(r"[a-z]+(?:['’](?:s\b)?)?|[0-9]+", re.IGNORECASE)
_ARTICLES = frozenset({"a", "an", "the"})
_LONGEST = 14  # words; the longest label has 13
# British to American; both sides of a match go through it, so that words it maims (hour → hor) still meet.
_SPELLING = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"is(e|es|ed|ing)$"), r"iz\1"),
    (re.compile(r"our"), "or"),
    (re.compile(r"enc(e|es)$"), r"ens\1"),
    (re.compile(r"(?<=[nt])tre(s?)$"), r"ter\1"),
    (re.compile(r"ogramme"), "ogram"),
    (re.compile(r"judgement"), "judgment"),
    (re.compile(r"fulfil(?!l)"), "fulfill"),
    (re.compile(r"enrolment"), "enrollment"),
)
_VOWEL = re.compile(r"[aeiouy]")


class Word(NamedTuple):
    """A word with its span in the text: in lower case and one spelling, without its plural, its stem."""

    start: int
    end: int
    form: str
    single: str
    stem: str


@dataclass(frozen=True, slots=True)
class Phrase(Generic[V]):
    """A match: its span, and the value of the phrase; None for a word that no phrase holds."""

    start: int
    end: int
    words: tuple[Word, ...]
    value: V | None


def find_words(text: str) -> Iterator[Word]:
    """The English words and numbers of a text, articles apart."""
    for found in _WORD.finditer(text):
        form = found[0].lower().rstrip("'’s") if found[0][-2:-1] in ("'", "’") else found[0].lower().rstrip("'’")
        if form not in _ARTICLES:
            form = _spell(form)
            yield Word(found.start(), found.end(), form, strip_plural(form), stem_word(form))


@lru_cache(16384)
def strip_plural(word: str) -> str:
    """The word without its plural: parties → party, taxes → tax, rulings → ruling."""
    if len(word) < 4 or word.isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(16384)
def stem_word(word: str) -> str:
    """The word without plural, -ed, -ing and mute e: licensing, licensed, licenses → licens.

    Short words keep their e, lest `not` be `note` and `ruling` `rule`.
    """
    word = strip_plural(word)
    for ending in ("ing", "ied", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 2 and _VOWEL.search(bare):
            if ending == "ied":
                return bare + "y"
            word = bare
            break
    word = word[:-1] if word.endswith("e") and len(word) > 4 else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@lru_cache(16384)
def _spell(word: str) -> str:
    if len(word) > 4:
        for pattern, instead in _SPELLING:
            word = pattern.sub(instead, word)
    return word


class PhraseTable(Generic[V]):
    """Phrases with a value each. Exact forms go before singulars and these before stems (hearing 听证, hear 审理).

    `A of B` and `B A` are one phrase, whichever of them the data have.
    """

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._exact: dict[str, V] = {}
        self._singles: dict[str, V] = {}
        self._stems: dict[str, V] = {}
        self._lengths: dict[str, int] = {}
        turned: list[tuple[tuple[Word, ...], V]] = []
        for phrase, value in entries:
            words = tuple(find_words(phrase))
            self._add(words, value)
            if (other := _turn(words)) is not None:
                turned.append((other, value))
        for words, value in turned:
            self._add(words, value)

    def _add(self, words: tuple[Word, ...], value: V) -> None:
        if not words:
            return
        self._exact.setdefault(" ".join(w.form for w in words), value)
        self._singles.setdefault(" ".join(w.single for w in words), value)
        self._stems.setdefault(" ".join(w.stem for w in words), value)
        first = words[0].stem
        self._lengths[first] = max(self._lengths.get(first, 0), min(len(words), _LONGEST))

    def __contains__(self, phrase: str) -> bool:
        return self.value(phrase) is not None

    def value(self, phrase: str) -> V | None:
        """The value of a phrase, or None."""
        words = tuple(find_words(phrase))
        return self._lookup(words) if words else None

    def word_value(self, word: Word) -> V | None:
        """The value of a single word, or None."""
        return self._lookup((word,))

    def _lookup(self, words: tuple[Word, ...]) -> V | None:
        value = self._exact.get(" ".join(w.form for w in words))
        if value is None:
            value = self._singles.get(" ".join(w.single for w in words))
        return self._stems.get(" ".join(w.stem for w in words)) if value is None else value

    def find(self, text: str) -> Iterator[Phrase[V]]:
        """The text in phrases, longest first at each word, and single words without a value between them."""
        words = tuple(find_words(text))
        at = 0
        while at < len(words):
            for length in range(min(self._lengths.get(words[at].stem, 0), len(words) - at), 0, -1):
                run = words[at : at + length]
                if (value := self._lookup(run)) is not None:
                    break
            else:
                run, value = words[at : at + 1], None
            yield Phrase(run[0].start, run[-1].end, run, value)
            at += len(run)


def _turn(words: tuple[Word, ...]) -> tuple[Word, ...] | None:
    """`B of A` for `A B`, `B A` for `A of B`; None where there is no such form."""
    of = [i for i, w in enumerate(words) if w.form == "of"]
    if not of:
        link = Word(0, 0, "of", "of", "of")
        return (words[-1], link, *words[:-1]) if 2 <= len(words) <= 5 else None
    if len(of) > 1 or of[0] in (0, len(words) - 1):
        return None
    return words[of[0] + 1 :] + words[: of[0]]
