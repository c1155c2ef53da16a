"""Edges as answers show them: evidence, and the node at the other end with a label to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.services.answers import Link, LinkEvidence, LinkPage, NodeSummary
from api.services.container import Services
from api.services.lookup import find_node
from api.services.summaries import place_label
from api.services.values import text_of, words_of
from schemas.errors import InvalidInput
from schemas.model import EDGE_KINDS, ITEM_KINDS
from schemas.ports import Direction, Edge, GraphStore, Neighbour, NeighbourPage, Node

CITING_KINDS = ("CITES", "BASED_ON", "IMPLEMENTS", "AMENDS", "REPEALS", "REPLACES")
"""Edges that a citation becomes."""

MAX_PAGE = 200
# Characters of a provision's text shown beside a link to it.
_EXCERPT = 100
_LABELS = {
    "Body": "name",
    "Work": "title",
    "Expression": "title",
    "Source": "locator",
    "Citation": "text",
    "Concept": "label",
}


def list_neighbours(
    services: Services,
    node_id: str,
    *,
    kinds: Sequence[str] = (),
    direction: str = "both",
    limit: int = 50,
    cursor: str | None = None,
) -> LinkPage:
    """Edges at a node, typed and paged.

    Raises NotFound for an unknown id, InvalidInput for an unknown kind or direction, InvalidCursor for a foreign one.
    """
    for kind in kinds:
        if kind not in EDGE_KINDS:
            raise InvalidInput(f"kind: {kind[:40]!r} is no kind of edge", f"expected one of {', '.join(EDGE_KINDS)}")
    node = find_node(services.store, node_id)
    return read_links(services.store, [node.id], kinds or None, parse_direction(direction), limit, cursor)


def parse_direction(text: str) -> Direction:
    """One of the three directions."""
    match text:
        case "out" | "in" | "both":
            return text
        case _:
            raise InvalidInput(f"direction: {text[:40]!r} is not known", "expected out, in or both")


def read_links(
    store: GraphStore,
    ids: Sequence[str],
    kinds: Sequence[str] | None,
    direction: Direction,
    limit: int,
    cursor: str | None = None,
) -> LinkPage:
    """One page of the edges at any of the nodes."""
    if not 1 <= limit <= MAX_PAGE:
        raise InvalidInput(f"limit: {limit} is out of range", f"expected 1 to {MAX_PAGE}")
    page = store.neighbours(ids, kinds=kinds, direction=direction, limit=limit, cursor=cursor)
    return LinkPage(tuple(build_links(store, page)), page.total, page.next_cursor)


def build_links(store: GraphStore, page: NeighbourPage) -> list[Link]:
    """The neighbours of a page with labels."""
    wanted = {i.node.id.partition("~")[0] for i in page.items if "~" in i.node.id}
    titles = {e: words_of(n.properties, "title") for e, n in store.nodes(sorted(wanted)).items()}
    return [_link(item, titles) for item in page.items]


def _link(item: Neighbour, titles: Mapping[str, str]) -> Link:
    kind = EDGE_KINDS.get(item.edge.kind)
    return Link(
        item.origin,
        item.direction,
        item.edge.kind,
        kind.meaning if kind else "",
        _evidence(item.edge),
        summarise_node(item.node, titles),
    )


def _evidence(edge: Edge) -> LinkEvidence:
    return LinkEvidence(
        edge.evidence,
        edge.start,
        edge.end,
        edge.quote,
        edge.rule,
        edge.verdict,
        edge.valid_from,
        edge.valid_to,
        edge.properties,
    )


def summarise_node(node: Node, titles: Mapping[str, str]) -> NodeSummary:
    """A node in short; `titles` gives the titles of the versions that provisions and items are in."""
    at = node.properties
    if node.kind == "Provision":
        expression = node.id.partition("~")[0]
        text = words_of(at, "text")
        excerpt = text[:_EXCERPT] + "…" if len(text) > _EXCERPT else text
        date = expression.rpartition("@")[2]
        return NodeSummary(node.id, node.kind, place_label(at), titles.get(expression), date, excerpt or None)
    if node.kind in ITEM_KINDS:
        expression = node.id.partition("~")[0]
        date = expression.rpartition("@")[2]
        return NodeSummary(node.id, node.kind, words_of(at, "name") or node.id, titles.get(expression), date)
    if node.kind == "DutyItem":
        return NodeSummary(node.id, node.kind, words_of(at, "header"), excerpt=words_of(at, "text")[:_EXCERPT])
    version = text_of(at, "version") if node.kind == "Expression" else None
    label = words_of(at, _LABELS.get(node.kind, "name")) or node.id
    title = label if node.kind in ("Work", "Expression") else None
    return NodeSummary(node.id, node.kind, label, title, version, held=at.get("held") is not False)
