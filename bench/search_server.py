"""Elasticsearch through the port against its bare client: `python -m bench.search_server`.

Load: the same rows, ready made, by `helpers.parallel_bulk` (the best of several settings), and in turn by the port,
which also cuts the words. Queries: the same bodies sent by the bare client and by the port.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from elasticsearch import Elasticsearch, OrjsonSerializer, helpers

from bench.corpus_articles import build_documents, read_articles, shared_folder
from bench.search_parity import read_queries
from bench.search_quality import TODAY
from schemas.queries import IndexDocument, SearchRequest
from search.elastic import drop_dataset, open_elastic, searching
from search.elastic.mapping import build_mapping, build_settings
from search.entries import build_fields
from search.tokens import load_segmenter

_BARE = "fatu-bench-bare"
# Entries that are written at once, as a first ingest does.
_PART = 50_000
_SETTINGS = ((2, 1_000), (2, 2_000), (4, 1_000))


def main() -> None:
    """Print both ratios."""
    url = os.environ["FATU_TEST_ELASTICSEARCH_URL"]
    documents = list(build_documents(read_articles(shared_folder() / "corpus" / "laws")))
    parts = [documents[n : n + _PART] for n in range(0, len(documents), _PART)]
    print(load_in_turn(url, iter(parts), choose_settings(url, parts[0])))
    print(compare_search(url))
    drop_dataset(url, "bench")


def choose_settings(url: str, documents: list[IndexDocument]) -> tuple[int, int]:
    """Threads and rows a request with which the bare client loads those documents fastest."""
    rows = list(build_fields(documents, load_segmenter()))
    seconds = {}
    with closing(Elasticsearch(url, serializer=OrjsonSerializer(), request_timeout=120)) as client:
        for threads, chunk in _SETTINGS:
            make_bare(client)
            seconds[threads, chunk] = load_bare(client, rows, threads, chunk)
            print(f"  bare, {threads} threads, {chunk} rows a request: {seconds[threads, chunk]:.1f} s", flush=True)
        client.indices.delete(index=_BARE)
    return min(seconds, key=lambda s: seconds[s])


def load_in_turn(url: str, parts: Iterator[list[IndexDocument]], settings: tuple[int, int]) -> dict[str, object]:
    """Each part by the bare client, from rows made before, then by the port into the data set `bench`."""
    drop_dataset(url, "bench")
    words, total, bare, ours = load_segmenter(), 0, 0.0, 0.0
    with closing(Elasticsearch(url, serializer=OrjsonSerializer(), request_timeout=120)) as client:
        make_bare(client)
        with closing(open_elastic(url, dataset="bench", read_only=False)) as index:
            for documents in parts:
                rows = list(build_fields(documents, words))
                bare += load_bare(client, rows, *settings, total)
                versions = sorted({d.expression for d in documents})
                ours += _timed(lambda v=versions, d=documents: index.replace(v, d))  # type: ignore[misc]
                total += len(rows)
                print(f"  {total:,} entries: {bare:.0f} s, {ours:.0f} s", flush=True)
            ours += _timed(index.publish)
        client.indices.delete(index=_BARE)
    return {
        "entries": total, "bare_threads": settings[0], "bare_rows": settings[1], "bare_seconds": round(bare, 1),
        "port_seconds": round(ours, 1), "load_ratio": round(ours / bare, 2),
    }  # fmt: skip


def make_bare(client: Elasticsearch) -> None:
    """An empty index for the bare client, of the same mapping and settings as the port's."""
    client.options(ignore_status=404).indices.delete(index=_BARE)
    client.indices.create(index=_BARE, mappings=build_mapping("bench"), settings=build_settings(1, 0))


def load_bare(client: Elasticsearch, rows: list[dict[str, Any]], threads: int, chunk: int, first: int = 0) -> float:
    """Seconds of one load; `first` is the number of rows before."""
    started = time.perf_counter()
    actions = ({"_index": _BARE, "_id": str(n), "_source": row} for n, row in enumerate(rows, first))
    for _ in helpers.parallel_bulk(client, actions, thread_count=threads, chunk_size=chunk):
        pass
    client.indices.refresh(index=_BARE)
    return time.perf_counter() - started


def compare_search(url: str) -> dict[str, object]:
    """Milliseconds of queries in the data set `bench`.

    The port first notes the bodies it sends; then both take turns.
    """
    index = open_elastic(url, dataset="bench", read_only=True)
    client = Elasticsearch(url, request_timeout=10)
    sent: dict[str, list[Any]] = {}
    ask = searching.ask
    for query in read_queries():
        bodies = sent.setdefault(query, [])

        def note(c: Elasticsearch, i: str, body: Any, bodies: list[Any] = bodies) -> Any:
            bodies.append(body)
            return ask(c, i, body)

        searching.ask = note  # type: ignore[assignment]  # the same, and it takes notes
        index.search(SearchRequest(query, TODAY))
    searching.ask = ask
    bare, ours = [], []
    for _ in range(2):
        for query, bodies in sent.items():
            bare.append(_timed(lambda bodies=bodies: [_send(client, b) for b in bodies]))  # type: ignore[misc]
            ours.append(_timed(lambda query=query: index.search(SearchRequest(query, TODAY))))  # type: ignore[misc]
    one, other = statistics.median(bare) * 1000, statistics.median(ours) * 1000
    requests = sum(map(len, sent.values())) / len(sent)
    print(f"query p50: bare {one:.2f} ms, port {other:.2f} ms, ratio {other / one:.2f} ({requests:.2f} requests each)")
    index.close()
    client.close()
    return {"query_bare_ms": round(one, 2), "query_port_ms": round(other, 2), "query_ratio": round(other / one, 2)}


def _send(client: Elasticsearch, body: Any) -> object:
    whole = {"_source": False, "track_total_hits": True, **body}
    return client.search(index="fatu-bench", body=whole, search_type="dfs_query_then_fetch")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
