"""Which steps of a discretion benchmark grade which power item: by the violation that both name, in one region."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from schemas.ports import Changes, Edge, GraphStore, Node

_MARKS = re.compile(r"[\s，、。；：:（）()“”\"《》]+")
_PENALTY = re.compile(r"\A对|(?:的|行为)*(?:行政处罚|处罚|行政强制|行政检查)?\Z")
HAS_TIER = "HAS_TIER"


def link_tiers(store: GraphStore) -> int:
    """Bring the HAS_TIER edges in line with the items held; their number.

    A name that several items of a region have is nobody's: which of them is meant can't be told.
    """
    tiers = store.find("DiscretionTier")
    if not tiers:
        return 0
    items = store.find("PowerItem")
    regions = _regions(store, [*tiers, *items])
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        named[regions[_version(item)], violation_key(str(item.properties["name"] or ""))].append(item.id)
    edges = []
    for tier in tiers:
        violation = _violation(tier)
        found = named.get((regions[_version(tier)], violation_key(violation)), []) if violation else []
        if len(found) == 1:
            edges.append(
                Edge(
                    found[0], HAS_TIER, tier.id, evidence=tier.id, quote=violation, rule="violation", verdict="resolved"
                )
            )
    store.apply(Changes(remove_edges_from_evidence=[t.id for t in tiers], removed_kinds=[HAS_TIER], put_edges=edges))
    return len(edges)


def violation_key(name: str) -> str:
    """A violation as a benchmark and a power list both name it: 对擅自占用城市道路的处罚, 擅自占用城市道路的."""
    return _PENALTY.sub("", _MARKS.sub("", name))


def _violation(tier: Node) -> str:
    fields = tier.properties["fields"]
    said: Mapping[str, object] = fields if isinstance(fields, Mapping) else {}
    return str(said.get("violation") or said.get("name") or "")


def _version(node: Node) -> str:
    return node.id.partition("~")[0]


def _regions(store: GraphStore, nodes: Iterable[Node]) -> dict[str, str]:
    """The region of each list."""
    versions = {_version(n) for n in nodes}
    works = store.nodes(sorted({v.partition("@")[0] for v in versions}))
    return {v: str(works[v.partition("@")[0]].properties["jurisdiction"]) for v in versions}
