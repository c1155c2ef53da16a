"""The Cypher of the reads. Pure: text and parameters.

Neo4j orders text by code point in ORDER BY and in indexes, but `<` and `>` compare UTF-16 units, which differs where
characters beyond the BMP meet full-width forms. So places are never compared in Cypher.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.neo4j.naming import Naming
from graph.neo4j.rows import columns
from schemas.model import EDGE_KINDS
from schemas.ports import Direction, Json

Query = tuple[str, dict[str, object]]

# Ends of a pattern by direction as it is written around the brackets.
_ARROWS = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}


def build_find(naming: Naming, kind: str, where: Mapping[str, Sequence[Json]], limit: int | None) -> Query:
    """Nodes of one kind by properties, in the order of ids."""
    condition, parameters = _conditions(where)
    bound = "" if limit is None else " LIMIT $limit"
    text = f"MATCH (n:{naming.of(kind)}) WHERE {condition} RETURN {columns(kind)} ORDER BY n.id{bound}"
    return text, {**parameters, "limit": limit}


def build_find_ids(
    naming: Naming, kind: str, where: Mapping[str, Sequence[Json]], after: str, limit: int | None
) -> Query:
    """The ids alone, of what comes after an id and perhaps some before: the caller drops those.

    Compared with the part of `after` below U+D800, on which both orders agree. Where that is all of it, one more than
    the limit is enough, since only `after` itself can be too many.
    """
    condition, parameters = _conditions(where)
    agreed = after[: next((i for i, c in enumerate(after) if c >= "\ud800"), len(after))]
    bound = " LIMIT $limit" if limit is not None and agreed == after else ""
    text = f"MATCH (n:{naming.of(kind)}) WHERE {condition} AND n.id >= $agreed RETURN n.id ORDER BY n.id{bound}"
    return text, {**parameters, "agreed": agreed, "limit": None if limit is None else limit + 1}


def _conditions(where: Mapping[str, Sequence[Json]]) -> Query:
    conditions, parameters = ["true"], dict[str, object]()
    for number, (name, values) in enumerate(where.items()):
        parameters[f"w{number}"] = [v for v in values if v is not None]
        listed = f"n.`{name}` IN $w{number}"
        conditions.append(f"({listed} OR n.`{name}` IS NULL)" if None in values else listed)
    return " AND ".join(conditions), parameters


_PLACE = "way, kind, other, evidence, start, origin, digest"


def _neighbours(naming: Naming, kinds: Sequence[str] | None, direction: Direction) -> tuple[str, str]:
    """The pattern of all neighbours, and what gives each its place."""
    types = naming.types(None if kinds is None else sorted(set(kinds)))
    ways = ("in", "out") if direction == "both" else (direction,)
    arms = " UNION ALL ".join(
        f"MATCH (o){_ARROWS[way][0]}[r{types}]{_ARROWS[way][1]}(m) RETURN '{way}' AS way, r, m" for way in ways
    )
    placed = (
        "WITH way, type(r) AS kind, m.id AS other, coalesce(r.evidence, '') AS evidence, "
        "coalesce(r.start, -1) AS start, o.id AS origin, coalesce(r._digest, 0) AS digest, r, m"
    )
    return f"{naming.match_ids('o')} CALL (o) {{ {arms} }}", placed


def build_places(naming: Naming, ids: Sequence[str], kinds: Sequence[str] | None, direction: Direction) -> Query:
    """The places of all neighbours, in order."""
    pattern, placed = _neighbours(naming, kinds, direction)
    return f"{pattern} {placed} RETURN {_PLACE} ORDER BY {_PLACE}", {"ids": list(dict.fromkeys(ids))}


def build_neighbours(
    naming: Naming, ids: Sequence[str], kinds: Sequence[str] | None, direction: Direction, skip: int, limit: int
) -> Query:
    """Some neighbours, the total in every row; a row without a direction carries only the total."""
    pattern, placed = _neighbours(naming, kinds, direction)
    text = (
        f"CALL () {{ {pattern} RETURN count(*) AS total }} "
        f"OPTIONAL CALL () {{ {pattern} {placed} ORDER BY {_PLACE} SKIP $skip LIMIT $limit "
        f"RETURN {_PLACE}, properties(r) AS edge, labels(m) AS labels, properties(m) AS node }} "
        f"RETURN total, {_PLACE}, edge, labels, node"
    )
    return text, {"ids": list(dict.fromkeys(ids)), "skip": skip, "limit": limit}


def build_walk(
    naming: Naming, ids: Sequence[str], kinds: Sequence[str] | None, direction: Direction, depth: int, limit: int
) -> Query:
    """Nodes within `depth` edges and their least distance: from each start, then from any.

    Asked for in one aggregation, 2026.08 drops it over several starts: nodes come twice, and out of order.
    """
    left, right = _ARROWS[direction]
    types = naming.types(sorted(EDGE_KINDS if kinds is None else set(kinds)))
    text = (
        f"{naming.match_ids('o')} MATCH p = (o){left}[{types}*1..{depth}]{right}(n) "
        "WITH o, n, min(length(p)) AS one WITH n, min(one) AS depth WHERE NOT n.id IN $ids "
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
