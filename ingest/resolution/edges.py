"""The edges that a resolved citation becomes. Pure but for the question which provisions exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from ingest.resolution.corrections import Correction
from ingest.resolution.drift import DriftFinder
from ingest.resolution.resolver import Answer
from schemas.citations import Relation, Verdict
from schemas.ids import NATIONAL, WorkId
from schemas.pinpoints import Pinpoint
from schemas.ports import Edge, Json, Node, OwnedNode

# Of 17,732 paragraphs with items in the corpus 9 stand after the ninth of their article.
_MOST_PARAGRAPHS = 9

EDGE_OF = {
    Relation.CITES: "CITES",
    Relation.BASED_ON: "BASED_ON",
    Relation.IMPLEMENTS: "IMPLEMENTS",
    Relation.AMENDS: "AMENDS",
    Relation.REPEALS: "REPEALS",
    Relation.REPLACES: "REPLACES",
}

CORRECTED = "corrected"
"""The rule of an edge that a person set."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an edge ends, and what it says of that place.

    `place` is the pinpoint's eId when it could not be followed to the letter: the version is not held, or has no
    such provision (`missing`).
    """

    id: str
    place: str | None = None
    missing: bool = False


def build_targets(answer: Answer, pinpoints: list[Pinpoint], held: Set[str]) -> list[Target]:
    """The nodes that the citation's places are, most exact first; `held` tells which provision ids exist."""
    if answer.instrument is None:
        return []
    if answer.version is None:
        return [Target(answer.instrument.id, p.eid or None) for p in pinpoints] or [Target(answer.instrument.id)]
    if not pinpoints:
        whole = answer.version.id if answer.edition_basis == "named" else answer.instrument.id
        return [Target(whole)]
    found = (_place(answer.version.id, p, held) for p in pinpoints)
    if answer.edition_basis not in ("own", "named"):
        # A version chosen by its date that lacks the very place is hardly the one that was meant.
        work = answer.instrument.id
        found = (Target(work, t.place, missing=True) if t.missing and "~" in t.id else t for t in found)
    return list(dict.fromkeys(found))


def _place(version: str, place: Pinpoint, held: Set[str]) -> Target:
    in_paragraphs = [i for i in _items(version, place) if i in held]
    if len(in_paragraphs) == 1:
        return Target(in_paragraphs[0])
    if len(in_paragraphs) > 1:
        # 第五条第二项 where two paragraphs have items: the article is certain, the item is not.
        return Target(f"{version}~{place.article_only.eid}", place.eid)
    for candidate in candidates(version, place):
        if candidate in held:
            exact = candidate == f"{version}~{place.eid}"
            return Target(candidate) if exact else Target(candidate, place.eid, missing=True)
    return Target(version, place.eid, missing=True)


def candidates(version: str, place: Pinpoint) -> Iterator[str]:
    """Ids to try for a place, from the place itself up to its article; an item named alone may be in any paragraph."""
    yield from _items(version, place)
    parts = place.eid.split("__")
    while parts:
        yield f"{version}~{'__'.join(parts)}"
        parts.pop()


def _items(version: str, place: Pinpoint) -> Iterator[str]:
    """The ids that 第五条第二项 may mean, which leaves the paragraph open."""
    if place.article is not None and place.item is not None and place.paragraph is None:
        before, _, after = f"{version}~{replace(place, paragraph=1).eid}".rpartition("__para_1__")
        for paragraph in range(1, _MOST_PARAGRAPHS + 1):
            yield f"{before}__para_{paragraph}__{after}"


def build_edges(citation: Node, answer: Answer, targets: Sequence[Target], drifts: DriftFinder) -> list[Edge]:
    """One edge from the citing block to each target, with the evidence and what became of the place since."""
    edges = []
    for target in targets:
        extra: dict[str, Json] = {"citation": citation.id}
        if answer.edition_basis:
            extra["edition"] = answer.edition_basis
        if division := citation.properties["division"]:
            extra["division"] = division
        if target.place:
            extra["place"] = target.place
        if target.missing:
            extra["missing"] = True
        if drift := _drift(answer, target, drifts):
            extra["drift"] = drift
        edges.append(_edge(citation, target.id, answer.rule, answer.verdict, extra))
    return edges


def build_corrected_edge(citation: Node, correction: Correction, target: str) -> Edge:
    """The edge to where a person says that the citation leads."""
    extra: dict[str, Json] = {
        "citation": citation.id,
        "correction": correction.id,
        "corrected_by": correction.by,
        "corrected_at": correction.at,
        "why": correction.why,
    }
    return _edge(citation, target, CORRECTED, Verdict.RESOLVED, extra)


def _edge(citation: Node, target: str, rule: str, verdict: Verdict, extra: dict[str, Json]) -> Edge:
    at = citation.properties
    block = str(at["block"])
    return Edge(
        block,
        EDGE_OF[Relation(str(at["relation"] or Relation.CITES))],
        target,
        evidence=block,
        start=_int(at["start"]),
        end=_int(at["end"]),
        quote=str(at["text"]),
        rule=f"{at['rule']}/{rule}",
        verdict=verdict,
        properties=extra,
    )


def _drift(answer: Answer, target: Target, drifts: DriftFinder) -> dict[str, Json] | None:
    """A text that means its own provisions does not drift from them."""
    if answer.instrument is None or answer.version is None or answer.edition_basis == "own" or "~" not in target.id:
        return None
    found = drifts.find(answer.instrument, answer.version, target.id.partition("~")[2])
    return found.record() if found else None


def placeholder(title: str, title_slug: str) -> OwnedNode:
    """The node of an instrument that texts name and that is not held."""
    work = str(WorkId(NATIONAL, "unknown", title_slug))
    properties: dict[str, Json] = {
        "title": title,
        "slug": title_slug,
        "short_titles": [],
        "kind": "unknown",
        "jurisdiction": NATIONAL,
        "issuers": [],
        "first_effective": None,
        "amending": False,
        "held": False,
    }
    return OwnedNode(Node(work, "Work", properties))


def _int(value: Json) -> int | None:
    return value if isinstance(value, int) else None
