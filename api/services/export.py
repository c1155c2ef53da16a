"""Exports for other programs: plain records, one per line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemas.authority import Kind, Status, status_on
from schemas.documents import DateBasis
from schemas.ports import GraphStore, Json, Node


def export_works(store: GraphStore, today: date) -> Iterator[dict[str, Json]]:
    """One record per source file, mirror copies included; status as of `today`."""
    sources = sorted(store.find("Source"), key=lambda n: str(n.properties["locator"]))
    expressions = {n.id: n for n in store.find("Expression")}
    for source in sources:
        yield _record(source, expressions[str(source.properties["expression"])], today)


def _record(source: Node, expression: Node, today: date) -> dict[str, Json]:
    said = source.properties["metadata"]
    meta: dict[str, Json] = said if isinstance(said, dict) else {}
    at = expression.properties
    # What the amending decision states is known only where that is held; what the file states itself is its own.
    start = at if meta["effective_basis"] == DateBasis.INFERRED else meta
    return {
        "path": source.properties["locator"],
        "title": meta["title"],
        "kind": Kind(str(meta["kind_code"])).label,
        "kind_code": meta["kind_code"],
        "jurisdiction": meta["jurisdiction"],
        "adopted": meta["adopted"],
        "published": meta["published"],
        "first_effective": meta["first_effective"],
        "effective_from": start["effective_from"],
        "effective_basis": start["effective_basis"],
        "effective_to": at["effective_to"],
        "status": expression_status(expression, today),
        "issuers": meta["issuers"],
        "document_numbers": meta["document_numbers"],
    }


def expression_status(expression: Node, day: date) -> Status:
    """Status of a version on a day, as its dates tell."""
    at = expression.properties
    start, end, ended = at["effective_from"], at["effective_to"], at["ended_as"]
    return status_on(
        day,
        start if isinstance(start, str) else None,
        end if isinstance(end, str) else None,
        Status(str(ended)) if ended else None,
    )
