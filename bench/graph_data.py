"""Generated graph data of a corpus's shape: nothing of it is law.

At size 1: 3,400 versions of 3,300 works with 150,000 blocks, 350,000 款 and 项 in them, 80,000 citations and some
70,000 edges, in 25 changes as an ingest makes them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from schemas.ports import Changes, Edge, Json, Node, OwnedNode

_VERSIONS, _BLOCKS, _CHUNK = 3_400, 44, 140
_WORDS = "为了规范行政行为维护公共利益保护公民法人和其他组织的合法权益根据有关规定结合本地实际制定本办法应当依照程序"


def build_load(size: float = 1.0, seed: int = 7) -> Iterator[Changes]:
    """The changes of a first load, `size` times the corpus."""
    dice = random.Random(seed)
    versions = int(_VERSIONS * size)
    for first in range(0, versions, _CHUNK):
        nodes: list[OwnedNode] = []
        edges: list[Edge] = []
        chunk = range(first, min(first + _CHUNK, versions))
        for number in chunk:
            _add_version(number, dice, nodes, edges)
        yield Changes(
            put_nodes=nodes, put_edges=edges, index=[expression_id(n) for n in chunk], meta={"step": str(first)}
        )


def build_resolution(blocks: list[tuple[str, int]], seed: int = 8) -> Iterator[Changes]:
    """Edges from the citing blocks (id, citations) to articles and works, with their evidence."""
    dice = random.Random(seed)
    versions = sorted({b.partition("~")[0] for b, _ in blocks})
    for first in range(0, len(blocks), 15_000):
        part = blocks[first : first + 15_000]
        edges = [_citation_edge(block, n, dice.choice(versions), dice) for block, count in part for n in range(count)]
        yield Changes(remove_edges_from_evidence=[b for b, _ in part], put_edges=edges)


def expression_id(number: int) -> str:
    """Identifier of a generated version."""
    return f"{work_id(number)}@{1990 + number % 35}-07-01"


def work_id(number: int) -> str:
    """Identifier of a generated work."""
    region = f"-{37 + number % 20}0000" if number % 3 else ""
    return f"cn{region}:local_regulation:虚构省第{number}号城市公共事务管理条例实施细则"


def _add_version(number: int, dice: random.Random, nodes: list[OwnedNode], edges: list[Edge]) -> None:
    expression, work, source = expression_id(number), work_id(number), f"source:{number:016x}"
    title = work.rpartition(":")[2]
    nodes.append(
        OwnedNode(Node(work, "Work", {"title": title, "slug": title, "kind": "local_regulation", "held": True}))
    )
    nodes.append(
        OwnedNode(Node(expression, "Expression", {"work": work, "title": title, "history": [], "articles": 44}))
    )
    nodes.append(OwnedNode(Node(source, "Source", {"locator": f"{number}.md", "expression": expression, "work": work})))
    edges += [Edge(expression, "VERSION_OF", work), Edge(expression, "EXTRACTED_FROM", source)]
    seq = 0
    for article in range(1, _BLOCKS + 1):
        block, inner, citations = f"art_{article}", dice.choice((0, 1, 2, 2, 3, 4, 4)), dice.random()
        text = "".join(dice.choices(_WORDS, k=dice.randint(40, 220)))
        nodes.append(_provision(expression, block, None, seq, "article", f"第{article}条", text, None, source))
        seq += 1
        for place in range(1, inner + 1):
            eid = f"{block}__para_{place}"
            nodes.append(_provision(expression, eid, block, seq, "paragraph", "", None, place * 9, source))
            seq += 1
        count = (citations < 0.25) + (citations < 0.2) + (citations < 0.1)
        nodes += [_citation(expression, block, n, work, number, source) for n in range(1, count + 1)]


def _provision(
    expression: str, eid: str, parent: str | None, seq: int, level: str, num: str, text: str | None, start: int | None,
    owner: str,
) -> OwnedNode:  # fmt: skip
    properties: dict[str, Json] = {
        "expression": expression,
        "parent": f"{expression}~{parent}" if parent else None,
        "eid": eid,
        "seq": seq,
        "level": level,
        "num": num,
        "heading": "",
        "source": None,
        "text": text,
        "start": start,
        "end": None if start is None else start + 9,
    }
    return OwnedNode(Node(f"{expression}~{eid}", "Provision", properties), owner)


def _citation(expression: str, block: str, n: int, work: str, number: int, owner: str) -> OwnedNode:
    properties: dict[str, Json] = {
        "block": f"{expression}~{block}",
        "work": work,
        "start": n * 10,
        "end": n * 10 + 8,
        "text": "《虚构法》第三条",
        "kind": "external",
        "title": f"虚构法{number % 900}",
        "slug": f"虚构法{number % 900}",
        "edition": None,
        "targets": [{"article": 3, "article_suffix": None, "paragraph": None, "item": None, "subitem": None}],
        "division": None,
        "relation": "cites",
        "quoted": False,
        "verdict": "pending",
        "candidates": [],
        "rule": "title",
    }
    return OwnedNode(Node(f"{expression}~{block}!c{n}", "Citation", properties), owner)


def _citation_edge(block: str, n: int, version: str, dice: random.Random) -> Edge:
    target = f"{version}~art_{dice.randint(1, _BLOCKS)}" if n % 2 else version.partition("@")[0]
    return Edge(
        block, "CITES", target, evidence=block, start=n * 10, end=n * 10 + 8, quote="《虚构法》第三条",
        rule="title/exact", verdict="resolved", properties={"citation": f"{block}!c{n + 1}"},
    )  # fmt: skip
