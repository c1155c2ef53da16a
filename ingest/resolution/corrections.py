"""A person's corrections of links: kept in the store, and stronger than resolution, over every re-ingest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.ids import correction_id
from schemas.ports import GraphStore, Json, Node, OwnedNode

Place = tuple[str, str, int]
"""Block, words, and which citation with these words it is, from 1: what stays when citations are numbered anew."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Where a citation leads according to a person; `target` None: it is no citation, or leads nowhere."""

    block: str
    words: str
    occurrence: int
    target: str | None
    by: str
    why: str
    at: str

    @property
    def id(self) -> str:
        """Identifier in the store; a second correction of the same place replaces the first."""
        return str(correction_id(self.block, self.words, self.occurrence))


def correction_node(correction: Correction) -> OwnedNode:
    """The correction as a node that no source owns."""
    properties: dict[str, Json] = {
        "block": correction.block,
        "words": correction.words,
        "occurrence": correction.occurrence,
        "target": correction.target,
        "by": correction.by,
        "why": correction.why,
        "at": correction.at,
    }
    return OwnedNode(Node(correction.id, "Correction", properties))


def load_corrections(store: GraphStore) -> dict[Place, Correction]:
    """All corrections by the place that they are about."""
    found = (_correction(n) for n in store.find("Correction"))
    return {(c.block, c.words, c.occurrence): c for c in found}


def citation_places(citations: Sequence[Node]) -> Mapping[str, Place]:
    """The place of each of these citations (all those of their blocks) by its id."""
    seen: Counter[tuple[str, str]] = Counter()
    places: dict[str, Place] = {}
    ordered = sorted(citations, key=lambda c: (str(c.properties["block"]), _int(c.properties["start"])))
    for citation in ordered:
        key = (str(citation.properties["block"]), str(citation.properties["text"]))
        seen[key] += 1
        places[citation.id] = (*key, seen[key])
    return places


def _correction(node: Node) -> Correction:
    at = node.properties
    target = at["target"]
    return Correction(
        block=str(at["block"]),
        words=str(at["words"]),
        occurrence=_int(at["occurrence"]),
        target=str(target) if target else None,
        by=str(at["by"]),
        why=str(at["why"]),
        at=str(at["at"]),
    )


def _int(value: Json) -> int:
    return value if isinstance(value, int) else 0
