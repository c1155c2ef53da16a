"""The stage that resolves citations in the store: reads Citation nodes and the catalogue, writes verdicts and edges.

Works block by block, since a block's edges are replaced together. What is to be done survives a crash: citations
are `pending` until their verdict is written, and touched titles stand in the store's meta until they are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from ingest.resolution.catalogue import Catalogue, load_catalogue
from ingest.resolution.edges import Target, build_edges, build_targets, candidates, placeholder
from ingest.resolution.resolver import Answer, Question, resolve
from schemas.citations import CitationKind, Verdict
from schemas.pinpoints import Pinpoint
from schemas.ports import Changes, Edge, GraphStore, Json, Node, OwnedNode

TOUCHED = "touched_titles"
"""Meta key: JSON list of the slugs of works that changed since citations were last resolved."""

# Citations per transaction: bounds memory to some tens of megabytes.
_BATCH = 20_000


def resolve_pending(store: GraphStore, progress: Callable[[int], None] = lambda n: None) -> int:
    """Resolve what is pending, and what cites a touched title; the number of citations done."""
    touched = touched_titles(store)
    catalogue: Catalogue | None = None
    done = 0
    for batch in _batches(store, touched):
        catalogue = catalogue or load_catalogue(store)
        store.apply(build_changes(store, catalogue, batch))
        done += len(batch)
        progress(len(batch))
    if touched:
        store.apply(Changes(remove_nodes=_orphans(store, touched), meta={TOUCHED: None}))
    return done


def touched_titles(store: GraphStore) -> list[str]:
    """Slugs of the works that changed since the last complete resolution."""
    return [str(s) for s in orjson.loads(store.meta(TOUCHED) or "[]")]


def _batches(store: GraphStore, touched: Sequence[str]) -> Iterator[list[Node]]:
    """Citations to resolve, whole blocks together."""
    blocks = {str(n.properties["block"]) for n in store.find("Citation", {"verdict": [Verdict.PENDING]})}
    if touched:
        blocks |= {str(n.properties["block"]) for n in store.find("Citation", {"slug": list(touched)})}
    ordered = sorted(blocks)
    # About one citation and a half stand in a citing block.
    step = _BATCH * 2 // 3
    for first in range(0, len(ordered), step):
        yield store.find("Citation", {"block": ordered[first : first + step]})


def _orphans(store: GraphStore, touched: Sequence[str]) -> list[str]:
    """Placeholders of instruments that nothing names any more, or that are held now."""
    waiting = [n.id for n in store.find("Work", {"slug": list(touched)}) if not n.properties["held"]]
    return [i for i in waiting if store.neighbours([i], limit=1).total == 0]


@dataclass(frozen=True, slots=True)
class _Case:
    citation: Node
    answer: Answer
    pinpoints: list[Pinpoint]


def build_changes(store: GraphStore, catalogue: Catalogue, citations: Sequence[Node]) -> Changes:
    """Verdicts and edges of these citations, which are all those of their blocks."""
    cases = [_case(c, catalogue) for c in citations]
    held = _held(store, cases)
    nodes: dict[str, OwnedNode] = {}
    edges: list[Edge] = []
    for case in cases:
        at = case.citation.properties
        edges += build_edges(case.citation, case.answer, build_targets(case.answer, case.pinpoints, held))
        if case.answer.verdict == Verdict.NOT_HELD and (name := at["slug"]):
            waiting = placeholder(str(at["title"]), str(name))
            nodes[waiting.node.id] = waiting
            edges += build_edges(case.citation, case.answer, [Target(waiting.node.id)])
        if (at["verdict"], at["candidates"]) != (case.answer.verdict, list(case.answer.candidates)):
            changed = {**at, "verdict": case.answer.verdict, "candidates": list(case.answer.candidates)}
            nodes[case.citation.id] = OwnedNode(Node(case.citation.id, "Citation", changed))
    blocks = sorted({str(c.properties["block"]) for c in citations})
    return Changes(remove_edges_from_evidence=blocks, put_nodes=list(nodes.values()), put_edges=edges)


def _case(citation: Node, catalogue: Catalogue) -> _Case:
    at = citation.properties
    expression = str(at["block"]).partition("~")[0]
    own = catalogue.by_id.get(str(at["work"]))
    version = next((v for v in own.versions if v.id == expression), None) if own else None
    question = Question(
        kind=str(at["kind"]),
        slug=_text(at["slug"]),
        edition=_text(at["edition"]),
        number=str(at["text"]) if at["kind"] == CitationKind.DOCNUMBER else None,
        citing_expression=expression,
        citing_work=str(at["work"]),
        citing_jurisdiction=own.jurisdiction if own else "",
        citing_date=version.date if version else "",
        citing_effective=(version.effective_from or "") if version else "",
    )
    targets = at["targets"] if isinstance(at["targets"], list) else []
    return _Case(citation, resolve(question, catalogue), [_pinpoint(t) for t in targets if isinstance(t, dict)])


def _held(store: GraphStore, cases: Sequence[_Case]) -> set[str]:
    """Which of the places that the cases could mean exist."""
    wanted: dict[str, None] = {}
    for case in cases:
        if case.answer.version is not None:
            for place in case.pinpoints:
                wanted.update(dict.fromkeys(candidates(case.answer.version.id, place)))
    return store.held(list(wanted))


def _pinpoint(record: dict[str, Json]) -> Pinpoint:
    return Pinpoint(**{k: v for k, v in record.items() if isinstance(v, int)})


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None
