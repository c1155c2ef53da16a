"""Everything that a data set holds, page by page, for another store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.neo4j.naming import Naming, written_kinds
from graph.neo4j.rows import edge_of
from graph.neo4j.sessions import Rows, Sessions
from schemas.ports import Edge

# Nodes asked for at once: some 10 MB.
_PAGE = 5_000


def iterate_nodes(sessions: Sessions, naming: Naming) -> Iterator[tuple[list[str], Mapping[str, Any]]]:
    """Labels and properties of every node of the graph, in the order of ids."""
    for rows in _pages(sessions, naming, "n.id, labels(n), properties(n)"):
        yield from ((labels, stored) for _, labels, stored in rows)


def iterate_put_edges(sessions: Sessions, naming: Naming) -> Iterator[Edge]:
    """Every edge but those that follow from nodes, in the order (source, kind, target, evidence, start, properties)."""
    text = (
        f"{naming.match_ids('n')} MATCH (n)-[r{naming.types(written_kinds())}]->(b) "
        "RETURN n.id, type(r), b.id, properties(r)"
    )
    for page in _pages(sessions, naming, "n.id"):
        # Sorted here: over a list of ids the planner takes the order of its index seeks, which is another one.
        for source, kind, target, stored in sorted(sessions.read(text, {"ids": [r[0] for r in page]}), key=_place):
            yield edge_of(source, naming.kind(kind), target, stored)


def _place(row: list[Any]) -> tuple[str, str, str, str, int, int]:
    source, kind, target, stored = row
    return source, kind, target, stored.get("evidence", ""), stored.get("start", -1), stored.get("_digest", 0)


def _pages(sessions: Sessions, naming: Naming, columns: str) -> Iterator[Rows]:
    """Pages of nodes, by a range of the index, which alone compares as ORDER BY does."""
    text = (
        f"MATCH (n:{naming.node}) USING INDEX n:{naming.node}(id) WHERE n.id > $after "
        f"RETURN {columns} ORDER BY n.id LIMIT {_PAGE}"
    )
    after = ""
    while rows := sessions.read(text, {"after": after}):
        yield rows
        after = rows[-1][0]
