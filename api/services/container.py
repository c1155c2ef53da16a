"""The composition root: opens the engines that the settings name, and closes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.services.engines import open_meaning, open_search, open_store
from api.services.vocabulary import kept_regions, load_regions
from schemas.errors import StoreUnavailable
from schemas.ports import GraphStore, SearchIndex
from schemas.settings import Settings
from search.semantic import HybridIndex, Meaning

MOVING = "migration"
"""Meta key of a graph that `fatu migrate` has not filled to the end."""


@dataclass(frozen=True, slots=True)
class Services:
    """What every use case works on. `index` searches by words and, where `meaning` is on, by meaning."""

    settings: Settings
    store: GraphStore
    index: SearchIndex
    meaning: Meaning | None = None


@contextmanager
def open_services(settings: Settings, *, write: bool = False, half_moved: bool = False) -> Iterator[Services]:
    """Open the engines, in the data directory or on servers as the settings say, and close them at the end.

    Reading needs data that an ingest has made (StoreUnavailable otherwise); `write` makes them where missing. A graph
    that a migration has not filled to the end is refused unless `half_moved`.
    """
    if write and (not settings.graph_url or not settings.search_url):
        try:
            settings.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"{settings.data}: {error.strerror}", "give another data directory") from error
    store = open_store(settings, write=write)
    try:
        if not half_moved and store.meta(MOVING) is not None:
            raise StoreUnavailable("a migration into these data was cut off", "run the same `fatu migrate` again")
        load_regions(kept_regions(store))
        index = open_search(settings, write=write)
        try:
            meaning = open_meaning(settings)
            try:
                yield Services(settings, store, HybridIndex(index, meaning), meaning)
            finally:
                meaning.close()
        finally:
            index.close()
    finally:
        store.close()
