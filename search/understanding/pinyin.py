"""Pinyin as input: `xingzhengchufa`, `xing zheng chu fa` and `xzcf` for 行政处罚, over labels and titles.

The thesaurus's labels are spelt beforehand in `pinyin.tsv` (label, tab, syllables), since pypinyin takes half a second
to load and spell them: `python -m search.understanding.pinyin` prints that file anew, and a test holds it up to date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from schemas.thesaurus import load_thesaurus

_HAN_ONLY = re.compile(r"[\u3400-\u9fff]{2,40}\Z")
# Blanks, and the apostrophe between syllables (xi'an).
_PARTS = re.compile(r"[\s'’]+")
_LATIN = re.compile(r"[a-zü\s'’]{2,120}\Z")
# Initials are matched whole only, and from three letters: two stand for too much.
_SHORTEST_INITIALS = 3


def spell_syllables(text: str) -> tuple[str, ...]:
    """The pinyin of a text by syllable, without tones; what is not Chinese stays as it is."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


def spell_pinyin(text: str) -> str:
    """The pinyin of a text without tones and blanks."""
    return "".join(spell_syllables(text)).lower()


class PinyinTable:
    """Labels by their pinyin and by their initials."""

    def __init__(self, spelt: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Labels with their syllables, as `spell_labels` gives them."""
        self._whole: dict[str, list[str]] = {}
        self._initials: dict[str, list[str]] = {}
        for label, syllables in spelt:
            self._whole.setdefault("".join(syllables), []).append(label)
            first = "".join(s[0] for s in syllables)
            if len(first) >= _SHORTEST_INITIALS:
                self._initials.setdefault(first, []).append(label)
        self._sorted = sorted(self._whole)
        self._longest = max(map(len, self._sorted), default=0)

    def find(self, text: str, limit: int = 5) -> list[str]:
        """Labels whose pinyin the text is, in whole; else whose initials; else that begin with it (four letters on)."""
        key = _PARTS.sub("", text.lower()).replace("ü", "v")
        if not key or not _LATIN.match(text.lower()):
            return []
        if found := self._whole.get(key) or self._initials.get(key):
            return found[:limit]
        if len(key) < 4:
            return []
        at = bisect_left(self._sorted, key)
        near = islice(self._sorted, at, at + limit)
        return [label for spelt in near if spelt.startswith(key) for label in self._whole[spelt]][:limit]

    def homophones(self, text: str) -> list[str]:
        """Labels that sound like a Chinese text and are written otherwise."""
        return [label for label in self._whole.get(spell_pinyin(text), ()) if label != text]

    def read(self, text: str) -> str | None:
        """The text in Chinese where all of it is the pinyin of one label or of several in a row, else None."""
        key = _PARTS.sub("", text.lower()).replace("ü", "v")
        if len(key) < 4 or not _LATIN.match(text.lower()):
            return None
        # best[i]: how to read the first i letters with fewest labels.
        best: list[tuple[str, ...] | None] = [()] + [None] * len(key)
        for end in range(1, len(key) + 1):
            for start in range(max(0, end - self._longest), end):
                before, word = best[start], self._whole.get(key[start:end])
                if before is not None and word and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                    best[end] = (*before, word[0])
        return " ".join(best[-1]) if best[-1] else None


def spell_labels(labels: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Labels of Chinese characters only, each once, with their syllables."""
    return ((label, spell_syllables(label)) for label in dict.fromkeys(labels) if _HAN_ONLY.match(label))


@cache
def load_pinyin() -> PinyinTable:
    """The pinyin of the thesaurus's labels."""
    lines = files(__package__).joinpath("pinyin.tsv").read_text("utf8").splitlines()
    return PinyinTable(
        (label, syllables.split(" ")) for label, _, syllables in (line.partition("\t") for line in lines)
    )


def format_pinyin() -> str:
    """The text of `pinyin.tsv` as the thesaurus stands."""
    labels = (label for concept in load_thesaurus() for label in concept.labels_zh)
    return "".join(f"{label}\t{' '.join(syllables)}\n" for label, syllables in spell_labels(labels))


if __name__ == "__main__":
    print(format_pinyin(), end="")  # noqa: T201
