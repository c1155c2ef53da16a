"""The Cypher of the reads. Pure: text and parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.cursors import Position
from graph.neo4j.naming import Naming
from graph.neo4j.rows import columns
from schemas.model import EDGE_KINDS
from schemas.ports import Direction, Json

Query = tuple[str, dict[str, object]]

# Ends of a pattern by direction as it is written around the brackets.
_ARROWS = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}


def build_find(
    naming: Naming, kind: str, where: Mapping[str, Sequence[Json]], limit: int | None, after: str | None
) -> Query:
    """Nodes of one kind by properties, in the order of ids."""
    conditions, parameters = ["true"], dict[str, object]()
    for number, (name, values) in enumerate(where.items()):
        parameters[f"w{number}"] = [v for v in values if v is not None]
        listed = f"n.`{name}` IN $w{number}"
        conditions.append(f"({listed} OR n.`{name}` IS NULL)" if None in values else listed)
    if after is not None:
        conditions.append("n.id > $after")
        parameters["after"] = after
    bound = "" if limit is None else " LIMIT $limit"
    parameters["limit"] = limit
    text = f"MATCH (n:{naming.of(kind)}) WHERE {' AND '.join(conditions)} RETURN {columns(kind)} ORDER BY n.id{bound}"
    return text, parameters


def build_neighbours(
    naming: Naming,
    ids: Sequence[str],
    kinds: Sequence[str] | None,
    direction: Direction,
    limit: int,
    after: Position | None,
) -> Query:
    """One page of neighbours, the total in every row; a row without a direction carries only the total."""
    types = naming.types(None if kinds is None else sorted(set(kinds)))
    ways = ("in", "out") if direction == "both" else (direction,)
    arms = " UNION ALL ".join(
        f"MATCH (o){_ARROWS[way][0]}[r{types}]{_ARROWS[way][1]}(m) RETURN '{way}' AS way, r, m" for way in ways
    )
    start = f"MATCH (o:{naming.node}) WHERE o.id IN $ids CALL (o) {{ {arms} }}"
    place = "way, kind, other, evidence, start, origin, digest"
    beyond = "" if after is None else f"WHERE [{place}] > $after "
    text = (
        f"CALL () {{ {start} RETURN count(*) AS total }} "
        f"OPTIONAL CALL () {{ {start} "
        "WITH way, type(r) AS kind, m.id AS other, coalesce(r.evidence, '') AS evidence, "
        "coalesce(r.start, -1) AS start, "
        f"o.id AS origin, coalesce(r._digest, 0) AS digest, r, m {beyond}"
        f"ORDER BY {place} LIMIT $limit "
        f"RETURN {place}, properties(r) AS edge, labels(m) AS labels, properties(m) AS node }} "
        f"RETURN total, {place}, edge, labels, node"
    )
    listed = None if after is None else list(after._replace(kind=naming.of(after.kind)))
    return text, {"ids": list(dict.fromkeys(ids)), "limit": limit, "after": listed}


def build_walk(
    naming: Naming, ids: Sequence[str], kinds: Sequence[str] | None, direction: Direction, depth: int, limit: int
) -> Query:
    """Nodes within `depth` edges and their least distance."""
    left, right = _ARROWS[direction]
    types = naming.types(sorted(EDGE_KINDS if kinds is None else set(kinds)))
    text = (
        f"MATCH (o:{naming.node}) WHERE o.id IN $ids MATCH p = (o){left}[{types}*1..{depth}]{right}(n) "
        "WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids "
        "RETURN depth, labels(n), properties(n) ORDER BY depth, n.id LIMIT $limit"
    )
    return text, {"ids": list(dict.fromkeys(ids)), "limit": limit}


def build_edges(naming: Naming, kind: str) -> Query:
    """Every edge of one kind."""
    text = (
        f"MATCH (a:{naming.node})-[r:{naming.of(kind)}]->(b) RETURN a.id, b.id, properties(r) "
        "ORDER BY a.id, b.id, coalesce(r.evidence, ''), coalesce(r.start, -1), coalesce(r._digest, 0)"
    )
    return text, {}


def build_edge_counts(naming: Naming) -> Query:
    """Number of edges by kind."""
    arms = (f"MATCH ()-[r:{naming.of(k)}]->() RETURN '{k}' AS kind, count(r) AS number" for k in EDGE_KINDS)
    return " UNION ALL ".join(arms), {}
