"""Everything that a graph holds, read from an open connection, for another store."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator

from graph.sqlite.layout import TABLES, KindTable
from graph.sqlite.traversal import EDGE_COLUMNS, EDGE_JOINS, edge_of
from schemas.ports import Edge, OwnedNode


def iterate_owned(connection: sqlite3.Connection) -> Iterator[OwnedNode]:
    """Every node with its owner, in the order of ids."""
    return heapq.merge(*(_iterate_kind(connection, t) for t in TABLES.values()), key=lambda o: o.node.id)


def _iterate_kind(connection: sqlite3.Connection, table: KindTable) -> Iterator[OwnedNode]:
    sql = (
        f"SELECT (SELECT text FROM name WHERE key = t._owner), {table.select} "
        f"FROM name AS n CROSS JOIN {table.name} AS t ON t._head = n.key ORDER BY n.text, t._tail"
    )
    for owner, *row in connection.execute(sql):
        yield OwnedNode(table.node(row), owner)


def iterate_put_edges(connection: sqlite3.Connection) -> Iterator[Edge]:
    """Every edge of the table, in the order (source, kind, target, evidence, start, properties)."""
    sql = (
        f"SELECT {EDGE_COLUMNS} FROM edge AS e {EDGE_JOINS} ORDER BY s.text, e.source_tail, e.kind, g.text, "
        "e.target_tail, coalesce(v.text, ''), e.evidence_tail, e.start, e.digest"
    )
    for row in connection.execute(sql):
        yield edge_of(row)
