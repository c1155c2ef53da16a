"""Items of lists: their place in a list, what they lean on and who exercises them, from the article to the tier."""

from __future__ import annotations

import random

import pytest

from schemas.ids import ITEM_NAMES
from schemas.model import ITEM_KINDS
from schemas.ports import Changes, Edge, GraphStore, Json, Node, OwnedNode
from tests.contracts.graph.world import BODIES, DUTIES, EXPRESSIONS, SOURCES, expression, item, provision

LAW, LIST = EXPRESSIONS[0], EXPRESSIONS[3]
ART = f"{LAW}~art_2"
POWER, PART, TIER = f"{LIST}~sheet_1__power_3", f"{LIST}~sheet_1__power_3__power_4", f"{LIST}~sheet_2__tier_4"
LENIENT = f"{LIST}~sheet_3__lenient_2"
EIDS = ("sheet_3__lenient_2", "sheet_2__tier_4", "sheet_1__power_3__power_4", "sheet_1__power_3")


def leaning(source: str, kind: str, target: str, **properties: Json) -> Edge:
    return Edge(
        source, kind, target, owner=SOURCES[1], evidence=source, start=6, end=10, quote="《甲法》", rule="title",
        verdict="resolved", properties=properties,
    )  # fmt: skip


@pytest.fixture
def listed(store: GraphStore) -> GraphStore:
    """An article, and a list of another source with an item, its sub-item, a tier, a lenient item and a duty."""
    dice = random.Random(3)
    law = [provision(LAW, "art_2", dice), expression(LAW, dice), expression(LIST, dice)]
    body = Node(BODIES[1], "Body", {"name": "乙市人民政府", "jurisdiction": "370000"})
    duty = Node(DUTIES[0], "DutyItem", {"text": "有下列情形之一的", "header": "追责情形"})
    edges = [
        leaning(POWER, "BASED_ON", ART, drift={"now": "art_10"}),
        leaning(LENIENT, "BASED_ON", ART),
        leaning(TIER, "CITES", ART, missing=True),
        leaning(POWER, "HAS_TIER", TIER),
        leaning(POWER, "HAS_DUTY", DUTIES[0]),
        leaning(PART, "EXERCISED_BY", BODIES[1]),
    ]
    nodes = [OwnedNode(n) for n in (*law, body, duty)]
    nodes += [OwnedNode(item(LIST, eid, dice), SOURCES[1]) for eid in EIDS]
    store.apply(Changes(put_nodes=nodes, put_edges=edges, index=[LIST]))
    return store


def test_items_come_in_the_order_of_their_list(listed: GraphStore) -> None:
    assert [n.id for n in listed.items([LIST])] == [POWER, PART, TIER, LENIENT]
    assert [n.kind for n in listed.items([LAW, LIST])] == ["PowerItem", "PowerItem", "DiscretionTier", "LenientItem"]
    assert [n.id for n in listed.provisions([LAW, LIST])] == [ART]
    assert [n.id for n in listed.find("PowerItem", {"parent": [POWER]})] == [PART]


def test_from_the_article_to_what_leans_on_it(listed: GraphStore) -> None:
    page = listed.neighbours([ART], kinds=["BASED_ON", "CITES"], direction="in")
    assert [(n.edge.kind, n.node.id, n.edge.properties) for n in page.items] == [
        ("BASED_ON", POWER, {"drift": {"now": "art_10"}}),
        ("BASED_ON", LENIENT, {}),
        ("CITES", TIER, {"missing": True}),
    ]
    reached = listed.walk([ART], kinds=["BASED_ON", "HAS_TIER", "PART_OF", "EXERCISED_BY"], direction="both", depth=3)
    assert [(r.depth, r.node.id) for r in reached] == [
        (1, LAW), (1, POWER), (1, LENIENT), (2, LIST), (2, PART), (2, TIER), (3, BODIES[1]),
    ]  # fmt: skip


def test_edges_of_items_keep_their_evidence(listed: GraphStore) -> None:
    for kind, source, target in (
        ("HAS_TIER", POWER, TIER), ("HAS_DUTY", POWER, DUTIES[0]), ("EXERCISED_BY", PART, BODIES[1]),
    ):  # fmt: skip
        assert list(listed.edges(kind)) == [leaning(source, kind, target)]
    whole = [(e.source, e.target) for e in listed.edges("PART_OF")]
    assert whole == [(ART, LAW), (POWER, LIST), (PART, POWER), (TIER, LIST), (LENIENT, LIST)]


def test_a_list_that_goes_takes_its_items_and_edges_along(listed: GraphStore) -> None:
    listed.apply(Changes(remove_owned_by=[SOURCES[1]]))
    assert list(listed.items([LIST])) == []
    assert listed.edge_counts() == {"PART_OF": 1}
    assert listed.held([DUTIES[0], BODIES[1], ART, LIST]) == {DUTIES[0], BODIES[1], ART, LIST}


def test_tiers_are_linked_anew_without_touching_the_basis(listed: GraphStore) -> None:
    other = leaning(POWER, "HAS_TIER", TIER, by="violation")
    listed.apply(Changes(remove_edges_from_evidence=[POWER], removed_kinds=["HAS_TIER"], put_edges=[other]))
    assert list(listed.edges("HAS_TIER")) == [other]
    assert listed.edge_counts() == {
        "BASED_ON": 2, "CITES": 1, "EXERCISED_BY": 1, "HAS_DUTY": 1, "HAS_TIER": 1, "PART_OF": 5,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_every_kind_of_item_and_all_its_properties(store: GraphStore, kind: str) -> None:
    """Cells, levels and amounts are lists of mappings: they come back as they were given."""
    made = item(LIST, f"sheet_1__{ITEM_NAMES[kind]}_7", random.Random(1))
    cells: Json = [{"name": "basis", "header": "实施依据", "start": 3, "end": None, "row": 7, "column": 2}]
    given: dict[str, Json] = {
        "number": "7", "type": "行政处罚", "level": "市级", "sheet": "表 1", "page": None, "row": 7, "cells": cells,
        "levels": [{"row": 8, "fields": {"level": "县级"}}],
        "amounts": [{"field": "consequence", "unit": "yuan", "low": 500, "high": None, "open": [True, False]}],
    }  # fmt: skip
    store.apply(Changes(put_nodes=[OwnedNode(expression(LIST, random.Random(2)))]))
    store.apply(Changes(put_nodes=[OwnedNode(Node(made.id, kind, {**made.properties, **given}))]))
    (held,) = store.items([LIST])
    assert held == store.node(made.id) == store.find(kind, {"record": [made.properties["record"]]})[0]
    assert {name: held.properties[name] for name in given} == given
    assert store.count_by(kind, ["record", "parent"]) == [((made.properties["record"], None), 1)]
    assert [n.node.id for n in store.neighbours([LIST], kinds=["PART_OF"]).items] == [made.id]
