"""What moves data from one store to another: the dump, and the one writer's place."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import open_graph
from schemas.errors import StoreBusy
from schemas.model import EDGE_KINDS, NODE_KINDS
from schemas.ports import Changes, GraphStore
from tests.contracts.graph.engines import Engine
from tests.contracts.graph.reference import Reference
from tests.contracts.graph.world import random_changes

HOLDER = """
import sys, time
from tests.contracts.graph.engines import open_place
with open_place(sys.argv[1], sys.argv[2]).hold_writer():
    print("held", flush=True)
    time.sleep(120)
"""


@pytest.fixture
def filled(store: GraphStore) -> GraphStore:
    reference, dice = Reference(), random.Random(11)
    for step in range(6):
        store.apply(random_changes(reference, dice, step))
    return store


def whole(store: GraphStore) -> object:
    nodes = [store.find(kind) for kind in NODE_KINDS]
    edges = [list(store.edges(kind)) for kind in EDGE_KINDS]
    owners = [(o.node.id, o.owner) for o in store.dump_nodes()]
    return nodes, edges, owners, store.dump_meta()


def test_dump_is_everything_in_order(filled: GraphStore) -> None:
    owned, edges = list(filled.dump_nodes()), list(filled.dump_edges())
    assert owned
    assert edges
    assert [o.node.id for o in owned] == sorted(o.node.id for o in owned)
    assert [o.node for o in owned] == sorted((n for k in NODE_KINDS for n in filled.find(k)), key=lambda n: n.id)
    assert any(o.owner for o in owned)
    written = [e for k in EDGE_KINDS if k != "PART_OF" for e in filled.edges(k)]
    by_source = sorted(written, key=lambda e: (e.source, e.kind))
    assert edges == by_source


@pytest.mark.parametrize("back", [False, True])
def test_dump_applied_to_an_empty_store_is_the_same(
    filled: GraphStore, tmp_path: Path, back: bool, engine: Engine
) -> None:
    """There into files, and back onto the engine: chunks may part a provision from its parent, owners stay."""
    expected = whole(filled)
    other = open_graph(tmp_path / "other", read_only=False)
    pour(filled, other)
    assert whole(other) == expected
    if back:
        filled.close()
        again = engine.fresh()
        pour(other, again)
        assert whole(again) == expected
        again.close()
    other.close()


def pour(source: GraphStore, target: GraphStore) -> None:
    nodes, edges = list(source.dump_nodes()), list(source.dump_edges())
    for first in range(0, len(nodes), 7):
        target.apply(Changes(put_nodes=nodes[first : first + 7]))
    for first in range(0, len(edges), 7):
        target.apply(Changes(put_edges=edges[first : first + 7]))
    target.apply(Changes(meta=source.dump_meta()))


@pytest.fixture
def holder(engine: Engine, store: GraphStore) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the writer's place."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, engine.name, engine.place()], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_one_writer_at_a_time(store: GraphStore, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(StoreBusy, match="another process is writing"), store.hold_writer(timeout=0.3):
        pass


def test_the_place_goes_with_its_process(store: GraphStore, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with store.hold_writer(timeout=10):
        store.apply(Changes(meta={"a": "1"}))
    assert store.meta("a") == "1"


def test_who_waits_gets_the_place(store: GraphStore, holder: subprocess.Popen[str]) -> None:
    threading.Timer(1.0, holder.kill).start()
    begun = time.monotonic()
    with store.hold_writer(timeout=20):
        assert time.monotonic() - begun > 0.5


def test_the_place_can_be_taken_again(store: GraphStore, engine: Engine) -> None:
    for _ in range(3):
        with store.hold_writer():
            pass
    other = engine.again()
    with other.hold_writer(timeout=1):
        pass
    other.close()
