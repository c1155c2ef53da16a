"""Keeps the vectors of search by meaning in step with the store: what is new or changed is listed and embedded."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import orjson
import structlog

from api.services.container import Services
from api.services.indexing import build_entries
from api.services.ingest import Progress
from schemas.errors import FatuError, ModelUnavailable
from schemas.index_model import MODEL_VERSION
from schemas.ports import GraphStore
from schemas.queries import IndexDocument, MeaningStatus
from search.semantic import Meaning

_log = structlog.get_logger("fatu")

# Seconds between two looks for changes while serving; or as many times as long as a look takes, if that is more.
_PAUSE, _SHARE = 20.0, 200


@dataclass(frozen=True, slots=True)
class EmbedReport:
    """What a run did: versions listed anew or dropped, texts embedded, seconds; and the state it leaves."""

    versions: int
    embedded: int
    seconds: float
    status: MeaningStatus


def run_embedding(
    services: Services,
    progress: Progress,
    *,
    threads: int = 0,
    is_stopped: Callable[[], bool] = lambda: False,
) -> EmbedReport:
    """List what the store holds and embed each text that has no vector yet; what is done counts, however a run ends.

    `threads` 0 takes one per core. Raises ModelUnavailable without libraries or model, StoreBusy when another
    process embeds, StoreUnavailable for a full disk.
    """
    meaning = require_meaning(services)
    started = time.monotonic()
    meaning.check_model()
    # Here, since numpy takes a tenth of a second to import, which no other command needs.
    from search.semantic.filling import open_filler

    with open_filler(meaning.vectors) as filler:
        progress.begin("list", None)

        def read(expressions: Sequence[str]) -> Iterator[IndexDocument]:
            progress.advance(len(expressions))
            return build_entries(services.store, expressions)

        wanted = filler.list_entries(find_stamps(services.store), read)
        progress.begin("embed", len(wanted.texts))
        embedded = 0
        if wanted.texts:
            encoder = meaning.open_model(threads or os.cpu_count() or 1)
            embedded = filler.add_vectors(wanted.texts, encoder, progress.advance, is_stopped)
    return EmbedReport(wanted.changed, embedded, round(time.monotonic() - started, 3), meaning.status())


def require_meaning(services: Services) -> Meaning:
    """The optional half of these services. Raises ModelUnavailable where they were opened without it."""
    if services.meaning is None:
        raise ModelUnavailable("search by meaning is not set up here", "open the data with `fatu`")
    return services.meaning


def find_stamps(store: GraphStore) -> dict[str, str]:
    """Every version with a digest of what its entries are built from: itself, its work, its sources' contents."""
    versions = {n.id: n.properties for n in store.find("Expression")}
    works = store.nodes(sorted({str(p["work"]) for p in versions.values()}))
    sources: dict[str, list[tuple[str, str]]] = {}
    for source in store.find("Source"):
        at = source.properties
        sources.setdefault(str(at["expression"]), []).append((str(at["locator"]), str(at["sha256"])))
    stamps = {}
    for identifier, at in versions.items():
        work = works[str(at["work"])].properties if str(at["work"]) in works else {}
        place = (work.get("kind"), work.get("jurisdiction"), sorted(sources.get(identifier, [])))
        state = (MODEL_VERSION, dict(at), *place)
        stamps[identifier] = hashlib.sha256(orjson.dumps(state, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
    return stamps


@contextmanager
def embed_in_background(services: Services) -> Iterator[None]:
    """Follow the store while the body runs, on one thread that yields to all others. Without a model nothing runs."""
    stop = threading.Event()
    follower = threading.Thread(target=_follow, args=(services, stop), name="embedding", daemon=True)
    follower.start()
    try:
        yield
    finally:
        stop.set()
        follower.join(timeout=10)


def _follow(services: Services, stop: threading.Event) -> None:
    told, done = "", None
    while not stop.is_set():
        started = time.monotonic()
        try:
            stamps = find_stamps(services.store)
            looked = time.monotonic() - started
            if stamps != done:
                report = run_embedding(services, _Silent(), threads=1, is_stopped=stop.is_set)
                done, told = stamps, ""
                _log.info("embedded", texts=report.embedded, seconds=report.seconds)
        except FatuError as error:
            # A model that is not there is no trouble; anything else is told once, and tried again.
            looked = time.monotonic() - started
            if str(error) != told and not isinstance(error, ModelUnavailable):
                _log.warning("not embedded", reason=str(error))
            told = str(error)
        stop.wait(max(_PAUSE, _SHARE * looked))


class _Silent:
    """Progress that nobody watches."""

    def begin(self, stage: str, steps: int | None) -> None:
        """Nothing."""

    def advance(self, steps: int = 1) -> None:
        """Nothing."""
