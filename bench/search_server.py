"""Elasticsearch through the port against its bare client: `python -m bench.search_server`.

Load: the same rows, ready made, by `helpers.parallel_bulk` (the best of several settings), and by the port, which also
cuts the words. Queries: the same bodies sent by the bare client and by the port.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from elasticsearch import Elasticsearch, OrjsonSerializer, helpers

from bench.corpus_articles import build_documents, read_articles, shared_folder
from bench.search_parity import read_queries
from bench.search_quality import TODAY
from schemas.queries import SearchRequest
from search.elastic import drop_dataset, open_elastic, searching
from search.elastic.mapping import build_mapping, build_settings
from search.entries import build_fields
from search.tokens import load_segmenter

_BARE = "fatu-bench-bare"
_SETTINGS = ((2, 1_000), (2, 2_000), (4, 1_000))


def main() -> None:
    """Print both ratios."""
    url = os.environ["FATU_TEST_ELASTICSEARCH_URL"]
    documents = list(build_documents(read_articles(shared_folder() / "corpus" / "laws")))
    started = time.perf_counter()
    rows = list(build_fields(documents, load_segmenter()))
    print(f"{len(rows)} rows, words cut in {time.perf_counter() - started:.1f} s", flush=True)
    bare = min(_load_bare(url, rows, threads, chunk) for threads, chunk in _SETTINGS)
    drop_dataset(url, "bench")
    index = open_elastic(url, dataset="bench", read_only=False)
    started = time.perf_counter()
    index.replace([], documents)
    index.publish()
    ours = time.perf_counter() - started
    print(f"load: bare client at best {bare:.1f} s, port {ours:.1f} s with cutting words, ratio {ours / bare:.2f}")
    index.close()
    _compare_queries(url)
    drop_dataset(url, "bench")


def _load_bare(url: str, rows: list[dict[str, Any]], threads: int, chunk: int) -> float:
    client = Elasticsearch(url, serializer=OrjsonSerializer(), request_timeout=120)
    client.options(ignore_status=404).indices.delete(index=_BARE)
    client.indices.create(index=_BARE, mappings=build_mapping("bench"), settings=build_settings(1, 0))
    started = time.perf_counter()
    actions = ({"_index": _BARE, "_id": str(n), "_source": row} for n, row in enumerate(rows))
    for _ in helpers.parallel_bulk(client, actions, thread_count=threads, chunk_size=chunk):
        pass
    client.indices.refresh(index=_BARE)
    seconds = time.perf_counter() - started
    print(f"  bare, {threads} threads, {chunk} rows a request: {seconds:.1f} s", flush=True)
    client.indices.delete(index=_BARE)
    client.close()
    return seconds


def _compare_queries(url: str) -> None:
    """The port first notes the bodies it sends; then both take turns."""
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


def _send(client: Elasticsearch, body: Any) -> object:
    whole = {"_source": False, "track_total_hits": True, **body}
    return client.search(index="fatu-bench", body=whole, search_type="dfs_query_then_fetch")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
