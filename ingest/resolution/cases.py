"""Each citation as a case: what is asked, what the catalogue or a person answers, and the edges that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.resolution.catalogue import load_catalogue
from ingest.resolution.corrections import Correction, citation_places, load_corrections
from ingest.resolution.drift import DriftFinder
from ingest.resolution.edges import (
    CORRECTED,
    EDGE_OF,
    Target,
    build_corrected_edge,
    build_edges,
    build_targets,
    candidates,
    placeholder,
)
from ingest.resolution.labels import fits_label
from ingest.resolution.resolver import Answer, Question, resolve
from schemas.citations import CitationKind, Verdict
from schemas.pinpoints import Pinpoint
from schemas.ports import Changes, Edge, GraphStore, Json, Node, OwnedNode


@dataclass(frozen=True, slots=True)
class _Case:
    citation: Node
    answer: Answer
    pinpoints: list[Pinpoint]
    correction: Correction | None


class Resolution:
    """One run of resolution: the catalogue, the corrections and the alignments it has made so far."""

    def __init__(self, store: GraphStore, today: str) -> None:
        self._store = store
        self._catalogue = load_catalogue(store)
        self._corrections = load_corrections(store)
        self._drifts = DriftFinder(store, today)

    def build_changes(self, citations: Sequence[Node]) -> Changes:
        """Verdicts and edges of these citations, which are all those of their blocks."""
        places = citation_places(citations) if self._corrections else {}
        cases = [self._case(c, self._corrections.get(places[c.id]) if places else None) for c in citations]
        held = self._held(cases)
        nodes: dict[str, OwnedNode] = {}
        edges: list[Edge] = []
        for case in cases:
            edges += self._edges(case, held, nodes)
            at = case.citation.properties
            fits = _fits_label(case)
            said = (case.answer.verdict, list(case.answer.candidates), fits, case.answer.repaired)
            if (at["verdict"], at["candidates"], at["label_fits"], at["repaired"]) != said:
                changed = {**at, "verdict": said[0], "candidates": said[1], "label_fits": fits, "repaired": said[3]}
                nodes[case.citation.id] = OwnedNode(Node(case.citation.id, "Citation", changed))
        blocks = sorted({str(c.properties["block"]) for c in citations})
        return Changes(
            remove_edges_from_evidence=blocks,
            removed_kinds=sorted(set(EDGE_OF.values())),
            put_nodes=list(nodes.values()),
            put_edges=edges,
        )

    def _case(self, citation: Node, correction: Correction | None) -> _Case:
        targets = citation.properties["targets"]
        pinpoints = [_pinpoint(t) for t in targets if isinstance(t, dict)] if isinstance(targets, list) else []
        if correction is not None:
            return _Case(citation, self._corrected(correction), pinpoints, correction)
        return _Case(citation, resolve(self._question(citation.properties), self._catalogue), pinpoints, None)

    def _corrected(self, correction: Correction) -> Answer:
        """A correction to a target that is not held now waits for it."""
        if correction.target is None:
            return Answer(Verdict.UNPARSED, CORRECTED)
        held = self._store.node(correction.target) is not None
        return Answer(Verdict.RESOLVED if held else Verdict.NOT_HELD, CORRECTED)

    def _question(self, at: Mapping[str, Json]) -> Question:
        expression = str(at["block"]).partition("~")[0]
        own = self._catalogue.by_id.get(str(at["work"]))
        version = next((v for v in own.versions if v.id == expression), None) if own else None
        return Question(
            kind=str(at["kind"]),
            slug=_text(at["slug"]),
            edition=_text(at["edition"]),
            number=str(at["text"]) if at["kind"] == CitationKind.DOCNUMBER else None,
            citing_expression=expression,
            citing_work=str(at["work"]),
            citing_jurisdiction=own.jurisdiction if own else "",
            citing_date=version.date if version else "",
            citing_effective=(version.effective_from or "") if version else "",
            relation=_text(at["relation"]),
            rule=str(at["rule"]),
            reading=_text(at["reading"]),
        )

    def _held(self, cases: Sequence[_Case]) -> set[str]:
        """Which of the places that the cases could mean exist."""
        wanted: dict[str, None] = {}
        for case in cases:
            if case.answer.version is not None:
                for place in case.pinpoints:
                    wanted.update(dict.fromkeys(candidates(case.answer.version.id, place)))
        return self._store.held(list(wanted))

    def _edges(self, case: _Case, held: set[str], nodes: dict[str, OwnedNode]) -> list[Edge]:
        if case.correction is not None:
            target = case.correction.target
            found = case.answer.verdict == Verdict.RESOLVED and target is not None
            return [build_corrected_edge(case.citation, case.correction, str(target))] if found else []
        targets = build_targets(case.answer, case.pinpoints, held)
        name = case.citation.properties["slug"]
        if case.answer.verdict == Verdict.NOT_HELD and name:
            waiting = placeholder(str(case.citation.properties["title"]), str(name))
            nodes[waiting.node.id] = waiting
            targets = [Target(waiting.node.id)]
        return build_edges(case.citation, case.answer, targets, self._drifts)


def _fits_label(case: _Case) -> bool | None:
    """Whether the rank printed before the citation is that of the instrument; None where none is printed."""
    at = case.citation.properties
    label = _text(at["label"])
    if label is None:
        return None
    kind = case.answer.instrument.kind if case.answer.instrument else None
    return fits_label(label, kind, _text(at["title"]), str(at["text"]))


def _pinpoint(record: Mapping[str, Json]) -> Pinpoint:
    return Pinpoint(**{k: v for k, v in record.items() if isinstance(v, int)})


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None
