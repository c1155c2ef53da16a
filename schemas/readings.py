"""How a query is read: chips that can be removed, the text that is left, and weighted terms to search with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChipType(StrEnum):
    """What a recognised part of a query is."""

    PINPOINT = "pinpoint"
    TITLE = "title"
    DOCUMENT_NUMBER = "document_number"
    BODY = "body"
    KIND = "kind"
    PLACE = "place"
    DATE = "date"
    INTENT = "intent"
    CONCEPT = "concept"
    PHRASE = "phrase"
    EXCLUSION = "exclusion"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Chip:
    """A recognised part: `start`/`end` are code points of the query as typed, `text` those words.

    `value` by type: an eId; a title without its marks; a document number in one spelling; a body's name; a code of
    `Kind`; six digits of a region; an ISO date, month or year (`2021-01-22`, `2021-01`, `2021`); a code of an intent;
    a concept's id; the words of a phrase or of an exclusion; the value of a field, whose name is in `field`.
    """

    type: ChipType
    start: int
    end: int
    text: str
    value: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class QueryReading:
    """A query as read. `chips` stand in the order of the text and do not overlap.

    `rest` is what remains to be searched as words: the query in simplified, half-width characters, without phrases,
    exclusions, fields, kinds, places, dates, document numbers and pinpoints. Bodies, titles, concepts and intents are
    words as well, and stay in it. Where it was typed in pinyin, `rest` is in characters and `pinyin` as typed.
    """

    text: str
    chips: tuple[Chip, ...] = ()
    rest: str = ""
    pinyin: str = ""

    def chips_of(self, *types: ChipType) -> tuple[Chip, ...]:
        """The chips of any of those types."""
        return tuple(chip for chip in self.chips if chip.type in types)

    def without(self, chip: Chip) -> str:
        """The query as typed, less one chip's words: what to search when a reader removes it."""
        before, after = self.text[: chip.start].rstrip(), self.text[chip.end :].lstrip()
        return f"{before} {after}".strip() if before and after else before + after


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A Chinese term to search for; `weight` is at most 1. `concept` is the id of the concept it labels, or empty."""

    text: str
    weight: float
    concept: str = ""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms that stand for one part of the query (`start`/`end` in it, `source` its words): any of them will do."""

    start: int
    end: int
    source: str
    terms: tuple[WeightedTerm, ...]
