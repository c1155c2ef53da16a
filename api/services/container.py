"""The composition root: which engine stands behind which port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.services.vocabulary import load_regions
from graph import open_graph
from schemas.errors import StoreUnavailable
from schemas.ports import GraphStore, SearchIndex
from schemas.settings import Settings
from search import open_index


@dataclass(frozen=True, slots=True)
class Services:
    """What every use case works on."""

    settings: Settings
    store: GraphStore
    index: SearchIndex


@contextmanager
def open_services(settings: Settings, *, write: bool = False) -> Iterator[Services]:
    """Open the engines of a data directory, and close them at the end.

    Reading needs a directory that an ingest has made (StoreUnavailable otherwise); `write` makes it where missing.
    """
    if write:
        try:
            settings.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"{settings.data}: {error.strerror}", "give another data directory") from error
    load_regions(settings.data)
    store = open_graph(settings.data / "graph", read_only=not write)
    try:
        index = open_index(settings.data / "index", read_only=not write)
        try:
            yield Services(settings, store, index)
        finally:
            index.close()
    finally:
        store.close()
