"""The SearchIndex port on tantivy: a directory with generations of an index, one writer, many readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import tantivy

from schemas.errors import IncompatibleData, StoreBusy, StoreUnavailable
from schemas.queries import Explanation, Filters, IndexDocument, SearchRequest, SearchResult, Suggestion
from search.bounds import check_page
from search.conditions import build_conditions, build_request_conditions, date_number
from search.entries import build_fields, build_fingerprint
from search.planning import build_plan
from search.tantivy.explaining import explain_entry
from search.tantivy.generations import (
    find_unfinished,
    make_generation,
    publish_generation,
)
from search.tantivy.reader import Reader, guard_reading
from search.tantivy.schema import build_document, build_schema, register_analyzer
from search.tantivy.searching import Search
from search.tantivy.suggesting import find_suggestions
from search.tokens import Segmenter

# One indexing thread beside ours, which cuts words: more gain nothing. 150 MB hold some 60,000 articles.
_HEAP = 150_000_000
_THREADS = 1


def open_tantivy(path: Path, segmenter: Segmenter, *, read_only: bool) -> TantivyIndex:
    """Open the index in that directory.

    Reading needs a complete one of this version: StoreUnavailable or IncompatibleData otherwise. For writing, an
    index that is missing, damaged or of another version is built anew, beside the old.
    """
    fingerprint = build_fingerprint(segmenter)
    if read_only:
        return TantivyIndex(path, segmenter, Reader(path, fingerprint))
    try:
        path.mkdir(parents=True, exist_ok=True)
        with suppress(StoreUnavailable, IncompatibleData):
            return TantivyIndex(path, segmenter, Reader(path, fingerprint), writable=True)
        name = _begin(path, fingerprint)
        return TantivyIndex(path, segmenter, Reader(path, fingerprint, name), writable=True, building=name)
    except OSError as error:
        raise StoreUnavailable(
            f"the index in {path} can't be written: {error}", "check the directory's rights"
        ) from error


def _begin(path: Path, fingerprint: str) -> str:
    """A generation to fill: the one that a run before began, if it can be opened, else a new one."""
    if name := find_unfinished(path, fingerprint):
        with suppress(StoreUnavailable):
            Reader(path, fingerprint, name)
            return name
    name = make_generation(path, fingerprint)
    tantivy.Index(build_schema(), path=str(path / name), reuse=False)
    return name


class TantivyIndex:
    """Full text in one directory. Made by `open_tantivy`; `building` names a generation that readers don't see yet."""

    def __init__(
        self, path: Path, segmenter: Segmenter, reader: Reader, *, writable: bool = False, building: str | None = None
    ) -> None:
        self._path, self._segmenter, self._reader = path, segmenter, reader
        self._writable, self._building = writable, building
        self._writer: tantivy.IndexWriter | None = None

    @property
    def fingerprint(self) -> str:
        """The generation that this handle reads and writes: model and words, and which filling of them."""
        return self._reader.generation

    def replace(self, expressions: Sequence[str], documents: Iterable[IndexDocument]) -> None:
        """Drop all entries of `expressions`, add `documents`, commit. StoreBusy while another process writes."""
        writer = self._open_writer()
        try:
            for expression in dict.fromkeys(expressions):
                writer.delete_documents_by_term("expression", expression)
            for fields in build_fields(documents, self._segmenter):
                writer.add_document(build_document(fields))
            writer.commit()
        except BaseException:
            # Whatever is in the writer belongs to no commit: it goes with it.
            self._writer = None
            with suppress(Exception):
                writer.rollback()
            del writer
            raise
        self._reader.refresh()

    def publish(self) -> None:
        """Let readers see the generation that was built; nothing to do when they see it already."""
        if self._building:
            publish_generation(self._path, self._building)
            self._building = None
            self._reader.fix(None)

    def search(self, request: SearchRequest) -> SearchResult:
        """Hits for a query. Raises InvalidInput for a page out of bounds, an unknown facet or status."""
        check_page(request.offset, request.limit)
        plan = build_plan(request.text, self._segmenter, request.groups)
        conditions = build_request_conditions(request, self._segmenter)
        day = date_number(request.filters.in_force_on or request.today)
        with self._reader.searcher() as (searcher, compiler):
            hits, total, relaxed, facets = Search(searcher, compiler, request, plan, conditions, day).run()
        return SearchResult(tuple(hits), total, plan.units, relaxed, facets)

    def explain(self, request: SearchRequest, entry: str) -> Explanation | None:
        """Why the entry scores for the query as it does, whatever the filters; None when it is not held."""
        plan = build_plan(request.text, self._segmenter, request.groups)
        with self._reader.searcher() as (searcher, compiler):
            return explain_entry(searcher, compiler, plan, entry)

    def suggest(self, prefix: str, limit: int) -> list[Suggestion]:
        """Works by title, those in force today first, then by authority and the shortest title."""
        in_force = build_conditions(Filters(), date.today().isoformat())  # noqa: DTZ011  # the user's day
        with self._reader.searcher() as (searcher, compiler):
            return find_suggestions(searcher, compiler, prefix, in_force, min(limit, 100)) if limit > 0 else []

    def ids(self) -> Iterator[str]:
        """Every entry's id, from the dictionary of terms."""
        with self._reader.searcher() as (searcher, _):
            everything = tantivy.Query.all_query()
            yield from (term for term, count in searcher.terms_with_prefix("id", "", everything) if count)

    def count(self) -> int:
        """Number of entries."""
        with self._reader.searcher() as (searcher, _):
            return searcher.num_docs

    def close(self) -> None:
        """Finish merges and let go of the writer's lock."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.wait_merging_threads()

    def _open_writer(self) -> tantivy.IndexWriter:
        if not self._writable:
            raise StoreUnavailable(f"the index in {self._path} was opened for reading", "open it for writing")
        if self._writer is None:
            with guard_reading(self._path):
                index = tantivy.Index.open(str(self._path / self._reader.generation))
                register_analyzer(index)
            try:
                self._writer = index.writer(_HEAP, _THREADS)
            except ValueError as error:
                raise StoreBusy(f"another process writes the index in {self._path}", "wait until it is done") from error
        return self._writer
