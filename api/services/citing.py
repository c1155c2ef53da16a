"""`fatu cite`: citations of texts that are not stored, resolved against what a data directory holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.services.engines import open_store
from ingest.reading import read_document
from ingest.resolution.aliases import HeldAliases
from ingest.resolution.batch import Titles, build_cite_record, open_titles
from ingest.resolution.catalogue import load_catalogue
from ingest.resolution.links import Linker
from schemas.citations import CitingSource
from schemas.documents import BLOCK_LEVELS, Document, Rejected
from schemas.errors import UnreadableSource
from schemas.ports import GraphStore, Json
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class CitedBlock:
    """A piece of a document with its citations: an article, a paragraph outside articles, an item of a list.

    `citations` are records as `fatu cite --batch` prints them, with `links`; spans are code points into `text`.
    """

    id: str
    label: str
    text: str
    citations: tuple[Mapping[str, Json], ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A file's title and blocks in their order; headings are blocks without citations."""

    title: str
    blocks: tuple[CitedBlock, ...]


@contextmanager
def open_titles_of(settings: Settings, *, required: bool) -> Iterator[tuple[Titles, GraphStore | None]]:
    """Official titles from the data directory and its store, else those that come with the package and None.

    Raises StoreUnavailable when the directory is `required` and none was made there.
    """
    if not required and not settings.graph_url and not (settings.data / "graph").exists():
        yield open_titles(), None
        return
    store = open_store(settings)
    try:
        yield open_titles(load_catalogue(store)), store
    finally:
        store.close()


def cite_batch(
    records: Iterable[Mapping[str, Json]], titles: Titles, store: GraphStore | None = None
) -> Iterator[dict[str, Json]]:
    """One answer per record, in their order."""
    if store is None:
        return (build_cite_record(record, titles) for record in records)
    aliases = HeldAliases(store, titles)
    return (build_cite_record(record, titles, aliases.complete) for record in records)


def cite_file(path: Path, titles: Titles, store: GraphStore | None, day: date) -> CitedDocument:
    """The document in a file of any format, with its citations and where they lead as of a day.

    Raises UnreadableSource with the reason for a file that is no document.
    """
    document = read_document(path, path.name)
    if isinstance(document, Rejected):
        raise UnreadableSource(f"{path}: {document.reason}")
    linker = Linker(titles, store, day.isoformat())
    return CitedDocument(document.metadata.title, tuple(_blocks(document, linker)))


def _blocks(document: Document, linker: Linker) -> Iterator[CitedBlock]:
    meta = document.metadata
    dated = meta.version[:10] if meta.version[:1].isdigit() else meta.adopted or meta.published
    source = CitingSource(meta.title, dated)
    for p in document.provisions:
        if p.text is None and p.level not in BLOCK_LEVELS and p.start is None:
            yield CitedBlock(p.eid, f"{p.num} {p.heading}".strip(), "", ())
        elif p.text is not None:
            yield _block(p.eid, p.num, p.text, document, source, linker)
    for item in document.items:
        yield _block(item.eid, item.name, item.text, document, source, linker)


def _block(eid: str, label: str, text: str, document: Document, source: CitingSource, linker: Linker) -> CitedBlock:
    records = linker.build_records(document.citations.get(eid, ()), source)
    return CitedBlock(eid, label, text, tuple(r for r in records if isinstance(r, dict)))
