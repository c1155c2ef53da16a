"""Short names that the document of a single text defines elsewhere (以下简称《条例》), where that document is held."""

from __future__ import annotations

from dataclasses import replace

from ingest.citations.documents import find_aliases_of_texts
from ingest.resolution.batch import Titles
from ingest.resolution.catalogue import Catalogue, Instrument
from schemas.citations import CitingSource
from schemas.documents import BLOCK_LEVELS
from schemas.ports import GraphStore
from schemas.titles import title_slug


class HeldAliases:
    """Completes citing sources; reads each document once. Not for many threads at once."""

    def __init__(self, store: GraphStore, titles: Titles) -> None:
        self._store = store
        self._titles = titles
        self._known: dict[tuple[str, str | None], tuple[tuple[str, str], ...]] = {}

    def complete(self, source: CitingSource | None) -> CitingSource | None:
        """The source with the short names that its document defines; as it is where that is not held."""
        if source is None or source.title is None or source.aliases:
            return source
        key = source.title, source.date
        if key not in self._known:
            self._known[key] = self._find(source)
        return replace(source, aliases=self._known[key])

    def _find(self, source: CitingSource) -> tuple[tuple[str, str], ...]:
        own = find_own(self._titles.catalogue, source)
        if own is None:
            return ()
        version = next((v for v in own.versions if v.date == source.date), own.current)
        blocks = self._store.provisions([version.id], list(BLOCK_LEVELS))
        texts = [str(b.properties["text"] or "") for b in blocks]
        return tuple(find_aliases_of_texts(texts, self._titles.names).items())


def find_own(catalogue: Catalogue | None, source: CitingSource | None) -> Instrument | None:
    """The instrument that the source is, where exactly one of its title is held."""
    if catalogue is None or source is None or source.title is None:
        return None
    found = catalogue.named(title_slug(source.title))
    return found[0] if len(found) == 1 else None
