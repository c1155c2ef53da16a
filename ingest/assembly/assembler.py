"""Adds read documents to the graph, and takes files away, without touching what other files hold.

A version whose text several files hold (mirror copies) belongs to one of them, the holder; when the holder goes,
the next copy inherits. A version spread over several files (the Civil Code by book) is owned part by part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.assembly.items import build_item_bodies, build_item_edges
from ingest.assembly.nodes import build_contents, build_expression, build_issuers, build_provisions, build_source
from ingest.assembly.timeline import End, VersionDates, build_timeline
from ingest.assembly.topics import build_concept, build_topic_edges
from ingest.assembly.works import Properties, WorkState, load_works, text, texts
from schemas.documents import Document
from schemas.ids import NATIONAL, UNDATED, WorkId, source_id
from schemas.ports import Changes, Edge, GraphStore, Node, NodeRows, OwnedNode
from schemas.titles import title_slug


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document read, and the absolute path of its file."""

    document: Document
    origin: str


@dataclass(slots=True)
class _Draft:
    """Changes while they grow."""

    remove_owned_by: list[str] = field(default_factory=list)
    remove_nodes: list[str] = field(default_factory=list)
    nodes: list[OwnedNode] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    documents: list[tuple[Document, str, str]] = field(default_factory=list)
    index: set[str] = field(default_factory=set)


class Assembler:
    """Builds the changes for a batch of documents and removed sources; the store is only read."""

    def __init__(self, store: GraphStore, now: str) -> None:
        self._store = store
        self._now = now
        self.warnings: list[tuple[str, str]] = []
        self._concepts: set[str] = set()  # put by an earlier batch

    def build(self, incoming: Sequence[Incoming], removed: Iterable[str] = ()) -> tuple[Changes, set[str]]:
        """The changes, and the slugs of the works touched: citations of these have to be resolved anew."""
        ids = {str(source_id(i.document.source.locator)): i for i in incoming}
        gone = {n.id: n for n in self._store.nodes([*ids, *removed]).values()}
        keys = [str(work_id(i.document)) for i in incoming] + [str(n.properties["work"]) for n in gone.values()]
        works = load_works(self._store, list(dict.fromkeys(keys)))
        draft = _Draft()
        for source, node in gone.items():
            self._detach(works[str(node.properties["work"])], source, draft)
        for source, item in ids.items():
            self._attach(works[str(work_id(item.document))], source, item, draft)
        for state in works.values():
            self._finish(state, draft)
        changes = Changes(
            remove_owned_by=draft.remove_owned_by,
            remove_nodes=draft.remove_nodes,
            put_nodes=self._all_nodes(draft),
            put_edges=draft.edges,
            index=sorted(draft.index),
            put_rows=self._all_rows(draft),
        )
        return changes, {w.partition("@")[0].split(":", 2)[2] for w in works}

    def _detach(self, state: WorkState, source: str, draft: _Draft) -> None:
        properties = state.sources.pop(source)
        draft.remove_nodes.append(source)
        expression = str(properties["expression"])
        draft.index.add(expression)
        others = state.sources_of(expression)
        if not others:
            state.expressions.pop(expression, None)
            draft.remove_nodes.append(expression)
            draft.remove_owned_by.append(source)
        elif properties["part"]:
            draft.remove_owned_by.append(source)
        elif properties["holder"]:
            heir = min(others)
            others[heir]["holder"] = True
            self._inherit(expression, heir, draft)

    def _inherit(self, expression: str, heir: str, draft: _Draft) -> None:
        nodes = [*self._store.provisions([expression]), *self._store.items([expression])]
        draft.nodes += [OwnedNode(n, heir) for n in nodes]
        blocks = [n.id for n in nodes if n.properties["text"] is not None]
        draft.nodes += [OwnedNode(n, heir) for n in self._store.find("Citation", {"block": blocks})]

    def _attach(self, state: WorkState, source: str, item: Incoming, draft: _Draft) -> None:
        document = item.document
        expression, is_new_text = self._place(state, document)
        state.sources[source] = build_source(
            document, state.id, expression, origin=item.origin, holder=is_new_text, now=self._now
        )
        draft.index.add(expression)
        draft.edges.append(Edge(expression, "EXTRACTED_FROM", source))
        if not is_new_text:
            return
        articles = document.article_lines
        if document.metadata.part and expression in state.expressions:
            articles += _int(state.expressions[expression].get("articles"))
        state.expressions[expression] = build_expression(document.metadata, state.id, articles)
        bodies, edges = build_issuers(document.metadata, expression)
        draft.nodes += [*bodies, *build_item_bodies(document)]
        draft.edges += [Edge(expression, "VERSION_OF", state.id), *edges, *build_item_edges(document, expression)]
        draft.edges += self._about(document, expression, source, draft)
        draft.documents.append((document, expression, source))

    def _about(self, document: Document, expression: str, source: str, draft: _Draft) -> list[Edge]:
        """Edges to the concepts of the document; concepts named for the first time are put."""
        edges = list(build_topic_edges(document, expression, source))
        new = dict.fromkeys(e.target for e in edges if e.target not in self._concepts)
        draft.nodes += map(build_concept, new)
        self._concepts.update(new)
        return edges

    def _place(self, state: WorkState, document: Document) -> tuple[str, bool]:
        """The version that the document belongs to, and whether its text is new there."""
        work, version = state.id, document.metadata.version
        if version == UNDATED and (dated := _same_text(state, document.text_digest)):
            return dated, False
        number = 1
        while True:
            expression = f"{work}@{version}" + (f".{number}" if number > 1 else "")
            copies = state.sources_of(expression)
            if not copies:
                if number > 1:
                    self.warnings.append(
                        (
                            document.source.locator,
                            f"another text of the same title and date is held: kept as {expression}",
                        )
                    )
                return expression, True
            if document.metadata.part and all(p["part"] not in (None, document.metadata.part) for p in copies.values()):
                return expression, True
            if any(p["digest"] == document.text_digest for p in copies.values()):
                return expression, False
            number += 1

    def _finish(self, state: WorkState, draft: _Draft) -> None:
        """Say when each version ends and write the work itself, or remove it with its last version."""
        if not state.expressions:
            if state.properties is not None:
                draft.remove_nodes.append(state.id)
            return
        ends = build_timeline([version_dates(i, p) for i, p in state.expressions.items()])
        for expression, properties in state.expressions.items():
            end = ends[expression]
            if end.date is None and properties.get("ended_as"):
                continue  # a repeal ended it; the resolution stage, which knows the repeals, says whether it still does
            if apply_end(properties, end):
                draft.index.add(expression)
        draft.nodes += [OwnedNode(Node(i, "Expression", p)) for i, p in state.expressions.items()]
        draft.nodes.append(OwnedNode(Node(state.id, "Work", build_work(state))))
        draft.nodes += [OwnedNode(Node(i, "Source", p)) for i, p in state.sources.items()]

    @staticmethod
    def _all_nodes(draft: _Draft) -> Iterable[OwnedNode]:
        yield from draft.nodes
        for document, expression, source in draft.documents:
            yield from build_contents(document, expression, source)

    @staticmethod
    def _all_rows(draft: _Draft) -> Iterable[NodeRows]:
        next_seq: dict[str, int] = {}
        for document, expression, source in sorted(draft.documents, key=lambda d: part_order(d[0])):
            first = next_seq.get(expression, part_order(document) * 100_000)
            next_seq[expression] = first + len(document.provisions)
            yield from build_provisions(document, expression, source, first)


def _same_text(state: WorkState, digest: str) -> str | None:
    """The version that a file holds to the letter: a copy whose name has lost the date is that version."""
    held = sorted(str(p["expression"]) for p in state.sources.values() if p["digest"] == digest)
    return held[0] if held else None


def part_order(document: Document) -> int:
    """Rank of a part among those of its version by its first article: 总则 before 物权编; 0 for a whole text."""
    if not document.metadata.part:
        return 0
    articles = [p.eid for p in document.provisions if p.eid.startswith("art_")]
    digits = articles[0][4:].split("_")[0] if articles else ""
    return int("".join(c for c in digits if c.isdigit()) or 0)


def work_id(document: Document) -> WorkId:
    """Same title, region and rank are one work."""
    meta = document.metadata
    return WorkId(meta.jurisdiction, meta.kind, title_slug(meta.title))


def version_dates(expression: str, properties: Properties) -> VersionDates:
    """What the timeline needs of a version's properties."""
    history = properties.get("history")
    dates = [text(e, "date") for e in history if isinstance(e, dict)] if isinstance(history, list) else []
    version = expression.rpartition("@")[2]
    last = max((d for d in dates if d), default=None)
    start, lapse = text(properties, "effective_from"), text(properties, "lapses_on")
    return VersionDates(expression, version, start, last, lapse)


def apply_end(properties: Properties, end: End) -> bool:
    """Write the end into a version's properties; whether that changed them."""
    before = (properties.get("effective_to"), properties.get("ended_as"))
    properties["effective_to"], properties["ended_as"] = end.date, end.ended_as
    return before != (end.date, end.ended_as)


def build_work(state: WorkState) -> Properties:
    """Properties of the work, those of its latest version first."""
    ordered = sorted(state.expressions, key=lambda i: i.rpartition("@")[2].replace("undated", ""), reverse=True)
    latest = state.expressions[ordered[0]]
    starts = sorted(str(p["first_effective"]) for p in state.expressions.values() if p.get("first_effective"))
    said = [m for p in state.sources.values() if isinstance(m := p["metadata"], dict)]
    region, kind, name = _key(state.id)
    short = list(dict.fromkeys(s for m in said for s in texts(m, "short_titles")))
    return {
        "title": latest["title"],
        "slug": name,
        "short_titles": short,
        "kind": kind,
        "jurisdiction": region,
        "issuers": latest["issuers"],
        "first_effective": starts[0] if starts else None,
        "amending": any(m.get("amending") is True for m in said),
        "held": True,
    }


def _key(work: str) -> tuple[str, str, str]:
    head, kind, name = work.split(":", 2)
    return (head.partition("-")[2] or NATIONAL, kind, name)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
