"""Reads files in worker processes and hands the documents back in the order of the files."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from api.services.vocabulary import load_regions
from ingest.citations import find_document_citations
from ingest.reading import read_document
from ingest.sources import FoundSource
from schemas.documents import Document, Provision, Rejected

# Below this many files the start of a worker (0.3 s) costs more than it saves.
_WORTH_A_POOL = 40


def read_sources(
    sources: Sequence[FoundSource], regions: str = "", workers: int = 0
) -> Iterator[tuple[FoundSource, Document | Rejected]]:
    """Every source with what was read of it. `workers` 0: one per core; `regions` are the lines of further ones."""
    count = workers or os.cpu_count() or 1
    if len(sources) < _WORTH_A_POOL or count == 1:
        for source in sources:
            yield source, read_one(source.path, source.locator)
        return
    # spawn: a fork would copy the locks of the engines' threads.
    context = get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=load_regions, initargs=(regions,)) as pool:
        results = pool.map(_read_packed, [s.path for s in sources], [s.locator for s in sources], chunksize=16)
        for source, (outcome, provisions) in zip(sources, results, strict=True):
            yield source, _unpack(outcome, provisions)


def read_one(path: Path, locator: str) -> Document | Rejected:
    """One file: structure, metadata and the citations in its text."""
    document = read_document(path, locator)
    if isinstance(document, Rejected):
        return document
    meta = document.metadata
    found = find_document_citations(meta.title, _date(document), document.provisions)
    document.citations.update(found)
    return document


def _read_packed(path: Path, locator: str) -> tuple[Document | Rejected, bytes]:
    """What `read_one` says, the provisions packed: pickled, half a million named tuples took five seconds."""
    outcome = read_one(path, locator)
    if isinstance(outcome, Rejected):
        return outcome, b""
    return replace(outcome, provisions=()), marshal.dumps([(*p[:2], str(p.level), *p[3:]) for p in outcome.provisions])


def _unpack(outcome: Document | Rejected, packed: bytes) -> Document | Rejected:
    if isinstance(outcome, Rejected):
        return outcome
    return replace(outcome, provisions=tuple(map(Provision._make, marshal.loads(packed))))


def _date(document: Document) -> str | None:
    meta = document.metadata
    return meta.version[:10] if meta.version[:1].isdigit() else meta.adopted or meta.published
