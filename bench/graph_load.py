"""Load and query times of the embedded graph store on generated data: `python -m bench.graph_load [SIZE]`.

Times are CPU seconds of this process unless said otherwise. The floor inserts the same provisions bare: one table,
whole ids as text, one unique index.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from bench.graph_data import build_load, build_resolution, expression_id
from graph import open_graph
from schemas.ports import Changes, GraphStore

T = TypeVar("T")


def apply_all(store: GraphStore, changes: Iterable[Changes]) -> None:
    """Apply them one after the other."""
    for change in changes:
        store.apply(change)


def main() -> None:
    """Print the figures."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        load = list(build_load(size))
        bare = _timed("floor: provisions bare, one table", lambda: _insert_bare(path / "bare.sqlite", load))
        store = open_graph(path / "graph", read_only=False)
        _timed(f"apply {len(load)} changes", lambda: apply_all(store, load))
        counts = Counter(n.node.properties["block"] for c in load for n in c.put_nodes if n.node.kind == "Citation")
        blocks = [(str(b), n) for b, n in counts.items()]
        steps = list(build_resolution(blocks))
        _timed(f"apply {sum(counts.values()):,} edges", lambda: apply_all(store, steps))
        print(f"{'bytes of the file':44} {sum(f.stat().st_size for f in (path / 'graph').iterdir()):,}")
        print(f"{'bytes of the floor':44} {bare.stat().st_size:,}")
        _queries(store, load, [b for b, _ in blocks])
        _timed(
            "remove 100 sources", lambda: store.apply(Changes(remove_owned_by=[f"source:{n:016x}" for n in range(100)]))
        )
        store.close()


def _queries(store: GraphStore, load: list[Changes], blocks: list[str]) -> None:
    ids = [n.node.id for c in load for n in c.put_nodes][::5][:100_000]
    expressions = list(store.ids("Expression"))
    _timed(f"held({len(ids):,})", lambda: store.held(ids))
    _timed(f"nodes({len(ids):,})", lambda: store.nodes(ids))
    _timed(f"find(Citation, block, {len(blocks):,})", lambda: store.find("Citation", {"block": blocks}))
    _timed("find(Citation, verdict)", lambda: store.find("Citation", {"verdict": ["pending"]}))
    _timed("provisions(all, article)", lambda: sum(1 for _ in store.provisions(expressions, ["article"])))
    _timed("provisions(all)", lambda: sum(1 for _ in store.provisions(expressions)))
    _timed("ids(Provision)", lambda: sum(1 for _ in store.ids("Provision")))
    _timed("edges(CITES)", lambda: sum(1 for _ in store.edges("CITES")))
    _timed("edge_counts()", store.edge_counts)
    _timed("count_by(Provision, level)", lambda: store.count_by("Provision", ["level"]))
    articles = [f"{expression_id(n)}~art_{n % 44 + 1}" for n in range(0, len(expressions), 10)]
    _each("node(article)", [lambda i=i: store.node(i) for i in articles])  # type: ignore[misc]
    _each("neighbours(article)", [lambda i=i: store.neighbours([i]) for i in articles])  # type: ignore[misc]
    _each("neighbours(version)", [lambda i=i: store.neighbours([i]) for i in expressions[::10]])  # type: ignore[misc]
    _each("walk(article, depth 3)", [lambda i=i: store.walk([i], depth=3, direction="out") for i in articles])  # type: ignore[misc]


def _insert_bare(path: Path, load: list[Changes]) -> Path:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE p (id TEXT UNIQUE, a, b, c, d, e, f, g, h, i, j, k)")
    for changes in load:
        connection.execute("BEGIN")
        rows = [(n.node.id, *n.node.properties.values()) for n in changes.put_nodes if n.node.kind == "Provision"]
        connection.executemany("INSERT INTO p VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    connection.close()
    return path


def _timed(name: str, work: Callable[[], T]) -> T:
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    print(f"{name:44} {time.process_time() - cpu:8.2f} s CPU {time.perf_counter() - wall:8.2f} s wall")
    return result


def _each(name: str, calls: list[Callable[[], object]]) -> None:
    times = []
    for call in calls:
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    print(f"{name:44} p50 {statistics.median(times):.3f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.3f} ms")


if __name__ == "__main__":
    main()
