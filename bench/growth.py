"""How the engines grow: `python -m bench.growth DATA [TIMES …] [--servers FOLDER]`.

DATA is a directory into which a corpus was ingested. Each run puts so many variants of all its nodes and edges, under
other identifiers, into new engines, fills the index from them, and asks. One JSON line a run: bytes, seconds, ms.

With --servers the engines are those that FATU_TEST_NEO4J_URL, _USER, _PASSWORD and FATU_TEST_ELASTICSEARCH_URL name;
FOLDER is where that Neo4j keeps its databases (`data/databases`), which no query tells the size of.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from elasticsearch import Elasticsearch

from api.services.indexing import sync_index
from bench.search_parity import read_queries
from bench.search_quality import TODAY
from graph import open_graph
from graph.neo4j import open_neo4j
from schemas.ports import Changes, Edge, GraphStore, Json, Node, OwnedNode, SearchIndex
from schemas.queries import Filters, SearchRequest
from search import open_index
from search.elastic import drop_dataset, open_elastic

T = TypeVar("T")

_MARKS = "甲乙丙丁戊己庚辛壬癸"
_ID = re.compile(r"(cn[^:]*:[^:]+:)(?=.)")
_CHUNK = 30_000
_DATASET = "growth"


@dataclass(frozen=True, slots=True)
class Engines:
    """Both stores of one run, empty at first, and what tells how many bytes each takes."""

    store: GraphStore
    index: SearchIndex
    graph_bytes: Callable[[], int]
    index_bytes: Callable[[], int]


def main() -> None:
    """Print the runs."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description="How the engines grow with the corpus.")
    parser.add_argument("data", type=Path, help="folder that fatu ingested the corpus into")
    parser.add_argument("times", type=int, nargs="*", default=[1, 3])
    parser.add_argument("--servers", type=Path, metavar="FOLDER", help="the databases of the Neo4j to be filled")
    told = parser.parse_args()
    for number in told.times:
        with _serve(told.servers) if told.servers else _embed() as engines:
            print(json.dumps(measure(told.data, number, engines), ensure_ascii=False), flush=True)


@contextmanager
def _embed() -> Iterator[Engines]:
    with tempfile.TemporaryDirectory(prefix="fatu-growth-") as scratch:
        graph, index = Path(scratch, "graph"), Path(scratch, "index")
        with closing(open_graph(graph, read_only=False)) as store, closing(open_index(index, read_only=False)) as found:
            yield Engines(store, found, lambda: _size(graph), lambda: _size(index))


@contextmanager
def _serve(databases: Path) -> Iterator[Engines]:
    url, user, password = (os.environ[f"FATU_TEST_NEO4J_{name}"] for name in ("URL", "USER", "PASSWORD"))
    at = os.environ["FATU_TEST_ELASTICSEARCH_URL"]
    store = open_neo4j(url, user, password, dataset=_DATASET)
    store.wipe()
    drop_dataset(at, _DATASET)
    try:
        before = _size(databases)
        with closing(open_elastic(at, dataset=_DATASET, read_only=False, timeout=120)) as index:
            yield Engines(store, index, lambda: _size(databases) - before, lambda: _stored(at))
    finally:
        drop_dataset(at, _DATASET)
        store.drop()
        store.close()


def _stored(url: str) -> int:
    with closing(Elasticsearch(url, request_timeout=120)) as client:
        client.indices.refresh(index=f"fatu-{_DATASET}*")
        return int(client.indices.stats(index=f"fatu-{_DATASET}*")["_all"]["total"]["store"]["size_in_bytes"])


def measure(data: Path, number: int, engines: Engines) -> dict[str, object]:
    """One run."""
    store, index = engines.store, engines.index
    loaded = [_timed(partial(pour, data, store, mark)) for mark in _MARKS[:number]]
    indexed = _timed(lambda: sync_index(store, index))
    articles = sum(n for (level,), n in store.count_by("Provision", ["level"]) if level == "article")
    return {
        "times": number,
        "articles": articles,
        "nodes": sum(n for kind in ("Provision", "Citation", "Expression") for _, n in store.count_by(kind)),
        "graph_bytes": engines.graph_bytes(),
        "index_bytes": engines.index_bytes(),
        "load_seconds": round(sum(wall for wall, _ in loaded), 1),
        "load_cpu_seconds": round(sum(cpu for _, cpu in loaded), 1),
        "index_seconds": round(indexed[0], 1),
        "index_cpu_seconds": round(indexed[1], 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **ask(store, index),
    }


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and CPU seconds of this process, all threads: what a busy machine changes least."""
    clock, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - before


def pour(data: Path, store: GraphStore, mark: str) -> None:
    """Everything that `data` holds, as a variant of its own."""
    with closing(open_graph(data / "graph", read_only=True)) as source:
        for nodes in _chunks(source.dump_nodes()):
            store.apply(Changes(put_nodes=[_vary(o, mark) for o in nodes]))
        for edges in _chunks(source.dump_edges()):
            store.apply(Changes(put_edges=[_vary_edge(e, mark) for e in edges]))


def ask(store: GraphStore, index: SearchIndex) -> dict[str, float]:
    """Milliseconds of searches, of an article with its neighbours, and of walks."""
    versions = list(store.ids("Expression"))
    articles = [n.id for n in store.provisions(versions[:: max(1, len(versions) // 100)], ["article"])][:3000:10]
    calls: dict[str, list[Callable[[], object]]] = {
        "search": [_bind(index, q) for q in read_queries()],
        "neighbours": [lambda i=i: store.neighbours([i]) for i in articles],  # type: ignore[misc]
        "walk3": [lambda i=i: store.walk([i], depth=3) for i in articles],  # type: ignore[misc]
    }
    found: dict[str, float] = {}
    for name, asked in calls.items():
        times = []
        for call in asked:
            started = time.perf_counter()
            call()
            times.append((time.perf_counter() - started) * 1000)
        found[f"{name}_p50"] = round(statistics.median(times), 2)
        found[f"{name}_p99"] = round(statistics.quantiles(times, n=100)[-1], 2)
    return found


def _bind(index: SearchIndex, query: str) -> Callable[[], object]:
    return lambda: index.search(SearchRequest(query, TODAY, Filters(), facets=("kind", "status")))


def _vary(owned: OwnedNode, mark: str) -> OwnedNode:
    node = owned.node
    properties = {k: _vary_value(v, mark) for k, v in node.properties.items()}
    return OwnedNode(Node(_vary_id(node.id, mark), node.kind, properties), owned.owner and _vary_id(owned.owner, mark))


def _vary_edge(edge: Edge, mark: str) -> Edge:
    return replace(
        edge,
        source=_vary_id(edge.source, mark),
        target=_vary_id(edge.target, mark),
        owner=edge.owner and _vary_id(edge.owner, mark),
        evidence=edge.evidence and _vary_id(edge.evidence, mark),
    )


def _vary_value(value: Json, mark: str) -> Json:
    return _vary_id(value, mark) if isinstance(value, str) and value.startswith(("cn", "source:")) else value


def _vary_id(text: str, mark: str) -> str:
    if text.startswith("source:"):
        return f"source:{hashlib.blake2b((mark + text).encode(), digest_size=8).hexdigest()}"
    return _ID.sub(lambda m: m[1] + mark, text, count=1) if text.startswith("cn") else text


def _chunks(items: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(items, _CHUNK)):
        yield chunk


def _size(folder: Path) -> int:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


if __name__ == "__main__":
    main()
