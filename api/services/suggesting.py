"""Completions while a person types: provisions, titles, concepts, bodies; in characters or in pinyin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import islice

from api.services.answers import Completion
from api.services.container import Services
from api.services.names import HeldNames, load_names, load_title_pinyin
from api.services.places import find_place
from api.services.summaries import place_label
from api.services.values import words_of
from schemas.errors import InvalidInput
from schemas.thesaurus import load_thesaurus
from search.understanding.english import is_english
from search.understanding.mentions import load_bodies
from search.understanding.pinyin import load_pinyin
from search.understanding.scripts import normalise_query

MAX_SUGGESTIONS = 20
_MAX_PREFIX = 100
# Concepts and bodies at most, so that titles keep their room.
_MOST_CONCEPTS, _MOST_BODIES = 3, 2

Entries = tuple[tuple[str, str], ...]


def suggest(services: Services, prefix: str, limit: int, day: date) -> list[Completion]:
    """The provision that was typed, then titles that begin with or contain the words, then concepts and bodies.

    Titles leave concepts and bodies room. Letters are read as pinyin, in whole or by initials, and as English labels.
    """
    if not 1 <= limit <= MAX_SUGGESTIONS:
        raise InvalidInput(f"limit: {limit} is out of range", f"expected 1 to {MAX_SUGGESTIONS}")
    text = normalise_query(prefix[:_MAX_PREFIX]).strip()
    if not text:
        return []
    place = _place(services, text, day)
    if is_english(text):
        titles = list(_spelt(services, text, limit))
        others = [*_begin(_english_concepts(), text.lower(), "concept", _MOST_CONCEPTS), *_spelt_concepts(text)]
    else:
        titles = [Completion(s.text, s.type, s.id) for s in services.index.suggest(text, limit)]
        others = list(_begin(_concepts(), text, "concept", _MOST_CONCEPTS))
        others += _begin(_bodies(load_names(services.store)), text, "body", _MOST_BODIES)
    first = [place] if place else []
    room = max(limit - len(first) - len(others), limit // 2)
    return _distinct([*first, *titles[:room], *others, *titles[room:]])[:limit]


def _distinct(found: Iterable[Completion]) -> list[Completion]:
    return list({(c.text, c.type): c for c in reversed(list(found))}.values())[::-1]


def _place(services: Services, text: str, day: date) -> Completion | None:
    place = find_place(services.store, text, day)
    nodes = services.store.nodes([place, place.partition("~")[0]]) if place else {}
    if place is None or len(nodes) < 2:
        return None
    title = words_of(nodes[place.partition("~")[0]].properties, "title")
    return Completion(f"{title} {place_label(nodes[place].properties)}", "provision", place)


def _spelt(services: Services, text: str, limit: int) -> Iterator[Completion]:
    """Held titles by their pinyin."""
    names = load_names(services.store)
    for title in load_title_pinyin(names).find(text, limit):
        yield from (Completion(title, "work", work) for work in names.by_title.get(title, ())[:1])


def _spelt_concepts(text: str) -> Iterator[Completion]:
    owners = load_thesaurus().by_label
    for label in load_pinyin().find(text, _MOST_CONCEPTS):
        yield Completion(label, "concept", owners[label][0])


def _begin(entries: Entries, text: str, kind: str, most: int) -> Iterator[Completion]:
    """Entries whose label begins with the text, shortest first of the many; `entries` are sorted by label."""
    at = bisect_left(entries, (text,))
    near = (entry for entry in islice(entries, at, at + 200) if entry[0].startswith(text))
    for label, identifier in sorted(near, key=lambda e: (len(e[0]), e[0]))[:most]:
        yield Completion(label, kind, identifier)


@cache
def _concepts() -> Entries:
    return tuple(sorted({label: c.id for c in load_thesaurus() for label in c.labels_zh}.items()))


@cache
def _english_concepts() -> Entries:
    return tuple(sorted({label.lower(): c.id for c in load_thesaurus() for label in c.labels_en}.items()))


@lru_cache(2)
def _bodies(names: HeldNames) -> Entries:
    """Bodies as laws name them, and those that issued what is held."""
    return tuple(sorted({name: name for name in (*load_bodies(), *names.issuers)}.items()))
