"""Nodes read from an open connection: by id, by property, counted, by version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.edges import sorted_counts
from graph.shapes import kind_of
from graph.sqlite.layout import NODE_ID, TABLES, Column, KindTable, Storage, split_id
from graph.sqlite.names import REF_HEAD, REF_TAIL, REFS, dump_list, find_keys, find_refs
from schemas.model import ITEM_KINDS
from schemas.ports import Json, Node


def load_nodes(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Node]:
    """The nodes of those ids that are held."""
    found: dict[str, Node] = {}
    for table, asked in _lookups(connection, ids):
        sql = (
            f"SELECT {table.select} FROM {REFS} CROSS JOIN {table.name} AS t "
            f"ON t._head = {REF_HEAD} AND t._tail = {REF_TAIL} JOIN name AS n ON n.key = t._head"
        )
        for row in connection.execute(sql, (asked,)):
            found[row[0]] = table.node(row)
    return found


def load_held(connection: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    """Which of those ids are held."""
    found: set[str] = set()
    for table, asked in _lookups(connection, ids):
        sql = (
            f"SELECT {NODE_ID} FROM {REFS} CROSS JOIN {table.name} AS t "
            f"ON t._head = {REF_HEAD} AND t._tail = {REF_TAIL} JOIN name AS n ON n.key = t._head"
        )
        found.update(row[0] for row in connection.execute(sql, (asked,)))
    return found


def _lookups(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[tuple[KindTable, str]]:
    by_kind: dict[str, list[str]] = {}
    for node_id in ids:
        if (kind := kind_of(node_id)) is not None:
            by_kind.setdefault(kind, []).append(node_id)
    for kind, asked in by_kind.items():
        yield TABLES[kind], dump_list(find_refs(connection, asked))


def load_found(
    connection: sqlite3.Connection,
    kind: str,
    where: Mapping[str, Sequence[Json]],
    limit: int | None,
    after: str | None,
) -> list[Node]:
    """Nodes of one kind by their properties, in the order of ids."""
    table = TABLES[kind]
    conditions, parameters = ["1"], []
    for name, values in where.items():
        condition, parameter = _condition(connection, table, table.by_name[name], values)
        conditions.append(condition)
        parameters.append(parameter)
    if after is not None:
        conditions.append("(n.text, t._tail) > (?, ?)")
        parameters += split_id(after)
    sql = (
        f"SELECT {table.select} FROM {table.name} AS t JOIN name AS n ON n.key = t._head "
        f"WHERE {' AND '.join(conditions)} ORDER BY n.text, t._tail LIMIT ?"
    )
    rows = connection.execute(sql, (*parameters, -1 if limit is None else limit))
    return [table.node(row) for row in rows]


def _condition(
    connection: sqlite3.Connection, table: KindTable, column: Column, values: Sequence[Json]
) -> tuple[str, str]:
    """A condition with one parameter, a JSON list."""
    name = f't."{column.prop.name}"'
    texts = [v for v in values if isinstance(v, str)]
    if column.storage is Storage.HEAD:
        name, asked = "t._head", dump_list(find_keys(connection, (f"{v}~" for v in texts)).values())
    elif column.storage is Storage.LOCAL:
        asked = dump_list(find_refs(connection, texts))
        pairs = f"(t._head, {name}) IN (SELECT {REF_HEAD}, {REF_TAIL} FROM {REFS})"
        if column.prop.name == "parent":
            origin = f"(SELECT {REF_HEAD} AS head, {REF_TAIL} AS tail FROM {REFS}) AS o"
            arms = table.children("o.head", "o.tail")
            found = " UNION ALL ".join(
                f"SELECT c.key FROM origin AS o CROSS JOIN {table.name} AS c ON {a}" for a in arms
            )
            pairs = f"t.key IN (WITH origin AS (SELECT * FROM {origin}) {found})"
        return (f"({pairs} OR {name} IS NULL)" if None in values else pairs), asked
    elif column.storage is Storage.NAME:
        asked = dump_list(find_keys(connection, texts).values())
    else:
        asked = dump_list(v for v in values if v is not None)
    listed = f"{name} IN (SELECT value FROM json_each(?))"
    return (f"({listed} OR {name} IS NULL)" if None in values else listed), asked


def iterate_ids(connection: sqlite3.Connection, kind: str) -> Iterator[str]:
    """Every id of one kind, in order."""
    sql = (
        f"SELECT {NODE_ID} FROM name AS n CROSS JOIN {TABLES[kind].name} AS t ON t._head = n.key "
        "ORDER BY n.text, t._tail"
    )
    for (node_id,) in connection.execute(sql):
        yield node_id


def count_nodes(
    connection: sqlite3.Connection, kind: str, properties: Sequence[str]
) -> list[tuple[tuple[Json, ...], int]]:
    """Number of nodes for each combination of values, most first."""
    table = TABLES[kind]
    columns = [table.by_name[p] for p in properties]
    if not columns:
        total = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        return [((), total)] if total else []
    joined = " JOIN name AS n ON n.key = t._head" if any(c.storage in _OVER_HEAD for c in columns) else ""
    selected = ", ".join(c.sql for c in columns)
    places = ", ".join(str(i + 1) for i in range(len(columns)))
    rows = connection.execute(f"SELECT {selected}, count(*) FROM {table.name} AS t{joined} GROUP BY {places}")
    positions = [table.shape.names.index(p) for p in properties]
    return sorted_counts((_decoded(table, positions, row[:-1]), row[-1]) for row in rows)


_OVER_HEAD = (Storage.HEAD, Storage.LOCAL)


def _decoded(table: KindTable, positions: Sequence[int], values: Sequence[Any]) -> tuple[Json, ...]:
    full: list[Any] = [None] * len(table.columns)
    for position, value in zip(positions, values, strict=True):
        full[position] = value
    found = table.properties(full)
    return tuple(found[table.shape.names[p]] for p in positions)


def iterate_provisions(
    connection: sqlite3.Connection, expressions: Sequence[str], levels: Sequence[str] | None
) -> Iterator[Node]:
    """Provisions version by version: identifiers are put together here, where the head is known already."""
    table = TABLES["Provision"]
    chosen = "" if levels is None else " AND t.level IN (SELECT value FROM json_each(?))"
    sql = (
        f"SELECT t._tail, {_local_columns(table)} FROM {table.name} AS t "
        f"WHERE t._head = ?{chosen} ORDER BY t.seq, t._tail"
    )
    keys = find_keys(connection, (f"{e}~" for e in expressions))
    more = () if levels is None else (dump_list(levels),)
    for expression in expressions:
        if (key := keys.get(head := f"{expression}~")) is None:
            continue
        for tail, *values in connection.execute(sql, (key, *more)):
            properties = table.properties(values)
            properties["expression"], properties["eid"] = expression, tail
            if (parent := properties["parent"]) is not None:
                properties["parent"] = f"{head}{parent}"
            yield Node(head + tail, "Provision", properties)


def iterate_items(connection: sqlite3.Connection, expressions: Sequence[str]) -> Iterator[Node]:
    """Items version by version, over the tables of all their kinds, which have the same columns."""
    arms = (
        f"SELECT t.seq AS seq, t._tail AS tail, '{kind}' AS kind, {_local_columns(TABLES[kind])} "
        f"FROM {TABLES[kind].name} AS t WHERE t._head = :key"
        for kind in ITEM_KINDS
    )
    sql = f"SELECT * FROM ({' UNION ALL '.join(arms)}) ORDER BY seq, tail"
    keys = find_keys(connection, (f"{e}~" for e in expressions))
    for expression in expressions:
        if (key := keys.get(head := f"{expression}~")) is None:
            continue
        for _, tail, kind, *values in connection.execute(sql, {"key": key}):
            properties = TABLES[kind].properties(values)
            properties["expression"], properties["eid"] = expression, tail
            if (parent := properties["parent"]) is not None:
                properties["parent"] = f"{head}{parent}"
            yield Node(head + tail, kind, properties)


def _local_columns(table: KindTable) -> str:
    """The stored columns as they lie: what the identifier says is put in by who knows it."""
    return ", ".join(f't."{c.prop.name}"' if c.stored else "NULL" for c in table.columns)
