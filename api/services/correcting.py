"""A person's corrections of links: who, when and why, kept over every re-ingest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from api.services.calendar import today
from api.services.container import Services
from api.services.indexing import sync_index
from ingest.resolution.corrections import Correction, citation_places, correction_node, load_corrections
from ingest.resolution.repeals import end_repealed
from ingest.resolution.stage import resolve_pending
from schemas.citations import Verdict
from schemas.errors import InvalidInput, NotFound
from schemas.ids import CitationId, CorrectionId, ExpressionId, ProvisionId, WorkId, parse_id
from schemas.ports import Changes, Node, OwnedNode


def correct_link(services: Services, citation: str, target: str | None, *, by: str, why: str) -> Correction:
    """Let a citation lead to `target` (a work, version or provision held), or nowhere for None.

    Raises InvalidInput for ids of another sort or an empty name or reason, NotFound for what is not held, StoreBusy.
    """
    if not by.strip() or not why.strip():
        raise InvalidInput("a correction needs a name and a reason", "give --by NAME and --why TEXT")
    if not isinstance(parse_id(citation), CitationId):
        raise InvalidInput(f"not a citation's identifier: {citation}", "expected …~art_3!c1, as `fatu show` prints it")
    if target is not None and not isinstance(parse_id(target), WorkId | ExpressionId | ProvisionId):
        raise InvalidInput(f"a citation can't lead to {target}", "give a work, a version or a provision")
    with services.store.hold_writer():
        node = _held(services, citation)
        if target is not None:
            _held(services, target)
        block = services.store.find("Citation", {"block": [node.properties["block"]]})
        _, words, occurrence = citation_places(block)[citation]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        correction = Correction(str(node.properties["block"]), words, occurrence, target, by.strip(), why.strip(), now)
        _apply(services, Changes(put_nodes=[correction_node(correction), *_pending(block)]))
    return correction


def undo_correction(services: Services, correction: str) -> None:
    """Take a correction back: resolution decides again.

    Raises NotFound when there is none of that id, StoreBusy.
    """
    if not isinstance(parse_id(correction), CorrectionId):
        raise InvalidInput(f"not a correction's identifier: {correction}", "`fatu correct --list` prints them")
    with services.store.hold_writer():
        node = _held(services, correction)
        block = services.store.find("Citation", {"block": [node.properties["block"]]})
        _apply(services, Changes(remove_nodes=[correction], put_nodes=_pending(block)))


def list_corrections(services: Services) -> list[tuple[Correction, bool]]:
    """All corrections, latest first, and whether the citation that each is about still stands."""
    corrections = load_corrections(services.store)
    blocks = sorted({block for block, _, _ in corrections})
    places = set(citation_places(services.store.find("Citation", {"block": blocks})).values()) if blocks else set()
    listed = [(c, place in places) for place, c in corrections.items()]
    return sorted(listed, key=lambda row: (row[0].at, row[0].id), reverse=True)


def _held(services: Services, node_id: str) -> Node:
    node = services.store.node(node_id)
    if node is None:
        raise NotFound(f"nothing is held under {node_id}", "`fatu search` and `fatu show` print identifiers")
    return node


def _pending(citations: Sequence[Node]) -> list[OwnedNode]:
    return [OwnedNode(Node(c.id, c.kind, {**c.properties, "verdict": Verdict.PENDING})) for c in citations]


def _apply(services: Services, changes: Changes) -> None:
    """Write, and carry out what follows: the block is resolved anew, repeals are counted again."""
    services.store.apply(changes)
    resolve_pending(services.store, today().isoformat())
    end_repealed(services.store)
    sync_index(services.store, services.index)
