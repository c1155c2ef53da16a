"""What held instruments are called: titles, short titles, document numbers and issuers, read at once, kept a while."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock, Thread

from api.services.values import texts_of, words_of
from schemas.docnumbers import normalise_docnumber
from schemas.errors import FatuError
from schemas.ids import slug
from schemas.ports import GraphStore
from search.understanding.pinyin import PinyinTable, spell_labels
from search.understanding.reading import find_terms, read_query
from search.understanding.spelling import SpellingTable, build_spelling, suggest_spelling

# Seconds that names are kept: reading those of 5,000 instruments takes a fifth of one.
_KEPT = 60.0

Ids = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class HeldNames:
    """Ids of works by title, by slug of a short title, by document number (in one spelling); issuers of versions."""

    by_title: Ids
    by_short_title: Ids
    by_number: Ids
    issuers: tuple[str, ...]


class _Known:
    """The names read last, of one store; read anew beside the questions once they are old."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._store: GraphStore | None = None
        self._names: HeldNames | None = None
        self._read_at = 0.0

    def load(self, store: GraphStore) -> HeldNames:
        if store is not self._store or self._names is None:
            with self._lock:
                self._keep(store, _read(store))
        elif time.monotonic() - self._read_at > _KEPT and self._lock.acquire(blocking=False):
            self._read_at = time.monotonic()
            Thread(target=self._refresh, args=(store,), daemon=True).start()
        assert self._names is not None
        return self._names

    def _refresh(self, store: GraphStore) -> None:
        try:
            # A store that was closed meanwhile, or is away: the names stay.
            with suppress(FatuError):
                names = _read(store)
                # What was built from the names (their pinyin) stays good while they are the same.
                if store is self._store and (self._names is None or not _same(self._names, names)):
                    self._keep(store, names)
        finally:
            self._lock.release()

    def _keep(self, store: GraphStore, names: HeldNames) -> None:
        self._store, self._names, self._read_at = store, names, time.monotonic()


_known = _Known()


def load_names(store: GraphStore) -> HeldNames:
    """The names of the works that the store holds, at most a minute or two old."""
    return _known.load(store)


@lru_cache(2)
def load_title_pinyin(names: HeldNames) -> PinyinTable:
    """The pinyin of the held titles without 中华人民共和国: a second for 5,000, once."""
    return PinyinTable(spell_labels(names.by_title))


@lru_cache(2)
def load_title_spelling(names: HeldNames) -> SpellingTable:
    """The labels and titles that a misspelt query may mean."""
    return build_spelling(names.by_title)


def load_all(store: GraphStore) -> None:
    """Have everything at hand that the first queries would wait for: three seconds of work."""
    names = load_names(store)
    load_title_pinyin(names)
    suggest_spelling("", load_title_spelling(names))
    find_terms(read_query("administrative penalty 行政处罚"))


def _read(store: GraphStore) -> HeldNames:
    titles, short, numbers = _Collected(), _Collected(), _Collected()
    issuers: dict[str, None] = {}
    for work in store.find("Work"):
        if work.properties["held"]:
            title = words_of(work.properties, "title")
            titles.add([title, title.removeprefix("中华人民共和国")], work.id)
            short.add(map(slug, texts_of(work.properties, "short_titles")), work.id)
    for version in store.find("Expression"):
        at = version.properties
        numbers.add(map(normalise_docnumber, texts_of(at, "document_numbers")), words_of(at, "work"))
        issuers |= dict.fromkeys(texts_of(at, "issuers"))
    return HeldNames(titles.freeze(), short.freeze(), numbers.freeze(), tuple(issuers))


class _Collected:
    """Ids by name, each once."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, names: Iterable[str], identifier: str) -> None:
        for name in names:
            self._ids[name][identifier] = None

    def freeze(self) -> Ids:
        return {name: tuple(ids) for name, ids in self._ids.items()}


def _same(one: HeldNames, other: HeldNames) -> bool:
    return all(getattr(one, f) == getattr(other, f) for f in HeldNames.__slots__)
