"""A seeded sample of resolved edges with what a reader needs to judge each, as JSON Lines.

python -m bench.edge_audit DATA [NUMBER] [SEED]
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from api.services.container import open_services
from schemas.citations import Verdict
from schemas.ports import Edge, GraphStore
from schemas.settings import Settings

KINDS = ("CITES", "BASED_ON", "IMPLEMENTS", "AMENDS", "REPEALS", "REPLACES")

# Code points shown around the words cited with, and of the target's text.
_AROUND, _TARGET = 120, 160


def main() -> None:
    """Print the sample."""
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with open_services(Settings(data=Path(sys.argv[1]))) as services:
        for row in draw(services.store, number, seed):
            print(json.dumps(row, ensure_ascii=False))


def draw(store: GraphStore, number: int, seed: int) -> Iterator[dict[str, object]]:
    """`number` edges with verdict resolved, drawn over all kinds of citation edges."""
    edges = [e for kind in KINDS for e in store.edges(kind) if e.verdict == Verdict.RESOLVED]
    for edge in random.Random(seed).sample(edges, min(number, len(edges))):
        yield _row(store, edge)


def _row(store: GraphStore, edge: Edge) -> dict[str, object]:
    block, target = store.node(edge.source), store.node(edge.target)
    text = str(block.properties["text"]) if block else ""
    start, end = edge.start or 0, edge.end or 0
    return {
        "citing": edge.source,
        "edge": edge.kind,
        "before": text[max(0, start - _AROUND) : start],
        "words": text[start:end],
        "after": text[end : end + _AROUND],
        "target": edge.target,
        "target_text": _told(store, edge.target) if target else None,
        "rule": edge.rule,
        "properties": dict(edge.properties),
    }


def _told(store: GraphStore, target: str) -> str:
    """The beginning of the target's text; of a 款, 项 or 目 its part of the article's."""
    node = store.node(target)
    if node is None or node.kind != "Provision":
        return str(node.properties["title"]) if node else ""
    if (text := node.properties["text"]) is not None:
        return f"{node.properties['num']} {str(text)[:_TARGET]}"
    block = node
    while block.properties["text"] is None and block.properties["parent"]:
        block = store.node(str(block.properties["parent"])) or block
    start, end = node.properties["start"], node.properties["end"]
    whole = str(block.properties["text"] or "")
    return (
        whole[start:end][:_TARGET] if isinstance(start, int) and isinstance(end, int) else str(node.properties["num"])
    )


if __name__ == "__main__":
    main()
