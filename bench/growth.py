"""How the embedded engines grow: `python -m bench.growth DATA [TIMES …]`, TIMES of what DATA holds; default 1 3.

DATA is a directory into which a corpus was ingested. Each run puts so many variants of all its nodes and edges, under
other identifiers, into new engines, fills the index from them, and asks. One JSON line a run: bytes, CPU seconds, ms.
"""

from __future__ import annotations

import hashlib
import json
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from api.services.indexing import sync_index
from bench.search_parity import read_queries
from bench.search_quality import TODAY
from graph import open_graph
from schemas.ports import Changes, Edge, GraphStore, Json, Node, OwnedNode, SearchIndex
from schemas.queries import Filters, SearchRequest
from search import open_index

T = TypeVar("T")

_MARKS = "甲乙丙丁戊己庚辛壬癸"
_ID = re.compile(r"(cn[^:]*:[^:]+:)(?=.)")
_CHUNK = 30_000


def main() -> None:
    """Print the runs."""
    data, times = Path(sys.argv[1]), [int(t) for t in sys.argv[2:]] or [1, 3]
    for number in times:
        with tempfile.TemporaryDirectory(prefix="fatu-growth-") as scratch:
            print(json.dumps(measure(data, number, Path(scratch)), ensure_ascii=False), flush=True)


def measure(data: Path, number: int, scratch: Path) -> dict[str, object]:
    """One run."""
    store, index = open_graph(scratch / "graph", read_only=False), open_index(scratch / "index", read_only=False)
    with closing(store), closing(index):
        loaded = sum(_cpu(partial(pour, data, store, mark)) for mark in _MARKS[:number])
        indexed = _cpu(lambda: sync_index(store, index))
        articles = sum(n for (level,), n in store.count_by("Provision", ["level"]) if level == "article")
        return {
            "times": number,
            "articles": articles,
            "nodes": sum(n for kind in ("Provision", "Citation", "Expression") for _, n in store.count_by(kind)),
            "graph_bytes": _size(scratch / "graph"),
            "index_bytes": _size(scratch / "index"),
            "load_cpu_seconds": round(loaded, 1),
            "index_cpu_seconds": round(indexed, 1),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            **ask(store, index),
        }


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process, all threads: what a busy machine changes least."""
    before = time.process_time()
    work()
    return time.process_time() - before


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
