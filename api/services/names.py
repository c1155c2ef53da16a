"""What held instruments are called: titles, short titles and document numbers, read at once and kept for a while."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from api.services.values import texts_of, words_of
from schemas.docnumbers import normalise_docnumber
from schemas.ids import slug
from schemas.ports import GraphStore

# Seconds that names are kept: reading those of 5,000 instruments takes a tenth of one.
_KEPT = 60.0


@dataclass(frozen=True, slots=True)
class HeldNames:
    """Titles of works by id; ids by slug of a short title and by document number (in one spelling)."""

    titles: Mapping[str, str]
    by_short_title: Mapping[str, tuple[str, ...]]
    by_number: Mapping[str, tuple[str, ...]]


_cache: dict[int, tuple[float, GraphStore, HeldNames]] = {}


def load_names(store: GraphStore) -> HeldNames:
    """The names of the works that the store holds, at most a minute old."""
    known = _cache.get(id(store))
    if known is not None and known[1] is store and time.monotonic() - known[0] < _KEPT:
        return known[2]
    names = _read(store)
    # One store is open at a time, but for a moment.
    if len(_cache) > 2:
        _cache.clear()
    _cache[id(store)] = (time.monotonic(), store, names)
    return names


def _read(store: GraphStore) -> HeldNames:
    titles: dict[str, str] = {}
    short: dict[str, dict[str, None]] = defaultdict(dict)
    numbers: dict[str, dict[str, None]] = defaultdict(dict)
    for work in store.find("Work"):
        if work.properties["held"]:
            titles[work.id] = words_of(work.properties, "title")
            for title in texts_of(work.properties, "short_titles"):
                short[slug(title)][work.id] = None
    for version in store.find("Expression"):
        for number in texts_of(version.properties, "document_numbers"):
            numbers[normalise_docnumber(number)][words_of(version.properties, "work")] = None
    return HeldNames(titles, {k: tuple(v) for k, v in short.items()}, {k: tuple(v) for k, v in numbers.items()})
