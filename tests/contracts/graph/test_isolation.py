"""Readers see whole changes only, whatever threads do and whenever a writer is killed."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from schemas.errors import StoreUnavailable
from schemas.ports import Changes, GraphStore, OwnedNode
from tests.contracts.graph.engines import Engine
from tests.contracts.graph.world import EXPRESSIONS, WORKS, provision, work
from tests.contracts.graph.writer_process import NODES, version_of


@pytest.mark.parametrize("moment", ["half 0", "half 2", "done 1"])
def test_a_killed_writer_leaves_whole_changes(engine: Engine, moment: str) -> None:
    store = engine.fresh()
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.contracts.graph.writer_process", engine.name, engine.place()],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    for line in writer.stdout:
        if line.strip() == moment:
            break
    writer.kill()
    writer.wait()
    said = [*writer.stdout]
    writer.stdout.close()
    least = int(moment.split()[1]) + (moment.startswith("done")) + sum(line.startswith("done") for line in said)
    whole = settled_changes(store, least)
    assert store.meta("step") == (str(whole - 1) if whole else None)
    assert [e.expression for e in store.outbox(100)] == [version_of(n) for n in range(whole)]
    assert sorted(store.ids("Expression")) == sorted(version_of(n) for n in range(whole))
    store.close()
    again = engine.again()
    assert again.count_by("Provision") == ([((), whole * (NODES - 1))] if whole else [])
    again.apply(Changes(put_nodes=[OwnedNode(work(WORKS[0], random.Random(1)))]))
    assert again.node(WORKS[0]) is not None
    again.close()


def settled_changes(store: GraphStore, least: int) -> int:
    """Number of changes held; one whose commit the server had already got may still come in."""
    time.sleep(0.2)
    total = store.count_by("Provision")
    held = total[0][1] if total else 0
    assert held % (NODES - 1) == 0
    assert held // (NODES - 1) in (least, least + 1)
    return held // (NODES - 1)


def test_threads_read_whole_changes_while_one_writes(store: GraphStore) -> None:
    """Every change gives all provisions of a version the same number: no reader ever sees two numbers."""
    eids = ("art_1", "art_2", "art_10", "chp_1")
    model = {eid: provision(EXPRESSIONS[0], eid, random.Random(1)) for eid in eids}
    done = threading.Event()

    def write(number: int) -> None:
        nodes = [type(m)(m.id, m.kind, {**m.properties, "num": str(number)}) for m in model.values()]
        store.apply(Changes(put_nodes=[OwnedNode(n) for n in nodes], meta={"number": str(number)}))

    def read() -> int:
        seen = 0
        while not done.is_set() or seen < 20:
            for found in (
                list(store.provisions([EXPRESSIONS[0]])),
                [*store.nodes([n.id for n in model.values()]).values()],
            ):
                assert len(found) == len(eids)
                assert len({n.properties["num"] for n in found}) == 1
                seen += 1
        return seen

    write(0)
    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(6)]
        try:
            for number in range(1, 40):
                write(number)
        finally:
            done.set()
        assert all(r.result(60) >= 20 for r in readers)


def test_threads_that_write_wait_for_each_other(store: GraphStore) -> None:
    def write(thread: int) -> None:
        for number in range(5):
            version = f"cn:law:第{thread}法@undated.{number}"
            store.apply(Changes(put_nodes=[OwnedNode(provision(version, "art_2", random.Random(1)))], index=[version]))

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(write, n) for n in range(4)]:
            future.result(60)
    assert store.count_by("Provision") == [((), 20)]
    entries = store.outbox(100)
    assert len({e.number for e in entries}) == 20


def test_a_reader_left_half_way_does_not_hold_others_up(store: GraphStore) -> None:
    nodes = [provision(e, "art_2", random.Random(1)) for e in EXPRESSIONS]
    store.apply(Changes(put_nodes=[OwnedNode(n) for n in nodes]))
    left = store.ids("Provision")
    assert next(left)
    store.apply(Changes(remove_nodes=[n.id for n in nodes]))
    assert store.held([n.id for n in nodes]) == set()


def test_a_closed_store_says_so(engine: Engine) -> None:
    store = engine.fresh()
    store.close()
    with pytest.raises(StoreUnavailable):
        store.meta("x")
    with pytest.raises(StoreUnavailable):
        store.apply(Changes(meta={"x": "1"}))
    store.close()
