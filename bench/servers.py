"""The servers against their bare clients, and both search engines side by side.

`python -m bench.servers DATA OUT [SHARE]`, with `nice` where others work. DATA is a directory into which the corpus was
ingested, SHARE the part of its versions that is taken (default 1). Each stage prints its figures and keeps them in the
file OUT; those that OUT holds are not run again. Needs FATU_TEST_NEO4J_URL, _USER, _PASSWORD,
FATU_TEST_ELASTICSEARCH_URL, and FATU_TEST_SHARED for the queries.

Bare client and port take turns, chunk by chunk and query by query, so that a busy machine slows both alike.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import neo4j

from api.services.indexing import build_entries
from bench.neo4j_load import Bare, compare_queries
from bench.search_parity import ask, compare, read_queries
from bench.search_server import choose_settings, compare_search, load_in_turn
from graph import open_graph
from graph.neo4j import open_neo4j
from schemas.ports import Changes, GraphStore
from schemas.queries import IndexDocument
from search import open_index
from search.elastic import drop_dataset, open_elastic

T = TypeVar("T")
Figures = dict[str, object]

_CHUNK = 10_000
# Versions whose entries are written at once, as a first ingest does.
_VERSIONS = 600


@dataclass(frozen=True, slots=True)
class Source:
    """What is loaded: a store, and which of its versions."""

    store: GraphStore
    versions: list[str]

    def changes(self) -> Iterator[Changes]:
        """What a migration would put: the versions' nodes, shared nodes, and edges between those."""
        left_out = set(self.store.ids("Expression")) - set(self.versions)
        kept = set[str]()
        for owned in _chunks(o for o in self.store.dump_nodes() if o.node.id.partition("~")[0] not in left_out):
            kept.update(o.node.id for o in owned)
            yield Changes(put_nodes=owned)
        for edges in _chunks(e for e in self.store.dump_edges() if e.source in kept and e.target in kept):
            yield Changes(put_edges=edges)

    def documents(self) -> Iterator[list[IndexDocument]]:
        """Their entries in the index, some versions at a time."""
        for part in _chunks(iter(self.versions), _VERSIONS):
            yield list(build_entries(self.store, part))


def main() -> None:
    """Run the stages that OUT does not hold."""
    data, out, share = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 1.0
    figures: dict[str, Figures] = json.loads(out.read_text("utf8")) if out.exists() else {}
    stages: dict[str, Callable[[Source], Figures]] = {
        "neo4j": compare_neo4j,
        "elasticsearch": compare_elasticsearch,
        "one shard": lambda source: compare_ranking(source, 1),
        "three shards": lambda source: compare_ranking(source, 3),
    }
    with closing(open_graph(data / "graph", read_only=True)) as store:
        source = Source(store, list(store.ids("Expression"))[:: max(1, round(1 / share))])
        for name, stage in stages.items():
            if name not in figures:
                figures[name] = {"share": share, **stage(source)}
                out.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf8")
            print(name, json.dumps(figures[name], ensure_ascii=False), flush=True)


def compare_neo4j(source: Source) -> Figures:
    """Load and queries, by the bare driver and by the store."""
    url, user, password = (os.environ[f"FATU_TEST_NEO4J_{name}"] for name in ("URL", "USER", "PASSWORD"))
    articles = [n.id for n in source.store.provisions(source.versions[:40], ["article"])][::3][:300]
    with neo4j.GraphDatabase.driver(url, auth=(user, password), notifications_min_severity="OFF") as driver:
        stores = [open_neo4j(url, user, password, dataset=name) for name in ("benchstore", "benchbare")]
        for store in stores:
            store.wipe()
        try:
            bare, bare_seconds, own_seconds = Bare(driver), 0.0, 0.0
            for number, changes in enumerate(source.changes()):
                bare_seconds += _seconds(lambda c=changes: bare.load(c))  # type: ignore[misc]
                own_seconds += _seconds(lambda c=changes: stores[0].apply(c))  # type: ignore[misc]
                if number % 5 == 4:
                    print(f"  {bare.count:,} nodes: {bare_seconds:.0f} s, {own_seconds:.0f} s", flush=True)
            load: Figures = {
                "nodes": bare.count, "relationships": bare.edge_count, "bare_seconds": round(bare_seconds, 1),
                "store_seconds": round(own_seconds, 1), "load_ratio": round(own_seconds / bare_seconds, 2),
            }  # fmt: skip
            print("  ", load, flush=True)
            return load | compare_queries(driver, stores[0], articles)
        finally:
            for store in stores:
                store.drop()
                store.close()


def compare_elasticsearch(source: Source) -> Figures:
    """Load and queries, by the bare client and by the port, which also cuts the words."""
    url = os.environ["FATU_TEST_ELASTICSEARCH_URL"]
    settings = choose_settings(url, next(source.documents()))
    load = load_in_turn(url, source.documents(), settings)
    print("  ", load, flush=True)
    figures = {**load, **compare_search(url)}
    drop_dataset(url, "bench")
    return figures


def compare_ranking(source: Source, shards: int) -> Figures:
    """The first ten of 200 queries in the embedded engine and on a fresh index of so many shards."""
    url, dataset, queries = os.environ["FATU_TEST_ELASTICSEARCH_URL"], f"parity-{shards}", read_queries()
    drop_dataset(url, dataset)
    with tempfile.TemporaryDirectory(prefix="fatu-parity-") as scratch:
        embedded = open_index(Path(scratch), read_only=False)
        server = open_elastic(url, dataset=dataset, read_only=False, shards=shards, timeout=120)
        with closing(embedded), closing(server):
            for index in (embedded, server):
                for documents in source.documents():
                    index.replace([], documents)
                index.publish()
            expected, found = ([ask(index, q) for q in queries] for index in (embedded, server))
    drop_dataset(url, dataset)
    return compare(shards, queries, expected, found)


def _chunks(items: Iterator[T], size: int = _CHUNK) -> Iterator[list[T]]:
    while chunk := list(islice(items, size)):
        yield chunk


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
