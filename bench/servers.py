"""The servers against their bare clients, on a corpus: `python -m bench.servers DATA [SHARE]`.

DATA is a directory into which the corpus was ingested, SHARE the part of its versions that is loaded into Neo4j
(default 1). FATU_TEST_NEO4J_URL, _USER, _PASSWORD, FATU_TEST_ELASTICSEARCH_URL and FATU_TEST_SHARED must be set.

Neo4j: the same nodes and edges created by the bare driver, each in a batch of its own, and put by the store as
`fatu migrate` puts them; then the same queries. Elasticsearch: bench.search_server and bench.search_parity.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import neo4j

from bench import search_parity, search_server
from bench.neo4j_load import Bare, compare_queries
from graph import open_graph
from graph.neo4j import open_neo4j
from schemas.ports import Changes, GraphStore

T = TypeVar("T")

_CHUNK = 10_000


def main() -> None:
    """Print the figures."""
    data, share = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    with closing(open_graph(data / "graph", read_only=True)) as source:
        changes = list(read_changes(source, share))
        articles = [n.id for n in source.provisions(_versions(source, share)[:40], ["article"])][::3][:300]
    compare_neo4j(changes, articles)
    del changes
    sys.argv = sys.argv[:1]
    search_server.main()
    search_parity.main()


def read_changes(source: GraphStore, share: float) -> Iterator[Changes]:
    """What a migration would put, of that share of the versions: their nodes, shared nodes, and edges between those."""
    versions = set(_versions(source, share))
    left_out = set(source.ids("Expression")) - versions
    kept = set[str]()
    for owned in _chunks(o for o in source.dump_nodes() if o.node.id.partition("~")[0] not in left_out):
        kept.update(o.node.id for o in owned)
        yield Changes(put_nodes=owned)
    for edges in _chunks(e for e in source.dump_edges() if e.source in kept and e.target in kept):
        yield Changes(put_edges=edges)


def compare_neo4j(changes: list[Changes], articles: list[str]) -> None:
    """Load and queries, by the bare driver and by the store."""
    url, user, password = (os.environ[f"FATU_TEST_NEO4J_{name}"] for name in ("URL", "USER", "PASSWORD"))
    with neo4j.GraphDatabase.driver(url, auth=(user, password), notifications_min_severity="OFF") as driver:
        bare = Bare(driver, changes)
        stores = [open_neo4j(url, user, password, dataset=name) for name in ("benchstore", "benchbare")]
        for store in stores:
            store.wipe()
        try:
            bare_seconds = _seconds(bare.load)
            own_seconds = sum(_seconds(partial(stores[0].apply, c)) for c in changes)
            print(f"Neo4j: {bare.count:,} nodes, {bare.edge_count:,} relationships")
            print(f"bare driver {bare_seconds:.1f} s, store {own_seconds:.1f} s: {own_seconds / bare_seconds:.2f} x")
            compare_queries(driver, stores[0], articles)
        finally:
            for store in stores:
                store.drop()
                store.close()


def _versions(source: GraphStore, share: float) -> list[str]:
    versions = list(source.ids("Expression"))
    return versions[:: max(1, round(1 / share))]


def _chunks(items: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(items, _CHUNK)):
        yield chunk


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
