"""The citations in a provision's text, with what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from api.services.answers import Mention
from api.services.links import CITING_KINDS
from api.services.values import number_of, text_of, texts_of, words_of
from schemas.citations import REPAIRED
from schemas.pinpoints import Pinpoint, format_pinpoint
from schemas.ports import GraphStore, Node

# Edges read at once.
_EDGES = 1_000


def load_mentions(store: GraphStore, node: Node, block: Node | None) -> tuple[Mention, ...]:
    """Citations in the provision's text, in order; spans count from the beginning of that text."""
    if block is None:
        return ()
    first = 0 if node is block else number_of(node.properties, "start") or 0
    last = len(words_of(block.properties, "text")) if node is block else number_of(node.properties, "end") or 0
    citations = store.find("Citation", {"block": [block.id]})
    targets = _targets(store, [block.id]) if citations else {}
    found = [_mention(c, first, targets.get(c.id, ())) for c in citations]
    inside = [m for m in found if m.start >= 0 and m.end <= last - first]
    return tuple(sorted(inside, key=_position))


def load_all_mentions(store: GraphStore, blocks: Sequence[str]) -> dict[str, tuple[Mention, ...]]:
    """The citations of many blocks, by block, in order. One read of citations, and pages of edges for all of them."""
    found: dict[str, list[Node]] = defaultdict(list)
    for citation in store.find("Citation", {"block": list(blocks)}) if blocks else []:
        found[words_of(citation.properties, "block")].append(citation)
    targets = _targets(store, sorted(found)) if found else {}
    return {
        block: tuple(sorted((_mention(c, 0, targets.get(c.id, ())) for c in nodes), key=_position))
        for block, nodes in found.items()
    }


def _position(mention: Mention) -> tuple[int, int]:
    """Order in the text, the outer of two that begin together first."""
    return mention.start, -mention.end


def _targets(store: GraphStore, blocks: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Ids of what each citation of these blocks links to, by the citation's id."""
    linked: dict[str, list[str]] = defaultdict(list)
    cursor: str | None = None
    while True:
        page = store.neighbours(blocks, kinds=CITING_KINDS, direction="out", limit=_EDGES, cursor=cursor)
        for item in page.items:
            if citation := text_of(item.edge.properties, "citation"):
                linked[citation].append(item.edge.target)
        if (cursor := page.next_cursor) is None:
            return {citation: tuple(ids) for citation, ids in linked.items()}


def _mention(node: Node, first: int, targets: tuple[str, ...]) -> Mention:
    at = node.properties
    return Mention(
        node.id,
        (number_of(at, "start") or 0) - first,
        (number_of(at, "end") or 0) - first,
        words_of(at, "text"),
        words_of(at, "kind"),
        text_of(at, "title"),
        text_of(at, "relation"),
        words_of(at, "verdict"),
        targets,
        texts_of(at, "candidates"),
        text_of(at, "reading"),
        text_of(at, "repaired") or _repaired_place(node),
    )


def _repaired_place(node: Node) -> str | None:
    """The places that are meant, where their words have a slip that only one reading fits."""
    at = node.properties
    targets = at.get("targets")
    if text_of(at, "rule") != REPAIRED or not isinstance(targets, list):
        return None
    return "、".join(format_pinpoint(Pinpoint(**t)) for t in targets if isinstance(t, dict))
