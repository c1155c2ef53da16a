"""Edges read from an open connection: of one kind, at nodes, and walks over several of them.

PART_OF is no row of `edge`: it is read off the provisions and items themselves, in statements of the same form.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from graph.cursors import Position
from graph.shapes import CONTAINED, PART_OF
from graph.sqlite.layout import TABLES, KindTable
from graph.sqlite.names import REF_HEAD, REF_TAIL, dump_list, find_refs
from schemas.ports import Direction, Edge

_E = '"node_Expression"'
_CONTAINED = [TABLES[kind] for kind in CONTAINED]

Arm = tuple[str, str, str]
# Each arm: FROM and WHERE over the origins `o (head, tail)`, and the halves of the node at the other end.
_OUT = ("edge AS e ON e.source_head = o.head AND e.source_tail = o.tail", "e.target_head", "e.target_tail")
_IN = ("edge AS e ON e.target_head = o.head AND e.target_tail = o.tail", "e.source_head", "e.source_tail")


def _up(table: KindTable) -> list[Arm]:
    """To what a node of that table is a part of: another of its kind, or the version."""
    name = table.name
    parent = (
        f"{name} AS c ON c._head = o.head AND c._tail = o.tail "
        f"CROSS JOIN {name} AS p ON p._head = c._head AND p._tail = c.parent",
        "p._head",
        "p._tail",
    )
    version = (
        f"{name} AS c ON c._head = o.head AND c._tail = o.tail AND c.parent IS NULL "
        f"CROSS JOIN name AS h ON h.key = c._head CROSS JOIN {_E} AS x ON x._head = h.base AND x._tail = ''",
        "x._head",
        "x._tail",
    )
    return [parent, version]


def _down(table: KindTable) -> list[Arm]:
    """To the parts in that table of another of its kind, or of a version."""
    name = table.name
    held = f"{name} AS p ON p._head = o.head AND p._tail = o.tail"
    sources = [f"{held} CROSS JOIN {name} AS c ON {condition}" for condition in table.children("o.head", "o.tail")]
    sources.append(
        f"{_E} AS x ON x._head = o.head AND x._tail = o.tail CROSS JOIN name AS h ON h.base = o.head "
        f"CROSS JOIN {name} AS c ON c._head = h.key AND c.parent IS NULL"
    )
    return [(source, "c._head", "c._tail") for source in sources]


_STORED = {"out": (_OUT,), "in": (_IN,)}
_DERIVED = {
    "out": tuple(arm for table in _CONTAINED for arm in _up(table)),
    "in": tuple(arm for table in _CONTAINED for arm in _down(table)),
}

_ORIGINS = f"origin(head, tail) AS (SELECT {REF_HEAD}, {REF_TAIL} FROM json_each(:refs) AS j)"

EDGE_COLUMNS = (
    "s.text || e.source_tail, e.kind, g.text || e.target_tail, (SELECT text FROM name WHERE key = e.owner), "
    "v.text || e.evidence_tail, nullif(e.start, -1), e.end, e.quote, e.rule, e.verdict, e.valid_from, e.valid_to, "
    "e.properties"
)
EDGE_JOINS = (
    "JOIN name AS s ON s.key = e.source_head JOIN name AS g ON g.key = e.target_head "
    "LEFT JOIN name AS v ON v.key = e.evidence_head"
)


def edge_of(row: Sequence[Any]) -> Edge:
    """The edge of a row of EDGE_COLUMNS."""
    properties = orjson.loads(row[12]) if row[12] else {}
    return Edge(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11], properties
    )


def _directions(direction: Direction) -> tuple[str, ...]:
    return ("in", "out") if direction == "both" else (direction,)


def _neighbour_arms(kinds: Sequence[str] | None, direction: Direction) -> str:
    """One SELECT per way to a neighbour; rows are what a Position is made of, and the edge's key."""
    arms = []
    stored = "" if kinds is None else " WHERE e.kind IN (SELECT value FROM json_each(:kinds))"
    for way in _directions(direction):
        for source, head, tail in _STORED[way]:
            arms.append(
                f"SELECT '{way}' AS way, e.kind AS kind, {head} AS head, {tail} AS tail, e.evidence_head, "
                f"e.evidence_tail, e.start, o.head AS origin_head, o.tail AS origin_tail, e.digest, e.key "
                f"FROM origin AS o CROSS JOIN {source}{stored}"
            )
        if kinds is None or PART_OF in kinds:
            for source, head, tail in _DERIVED[way]:
                arms.append(
                    f"SELECT '{way}', '{PART_OF}', {head}, {tail}, 0, '', -1, o.head, o.tail, 0, NULL "
                    f"FROM origin AS o CROSS JOIN {source}"
                )
    return " UNION ALL ".join(arms)


def load_positions(
    connection: sqlite3.Connection,
    ids: Sequence[str],
    kinds: Sequence[str] | None,
    direction: Direction,
    limit: int,
    after: Position | None,
) -> tuple[int, list[tuple[Position, int | None]]]:
    """The number of neighbours, and the positions after one, with the keys of their edges (None: PART_OF)."""
    parameters: dict[str, object] = {"refs": dump_list(find_refs(connection, ids))}
    if kinds is not None:
        parameters["kinds"] = dump_list(kinds)
    arms = _neighbour_arms(kinds, direction)
    total = connection.execute(f"WITH {_ORIGINS} SELECT count(*) FROM ({arms})", parameters).fetchone()[0]
    if not total:
        return 0, []
    beyond = ""
    if after is not None:
        parameters |= {f"at{i}": value for i, value in enumerate(after)}
        at = ", ".join(f":at{i}" for i in range(len(after)))
        beyond = f"WHERE (way, kind, other, evidence, start, origin, digest) > ({at})"
    sql = (
        f"WITH {_ORIGINS}, placed AS (SELECT way, kind, a.text || tail AS other, "
        "coalesce(v.text || evidence_tail, '') AS evidence, start, b.text || origin_tail AS origin, digest, arm.key "
        f"FROM ({arms}) AS arm JOIN name AS a ON a.key = arm.head JOIN name AS b ON b.key = arm.origin_head "
        "LEFT JOIN name AS v ON v.key = arm.evidence_head) "
        f"SELECT * FROM placed {beyond} ORDER BY way, kind, other, evidence, start, origin, digest LIMIT :limit"
    )
    rows = connection.execute(sql, {**parameters, "limit": limit})
    return total, [(Position(*row[:-1]), row[-1]) for row in rows]


def load_edges(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Edge]:
    """Edges by key."""
    sql = f"SELECT {EDGE_COLUMNS}, e.key FROM json_each(?) AS j CROSS JOIN edge AS e ON e.key = j.value {EDGE_JOINS}"
    return {row[-1]: edge_of(row) for row in connection.execute(sql, (dump_list(keys),))}


def load_reached(
    connection: sqlite3.Connection,
    ids: Sequence[str],
    kinds: Sequence[str] | None,
    direction: Direction,
    depth: int,
    limit: int,
) -> list[tuple[str, int]]:
    """Ids reached over at most `depth` edges and their least distance, by distance and id, in one statement."""
    parameters: dict[str, object] = {"refs": dump_list(find_refs(connection, ids)), "depth": depth, "limit": limit}
    stored = ""
    if kinds is not None:
        parameters["kinds"] = dump_list(kinds)
        stored = " AND e.kind IN (SELECT value FROM json_each(:kinds))"
    arms = []
    for way in _directions(direction):
        ways = [(*arm, stored) for arm in _STORED[way]]
        if kinds is None or PART_OF in kinds:
            ways += [(*arm, "") for arm in _DERIVED[way]]
        arms += [
            f"SELECT {head}, {tail}, o.depth + 1 FROM reached AS o CROSS JOIN {source} WHERE o.depth < :depth{only}"
            for source, head, tail, only in ways
        ]
    sql = (
        f"WITH RECURSIVE {_ORIGINS}, reached(head, tail, depth) AS "
        f"(SELECT head, tail, 0 FROM origin UNION {' UNION '.join(arms)}) "
        "SELECT n.text || tail AS id, min(depth) AS least FROM reached JOIN name AS n ON n.key = head "
        "GROUP BY head, tail HAVING least > 0 ORDER BY least, id LIMIT :limit"
    )
    return connection.execute(sql, parameters).fetchall()


def iterate_edges(connection: sqlite3.Connection, kind: str) -> Iterator[Edge]:
    """Every edge of one kind, in the order (source, target, evidence, start)."""
    if kind == PART_OF:
        for source, target in heapq.merge(*(connection.execute(_parts(table.name)) for table in _CONTAINED)):
            yield Edge(source, PART_OF, target)
        return
    sql = (
        f"SELECT {EDGE_COLUMNS} FROM edge AS e {EDGE_JOINS} WHERE e.kind = ? ORDER BY s.text, e.source_tail, g.text, "
        "e.target_tail, coalesce(v.text, ''), e.evidence_tail, e.start, e.digest"
    )
    for row in connection.execute(sql, (kind,)):
        yield edge_of(row)


def _parts(table: str) -> str:
    """Identifiers of the nodes of that table, and of what they are a part of where that is held, in their order."""
    return (
        "SELECT n.text || c._tail, CASE WHEN c.parent IS NULL THEN b.text ELSE n.text || c.parent END "
        f"FROM name AS n CROSS JOIN {table} AS c ON c._head = n.key LEFT JOIN name AS b ON b.key = n.base "
        "WHERE CASE WHEN c.parent IS NULL "
        f"THEN EXISTS (SELECT 1 FROM {_E} AS x WHERE x._head = n.base AND x._tail = '') "
        f"ELSE EXISTS (SELECT 1 FROM {table} AS p WHERE p._head = c._head AND p._tail = c.parent) END "
        "ORDER BY n.text, c._tail"
    )


def count_edges(connection: sqlite3.Connection) -> dict[str, int]:
    """Number of edges of each kind that there are any of."""
    counts: dict[str, int] = dict(connection.execute("SELECT kind, count(*) FROM edge GROUP BY kind").fetchall())
    counted = (f"SELECT count(*) FROM ({_parts(table.name).rpartition(' ORDER BY ')[0]})" for table in _CONTAINED)
    parts = sum(connection.execute(sql).fetchone()[0] for sql in counted)
    if parts:
        counts[PART_OF] = parts
    return dict(sorted(counts.items()))


def part_of(position: Position) -> Edge:
    """The PART_OF edge at a position."""
    out = position.direction == "out"
    ends = (position.origin, position.other) if out else (position.other, position.origin)
    return Edge(ends[0], PART_OF, ends[1])
