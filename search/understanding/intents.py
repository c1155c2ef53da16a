"""What a question asks for: the responsible body, a time limit, a penalty, a basis … by the words that ask it.

The data are `intents.jsonl`: code, labels, the phrases that ask in Chinese and English, and terms that answers hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import orjson

from schemas.thesaurus.labels import LabelTable
from search.understanding.phrases import PhraseTable


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of question. `terms` are words that its answers hold (负责, 日内, 罚款)."""

    code: str
    zh: str
    en: str
    phrases_zh: tuple[str, ...]
    phrases_en: tuple[str, ...]
    terms: tuple[str, ...]


class IntentMatch(NamedTuple):
    """The words of a query that ask, and what they ask for."""

    start: int
    end: int
    intent: Intent


@cache
def load_intents() -> tuple[Intent, ...]:
    """Every intent, in the order of the data."""
    lines = files(__package__).joinpath("intents.jsonl").read_bytes().splitlines()
    return tuple(
        Intent(
            e["code"],
            e["label"]["zh"],
            e["label"]["en"],
            tuple(e["phrases"]["zh"]),
            tuple(e["phrases"]["en"]),
            tuple(e["terms"]),
        )
        for e in map(orjson.loads, lines)
    )


def find_intents(text: str) -> Iterator[IntentMatch]:
    """The words that ask, in the order of the text (simplified, half width)."""
    chinese, english = _load_tables()
    for found in chinese.find(text):
        yield IntentMatch(found.start, found.end, found.value)
    for phrase in english.find(text):
        if phrase.value is not None:
            yield IntentMatch(phrase.start, phrase.end, phrase.value)


@cache
def _load_tables() -> tuple[LabelTable[Intent], PhraseTable[Intent]]:
    intents = load_intents()
    chinese = LabelTable((phrase, intent) for intent in intents for phrase in intent.phrases_zh)
    return chinese, PhraseTable((phrase, intent) for intent in intents for phrase in intent.phrases_en)
