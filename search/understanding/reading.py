"""A query as typed → chips and the text that is left. Any text will do: what makes no sense as a sign is text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.readings import Chip, ChipType, QueryReading, TermGroup
from search.understanding.concepts import expand_query, find_concepts
from search.understanding.english import is_english, translate_query
from search.understanding.intents import find_intents
from search.understanding.mentions import (
    Mention,
    find_bodies,
    find_dates,
    find_document_numbers,
    find_kinds,
    find_pinpoints,
    find_places,
    find_titles,
)
from search.understanding.pinyin import load_pinyin
from search.understanding.scripts import normalise_query
from search.understanding.syntax import find_signs

# Chips that are no words to search for.
_APART = frozenset(
    {
        ChipType.PHRASE,
        ChipType.EXCLUSION,
        ChipType.FIELD,
        ChipType.DOCUMENT_NUMBER,
        ChipType.PINPOINT,
        ChipType.DATE,
        ChipType.KIND,
        ChipType.PLACE,
    }
)
# In the order of their claim to a stretch of text: what is written in a fixed form goes first.
_FINDERS = (
    find_document_numbers,
    find_titles,
    find_pinpoints,
    find_dates,
    find_kinds,
    find_places,
    find_bodies,
)
# Behind this a query is text alone (characters); the longest of 1,235 lay questions has 120.
_LONGEST = 2_000
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[\W_]+")


def read_query(text: str) -> QueryReading:
    """Read a query. Total: every string has a reading, the empty one too."""
    whole = normalise_query(text)
    read = whole[:_LONGEST]
    taken = bytearray(len(read))
    chips = [chip for chip in find_signs(read, text) if _claim(taken, chip.start, chip.end)]
    open_text = _hide(read, chips)
    for mention in _find_mentions(open_text):
        if _claim(taken, mention.start, mention.end):
            words = text[mention.start : mention.end]
            chips.append(Chip(mention.type, mention.start, mention.end, words, mention.value))
    chips.sort(key=lambda chip: chip.start)
    rest = blank_out(text, [chip for chip in chips if chip.type in _APART])
    if is_english(rest) and len(rest) <= _LONGEST and not _is_known(chips):
        return _read_pinyin(text, chips, rest)
    return QueryReading(text, tuple(chips), rest)


def _read_pinyin(text: str, chips: list[Chip], rest: str) -> QueryReading:
    spelt = load_pinyin().read(rest)
    if spelt is None:
        return QueryReading(text, tuple(chips), rest)
    if not chips and (concepts := find_concepts(spelt)):
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        chips = [Chip(ChipType.CONCEPT, start, end, text[start:end], concepts[0].concepts[0])]
    return QueryReading(text, tuple(chips), spelt, rest)


def find_terms(reading: QueryReading) -> tuple[TermGroup, ...]:
    """Chinese terms for the text that is left: of an English query those to search for, else those to add to it."""
    return translate_query(reading.rest) if is_english(reading.rest) else expand_query(reading.rest)


def _find_mentions(text: str) -> Iterator[Mention]:
    for find in _FINDERS:
        yield from find(text)
    for match in find_concepts(text):
        yield Mention(match.start, match.end, ChipType.CONCEPT, match.concepts[0])
    for start, end, intent in find_intents(text):
        yield Mention(start, end, ChipType.INTENT, intent.code)


def _is_known(chips: Iterable[Chip]) -> bool:
    return any(chip.type in (ChipType.CONCEPT, ChipType.INTENT) for chip in chips)


def _claim(taken: bytearray, start: int, end: int) -> bool:
    if any(taken[start:end]):
        return False
    taken[start:end] = b"\x01" * (end - start)
    return True


def is_exact(phrase: Chip, reading: QueryReading) -> bool:
    """Whether words were quoted to have them as they are: in straight marks, or with nothing around them.

    “一房多租”有效吗 quotes as writers do, and asks for no such words in a row.
    """
    return not phrase.text.startswith(("“", "「", "『", "‘")) or not _MARKS.sub("", reading.rest)


def blank_out(text: str, chips: Iterable[Chip]) -> str:
    """The query in one script and width without the words of those chips."""
    return _BLANKS.sub(" ", _hide(normalise_query(text), chips)).strip()


def _hide(text: str, chips: Iterable[Chip]) -> str:
    out, end = [], 0
    for chip in sorted(chips, key=lambda c: c.start):
        out += [text[end : chip.start], " " * (chip.end - chip.start)]
        end = chip.end
    return "".join([*out, text[end:]])
