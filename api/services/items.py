"""An item of a list: its fields, its basis to the article with verdict and drift, and where it stands in which file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from api.services.answers import LinkPage
from api.services.container import Services
from api.services.item_answers import ItemAnswer, ItemField, ItemLink, ItemPlace, ItemSummary
from api.services.links import CITING_KINDS, read_links
from api.services.lookup import find_node
from api.services.mentions import load_all_mentions
from api.services.scanned import read_ocr
from api.services.summaries import load_sources, summarise_version, summarise_work
from api.services.values import number_of, text_of, words_of
from schemas.errors import NotFound
from schemas.model import ITEM_KINDS
from schemas.ports import GraphStore, Json, Node
from schemas.records import RecordKind

# Links of one item: the longest basis cell of 2,935 real ones names 64 places.
_LINKS = 200


def show_item(services: Services, item_id: str, today: date) -> ItemAnswer:
    """Everything about one item (NotFound for an unknown id, or that of another kind of node)."""
    store = services.store
    node = find_item(store, item_id)
    at = node.properties
    expression = find_node(store, words_of(at, "expression"))
    mentions = load_all_mentions(store, [node.id]).get(node.id, ())
    links = read_links(store, [node.id], CITING_KINDS, "out", _LINKS)
    parent = store.node(words_of(at, "parent")) if text_of(at, "parent") else None
    return ItemAnswer(
        id=node.id,
        kind=node.kind,
        record=words_of(at, "record"),
        record_label=record_label(words_of(at, "record")),
        name=words_of(at, "name"),
        number=text_of(at, "number"),
        type=text_of(at, "type"),
        level=text_of(at, "level"),
        text=words_of(at, "text"),
        fields=_fields(store, node),
        work=summarise_work(find_node(store, words_of(expression.properties, "work"))),
        version=summarise_version(expression, today),
        place=_place(node),
        parent=summarise_item(parent) if parent else None,
        parts=tuple(summarise_item(n) for n in store.find(node.kind, {"parent": [node.id]})),
        mentions=mentions,
        basis=_basis(links),
        bodies=read_links(store, [node.id], ("EXERCISED_BY",), "out", _LINKS).items,
        tiers=read_links(store, [node.id], ("HAS_TIER",), "both", _LINKS).items,
        levels=tuple(r for r in _list(at.get("levels")) if isinstance(r, Mapping)),
        amounts=tuple(a for a in _list(at.get("amounts")) if isinstance(a, Mapping)),
        ocr=read_ocr(store, node, words_of(at, "text")),
        sources=load_sources(store, [expression.id])[expression.id],
    )


def find_item(store: GraphStore, text: str) -> Node:
    """The item under its id."""
    node = find_node(store, text)
    if node.kind not in ITEM_KINDS:
        raise NotFound(f"{text[:200]} is no item of a list", "find one: fatu search --record power 许可")
    return node


def record_label(code: str) -> str:
    """Printed label of a kind of record; the code itself where it is none."""
    return RecordKind(code).label if code in list(RecordKind) else code


def summarise_item(node: Node) -> ItemSummary:
    """An item as named in lists."""
    at = node.properties
    record = words_of(at, "record")
    return ItemSummary(node.id, node.kind, record, record_label(record), words_of(at, "name"), _place(node))


def cells_of(item: Node) -> list[Mapping[str, Json]]:
    """The item's fields in the order of its row: name, header, role, place in the text and in the table."""
    return [c for c in _list(item.properties.get("cells")) if isinstance(c, Mapping)]


def raw_fields(item: Node) -> dict[str, str]:
    """Text by the name of the field, in order; of a shared text its id."""
    fields = item.properties.get("fields")
    texts: Mapping[str, Json] = fields if isinstance(fields, Mapping) else {}
    return {name: words_of(texts, name) for c in cells_of(item) if (name := words_of(c, "name"))}


def _fields(store: GraphStore, item: Node) -> tuple[ItemField, ...]:
    texts = raw_fields(item)
    shared = store.nodes([t for t in texts.values() if t.startswith("duty:")])
    return tuple(_field(c, texts, shared) for c in cells_of(item))


def _field(cell: Mapping[str, Json], texts: Mapping[str, str], shared: Mapping[str, Node]) -> ItemField:
    name = words_of(cell, "name")
    text = texts.get(name, "")
    return ItemField(
        name,
        words_of(cell, "header"),
        words_of(shared[text].properties, "text") if text in shared else text,
        words_of(cell, "role"),
        number_of(cell, "start"),
        number_of(cell, "end"),
        number_of(cell, "row"),
        number_of(cell, "column"),
    )


def _place(node: Node) -> ItemPlace:
    at = node.properties
    return ItemPlace(text_of(at, "sheet"), number_of(at, "page"), number_of(at, "row") or 0)


def _basis(links: LinkPage) -> tuple[ItemLink, ...]:
    """What the item leans on, with what became of the place since."""
    out = []
    for link in links.items:
        drift = link.evidence.properties.get("drift")
        missing = link.evidence.properties.get("missing") is True
        out.append(ItemLink(link, drift if isinstance(drift, Mapping) else None, missing))
    return tuple(out)


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []
