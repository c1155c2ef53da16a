"""Neo4j's own troubles, on the real server: what it refuses, connections that break, a writer that died."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from graph.neo4j import Neo4jGraph, open_neo4j
from schemas.errors import IncompatibleData, StoreUnavailable
from schemas.model import NODE_KINDS
from schemas.ports import Changes, Node, OwnedNode
from tests.contracts.graph.engines import skip_reason
from tests.contracts.graph.relay import Relay
from tests.contracts.graph.world import EXPRESSIONS, WORKS, provision, work
from tests.contracts.graph.writer_process import NODES, build_nodes, version_of

DATASET = f"s{uuid4().hex[:12]}"
_WORK = work(WORKS[0], random.Random(1))
NODE = Node(_WORK.id, "Work", {p.name: _WORK.properties.get(p.name) for p in NODE_KINDS["Work"].properties})


@pytest.fixture(scope="module")
def access() -> tuple[str, str, str]:
    """Address, user and password of the server."""
    if reason := skip_reason("neo4j"):
        pytest.skip(reason)
    url, user, password = (os.environ[f"FATU_TEST_NEO4J_{name}"] for name in ("URL", "USER", "PASSWORD"))
    return url, user, password


@pytest.fixture
def neo4j_store(access: tuple[str, str, str]) -> Iterator[Neo4jGraph]:
    """A store of this module's data set, dropped afterwards."""
    store = open_neo4j(*access, dataset=DATASET)
    yield store
    store.drop()
    store.close()


def test_a_wrong_password(access: tuple[str, str, str]) -> None:
    with pytest.raises(StoreUnavailable, match="refuses user or password"):
        open_neo4j(access[0], access[1], "not the password")


def test_no_such_database(access: tuple[str, str, str]) -> None:
    with pytest.raises(StoreUnavailable, match="no such database"):
        open_neo4j(*access, database="nosuchdatabase")


def test_reading_what_no_ingest_has_made(access: tuple[str, str, str]) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_neo4j(*access, dataset="nothinghere", read_only=True)
    assert "fatu ingest" in caught.value.hint


def test_data_of_another_model(access: tuple[str, str, str], neo4j_store: Neo4jGraph) -> None:
    neo4j_store._sessions.run(f"MATCH (s:{DATASET}_State) SET s.version = 999", write=True)
    with pytest.raises(IncompatibleData, match="999"):
        open_neo4j(*access, dataset=DATASET)


def test_reading_only(access: tuple[str, str, str], neo4j_store: Neo4jGraph) -> None:
    neo4j_store.apply(Changes(put_nodes=[OwnedNode(NODE)], index=["x"]))
    reader = open_neo4j(*access, dataset=DATASET, read_only=True)
    assert reader.node(NODE.id) == NODE
    with pytest.raises(StoreUnavailable, match="reading only"):
        reader.apply(Changes())
    with pytest.raises(StoreUnavailable, match="reading only"):
        reader.acknowledge(1)
    with pytest.raises(StoreUnavailable, match="reading only"):
        reader.wipe()
    reader.close()


def test_data_sets_do_not_mix(access: tuple[str, str, str], neo4j_store: Neo4jGraph) -> None:
    other = open_neo4j(*access, dataset=f"{DATASET}x")
    neo4j_store.apply(Changes(put_nodes=[OwnedNode(NODE)], meta={"a": "1"}, index=["x"]))
    assert other.node(NODE.id) is None
    assert other.find("Work") == []
    assert other.meta("a") is None
    assert other.outbox(5) == []
    other.apply(Changes(put_nodes=[OwnedNode(NODE)]))
    other.drop()
    other.close()
    assert neo4j_store.node(NODE.id) == NODE


def test_a_server_that_goes_and_comes_back(access: tuple[str, str, str], neo4j_store: Neo4jGraph) -> None:
    relay = Relay(access[0])
    store = open_neo4j(relay.url, *access[1:], dataset=DATASET)
    store.apply(Changes(put_nodes=[OwnedNode(NODE)]))
    for _ in range(2):
        relay.cut()
        begun = time.monotonic()
        with pytest.raises(StoreUnavailable, match="can't be reached") as caught:
            store.node(NODE.id)
        assert "start the server" in caught.value.hint
        assert time.monotonic() - begun < 20
        relay.mend()
        assert store.node(NODE.id) == NODE
    store.close()
    relay.cut()


@pytest.mark.parametrize("moment", [0.05, 0.2, 0.5, 1.0])
def test_a_change_cut_off_is_done_once(access: tuple[str, str, str], neo4j_store: Neo4jGraph, moment: float) -> None:
    relay = Relay(access[0])
    store = open_neo4j(relay.url, *access[1:], dataset=DATASET)

    def fail() -> None:
        relay.cut()
        time.sleep(0.3)
        relay.mend()

    timer = threading.Timer(moment, fail)
    timer.start()
    store.apply(Changes(put_nodes=build_nodes(1), index=[version_of(1)], meta={"step": "1"}))
    timer.join()
    assert neo4j_store.count_by("Provision") == [((), NODES - 1)]
    assert [e.expression for e in neo4j_store.outbox(9)] == [version_of(1)]
    assert neo4j_store.edge_counts() == {"PART_OF": NODES - 1}
    store.close()
    relay.cut()


def test_a_gate_that_a_dead_writer_left_shut(neo4j_store: Neo4jGraph) -> None:
    neo4j_store.apply(Changes(put_nodes=[OwnedNode(NODE)]))
    neo4j_store._sessions.run(f"MATCH (g:{DATASET}_Gate) SET g.shut = true", write=True)
    begun = time.monotonic()
    assert neo4j_store.node(NODE.id) == NODE
    assert 0.5 < time.monotonic() - begun < 20
    assert neo4j_store._sessions.run(f"MATCH (g:{DATASET}_Gate) RETURN g.shut") == [[False]]


def test_provisions_that_wait_are_no_kind_of_their_own(neo4j_store: Neo4jGraph) -> None:
    waiting = provision(EXPRESSIONS[0], "art_1__para_1", random.Random(1))
    neo4j_store.apply(Changes(put_nodes=[OwnedNode(waiting)]))
    assert neo4j_store.node(waiting.id) == waiting
