"""What a typed query says by signs: "phrases", -exclusions, field:value. Signs that make no sense are text.

Chinese quotes are a sign only where they stand apart: inside a sentence they are its punctuation (什么是“三期”). Of
1,235 lay questions 25 have such, and hardly any article holds those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from schemas.readings import Chip, ChipType

_PAIRS = {'"': '"', "“": "”", "„": "”", "「": "」", "『": "』"}
_QUOTED = "|".join(f"{re.escape(a)}[^{re.escape(a + b)}]{{1,200}}{re.escape(b)}" for a, b in _PAIRS.items())
_STRAIGHT = r'"[^"]{1,200}"'
# Minus signs that are typed for one another. Only before a word that begins there: 2021-2023 excludes nothing.
_MINUS = "[-−–]"


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, load_fields()), key=len, reverse=True))
    value = rf"(?:{_QUOTED}|[^\s\"“”「」『』]{{1,200}})"
    return re.compile(
        rf"(?<!\S){_MINUS}(?P<without>{value})"
        rf"|(?<![\w])(?P<field>{names}):\s?(?P<value>{value})"
        rf"|(?P<phrase>{_STRAIGHT}|(?<!\S)(?:{_QUOTED})(?!\S))",
        re.IGNORECASE,
    )


@cache
def load_fields() -> dict[str, str]:
    """Names of the fields in Chinese and English, in small letters, with the field's code."""
    lines = files(__package__).joinpath("query_fields.tsv").read_text("utf8").splitlines()
    return {name: code for code, _, names in (line.partition("\t") for line in lines) for name in names.split(" | ")}


def find_signs(text: str, typed: str) -> Iterator[Chip]:
    """The phrases, exclusions and fields of `text` (in one script and width), in its order; `typed` is as typed."""
    for found in _pattern().finditer(text):
        start, end = found.span()
        if found["without"]:
            kind, value, field = ChipType.EXCLUSION, _strip(found["without"]), ""
        elif found["field"]:
            kind, value, field = ChipType.FIELD, _strip(found["value"]), load_fields()[found["field"].lower()]
        else:
            kind, value, field = ChipType.PHRASE, _strip(found["phrase"]), ""
        if value and not set(value) <= set("-−–"):
            yield Chip(kind, start, end, typed[start:end], value, field)


def _strip(value: str) -> str:
    if len(value) > 1 and _PAIRS.get(value[0]) == value[-1]:
        value = value[1:-1]
    return value.strip()
