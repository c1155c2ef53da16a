"""Citations of a text that is sent, resolved against what is held; for programs that check drafts."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

from api.services.calendar import today
from ingest.citations import find_citations
from ingest.resolution.aliases import HeldAliases
from ingest.resolution.batch import Titles, open_titles, parse_source
from ingest.resolution.catalogue import load_catalogue
from ingest.resolution.links import Linker
from schemas.dates import parse_iso_date
from schemas.errors import InvalidInput
from schemas.pinpoints import parse_pinpoint
from schemas.ports import GraphStore, Json

# Seconds that a catalogue serves before it is read anew: reading the 3,300 works of the corpus takes a third of one.
_FRESH = 60.0


class CitationFinder:
    """Finds citations; keeps the catalogue of the store for a minute. Safe for many threads."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._titles: Titles | None = None
        self._read_at = 0.0

    def find(self, text: str, source: Mapping[str, str | None] | None) -> Json:
        """The citations of `text` as `fatu cite --batch` prints them, with `links` to where they lead today.

        `source` tells what is known of the text: title, date (ISO), article in words. Raises InvalidDate and
        InvalidInput for a date and an article that are none.
        """
        if source is not None:
            if date := source.get("date"):
                parse_iso_date(date, "source.date")
            if (article := source.get("article")) and parse_pinpoint(article) is None:
                raise InvalidInput(f"source.article: {article[:40]!r} is no place", "expected e.g. 第三十三条")
        titles = self._current()
        citing = HeldAliases(self._store, titles).complete(parse_source(dict(source) if source else None))
        found = find_citations(text, citing, names=titles.names)
        return Linker(titles, self._store, today().isoformat()).build_records(found, citing)

    def _current(self) -> Titles:
        with self._lock:
            if self._titles is None or time.monotonic() - self._read_at > _FRESH:
                self._titles = open_titles(load_catalogue(self._store))
                self._read_at = time.monotonic()
            return self._titles
