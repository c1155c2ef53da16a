"""`fatu cite`: citations of texts that are not stored, resolved against what a data directory holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from api.services.engines import open_store
from ingest.resolution.batch import Titles, build_cite_record, open_titles
from ingest.resolution.catalogue import load_catalogue
from schemas.ports import Json
from schemas.settings import Settings


def load_titles(settings: Settings, *, required: bool) -> Titles:
    """Official titles from the data directory, else those that come with the package.

    Raises StoreUnavailable when the directory is `required` and none was made there.
    """
    if not required and not settings.graph_url and not (settings.data / "graph").exists():
        return open_titles()
    store = open_store(settings)
    try:
        return open_titles(load_catalogue(store))
    finally:
        store.close()


def cite_batch(records: Iterable[Mapping[str, Json]], titles: Titles) -> Iterator[dict[str, Json]]:
    """One answer per record, in their order."""
    return (build_cite_record(record, titles) for record in records)
