"""Turns hits of the index into what a reader sees, with a handful of batched reads of the store per page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from api.services.answers import Passage, Region, SearchHit
from api.services.items import record_label
from api.services.summaries import kind_label, region, summarise_version
from api.services.values import text_of, texts_of, words_of
from schemas.documents import BLOCK_LEVELS, Level
from schemas.model import ITEM_KINDS
from schemas.ports import GraphStore, Node
from schemas.queries import Hit, HitType
from search.highlighting import highlight

# Characters of text shown per hit: two to three lines of a page.
SNIPPET = 120
# Blocks of a whole document to take a snippet from: what its index entry holds.
_BEGINNING = 3
_TITLE = 200


def load_hits(store: GraphStore, hits: Sequence[Hit], terms: Sequence[str], day: date) -> list[SearchHit]:
    """Those of the hits that the store holds, best first, with status on `day`."""
    wanted = [i for h in hits for i in (h.id, h.id.partition("~")[0], h.id.partition("@")[0])]
    nodes = store.nodes(list(dict.fromkeys(wanted)))
    held = [h for h in hits if h.id in nodes and h.id.partition("~")[0] in nodes and h.id.partition("@")[0] in nodes]
    expressions = list(dict.fromkeys(h.id.partition("~")[0] for h in held))
    above = _headings(store, [nodes[h.id] for h in held])
    paths = _paths(store, expressions)
    versions = {e: summarise_version(nodes[e], day) for e in expressions}
    titles = {e: _passage(versions[e].title, terms, _TITLE) for e in expressions}
    regions: dict[str, Region] = {}
    built = []
    for hit in held:
        expression, node = hit.id.partition("~")[0], nodes[hit.id]
        work = nodes[hit.id.partition("@")[0]].properties
        code, place = words_of(work, "kind"), words_of(work, "jurisdiction")
        whole = node.kind == "Expression"
        source = words_of(node.properties, "source")
        record = text_of(node.properties, "record") if node.kind in ITEM_KINDS else None
        built.append(
            SearchHit(
                id=hit.id,
                type=HitType.DOCUMENT if whole else HitType.ARTICLE if node.kind == "Provision" else HitType.ITEM,
                score=round(hit.score, 6),
                title=titles[expression],
                article=_article(node),
                headings=above.get(hit.id, ()) if node.kind not in ITEM_KINDS else (words_of(node.properties, "name"),),
                snippet=_passage(_text(store, node), terms, SNIPPET),
                kind=code,
                kind_label=kind_label(code),
                jurisdiction=regions.setdefault(place, region(place)),
                issuers=texts_of(nodes[expression].properties, "issuers"),
                work=hit.id.partition("@")[0],
                version=versions[expression],
                path=paths.get(source) or paths.get(expression, ""),
                record=record,
                record_label=record_label(record) if record else None,
            )
        )
    return built


def _article(node: Node) -> str:
    is_article = node.kind == "Provision" and node.properties["level"] == Level.ARTICLE
    return words_of(node.properties, "num") if is_article else ""


def _text(store: GraphStore, node: Node) -> str:
    if node.kind != "Expression":
        return words_of(node.properties, "text")
    blocks = islice(store.provisions([node.id], list(BLOCK_LEVELS)), _BEGINNING)
    return "\n".join(words_of(b.properties, "text") for b in blocks)


def _passage(text: str, terms: Sequence[str], size: int) -> Passage:
    snippet = highlight(text, terms, size)
    before, after = "…" * snippet.cut_before, "…" * snippet.cut_after
    shift = len(before)
    return Passage(before + snippet.text + after, tuple((s + shift, e + shift) for s, e in snippet.marks))


def _headings(store: GraphStore, nodes: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    """Headings above each provision, outermost first; one read per level of nesting."""
    parents = {n.id: words_of(n.properties, "parent") for n in nodes if n.kind == "Provision"}
    known: dict[str, Node] = {}
    missing = {p for p in parents.values() if p}
    while missing:
        known.update(store.nodes(sorted(missing)))
        missing = {words_of(known[m].properties, "parent") for m in missing if m in known} - known.keys() - {""}
    own = {n.id: words_of(n.properties, "heading") for n in nodes if n.kind == "Provision"}
    return {i: (*_chain(parent, known), *([own[i]] if own[i] else [])) for i, parent in parents.items()}


def _chain(parent: str, known: Mapping[str, Node]) -> list[str]:
    line: list[str] = []
    while (node := known.get(parent)) is not None:
        named = (words_of(node.properties, "num"), words_of(node.properties, "heading"))
        line.append(" ".join(p for p in named if p))
        parent = words_of(node.properties, "parent")
    return line[::-1]


def _paths(store: GraphStore, expressions: Sequence[str]) -> dict[str, str]:
    """Locators by source id, and by version the first of its sources."""
    paths: dict[str, str] = {}
    for source in store.find("Source", {"expression": list(expressions)}) if expressions else []:
        locator = words_of(source.properties, "locator")
        paths[source.id] = locator
        expression = words_of(source.properties, "expression")
        paths[expression] = min(locator, paths.get(expression, locator))
    return paths
