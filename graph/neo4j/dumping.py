"""Everything that a data set holds, page by page, for another store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.neo4j.naming import Naming, written_kinds
from graph.neo4j.rows import edge_of
from graph.neo4j.sessions import Sessions
from schemas.ports import Edge

# Nodes asked for at once: some 10 MB.
_PAGE = 5_000


def iterate_nodes(sessions: Sessions, naming: Naming) -> Iterator[tuple[list[str], Mapping[str, Any]]]:
    """Labels and properties of every node of the graph, in the order of ids."""
    text = f"{naming.match_ids('n')} RETURN labels(n), properties(n)"
    for ids in _pages(sessions, naming):
        rows = sessions.read(text, {"ids": ids})
        yield from sorted(((labels, stored) for labels, stored in rows), key=lambda row: str(row[1]["id"]))


def iterate_put_edges(sessions: Sessions, naming: Naming) -> Iterator[Edge]:
    """Every edge but those that follow from nodes, in the order (source, kind, target, evidence, start, properties)."""
    text = (
        f"{naming.match_ids('n')} MATCH (n)-[r{naming.types(written_kinds())}]->(b) "
        "RETURN n.id, type(r), b.id, properties(r)"
    )
    for ids in _pages(sessions, naming):
        # Sorted here: over a list of ids the planner takes the order of its index seeks, which is another one.
        for source, kind, target, stored in sorted(sessions.read(text, {"ids": ids}), key=_place):
            yield edge_of(source, naming.kind(kind), target, stored)


def _place(row: list[Any]) -> tuple[str, str, str, str, int, int]:
    source, kind, target, stored = row
    return source, kind, target, stored.get("evidence", ""), stored.get("start", -1), stored.get("_digest", 0)


def _pages(sessions: Sessions, naming: Naming) -> Iterator[list[str]]:
    """Ids of all nodes in order, page by page.

    All are kept in memory (some 150 bytes each): the server's comparisons disagree where a page would end.
    """
    ids = sorted(row[0] for row in sessions.read(f"MATCH (n:{naming.node}) RETURN n.id", {}))
    for first in range(0, len(ids), _PAGE):
        yield ids[first : first + _PAGE]
