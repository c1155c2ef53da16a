"""Phrases said in other words: labels whose words, or words that mean the same, stand anywhere in an English query.

Two words mean the same where the lexicon gives them a Chinese term in common (vetting and review: 审核), so that
`legal vetting of important enforcement decisions` finds `legal review of major enforcement decisions`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from search.understanding.phrases import Word, find_words

V = TypeVar("V")

# A label counts from this share of its words, rare words weighing more (0.75: 0.01 less on queries in fresh words).
COVERAGE = 0.85
# What another word of the same meaning is worth beside the word itself.
SYNONYM = 0.8
_MOST = 3  # labels of one query


@dataclass(frozen=True, slots=True)
class Paraphrase(Generic[V]):
    """A label found in other words: the span from the first to the last of them, its value, the share of it covered.

    `gain` is the weight of what is covered, `words` are the starts of the words that cover it.
    """

    start: int
    end: int
    label: str
    value: V
    coverage: float
    gain: float
    words: frozenset[int]


class ParaphraseTable(Generic[V]):
    """Labels of several words with a value each. `meanings` gives the Chinese terms of a single word."""

    def __init__(
        self,
        entries: Iterable[tuple[str, V]],
        meanings: Callable[[Word], Sequence[str]],
        stops: frozenset[str],
    ) -> None:
        self._meanings, self._stops = meanings, stops
        self._labels: list[tuple[str, V, tuple[str, ...]]] = []
        self._places: dict[str, list[tuple[int, str, float]]] = defaultdict(list)
        keys: dict[str, dict[str, float]] = {}
        for label, value in entries:
            words = {w.stem: w for w in find_words(label) if w.form not in stops}
            if len(words) < 2:
                continue
            self._labels.append((label, value, tuple(words)))
            for stem, word in words.items():
                if stem not in keys:
                    keys[stem] = self._keys(word)
                for key, strength in keys[stem].items():
                    self._places[key].append((len(self._labels) - 1, stem, strength))
        counts = Counter(stem for _, _, stems in self._labels for stem in stems)
        self._weights = {stem: math.log(1 + len(self._labels) / count) for stem, count in counts.items()}

    def _keys(self, word: Word) -> dict[str, float]:
        return {word.stem: 1.0} | dict.fromkeys(self._meanings(word), SYNONYM)

    def find(self, text: str) -> list[Paraphrase[V]]:
        """The labels that the text covers best, at most three, best first."""
        covered: dict[int, dict[str, tuple[float, Word]]] = defaultdict(dict)
        for word in find_words(text):
            if word.form in self._stops:
                continue
            for key, strength in self._keys(word).items():
                for label, stem, worth in self._places.get(key, ()):
                    gain = min(strength, worth)
                    if gain > covered[label].get(stem, (0.0, word))[0]:
                        covered[label][stem] = (gain, word)
        found = [p for label, stems in covered.items() if len(stems) > 1 and (p := self._paraphrase(label, stems))]
        found.sort(key=lambda p: (-p.gain, p.start, p.label))
        return _choose(found)

    def _paraphrase(self, label: int, stems: dict[str, tuple[float, Word]]) -> Paraphrase[V] | None:
        name, value, all_stems = self._labels[label]
        places = frozenset(word.start for _, word in stems.values())
        gain = sum(self._weights[stem] * strength for stem, (strength, _) in stems.items())
        share = gain / sum(self._weights[stem] for stem in all_stems)
        if share < COVERAGE or len(places) < 2:
            return None
        end = max(word.end for _, word in stems.values())
        return Paraphrase(min(places), end, name, value, share, gain, places)


def _choose(found: Iterable[Paraphrase[V]]) -> list[Paraphrase[V]]:
    """Those that explain words which no better one explains."""
    chosen: list[Paraphrase[V]] = []
    for paraphrase in found:
        if not any(paraphrase.words <= other.words for other in chosen):
            chosen.append(paraphrase)
            if len(chosen) == _MOST:
                break
    return chosen
