"""Load and query times of the Neo4j store beside the bare driver's, in one run on the same rows.

`python -m bench.neo4j_load [SIZE]`, SIZE 1 being a corpus of 150,000 blocks, with FATU_TEST_NEO4J_URL, _USER and
_PASSWORD set. The bare load creates (not merges) the same nodes and relationships, PART_OF included, under
the same constraints and indexes, in batches of 5,000, each in a transaction of its own.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import neo4j

from bench.graph_data import build_load, build_resolution, expression_id
from bench.graph_load import apply_all
from graph.neo4j import Neo4jGraph, open_neo4j, queries
from graph.neo4j.naming import Naming
from graph.neo4j.rows import edge_row, node_row
from graph.shapes import CONTAINED, node_shape
from schemas.ports import Changes

Rows = list[dict[str, Any]]
Call = tuple[Callable[[], object], str, dict[str, object]]


def main() -> None:
    """Print the figures."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 0.1
    url, user, password = (os.environ[f"FATU_TEST_NEO4J_{name}"] for name in ("URL", "USER", "PASSWORD"))
    load = list(build_load(size))
    citing = sorted({str(n.node.properties["block"]) for c in load for n in c.put_nodes if n.node.kind == "Citation"})
    load += build_resolution([(b, 2) for b in citing])
    with neo4j.GraphDatabase.driver(url, auth=(user, password), notifications_min_severity="OFF") as driver:
        bare = Bare(driver)
        stores = [open_neo4j(url, user, password, dataset=name) for name in ("benchstore", "benchbare")]
        for store in stores:
            store.wipe()
        try:
            bare_seconds = sum(_seconds(partial(bare.load, c)) for c in load)
            own_seconds = _seconds(lambda: apply_all(stores[0], load))
            print(f"{bare.count:,} nodes, {bare.edge_count:,} relationships, {len(load)} changes")
            print(f"bare driver {bare_seconds:.1f} s, store {own_seconds:.1f} s: {own_seconds / bare_seconds:.2f} x")
            versions = int(3_400 * size)
            articles = [f"{expression_id(n % versions)}~art_{n % 44 + 1}" for n in range(300)]
            compare_queries(driver, stores[0], articles)
        finally:
            for store in stores:
                store.drop()
                store.close()


class Bare:
    """Creates the rows of changes with the bare driver, under the names of the data set `benchbare`."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver
        self._naming = Naming("benchbare")
        self.count = self.edge_count = 0

    def load(self, changes: Changes) -> None:
        """Create nodes and relationships, PART_OF among them; what a provision is part of must not come later."""
        name = self._naming
        nodes: dict[str, dict[str, dict[str, Any]]] = {}
        edges: dict[str, Rows] = {}
        for owned in changes.put_nodes:
            row = node_row(owned, node_shape(owned.node.kind))
            nodes.setdefault(owned.node.kind, {})[owned.node.id] = row
        for edge in changes.put_edges:
            edges.setdefault(edge.kind, []).append(edge_row(edge))
        for kind in CONTAINED:
            for row in nodes.get(kind, {}).values():
                whole = {"s": row["id"], "t": row.get("parent") or row["expression"], "p": {}}
                edges.setdefault("PART_OF", []).append(whole)
        for kind, rows in nodes.items():
            self._run(f"UNWIND $rows AS r CREATE (n:{name.node}:{name.of(kind)}) SET n = r", list(rows.values()))
        for kind, part in edges.items():
            self._run(
                f"UNWIND $rows AS r {name.match('a', 'r.s')} {name.match('b', 'r.t')} "
                f"CREATE (a)-[e:{name.of(kind)}]->(b) SET e = r.p",
                part,
            )
        self.count += sum(map(len, nodes.values()))
        self.edge_count += sum(map(len, edges.values()))

    def _run(self, text: str, rows: Rows) -> None:
        with self._driver.session() as session:
            for batch in _batches(rows):
                session.run(text, rows=batch).consume()


def compare_queries(driver: neo4j.Driver, store: Neo4jGraph, articles: Sequence[str]) -> dict[str, object]:
    """Milliseconds and ratios; each query by the store and bare in turn.

    The bare client gets the same text and makes nothing of the rows. The store must hold the data set `benchstore`.
    """
    naming = Naming("benchstore")
    node = f"{naming.match_ids('n')} RETURN labels(n), properties(n)"
    found = _compare("node", driver, [(partial(store.node, i), node, {"ids": [i]}) for i in articles])
    calls = [
        (partial(store.neighbours, [i]), *queries.build_neighbours(naming, [i], None, "both", 0, 51)) for i in articles
    ]
    found |= _compare("neighbours", driver, calls)
    far = [(i, *queries.build_walk(naming, [i], None, "out", 3, 1000)) for i in articles]
    return found | _compare("walk3", driver, [(partial(store.walk, [i], depth=3), text, p) for i, text, p in far])


def _compare(
    name: str, driver: neo4j.Driver, calls: Sequence[tuple[Callable[[], object], str, dict[str, object]]]
) -> dict[str, object]:
    own, bare = [], []
    for call, text, parameters in calls:
        own.append(_seconds(call))
        bare.append(_seconds(partial(_run_bare, driver, text, parameters)))
    a, b = (statistics.median(times) * 1000 for times in (own, bare))
    print(f"{name}: p50 bare {b:.2f} ms, store {a:.2f} ms: {a / b:.2f} x ({len(calls)} calls)", flush=True)
    return {f"{name}_bare_ms": round(b, 2), f"{name}_store_ms": round(a, 2), f"{name}_ratio": round(a / b, 2)}


def _run_bare(driver: neo4j.Driver, text: str, parameters: dict[str, object]) -> list[Any]:
    with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        return session.run(text, parameters).values()


def _batches(rows: Rows) -> Iterator[Rows]:
    iterator = iter(rows)
    while batch := list(islice(iterator, 5_000)):
        yield batch


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
