"""Ingest: from files to graph and index, incrementally by content, in steps that each leave everything whole.

1 plan     compare files with the sources held, by digest
2 read     in worker processes
3 publish  one transaction per chunk of documents; text, structure and citations as found
4 resolve  citations against the catalogue; repeals end versions
5 index    replay the outbox: a process beside does so from the first chunk on, this one what it left

A run that is killed leaves what it had published, marked as unresolved where it is; the next run goes on from there.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

import orjson

from api.services.alongside import index_alongside
from api.services.calendar import today
from api.services.container import Services
from api.services.indexing import adopt_index, sync_index, waiting_versions
from api.services.planning import Plan, plan_ingest
from api.services.reading import read_sources
from api.services.vocabulary import adopt_regions, kept_regions
from ingest.assembly import Assembler, Incoming
from ingest.resolution.amendments import start_amended
from ingest.resolution.orphans import remove_orphans
from ingest.resolution.repeals import end_repealed
from ingest.resolution.stage import TOUCHED, resolve_pending, touched_titles
from ingest.resolution.tiers import link_tiers
from schemas.documents import Document, Rejected
from schemas.records import DocumentKind
from schemas.scans import OCR, OCR_DOUBTFUL

T = TypeVar("T")

# Documents per transaction: some 30,000 nodes, about half a second to write and 60 MB to hold.
_CHUNK = 150


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a file: a rejection's reason or a warning."""

    path: str
    reason: str


@dataclass(slots=True)
class IngestReport:
    """What an ingest did; `articles` counts lines that begin with 第…条 per file, before mirror copies are merged.

    `findings` are where lists differ from what they say of themselves.
    """

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    items: int = 0
    citations: int = 0
    indexed: int = 0
    rejected: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    findings: list[Note] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


class Progress(Protocol):
    """Told how a run goes on: a stage begins with a number of steps (None: unknown), then steps are done."""

    def begin(self, stage: str, steps: int | None) -> None:
        """A stage begins."""

    def advance(self, steps: int = 1) -> None:
        """Steps of the stage are done."""


def run_ingest(
    services: Services,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    kind: DocumentKind | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Bring graph and index in line with the files under `paths`.

    `prune` also removes what came from these folders and is there no more; `kind` is what the files are, whatever they
    look like. Raises InvalidInput for a path that does
    not exist and StoreBusy when another ingest is at work; bad files are rejected in the report.
    """
    told = progress or _Silent()
    report = IngestReport()
    with services.store.hold_writer(), _rare_collections():
        adopt_regions(services.store, paths)
        plan = plan_ingest(services.store, paths, prune=prune, kind=kind)
        report.unchanged, report.removed = plan.unchanged, len(plan.removed)
        report.warnings += [Note(p, r) for p, r in plan.warnings]
        # Before another process indexes alongside: only who holds the writer's place may change the graph.
        adopt_index(services.store, services.index)
        published = waiting_versions(services.store)
        with index_alongside(services, len(plan.to_read)):
            published |= _timed(report, "read", lambda: _publish(services, plan, report, told, kind))
            told.begin("resolve", None)
            report.citations = _timed(report, "resolve", lambda: _resolve(services, told))
        if report.items:
            report.findings += _mislabelled(services)
        report.warnings += _misread(services)
        told.begin("index", None)
        report.indexed = len(published | waiting_versions(services.store))
        _timed(report, "index", lambda: sync_index(services.store, services.index, told.advance))
    return report


def _publish(
    services: Services, plan: Plan, report: IngestReport, progress: Progress, kind: DocumentKind | None
) -> set[str]:
    """Read and publish what the plan says; the versions that the index has to be brought up to date with."""
    progress.begin("read", len(plan.to_read))
    origins = {s.locator: str(s.path) for s in plan.to_read}
    assembler = Assembler(services.store, datetime.now(UTC).isoformat(timespec="seconds"))
    published: set[str] = set()
    if plan.removed:
        published.update(_apply(services, assembler, [], plan.removed))
    regions = kept_regions(services.store)
    for chunk in _chunks(read_sources(plan.to_read, regions, services.settings.workers, kind)):
        documents: list[Document] = []
        for source, outcome in chunk:
            if isinstance(outcome, Rejected):
                report.rejected.append(Note(source.locator, outcome.reason))
            else:
                documents.append(outcome)
        incoming = [Incoming(d, origins[d.source.locator]) for d in documents]
        published.update(_apply(services, assembler, incoming, ()))
        report.read += len(documents)
        report.items += sum(len(d.items) for d in documents)
        report.findings += [f for d in documents for f in _findings(d)]
        report.articles += sum(d.article_lines for d in documents)
        report.warnings += [Note(d.source.locator, w) for d in documents for w in d.warnings]
        progress.advance(len(chunk))
    report.warnings += [Note(p, r) for p, r in assembler.warnings]
    return published


def _findings(document: Document) -> Iterator[Note]:
    for found in document.findings:
        place = " ".join(p for p in (found.sheet, f"row {found.row}" if found.row else None) if p)
        yield Note(document.source.locator, f"{found.rule}: {found.message}" + (f" ({place})" if place else ""))


def _apply(
    services: Services, assembler: Assembler, incoming: Sequence[Incoming], removed: Sequence[str]
) -> Sequence[str]:
    changes, slugs = assembler.build(incoming, removed)
    touched = sorted(slugs.union(touched_titles(services.store)))
    services.store.apply(replace(changes, meta={TOUCHED: orjson.dumps(touched).decode()}))
    return changes.index


def _resolve(services: Services, progress: Progress) -> int:
    done = resolve_pending(services.store, today().isoformat(), progress.advance)
    start_amended(services.store)
    end_repealed(services.store)
    link_tiers(services.store)
    remove_orphans(services.store)
    return done


def _mislabelled(services: Services) -> Iterator[Note]:
    """Basis citations whose printed rank (【法规】) is not that of the instrument."""
    found = services.store.find("Citation", {"label_fits": [False]})
    blocks = services.store.nodes([str(c.properties["block"]) for c in found])
    versions = sorted({i.partition("~")[0] for i in blocks})
    paths = {s.properties["expression"]: s for s in services.store.find("Source", {"expression": versions})}
    for citation in found:
        at, item = citation.properties, blocks[str(citation.properties["block"])].properties
        path = str(paths[item["expression"]].properties["locator"])
        where = " ".join(str(p) for p in (item["sheet"], f"row {item['row']}") if p)
        yield Note(path, f"wrong_label: 【{at['label']}】 is printed before {at['text']} ({where})")


def _misread(services: Services) -> Iterator[Note]:
    """Titles that OCR misread, which the catalogue has put right."""
    found = services.store.find("Citation", {"reading": [OCR, OCR_DOUBTFUL]})
    repaired = [c.properties for c in found if c.properties["repaired"]]
    versions = sorted({str(at["block"]).partition("~")[0] for at in repaired})
    paths = {s.properties["expression"]: s for s in services.store.find("Source", {"expression": versions})}
    for at in repaired:
        path = str(paths[str(at["block"]).partition("~")[0]].properties["locator"])
        yield Note(path, f"repaired: {at['title']} was read by OCR, {at['repaired']} is the one title held like it")


def _chunks(items: Iterator[T]) -> Iterator[list[T]]:
    chunk: list[T] = []
    for item in items:
        chunk.append(item)
        if len(chunk) >= _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _timed(report: IngestReport, stage: str, work: Callable[[], T]) -> T:
    started = datetime.now(UTC)
    result = work()
    report.seconds[stage] = round((datetime.now(UTC) - started).total_seconds(), 3)
    return result


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Half a million values live until they are written: looking for garbage among them took a quarter of a run."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Silent:
    """Progress that nobody watches."""

    def begin(self, stage: str, steps: int | None) -> None:
        """Nothing."""

    def advance(self, steps: int = 1) -> None:
        """Nothing."""
