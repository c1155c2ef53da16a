"""The SearchIndex port on Elasticsearch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from elasticsearch import Elasticsearch

from schemas.errors import IncompatibleData, StoreUnavailable
from schemas.queries import Explanation, Filters, IndexDocument, SearchRequest, SearchResult, Suggestion
from search.bounds import check_page
from search.conditions import build_conditions
from search.elastic.connection import Credentials, check_server, guard, open_client
from search.elastic.explaining import explain_entry
from search.elastic.generations import (
    alias_of,
    check_generation,
    find_current,
    find_generations,
    find_unfinished,
    make_generation,
    missing,
    publish_generation,
)
from search.elastic.mapping import build_mapping, build_settings
from search.elastic.queries import Body, build_filters, build_title_query
from search.elastic.scanning import scan
from search.elastic.searching import ask, run_search
from search.elastic.vectors.store import vectors_alias
from search.elastic.writing import delete_expressions, index_documents, refresh
from search.entries import build_fields, build_fingerprint
from search.planning import build_plan
from search.tokens import Segmenter, load_segmenter

# A query that takes longer helps nobody; a bulk request may wait for merges.
_QUERY_TIMEOUT = 10.0
_BULK_TIMEOUT = 120.0


def open_elastic(
    url: str,
    *,
    dataset: str = "main",
    read_only: bool,
    credentials: Credentials | None = None,
    shards: int = 1,
    replicas: int = 0,
    timeout: float = _QUERY_TIMEOUT,
    patience: float = 60.0,
    segmenter: Segmenter | None = None,
) -> ElasticIndex:
    """Open the index `fatu-<dataset>` on the server at `url`.

    Reading needs a complete one of this version: StoreUnavailable or IncompatibleData otherwise. For writing, an
    index that is missing or of another version is built anew, beside the old, with that many `shards` and `replicas`.
    `timeout` (s) bounds a question; `patience` (s) is how long writing waits for a server that is away.
    """
    alias, words = alias_of(dataset), segmenter or load_segmenter()
    client = open_client(url, credentials or Credentials(), timeout)
    fingerprint = build_fingerprint(words)
    try:
        check_server(client, url)
        with guard(url):
            name = find_current(client, alias)
            if read_only:
                if name is None:
                    raise missing(client, alias)
                check_generation(client, name, fingerprint)
                return ElasticIndex(client, url, alias, name, words)
            if name is not None:
                with suppress(IncompatibleData):
                    check_generation(client, name, fingerprint)
                    return ElasticIndex(client, url, alias, name, words, writable=True, patience=patience)
            begun = find_unfinished(client, alias, fingerprint)
            name = begun or make_generation(
                client, alias, fingerprint, build_mapping(fingerprint), build_settings(shards, replicas)
            )
        return ElasticIndex(client, url, alias, name, words, writable=True, building=True, patience=patience)
    except BaseException:
        client.close()
        raise


def drop_dataset(url: str, dataset: str, credentials: Credentials | None = None) -> None:
    """Delete every generation of the dataset, of words and of vectors."""
    client = open_client(url, credentials or Credentials(), _QUERY_TIMEOUT)
    words, vectors = alias_of(dataset), vectors_alias(dataset)
    with guard(url):
        for name in [*find_generations(client, words), *find_generations(client, vectors), f"{vectors}-writer"]:
            client.options(ignore_status=404).indices.delete(index=name)
    client.close()


class ElasticIndex:
    """Full text on a server. Made by `open_elastic`; one that is `building` writes what readers don't see yet."""

    def __init__(
        self,
        client: Elasticsearch,
        url: str,
        alias: str,
        name: str,
        segmenter: Segmenter,
        *,
        writable: bool = False,
        building: bool = False,
        patience: float = 60.0,
    ) -> None:
        self._client, self._url, self._alias, self._name = client, url, alias, name
        self._segmenter, self._fingerprint = segmenter, build_fingerprint(segmenter)
        self._writable, self._building, self._patience = writable, building, patience
        self._bulk = client.options(request_timeout=_BULK_TIMEOUT)

    @property
    def fingerprint(self) -> str:
        """The generation that this handle reads and writes: model and words, and which filling of them."""
        if not self._writable:
            self._follow()
        return self._name

    def replace(self, expressions: Sequence[str], documents: Iterable[IndexDocument]) -> None:
        """Drop all entries of `expressions`, add `documents`, and show both at once (one refresh at the end).

        A generation that readers see gets the documents only when all of them are built.
        """
        if not self._writable:
            raise StoreUnavailable(f"the index {self._alias} was opened for reading", "open it for writing")
        fields = build_fields(documents, self._segmenter)
        if not self._building:
            fields = iter(list(fields))
        with guard(self._url):
            delete_expressions(self._bulk, self._name, list(dict.fromkeys(expressions)), self._patience)
            index_documents(self._bulk, self._name, fields, self._patience)
            refresh(self._bulk, self._name, self._patience)

    def publish(self) -> None:
        """Let readers see the generation that was built; nothing to do when they see it already."""
        if self._building:
            with guard(self._url):
                refresh(self._bulk, self._name, self._patience)
                publish_generation(self._bulk, self._alias, self._name)
            self._building = False

    def search(self, request: SearchRequest) -> SearchResult:
        """Hits for a query. Raises InvalidInput for a page out of bounds, an unknown facet or status."""
        check_page(request.offset, request.limit)
        with guard(self._url):
            result, name = run_search(self._client, self._target, request, self._segmenter)
        self._check(name)
        return result

    def explain(self, request: SearchRequest, entry: str) -> Explanation | None:
        """Why the entry scores for the query as it does, whatever the filters; None when it is not held."""
        plan = build_plan(request.text, self._segmenter, request.groups)
        with guard(self._url):
            return explain_entry(self._client, self._target, plan, entry)

    def suggest(self, prefix: str, limit: int) -> list[Suggestion]:
        """Works by title, those in force today first, then by authority and the shortest title."""
        if limit <= 0:
            return []
        today = date.today().isoformat()  # noqa: DTZ011  # the user's day
        filters = build_filters(build_conditions(Filters(), today))
        titles = [build_title_query(prefix, beginning=b) for b in (True, False)]
        tiers = [f for t in titles if t for f in ([t, *filters], [t])]
        if not tiers:
            return []
        with guard(self._url):
            answers = self._ask_tiers(tiers, min(limit, 100) * 4)
        found: dict[str, Suggestion] = {}
        for hit in (h for a in answers for h in a["hits"]["hits"]):
            self._check(hit["_index"])
            work, _, title = hit["fields"]["label"][0].partition("\t")
            found.setdefault(work, Suggestion(title, "work", work))
        return list(found.values())[:limit]

    def ids(self) -> Iterator[str]:
        """Every entry's id, from one point in time."""
        return (fields["id"][0] for fields in scan(self._client, self._url, self._target, ["id"]))

    def count(self) -> int:
        """Number of entries."""
        with guard(self._url):
            answer = self._client.count(index=self._target)
        if answer["_shards"]["failed"]:
            raise StoreUnavailable(f"some shards of {self._target} do not answer", "check the cluster's health")
        return int(answer["count"])

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @property
    def _target(self) -> str:
        """What is asked: a writer's own generation; for readers the alias, which follows."""
        return self._name if self._writable else self._alias

    def _ask_tiers(self, tiers: Sequence[list[Body]], size: int) -> list[Body]:
        order = [{"suggest_order": "asc"}, {"id": "asc"}]
        more = {"size": size, "sort": order, "docvalue_fields": ["label"], "track_total_hits": False}
        return [ask(self._client, self._target, {"query": {"bool": {"filter": t}}, **more}) for t in tiers]

    def _check(self, name: str) -> None:
        """Another generation may have taken the alias: of our version, fine; else its words are not ours.

        Without hits nothing tells which it was, and an answer of nothing must be sure.
        """
        if name != self._name and not self._writable:
            self._follow()

    def _follow(self) -> None:
        with guard(self._url):
            current = find_current(self._client, self._alias)
            if current is None:
                raise missing(self._client, self._alias)
            if current != self._name:
                check_generation(self._client, current, self._fingerprint)
                self._name = current
