"""Did you mean: labels and titles near a query that has a character of the same sound, swapped ones, or English typos.

Chinese is typed by sound, so wrong characters sound like the right ones. Any wrong character would do harm: it changes
15 % of 1,235 lay questions, all of them well written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from schemas.thesaurus import load_thesaurus
from schemas.thesaurus.labels import LabelTable
from search.understanding.english import LEXICON, load_phrases, load_stop_words, read_lexicon
from search.understanding.phrases import find_words
from search.understanding.pinyin import load_pinyin
from search.understanding.scripts import normalise_query

# Shorter words have too many neighbours: 登记, 等级, 登机.
_SHORTEST, _LONGEST = 4, 16
_SHORTEST_ENGLISH = 5
_LONGEST_QUERY = 200
_FLAT = re.compile(r"(?:(?<=^[zcs])h|(?<=n)g$)()")


class Repair(NamedTuple):
    """A part of the query and what was probably meant by it."""

    start: int
    end: int
    text: str
    instead: str


class SpellingTable:
    """Chinese labels by their forms with one character left out."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels = LabelTable((label, label) for label in labels)
        self._gaps: dict[str, list[str]] = defaultdict(list)
        for label in self._labels:
            if _SHORTEST <= len(label) <= _LONGEST:
                for gap in _gaps(label):
                    self._gaps[gap].append(label)

    def __contains__(self, text: str) -> bool:
        return text in self._labels

    def find_near(self, text: str) -> list[str]:
        """Labels that differ in one character that sounds alike or in two swapped ones, best first."""
        if text in self._labels or not _SHORTEST <= len(text) <= _LONGEST:
            return []
        near = {label for gap in _gaps(text) for label in self._gaps.get(gap, ())}
        near = {label for label in near if len(label) == len(text) and _is_slip(text, label)}
        return sorted(near, key=lambda label: (label[0] != text[0], label[-1] != text[-1], label))

    def find(self, text: str, known: Set[str] = frozenset()) -> Iterator[Repair]:
        """Repairs of a Chinese text, from left to right; what labels cover already and `known` words are left alone."""
        covered = [False] * len(text)
        for match in self._labels.find(text):
            covered[match.start : match.end] = [True] * (match.end - match.start)
        at = 0
        while at < len(text):
            for end in range(min(len(text), at + _LONGEST), at + _SHORTEST - 1, -1):
                window = text[at:end]
                if all(covered[at:end]) or window in known or not (near := self.find_near(window)):
                    continue
                yield Repair(at, end, window, near[0])
                at = end
                break
            else:
                at += 1


def suggest_spelling(text: str, table: SpellingTable | None = None) -> str | None:
    """The query as it was probably meant, or None where nothing seems misspelt. Takes some milliseconds.

    `table` holds the labels to repair by, those of thesaurus and lexicon unless told.
    """
    read = normalise_query(text[:_LONGEST_QUERY])
    out, end = "", 0
    for repair in sorted(
        (*find_hidden_labels(read), *(table or load_spelling()).find(read), *find_english_repairs(read))
    ):
        if repair.start >= end:
            out = _join(out + read[end : repair.start], repair.instead)
            end = repair.end
    return out + read[end:] if out else None


def _join(before: str, label: str) -> str:
    """The label behind what stands before it, whose words it may begin with: 行政 裁量基淮 means 行政裁量权基准."""
    shared = next((n for n in range(len(label) - 1, 1, -1) if before.endswith(label[:n])), 0)
    return before + label[shared:]


def find_hidden_labels(text: str) -> Iterator[Repair]:
    """Misspellings that the thesaurus lists, with the concept's preferred label."""
    for match in _load_hidden().find(text):
        yield Repair(match.start, match.end, match.label, match.value)


@cache
def _load_hidden() -> LabelTable[str]:
    return LabelTable((label, concept.zh) for concept in load_thesaurus() for label in concept.hidden)


def find_english_repairs(text: str) -> Iterator[Repair]:
    """Words one or two letters away from one of the lexicon's; pinyin and names are left alone."""
    phrases, stops, words = load_phrases(), load_stop_words(), load_english_words()
    if load_pinyin().read(text):
        return
    for word in find_words(text):
        typed = text[word.start : word.end]
        if len(typed) < _SHORTEST_ENGLISH or not typed.islower() or typed in stops or typed in words:
            continue
        if phrases.word_value(word) is not None:
            continue
        best = process.extractOne(typed, words, scorer=OSA.distance, score_cutoff=1 if len(typed) < 8 else 2)
        if best is not None and best[0][0] == typed[0]:
            yield Repair(word.start, word.end, typed, best[0])


def _is_slip(text: str, label: str) -> bool:
    wrong = [i for i, (a, b) in enumerate(zip(text, label, strict=True)) if a != b]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and text[first] == label[second] and text[second] == label[first]
    return len(wrong) == 1 and not _sounds(text[wrong[0]]).isdisjoint(_sounds(label[wrong[0]]))


@lru_cache(4096)
def _sounds(char: str) -> frozenset[str]:
    """The readings of a character, those of one ear for many speakers (zh and z, ng and n) as one."""
    from pypinyin import Style, pinyin

    readings = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    return frozenset(_FLAT.sub(r"\1", reading) for reading in readings)


def _gaps(label: str) -> set[str]:
    return {label[:i] + label[i + 1 :] for i in range(len(label))}


@cache
def load_spelling() -> SpellingTable:
    """The Chinese labels of the thesaurus and the titles of the lexicon."""
    return build_spelling(())


def build_spelling(titles: Iterable[str]) -> SpellingTable:
    """The same with more titles."""
    labels = [label for concept in load_thesaurus() for label in concept.labels_zh]
    known = (title for _, spelt in read_lexicon("titles") for title in spelt)
    return SpellingTable(dict.fromkeys([*labels, *known, *titles]))


@cache
def load_english_words() -> tuple[str, ...]:
    """Every word of the lexicon's and the thesaurus's English, in small letters, each once."""
    phrases = [phrase for name in LEXICON for english, _ in read_lexicon(name) for phrase in english]
    phrases += [label for concept in load_thesaurus() for label in concept.labels_en]
    return tuple(dict.fromkeys(word for phrase in phrases for word in phrase.lower().split()))
