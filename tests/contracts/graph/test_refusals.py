"""What the model does not know is refused, and a change that is refused or breaks off leaves nothing behind."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from schemas.errors import InvalidInput
from schemas.ports import Changes, Edge, GraphStore, Node, NodeRows, OwnedNode
from tests.contracts.graph.world import EXPRESSIONS, WORKS, expression, provision, work

VERSION, ART = EXPRESSIONS[0], f"{EXPRESSIONS[0]}~art_1"
GOOD = provision(VERSION, "art_1", random.Random(1))


def put(*nodes: Node) -> Changes:
    return Changes(put_nodes=[OwnedNode(n) for n in nodes], index=[VERSION], meta={"seen": "1"})


@pytest.mark.parametrize(
    "node",
    [
        Node("cn:law:甲法", "Statute", {}),
        Node("cn:law:甲法", "Work", {"colour": "red"}),
        Node("cn:law:甲法", "Work", {"title": 7}),
        Node("cn:law:甲法", "Work", {"held": "yes"}),
        Node("cn:law:甲法", "Work", {"held": 1}),
        Node(VERSION, "Expression", {"articles": True}),
        Node(VERSION, "Expression", {"articles": "3"}),
        Node(VERSION, "Expression", {"articles": 2**70}),
        Node("cn:law:甲法", "Work", {"short_titles": [object()]}),  # type: ignore[list-item]
        Node("cn:law:甲法", "Work", {"title": "\ud800"}),
        Node(VERSION, "Work", {}),
        Node("cn:law:甲法", "Expression", {}),
        Node("cn:law:甲法", "Body", {}),
        Node(ART, "Citation", {"block": ART}),
        Node(ART, "Provision", {**GOOD.properties, "eid": "art_2"}),
        Node(ART, "Provision", {**GOOD.properties, "expression": EXPRESSIONS[1]}),
        Node(ART, "Provision", {**GOOD.properties, "parent": f"{EXPRESSIONS[1]}~chp_1"}),
        Node(ART, "Provision", {**GOOD.properties, "parent": ART}),
        Node(f"{ART}!c1", "Citation", {"block": f"{VERSION}~art_2"}),
    ],
    ids=lambda n: f"{n.kind}-{list(n.properties)[:1]}",
)
def test_nodes_outside_the_model_are_refused(store: GraphStore, node: Node) -> None:
    with pytest.raises(InvalidInput):
        store.apply(put(GOOD, node))
    assert_empty(store)


@pytest.mark.parametrize(
    "edge",
    [
        Edge(VERSION, "LIKES", WORKS[0]),
        Edge(ART, "PART_OF", VERSION),
        Edge(ART, "VERSION_OF", WORKS[0]),
        Edge(VERSION, "VERSION_OF", ART),
        Edge(VERSION, "CITES", WORKS[0]),
        Edge(VERSION, "VERSION_OF", WORKS[1]),
        Edge(f"{VERSION}~art_7", "CITES", WORKS[0]),
        Edge(ART, "CITES", WORKS[0], start="3"),  # type: ignore[arg-type]
        Edge(ART, "CITES", WORKS[0], verdict=3),  # type: ignore[arg-type]
        Edge(ART, "CITES", WORKS[0], properties={"x": object()}),  # type: ignore[dict-item]
    ],
    ids=lambda e: f"{e.kind}-{e.target[-6:]}",
)
def test_edges_outside_the_model_are_refused(store: GraphStore, edge: Edge) -> None:
    dice = random.Random(1)
    nodes = [OwnedNode(n) for n in (GOOD, expression(VERSION, dice), work(WORKS[0], dice))]
    with pytest.raises(InvalidInput):
        store.apply(Changes(put_nodes=nodes, put_edges=[Edge(VERSION, "VERSION_OF", WORKS[0]), edge], index=[VERSION]))
    assert_empty(store)


@pytest.mark.parametrize(
    "rows",
    [
        NodeRows("Work", VERSION, ("eid", "parent"), [("art_1", None)]),
        NodeRows("Provision", VERSION, ("parent", "eid"), [(None, "art_1")]),
        NodeRows("Provision", VERSION, ("eid", "parent", "colour"), [("art_1", None, "red")]),
        NodeRows("Provision", VERSION, ("eid", "parent", "seq"), [("art_1", None, 0), ("art_2", None)]),
        NodeRows("Provision", VERSION, ("eid", "parent", "seq"), [("art_1", None, 0), ("art_2", None, "1")]),
        NodeRows("Provision", VERSION, ("eid", "parent"), [("art_1", None), ("art_2!c1", None)]),
        NodeRows("Provision", VERSION, ("eid", "parent"), [("art_1", None), ("sheet_1__power_2", None)]),
        NodeRows("Provision", VERSION, ("eid", "parent"), [("art_1", None), ("art_2", "art_2")]),
        NodeRows("Provision", VERSION, ("eid", "parent"), [("art_1", None), (None, None)]),
    ],
    ids=["kind", "order", "property", "length", "type", "citation", "item", "own parent", "no eid"],
)
def test_rows_outside_the_model_are_refused(store: GraphStore, rows: NodeRows) -> None:
    with pytest.raises(InvalidInput):
        store.apply(Changes(put_nodes=[OwnedNode(GOOD)], put_rows=[rows], index=[VERSION]))
    assert_empty(store)


def test_a_writer_that_fails_half_way_leaves_nothing(store: GraphStore) -> None:
    def failing() -> Iterator[OwnedNode]:
        dice = random.Random(1)
        for n in range(12_000):
            yield OwnedNode(provision(f"cn:law:第{n}法@undated", "art_1", dice))
        raise RuntimeError("the reader broke")

    with pytest.raises(RuntimeError, match="the reader broke"):
        store.apply(Changes(put_nodes=failing(), index=[VERSION]))
    assert_empty(store)
    store.apply(put(GOOD))
    assert store.node(ART) == GOOD


def test_removals_are_undone_with_the_rest(store: GraphStore) -> None:
    store.apply(put(GOOD))
    with pytest.raises(InvalidInput):
        store.apply(Changes(remove_nodes=[ART], put_nodes=[OwnedNode(Node("x", "Work", {}))], meta={"seen": None}))
    assert store.node(ART) == GOOD
    assert store.meta("seen") == "1"


def assert_empty(store: GraphStore) -> None:
    for kind in ("Work", "Expression", "Provision", "Body", "Citation"):
        assert list(store.ids(kind)) == []
    assert store.edge_counts() == {}
    assert store.outbox(10) == []
    assert store.meta("seen") is None
