"""Longest matches of labels in Chinese text, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")


class LabelMatch(NamedTuple, Generic[V]):
    """A label in a text: its span, the label as the data write it, its value."""

    start: int
    end: int
    label: str
    value: V


class LabelTable(Generic[V]):
    """Labels with a value each.

    Latin letters and digits at a label's edge match whole words only, in either case. A match is the longest label
    that starts at the leftmost place; matches do not overlap. Time grows with the length of the text: at each place
    only the lengths of labels with the same two first characters are tried.
    """

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._values: dict[str, tuple[str, V]] = {}
        lengths: dict[str, set[int]] = {}
        for label, value in entries:
            key = _lower(label)
            if key and key not in self._values:
                self._values[key] = (label, value)
                lengths.setdefault(key[:2], set()).add(len(key))
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, label: str) -> bool:
        return _lower(label) in self._values

    def __iter__(self) -> Iterator[str]:
        return (label for label, _ in self._values.values())

    def value(self, label: str) -> V | None:
        """The value of a label, or None."""
        found = self._values.get(_lower(label))
        return found[1] if found else None

    def find(self, text: str) -> Iterator[LabelMatch[V]]:
        """Matches from left to right."""
        lower = _lower(text)
        at = 0
        while at < len(lower):
            for length in (*self._lengths.get(lower[at : at + 2], ()), *self._lengths.get(lower[at], ())):
                # A slice at the end is shorter than asked for, and may be another label.
                found = self._values.get(lower[at : at + length]) if at + length <= len(lower) else None
                if found and _is_whole(lower, at, at + length):
                    yield LabelMatch(at, at + length, *found)
                    at += length
                    break
            else:
                at += 1


def _lower(text: str) -> str:
    """Lower case with as many characters as before."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (
        (start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1]))
        or (end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]))
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
