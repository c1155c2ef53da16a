"""Look-ups, pages and bounds, case by case."""

from __future__ import annotations

import random

import pytest

from schemas.errors import InvalidCursor, InvalidInput
from schemas.ports import Changes, Edge, GraphStore, Json, Node, OwnedNode
from tests.contracts.graph.reference import Reference
from tests.contracts.graph.world import (
    EXPRESSIONS,
    SOURCES,
    WORKS,
    citation,
    expression,
    provision,
    work,
)

VERSION = EXPRESSIONS[0]
ART, PARA, ITEM = f"{VERSION}~art_1", f"{VERSION}~art_1__para_2", f"{VERSION}~art_1__para_2__item_1"


@pytest.fixture
def filled(store: GraphStore) -> GraphStore:
    """One work, one version with all its provisions, two citations."""
    dice = random.Random(1)
    nodes = [provision(VERSION, eid, dice) for eid in ("art_1__para_2__item_1", "art_1__para_2", "art_1", "chp_1")]
    nodes += [expression(VERSION, dice), work(WORKS[0], dice), work(WORKS[1], dice)]
    nodes += [citation(ART, 1, dice), citation(ART, 2, dice)]
    edges = [Edge(ART, "CITES", WORKS[n], evidence=ART, start=n, end=n + 3, verdict="resolved") for n in (0, 1)]
    edges.append(Edge(VERSION, "VERSION_OF", WORKS[0]))
    store.apply(Changes(put_nodes=[OwnedNode(n, SOURCES[0]) for n in nodes], put_edges=edges))
    return store


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("Work", {}),
        ("Provision", {}),
        ("Work", {"slug": ["甲法"]}),
        ("Work", {"kind": ["law"], "jurisdiction": ["000000", "370000"]}),
        ("Expression", {"work": [WORKS[0], WORKS[2]]}),
        ("Expression", {"work": []}),
        ("Provision", {"expression": [EXPRESSIONS[0], EXPRESSIONS[4], "cn:law:无@undated"]}),
        ("Provision", {"parent": [ART, f"{EXPRESSIONS[5]}~art_1", "cn:law:无@undated~art_1"]}),
        ("Provision", {"parent": [None], "expression": EXPRESSIONS[:3]}),
        ("Provision", {"parent": [None, ART]}),
        ("Citation", {"block": [f"{e}~art_1" for e in EXPRESSIONS]}),
        ("Citation", {"work": [WORKS[0]], "verdict": ["pending", "none"]}),
        ("Citation", {"slug": [None, "丙法"], "kind": ["self"]}),
        ("Citation", {"slug": [7]}),
        ("Source", {"locator": ["1.md", "2.md"]}),
        ("PowerItem", {"record": ["power"]}),
        ("PowerItem", {"expression": EXPRESSIONS[:6], "parent": [None]}),
        ("PowerItem", {"name": [None]}),
        ("ListItem", {"record": ["service_item", "list_row"], "name": ["对违法行为的处罚"]}),
        ("DiscretionTier", {"parent": [None], "expression": EXPRESSIONS[::2]}),
    ],
)
def test_find_by_properties(crowd: tuple[GraphStore, Reference], kind: str, where: dict[str, list[Json]]) -> None:
    store, reference = crowd
    expected = reference.find(kind, where)
    assert store.find(kind, where) == expected
    assert store.find(kind, where, limit=2) == expected[:2]
    for node in expected[:3]:
        assert store.find(kind, where, after=node.id) == [n for n in expected if n.id > node.id]
    assert (
        store.find(kind, where, after="cn:law:甲法@2020-01-01", limit=3)
        == [n for n in expected if n.id > "cn:law:甲法@2020-01-01"][:3]
    )


@pytest.mark.parametrize(
    ("kind", "where"),
    [("Nothing", {}), ("Work", {"no": ["x"]}), ("Provision", {"text": ["x"]}), ("Work", {"held": [True]})],
)
def test_find_refuses_what_the_model_lacks(filled: GraphStore, kind: str, where: dict[str, list[Json]]) -> None:
    with pytest.raises(InvalidInput):
        filled.find(kind, where)


def test_unknown_kinds_and_bounds_are_refused(filled: GraphStore) -> None:
    for call in (
        lambda: filled.ids("Nothing"),
        lambda: filled.edges("Nothing"),
        lambda: filled.count_by("Work", ["no"]),
        lambda: filled.neighbours([ART], kinds=["Nothing"]),
        lambda: filled.neighbours([ART], limit=0),
        lambda: filled.walk([ART], depth=0),
        lambda: filled.walk([ART], depth=9),
        lambda: filled.walk([ART], limit=0),
        lambda: filled.walk([ART], kinds=["Nothing"]),
    ):
        with pytest.raises(InvalidInput):
            call()


def test_part_of_is_derived(filled: GraphStore) -> None:
    assert [(e.source, e.target) for e in filled.edges("PART_OF")] == [
        (ART, f"{VERSION}~chp_1"),
        (PARA, ART),
        (ITEM, PARA),
        (f"{VERSION}~chp_1", VERSION),
    ]
    page = filled.neighbours([PARA], kinds=["PART_OF"])
    assert [(n.direction, n.node.id, n.edge) for n in page.items] == [
        ("in", ITEM, Edge(ITEM, "PART_OF", PARA)),
        ("out", ART, Edge(PARA, "PART_OF", ART)),
    ]
    filled.apply(Changes(remove_nodes=[PARA]))
    assert [e.source for e in filled.edges("PART_OF")] == [ART, f"{VERSION}~chp_1"]
    assert filled.neighbours([ITEM]).total == 0


def test_part_of_follows_a_parent_that_comes_later_and_a_change_of_parent(store: GraphStore) -> None:
    dice = random.Random(2)
    store.apply(Changes(put_nodes=[OwnedNode(provision(VERSION, "art_1__para_1", dice))]))
    assert store.edge_counts() == {}
    store.apply(Changes(put_nodes=[OwnedNode(provision(VERSION, "art_1", dice))]))
    assert store.edge_counts() == {"PART_OF": 1}
    store.apply(Changes(put_nodes=[OwnedNode(expression(VERSION, dice)), OwnedNode(provision(VERSION, "art_2", dice))]))
    assert [(e.source, e.target) for e in store.edges("PART_OF")] == [
        (f"{VERSION}~art_1__para_1", ART),
        (f"{VERSION}~art_2", VERSION),
    ]
    moved = provision(VERSION, "art_1__para_1", dice)
    other = Node(moved.id, "Provision", {**moved.properties, "parent": f"{VERSION}~art_2"})
    store.apply(Changes(put_nodes=[OwnedNode(other)]))
    assert [(e.source, e.target) for e in store.edges("PART_OF")] == [
        (f"{VERSION}~art_1__para_1", f"{VERSION}~art_2"),
        (f"{VERSION}~art_2", VERSION),
    ]


def test_putting_a_node_again_keeps_its_edges_and_owner(filled: GraphStore) -> None:
    before = filled.neighbours([ART])
    changed = provision(VERSION, "art_1", random.Random(3))
    filled.apply(Changes(put_nodes=[OwnedNode(Node(ART, "Provision", {**changed.properties, "text": "新"}))]))
    after = filled.neighbours([ART])
    assert [(n.edge, n.node) for n in after.items] == [(n.edge, n.node) for n in before.items]
    node = filled.node(ART)
    assert node is not None
    assert node.properties["text"] == "新"
    filled.apply(Changes(remove_owned_by=[SOURCES[0]]))
    assert filled.node(ART) is None
    assert filled.edge_counts() == {}


def test_pages_join_up_and_cursors_are_bound_to_their_query(filled: GraphStore) -> None:
    first = filled.neighbours([ART, PARA], limit=2)
    assert first.total == 6
    assert first.next_cursor is not None
    rest = filled.neighbours([ART, PARA], limit=9, cursor=first.next_cursor)
    assert rest.next_cursor is None
    assert (*first.items, *rest.items) == filled.neighbours([ART, PARA]).items
    cursor = first.next_cursor
    with pytest.raises(InvalidCursor):
        filled.neighbours([ART], limit=2, cursor=cursor)
    with pytest.raises(InvalidCursor):
        filled.neighbours([ART, PARA], direction="in", cursor=cursor)
    with pytest.raises(InvalidCursor):
        filled.neighbours([ART, PARA], kinds=["CITES"], cursor=cursor)
    for broken in (cursor[:-6], "W10", "法", ""):
        with pytest.raises(InvalidCursor):
            filled.neighbours([ART, PARA], cursor=broken)


def test_counts_come_most_first_then_by_value(filled: GraphStore) -> None:
    assert filled.count_by("Provision", ["level"]) == [
        (("article",), 1),
        (("chapter",), 1),
        (("item",), 1),
        (("paragraph",), 1),
    ]
    assert filled.count_by("Provision", ["expression"]) == [((VERSION,), 4)]
    assert filled.count_by("Citation") == [((), 2)]
    assert filled.count_by("Body") == []


def test_outbox_is_acknowledged_up_to_a_number(store: GraphStore) -> None:
    store.apply(Changes(index=["cn:law:甲法@undated", "cn:law:乙法@undated"]))
    store.apply(Changes(index=["cn:law:甲法@undated"]))
    first, second, third = store.outbox(10)
    assert store.outbox(2) == [first, second]
    store.acknowledge(second.number)
    assert store.outbox(10) == [third]
    store.acknowledge(third.number)
    store.apply(Changes(index=["cn:law:甲法@undated"]))
    assert store.outbox(10)[0].number > third.number


def test_many_ids_at_once(store: GraphStore) -> None:
    dice = random.Random(4)
    versions = [f"cn:law:丙法@20{n:02}-01-01" for n in range(30)]
    nodes = {p.id: p for v in versions for eid in ("chp_1", "art_1", "art_2") for p in [provision(v, eid, dice)]}
    store.apply(Changes(put_nodes=[OwnedNode(n) for n in nodes.values()]))
    asked = [*nodes, *(f"{v}~art_{n}" for v in versions for n in range(3, 200))]
    assert store.held(asked) == set(nodes)
    assert store.nodes(asked) == nodes
    assert store.nodes([]) == {}
    assert store.held([]) == set()
