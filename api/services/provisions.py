"""A provision: its text, its place in the tree, what it cites and what cites it, and how it reads on another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.services.answers import LinkPage, PlaceSummary, ProvisionAnswer, SourceSummary
from api.services.container import Services
from api.services.links import CITING_KINDS, read_links
from api.services.lookup import find_node, find_provision
from api.services.mentions import load_mentions
from api.services.readings import read_on
from api.services.scan_answers import OcrReading
from api.services.scanned import read_ocr
from api.services.summaries import load_sources, place_label, summarise_place, summarise_version, summarise_work
from api.services.values import number_of, text_of, words_of
from schemas.documents import BLOCK_LEVELS, INNER_LEVELS
from schemas.ports import GraphStore, Node


@dataclass(frozen=True, slots=True)
class Paging:
    """How many cited and citing provisions, and from where on."""

    limit: int = 20
    cited_cursor: str | None = None
    citing_cursor: str | None = None


def show_provision(
    services: Services, provision_id: str, today: date, on: date | None = None, paging: Paging | None = None
) -> ProvisionAnswer:
    """Everything about one provision; `on` also asks how it reads in the version in force that day.

    Raises NotFound for an unknown id and InvalidCursor for a foreign cursor.
    """
    store, paging = services.store, paging or Paging()
    node = find_provision(store, provision_id)
    at = node.properties
    line = load_ancestors(store, node)
    block = find_block(node, line)
    expression = find_node(store, words_of(at, "expression"))
    day = on or today
    previous, following = _siblings(store, node)
    return ProvisionAnswer(
        id=node.id,
        eid=words_of(at, "eid"),
        level=words_of(at, "level"),
        num=words_of(at, "num"),
        heading=words_of(at, "heading"),
        label=place_label(at),
        text=provision_text(node, block),
        work=summarise_work(find_node(store, words_of(expression.properties, "work"))),
        version=summarise_version(expression, day),
        ancestors=tuple(summarise_place(a) for a in line),
        previous=previous,
        next=following,
        children=tuple(summarise_place(c) for c in load_children(store, node.id)),
        mentions=load_mentions(store, node, block),
        cited=list_cited(services, provision_id, paging.limit, paging.cited_cursor),
        citing=list_citing(services, provision_id, paging.limit, paging.citing_cursor),
        reading_on=read_on(store, node, block, expression, on) if on else None,
        ocr=_ocr(store, node, block),
        sources=_sources(store, node, expression.id),
    )


def _ocr(store: GraphStore, node: Node, block: Node | None) -> OcrReading | None:
    """How the provision's own words were read; of a 款 项 目 its part of what is known of the block."""
    if block is None or (text := provision_text(node, block)) is None:
        return None
    start = 0 if node is block else number_of(node.properties, "start") or 0
    return read_ocr(store, block, text, start)


def list_cited(services: Services, provision_id: str, limit: int = 20, cursor: str | None = None) -> LinkPage:
    """What the provision cites; for a 款, 项 or 目 what its article cites, whose text it is part of."""
    node = find_provision(services.store, provision_id)
    block = find_block(node, load_ancestors(services.store, node))
    return read_links(services.store, [(block or node).id], CITING_KINDS, "out", limit, cursor)


def list_citing(services: Services, provision_id: str, limit: int = 20, cursor: str | None = None) -> LinkPage:
    """What cites the provision or a place in it."""
    node = find_provision(services.store, provision_id)
    return read_links(services.store, _inside(services.store, node), CITING_KINDS, "in", limit, cursor)


def _inside(store: GraphStore, node: Node) -> list[str]:
    """The provision and, below an article, its 款 项 目; chapters are cited as such."""
    ids, layer = [node.id], [node.id]
    if words_of(node.properties, "level") not in BLOCK_LEVELS | INNER_LEVELS:
        return ids
    while layer:
        layer = [n.id for n in store.find("Provision", {"parent": list(layer)})]
        ids += layer
    return ids


def load_ancestors(store: GraphStore, node: Node) -> list[Node]:
    """The provisions that contain it, outermost first."""
    line: list[Node] = []
    parent = text_of(node.properties, "parent")
    while parent and (above := store.node(parent)) is not None:
        line.append(above)
        parent = text_of(above.properties, "parent")
    return line[::-1]


def load_children(store: GraphStore, parent: str) -> list[Node]:
    """The provisions directly inside, in order."""
    return sorted(store.find("Provision", {"parent": [parent]}), key=lambda n: number_of(n.properties, "seq") or 0)


def find_block(node: Node, line: list[Node]) -> Node | None:
    """The block whose text a provision is or is part of; None for chapters and the like."""
    if node.properties["level"] in BLOCK_LEVELS:
        return node
    return next((a for a in reversed(line) if a.properties["level"] in BLOCK_LEVELS), None)


def provision_text(node: Node, block: Node | None) -> str | None:
    """The provision's own words: of a block all, of a 款 项 目 its part of the block's."""
    if block is None:
        return None
    text = words_of(block.properties, "text")
    return text if node is block else text[number_of(node.properties, "start") : number_of(node.properties, "end")]


def _siblings(store: GraphStore, node: Node) -> tuple[PlaceSummary | None, PlaceSummary | None]:
    """What stands before and after: blocks of the whole version, else provisions of the same parent."""
    at = node.properties
    level, expression = words_of(at, "level"), words_of(at, "expression")
    if level in BLOCK_LEVELS:
        line = list(store.provisions([expression], list(BLOCK_LEVELS)))
    elif parent := text_of(at, "parent"):
        line = load_children(store, parent)
    else:
        line = [n for n in store.provisions([expression], [level]) if n.properties["parent"] is None]
    index = next((i for i, n in enumerate(line) if n.id == node.id), None)
    if index is None:
        return None, None
    before = summarise_place(line[index - 1]) if index else None
    return before, summarise_place(line[index + 1]) if index + 1 < len(line) else None


def _sources(store: GraphStore, node: Node, expression: str) -> tuple[SourceSummary, ...]:
    everything = load_sources(store, [expression])[expression]
    own = text_of(node.properties, "source")
    return tuple(s for s in everything if own is None or s.id == own)
