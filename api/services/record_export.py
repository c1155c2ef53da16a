"""Records of lists for other programs: one item a line, with its fields, citations and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from api.services.items import raw_fields
from api.services.record_citations import build_citation_record
from api.services.values import number_of, text_of, words_of
from schemas.model import ITEM_KINDS
from schemas.ports import GraphStore, Json, Neighbour, Node

# Items whose citations and bodies are read at once.
_CHUNK = 500
_EDGES = 10_000


def export_records(store: GraphStore, record: str | None = None) -> Iterator[dict[str, Json]]:
    """Every item in the order of its file, mirror copies one set each; only those of one kind of record where told."""
    sources = sorted(store.find("Source"), key=lambda n: words_of(n.properties, "locator"))
    shared: dict[str, str] = {}
    lists = {i.partition("~")[0] for kind in ITEM_KINDS for i in store.ids(kind)}
    for source in sources:
        expression = words_of(source.properties, "expression")
        if expression not in lists:
            continue
        items = [i for i in store.items([expression]) if record in (None, i.properties["record"])]
        for first in range(0, len(items), _CHUNK):
            chunk = items[first : first + _CHUNK]
            yield from _records(store, words_of(source.properties, "locator"), chunk, shared)


def _records(store: GraphStore, path: str, items: Sequence[Node], shared: dict[str, str]) -> Iterator[dict[str, Json]]:
    ids = [i.id for i in items]
    texts = [t for i in items for t in raw_fields(i).values() if t.startswith("duty:") and t not in shared]
    shared.update((n.id, words_of(n.properties, "text")) for n in store.nodes(list(dict.fromkeys(texts))).values())
    citations: dict[str, list[Node]] = defaultdict(list)
    for node in store.find("Citation", {"block": ids}):
        citations[words_of(node.properties, "block")].append(node)
    titles = _titles(store, [c for found in citations.values() for c in found])
    bodies = _bodies(store, ids)
    for item in items:
        at = item.properties
        found = sorted(citations.get(item.id, ()), key=lambda c: (number_of(c.properties, "start") or 0, c.id))
        place: dict[str, Json] = {"page": at["page"]} if at["page"] is not None else {"sheet": at["sheet"]}
        yield {
            "id": item.id,
            "path": path,
            "kind": item.kind,
            "kind_code": at["record"],
            **place,
            "row": at["row"],
            "fields": {n: shared.get(t, t) for n, t in raw_fields(item).items()},
            "citations": [build_citation_record(c, item, titles) for c in found],
            "bodies": bodies.get(item.id, []),
        }


def _bodies(store: GraphStore, ids: Sequence[str]) -> dict[str, list[Json]]:
    """The bodies of each item in the order in which its text names them; `part` is what they have to do with it."""
    found: dict[str, list[Neighbour]] = defaultdict(list)
    cursor: str | None = None
    while True:
        page = store.neighbours(ids, kinds=["EXERCISED_BY"], direction="out", limit=_EDGES, cursor=cursor)
        for item in page.items:
            found[item.origin].append(item)
        if (cursor := page.next_cursor) is None:
            return {i: [_body(n) for n in sorted(named, key=_place)] for i, named in found.items()}


def _place(named: Neighbour) -> int:
    return named.edge.start or 0


def _body(named: Neighbour) -> Json:
    at = named.node
    return {"name": at.properties["name"], "text": named.edge.quote, "part": named.edge.rule, "id": at.id}


def _titles(store: GraphStore, citations: Sequence[Node]) -> dict[str, str]:
    """Official titles of what resolved citations lead to, by the citation's id."""
    blocks = sorted({words_of(c.properties, "block") for c in citations if c.properties["verdict"] == "resolved"})
    works: dict[str, str] = {}
    for block in range(0, len(blocks), _CHUNK):
        part, cursor = blocks[block : block + _CHUNK], None
        while True:
            page = store.neighbours(part, kinds=_KINDS, direction="out", limit=_EDGES, cursor=cursor)
            for item in page.items:
                if citation := text_of(item.edge.properties, "citation"):
                    works.setdefault(citation, item.edge.target.partition("~")[0].partition("@")[0])
            if (cursor := page.next_cursor) is None:
                break
    held = store.nodes(list(dict.fromkeys(works.values())))
    return {c: words_of(held[w].properties, "title") for c, w in works.items() if w in held}


_KINDS = ("CITES", "BASED_ON", "IMPLEMENTS", "AMENDS", "REPEALS", "REPLACES")
