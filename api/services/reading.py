"""Reads files in worker processes and hands the documents back in the order of the files."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path

from api.services.processes import open_context, settle_beside
from api.services.vocabulary import load_regions
from ingest.sources import FoundSource
from schemas.documents import Document, Provision, Rejected
from schemas.records import DocumentKind

# Below this many files the start of a worker (0.3 s) costs more than it saves.
_WORTH_A_POOL = 40

# As `Provision._make` does, without a call of Python for each of half a million.
_MAKE: Callable[[tuple[object, ...]], Provision] = partial(tuple.__new__, Provision)


def read_sources(
    sources: Sequence[FoundSource], regions: str = "", workers: int = 0, kind: DocumentKind | None = None
) -> Iterator[tuple[FoundSource, Document | Rejected]]:
    """Every source with what was read of it.

    `regions` are the lines of further ones, `workers` 0 means one process per core, `kind` is what the user says that
    the files are.
    """
    count = workers or os.cpu_count() or 1
    if len(sources) < _WORTH_A_POOL or count == 1:
        from ingest.reading import read_document  # a tenth of a second, which who has others read need not wait for

        for source in sources:
            yield source, read_document(source.path, source.locator, kind)
        return
    with ProcessPoolExecutor(count, mp_context=open_context(), initializer=_begin, initargs=(regions,)) as pool:
        paths, locators = [s.path for s in sources], [s.locator for s in sources]
        results = pool.map(_read_packed, paths, locators, repeat(kind), chunksize=16)
        for source, (outcome, provisions) in zip(sources, results, strict=True):
            yield source, _unpack(outcome, provisions)


def _begin(regions: str) -> None:
    # One process writes what all read: with readers beside it on each core it lagged, and wrote its last tenth alone.
    settle_beside(nice=2)
    load_regions(regions)


def _read_packed(path: Path, locator: str, kind: DocumentKind | None) -> tuple[Document | Rejected, bytes]:
    """What was read, the provisions packed: pickled, half a million named tuples took five seconds."""
    from ingest.reading import read_document

    outcome = read_document(path, locator, kind)
    if isinstance(outcome, Rejected):
        return outcome, b""
    return replace(outcome, provisions=()), marshal.dumps([(*p[:2], str(p.level), *p[3:]) for p in outcome.provisions])


def _unpack(outcome: Document | Rejected, packed: bytes) -> Document | Rejected:
    if isinstance(outcome, Rejected):
        return outcome
    return replace(outcome, provisions=tuple(map(_MAKE, marshal.loads(packed))))
