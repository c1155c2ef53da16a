"""Nodes by identifier, or NotFound with what to do."""

from __future__ import annotations

from schemas.errors import InvalidIdentifier, NotFound
from schemas.ids import (
    BodyId,
    CitationId,
    ConceptId,
    CorrectionId,
    DutyId,
    ExpressionId,
    ProvisionId,
    SourceId,
    WorkId,
    parse_id,
)
from schemas.ports import GraphStore, Node

_FORM = "identifiers look like cn:law:行政处罚法@2021-01-22~art_33; search for a title to find one"


def find_node(store: GraphStore, text: str) -> Node:
    """The node of any kind under an identifier.

    Raises NotFound also for a string that is no identifier: nothing is held under it either.
    """
    try:
        parse_id(text)
    except InvalidIdentifier as error:
        raise NotFound(error.message, _FORM) from None
    node = store.node(text)
    if node is None:
        raise NotFound(f"nothing is held under {text[:200]}", _hint(text))
    return node


def find_work(store: GraphStore, text: str) -> Node:
    """The work under the id of a work or of one of its versions."""
    node = find_node(store, text)
    if node.kind == "Expression":
        return find_node(store, text.partition("@")[0])
    if node.kind != "Work":
        raise NotFound(f"{text[:200]} is no work or version of one", f"ask for this {node.kind} where those are served")
    return node


def find_provision(store: GraphStore, text: str) -> Node:
    """The provision under its id."""
    node = find_node(store, text)
    if node.kind != "Provision":
        raise NotFound(f"{text[:200]} is no provision", "ids of provisions have a ~ and a place, e.g. …~art_33")
    return node


def _hint(text: str) -> str:
    match parse_id(text):
        case ProvisionId():
            return "the version may be another one: ask for the work to see its versions and contents"
        case ExpressionId():
            return "ask for the work, the part before @, to see the versions held"
        case WorkId() | BodyId() | SourceId() | CitationId() | CorrectionId() | DutyId() | ConceptId():
            return "search for its title or name"
