"""A small invented world of nodes and edges, and random changes to it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from schemas.ids import item_kind
from schemas.model import ITEM_KINDS
from schemas.ports import Changes, Edge, Json, Node, NodeRows, OwnedNode
from tests.contracts.graph.reference import Reference

# One title is the beginning of another, one version's date that of another; 𠮷 sorts after full-width forms by code
# point but before them by UTF-16 unit.
WORKS = [
    "cn:law:甲法",
    "cn:law:甲法律（试行）",
    "cn-370000:local_regulation:乙市𠮷条例",
    "cn-370000:local_regulation:乙市＃条例",
]
EXPRESSIONS = [f"{work}@{version}" for work in WORKS for version in ("2020-01-01", "2020-01-01.2", "undated")]
EIDS = {
    "chp_1": None, "art_1": "chp_1", "art_1a": "chp_1", "art_1__para_1": "art_1", "art_1__para_2": "art_1",
    "art_1__para_2__item_1": "art_1__para_2", "art_2": None, "art_10": None,
}  # fmt: skip
# A sub-item stands below an item of its kind; every kind in one list.
ITEM_EIDS = {
    "sheet_1__power_3": None, "sheet_1__power_3__power_4": "sheet_1__power_3", "sheet_1__power_3_2": None,
    "table_1__entry_2": None, "sheet_2__tier_4": None, "sheet_2__tier_5": None, "sheet_3__lenient_2": None,
    "table_2__decision_1": None, "para_3__case_1": None, "table_3__contact_9": None,
}  # fmt: skip
RECORDS = {
    "power": ("power", "power_subitem"), "tier": ("tier",), "lenient": ("lenient_item",), "decision": ("decision_item",),
    "case": ("guiding_case",), "contact": ("contact_point",), "entry": ("list_row", "service_item"),
}  # fmt: skip
DUTIES = [f"duty:{n:032x}" for n in range(2)]
LEVELS = {"chp": "chapter", "art": "article", "para": "paragraph", "item": "item"}
SOURCES = [f"source:{n:016x}" for n in range(4)]
CONCEPTS = ["concept:hearing", "concept:river-management"]
BODIES = ["body:甲部", "body-370000:乙市人民政府"]


_SHORT: tuple[Json, ...] = ([], ["甲"], ["甲", "甲甲"])
_PLACES: tuple[dict[str, Json], ...] = (
    {},
    {},
    {"place": "art_9"},
    {"place": "art_8", "missing": True, "n": [1, None, 0.5]},
)


def work(node_id: str, dice: random.Random) -> Node:
    """A work."""
    properties: dict[str, Json] = {
        "title": node_id.rpartition(":")[2],
        "slug": node_id.rpartition(":")[2],
        "short_titles": dice.choice(_SHORT),
        "kind": node_id.split(":")[1],
        "jurisdiction": "000000",
        "held": dice.choice((True, False, None)),
    }
    return Node(node_id, "Work", properties)


def expression(node_id: str, dice: random.Random) -> Node:
    """A version."""
    history: Json = [{"date": "2020-01-01", "kind": "adopted", "text": "通过"}]
    properties: dict[str, Json] = {
        "work": node_id.partition("@")[0],
        "title": "甲",
        "effective_to": dice.choice((None, "2024-05-01")),
        "history": dice.choice((history, [], None)),
        "articles": dice.choice((0, 3, 2**40, None)),
    }
    return Node(node_id, "Expression", properties)


def provision(version: str, eid: str, dice: random.Random) -> Node:
    """A provision."""
    parent = EIDS[eid]
    level = LEVELS[eid.rpartition("__")[2].split("_")[0]]
    properties: dict[str, Json] = {
        "expression": version,
        "parent": f"{version}~{parent}" if parent else None,
        "eid": eid,
        "seq": list(EIDS).index(eid),
        "level": level,
        "num": dice.choice(("第一条", "", None)),
        "heading": None,
        "source": dice.choice((None, SOURCES[0])),
        "text": dice.choice(("第一款\n第二款", "引号'\"和\\反斜线")) if level == "article" else None,
        "start": None if level == "article" else 0,
        "end": None if level == "article" else 3,
        "doubts": dice.choice((None, [{"start": 0, "end": 2, "confidence": 0.5}])),
    }
    return Node(f"{version}~{eid}", "Provision", properties)


def item(version: str, eid: str, dice: random.Random) -> Node:
    """An item of a list."""
    parent = ITEM_EIDS.get(eid)
    cells: tuple[Json, ...] = ([{"name": "name", "start": 3, "end": 4}], [], None)
    properties: dict[str, Json] = {
        "expression": version,
        "parent": f"{version}~{parent}" if parent else None,
        "eid": eid,
        "seq": list(ITEM_EIDS).index(eid) if eid in ITEM_EIDS else 99,
        "record": dice.choice(RECORDS[eid.rpartition("__")[2].partition("_")[0]]),
        "name": dice.choice(("对违法行为的处罚", None)),
        "row": dice.choice((3, None)),
        "text": dice.choice(("名称：甲\n依据：《丙法》", "")),
        "fields": dice.choice(({"name": "甲", "basis": "《丙法》"}, {})),
        "cells": dice.choice(cells),
    }
    kind = item_kind(f"{version}~{eid}")
    assert kind is not None
    return Node(f"{version}~{eid}", kind, properties)


def citation(block: str, number: int, dice: random.Random) -> Node:
    """A citation in a block."""
    properties: dict[str, Json] = {
        "block": block,
        "work": block.partition("@")[0],
        "start": number,
        "end": number + 3,
        "text": "《丙法》",
        "kind": dice.choice(("external", "self")),
        "slug": dice.choice((None, "丙法", "丁法")),
        "targets": [{"article": 3, "paragraph": None}],
        "quoted": dice.choice((True, False)),
        "verdict": dice.choice(("pending", "resolved")),
        "candidates": [],
    }
    return Node(f"{block}!c{number}", "Citation", properties)


def source(node_id: str, dice: random.Random) -> Node:
    """A source file."""
    version = dice.choice(EXPRESSIONS)
    properties: dict[str, Json] = {
        "locator": f"{node_id[-1]}.md",
        "expression": version,
        "work": version.partition("@")[0],
        "holder": dice.choice((True, False)),
        "size": dice.randint(0, 9),
        "metadata": {"title": "甲", "issuers": ["甲部"], "amending": False},
    }
    return Node(node_id, "Source", properties)


def random_node(dice: random.Random) -> OwnedNode:
    """A node of any kind, owned or not."""
    owner = dice.choice([None, *SOURCES])
    version, eid = dice.choice(EXPRESSIONS), dice.choice(list(EIDS))
    pick = dice.random()
    if pick < 0.1:
        return OwnedNode(work(dice.choice(WORKS), dice))
    if pick < 0.3:
        return OwnedNode(expression(version, dice), dice.choice((None, owner)))
    if pick < 0.6:
        return OwnedNode(provision(version, eid, dice), owner)
    if pick < 0.75:
        return OwnedNode(item(version, dice.choice(list(ITEM_EIDS)), dice), owner)
    if pick < 0.9:
        return OwnedNode(citation(f"{version}~{eid}", dice.randint(1, 2), dice), owner)
    if pick < 0.95:
        return OwnedNode(source(dice.choice(SOURCES), dice))
    if pick < 0.97:
        return OwnedNode(Node(dice.choice(DUTIES), "DutyItem", {"text": "有下列情形之一的", "header": "追责情形"}))
    if pick < 0.98:
        return OwnedNode(Node(dice.choice(CONCEPTS), "Concept", {"label": "听证", "broader": ["concept:procedure"]}))
    name = dice.choice(BODIES)
    return OwnedNode(Node(name, "Body", {"name": name.partition(":")[2], "jurisdiction": "000000"}))


def random_rows(dice: random.Random) -> NodeRows:
    """Provisions of one version as rows, with the properties that both engines keep in different ways or without."""
    version, eids = dice.choice(EXPRESSIONS), dice.sample(list(EIDS), dice.randint(0, 4))
    names = ("eid", "parent", "seq", "level", "text", *dice.choice(((), ("doubts",), ("source", "start"))))
    given = [provision(version, eid, dice).properties for eid in eids]
    rows = [(eid, EIDS[eid], *(at[n] for n in names[2:])) for eid, at in zip(eids, given, strict=True)]
    return NodeRows("Provision", version, names, rows, dice.choice((None, *SOURCES)))


# Which kinds an edge of a random change may join: all of provisions, and those that only items have.
_JOINED = (
    ("VERSION_OF", ["Expression"], ["Work"]),
    ("ISSUED_BY", ["Expression"], ["Body"]),
    ("EXTRACTED_FROM", ["Expression"], ["Source"]),
    ("CITES", ["Provision"], ["Work", "Expression", "Provision"]),
    ("CITES", ["Provision"], ["Provision"]),
    ("REPEALS", ["Provision"], ["Work"]),
    ("CITES", [*ITEM_KINDS], ["Work", "Provision"]),
    ("BASED_ON", [*ITEM_KINDS], ["Provision"]),
    ("HAS_TIER", ["PowerItem"], ["DiscretionTier"]),
    ("HAS_DUTY", [*ITEM_KINDS], ["DutyItem"]),
    ("EXERCISED_BY", [*ITEM_KINDS], ["Body"]),
    ("ABOUT", ["Expression", *ITEM_KINDS], ["Concept"]),
)
_WITH_EVIDENCE = ("CITES", "BASED_ON", "REPEALS", "HAS_TIER", "HAS_DUTY", "EXERCISED_BY", "ABOUT")


def random_edge(held: Sequence[Node], dice: random.Random) -> Edge | None:
    """An edge between two nodes held, of a kind that may join them; None when there are none."""
    by_kind: dict[str, list[str]] = {}
    for node in held:
        by_kind.setdefault(node.kind, []).append(node.id)
    kind, starts, ends = dice.choice(_JOINED)
    sources, targets = ([i for k in kinds for i in by_kind.get(k, [])] for kinds in (starts, ends))
    if not sources or not targets:
        return None
    origin = dice.choice(sources)
    if kind in _WITH_EVIDENCE and dice.random() < 0.9:
        place = dice.choice(_PLACES)
        return Edge(
            origin, kind, dice.choice(targets), owner=dice.choice((None, *SOURCES)), evidence=origin,
            start=dice.choice((None, 0, 7)), end=9, quote="《丙法》", rule="title",
            verdict=dice.choice(("resolved", "x")), valid_from=dice.choice((None, "2020-01-01")), properties=place,
        )  # fmt: skip
    return Edge(origin, kind, dice.choice(targets), rule=dice.choice((None, "history")))


def random_changes(reference: Reference, dice: random.Random, step: int) -> Changes:
    """A valid change for the state that `reference` is in, which is carried on to the state after it."""
    everything = [*reference.nodes, "cn:law:无此法", "cn:law:无此法@undated~art_1"]
    blocks = [i for i in everything if "~" in i]
    first = Changes(
        remove_owned_by=[s for s in SOURCES if dice.random() < 0.12],
        remove_nodes=[dice.choice(everything) for _ in range(dice.randint(0, 2))],
        remove_edges_from_evidence=[dice.choice(blocks) for _ in range(dice.randint(0, 2))],
        put_nodes=[random_node(dice) for _ in range(dice.randint(0, 40))],
        put_rows=[random_rows(dice) for _ in range(dice.randint(0, 3))],
        index=[dice.choice(EXPRESSIONS) for _ in range(dice.randint(0, 3))],
        removed_kinds=dice.choice(((), ("HAS_DUTY",), ("HAS_TIER",), ("CITES", "REPEALS"))),
        meta={dice.choice("abc"): dice.choice((None, "1", "二")), "step": str(step)},
    )
    reference.apply(first)
    held = list(reference.nodes.values())
    edges = [e for _ in range(dice.randint(0, 25)) if (e := random_edge(held, dice)) is not None]
    reference.apply(Changes(put_edges=edges))
    return Changes(
        first.remove_owned_by, first.remove_nodes, first.remove_edges_from_evidence, iter(list(first.put_nodes)),
        iter(edges), first.index, first.meta, first.removed_kinds, iter(first.put_rows),
    )  # fmt: skip
