"""How a provision reads on another day: the version in force then, and the place in it that corresponds."""

from __future__ import annotations

from datetime import date

from api.services.answers import OtherReading
from api.services.summaries import summarise_place, summarise_version
from api.services.values import number_of, words_of
from api.services.versions import load_versions, version_in_force
from ingest.resolution.alignment import Article, align_articles
from schemas.documents import Level
from schemas.ports import GraphStore, Node


def read_on(store: GraphStore, node: Node, block: Node | None, expression: Node, day: date) -> OtherReading:
    """The reading on `day` of a provision of some version, found by text where numbers moved (条文对照).

    A 款, 项 or 目 is followed by its place in the corresponding article, and the whole article stands for it where
    that has no such place. Chapters and other divisions correspond by eId alone.
    """
    on = day.isoformat()
    version = version_in_force(load_versions(store, words_of(expression.properties, "work")), day)
    if version is None:
        return OtherReading(on, "no_version", None, None, None)
    summary = summarise_version(version, day)
    if version.id == expression.id:
        return OtherReading(on, "same", summary, summarise_place(node), _text(node, block))
    found = _counterpart(store, node, block, expression.id, version.id)
    if found is None:
        return OtherReading(on, "gone", summary, None, None)
    there, its_block = found
    text, before = _text(there, its_block), _text(node, block)
    moved = words_of(there.properties, "eid") != words_of(node.properties, "eid")
    how = "moved" if moved else "unchanged" if text == before else "changed"
    return OtherReading(on, how, summary, summarise_place(there), text)


def _counterpart(
    store: GraphStore, node: Node, block: Node | None, old: str, new: str
) -> tuple[Node, Node | None] | None:
    """The corresponding provision of the version `new`, and its block."""
    eid = words_of(node.properties, "eid")
    if block is None or block.properties["level"] != Level.ARTICLE:
        there = store.node(f"{new}~{eid}")
        return (there, there if block is not None else None) if there else None
    article = words_of(block.properties, "eid")
    target = find_counterpart(store, article, old, new)
    its_block = store.node(f"{new}~{target}") if target else None
    if its_block is None:
        return None
    exact = store.node(f"{new}~{target}{eid.removeprefix(article)}")
    return exact or its_block, its_block


def find_counterpart(store: GraphStore, eid: str, old: str, new: str) -> str | None:
    """The eId in version `new` of the article that is `eid` in version `old`, None when it is gone."""
    before, after = _articles(store, old), _articles(store, new)
    same = {a.eid: a.text for a in before}.get(eid)
    if same is not None and {a.eid: a.text for a in after}.get(eid) == same:
        return eid
    return align_articles(before, after).counterparts.get(eid)


def _articles(store: GraphStore, version: str) -> list[Article]:
    nodes = store.provisions([version], [Level.ARTICLE])
    return [Article(words_of(n.properties, "eid"), words_of(n.properties, "text")) for n in nodes]


def _text(node: Node, block: Node | None) -> str | None:
    if block is None:
        return None
    text = words_of(block.properties, "text")
    at = node.properties
    return text if node.id == block.id else text[number_of(at, "start") : number_of(at, "end")]
