"""Carries out one change of the graph inside a transaction that is open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from graph.edges import edge_properties
from graph.shapes import check_edge, edge_kind, kind_of, missing_end, node_shape
from graph.sqlite.layout import TABLES, split_id, tables_for
from graph.sqlite.names import REF_HEAD, REF_TAIL, REFS, Names, dump_list
from schemas.model import EdgeKind
from schemas.ports import Changes, Edge, NodeRows, OwnedNode

T = TypeVar("T")
Ref = tuple[int, str]
Held = dict[tuple[str, ...], set[str]]

# Rows handed to SQLite at once: bounds memory, large enough to make the calls' own cost vanish.
_BATCH = 5_000

_UPSERT_EDGE = (
    "INSERT INTO edge (kind, source_head, source_tail, target_head, target_tail, evidence_head, evidence_tail, start, "
    "digest, owner, end, quote, rule, verdict, valid_from, valid_to, properties) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (source_head, source_tail, kind, target_head, target_tail, evidence_head, evidence_tail, start, "
    "digest) DO UPDATE SET owner = excluded.owner, end = excluded.end, quote = excluded.quote, rule = excluded.rule, "
    "verdict = excluded.verdict, valid_from = excluded.valid_from, valid_to = excluded.valid_to"
)


def write_changes(connection: sqlite3.Connection, names: Names, changes: Changes) -> None:
    """Carry out the parts in their order (InvalidInput for what the model refuses: the caller rolls back)."""
    _Writer(connection, names).write(changes)


class _Writer:
    def __init__(self, connection: sqlite3.Connection, names: Names) -> None:
        self._connection = connection
        self._names = names

    def write(self, changes: Changes) -> None:
        for owner in changes.remove_owned_by:
            self._remove_owned_by(owner)
        self._remove_nodes(self._refs(changes.remove_nodes))
        kinds = ", ".join(f"'{edge_kind(k).name}'" for k in changes.removed_kinds)
        chosen = f" AND kind IN ({kinds})" if kinds else ""
        self._connection.executemany(
            f"DELETE FROM edge WHERE evidence_head = ? AND evidence_tail = ? AND evidence_head > 0{chosen}",
            self._refs(changes.remove_edges_from_evidence),
        )
        self._put_nodes(changes.put_nodes)
        self._put_rows(changes.put_rows)
        self._put_edges(changes.put_edges)
        self._connection.executemany("INSERT INTO outbox (expression) VALUES (?)", ((e,) for e in changes.index))
        for key, value in changes.meta.items():
            if value is None:
                self._connection.execute("DELETE FROM meta WHERE key = ?", (key,))
            else:
                self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _refs(self, ids: Iterable[str]) -> list[Ref]:
        halves = [split_id(i) for i in ids]
        return [(key, tail) for head, tail in halves if (key := self._names.find(head)) is not None]

    def _remove_owned_by(self, owner: str) -> None:
        if (key := self._names.find(owner)) is None:
            return
        heads = "_head IN (SELECT head FROM owned WHERE owner = :key)"
        for table in TABLES.values():
            owned = f"FROM {table.name} WHERE {heads} AND _owner = :key"
            for end in ("source", "target"):
                self._connection.execute(
                    f"DELETE FROM edge WHERE ({end}_head, {end}_tail) IN (SELECT _head, _tail {owned})", {"key": key}
                )
            self._connection.execute(f"DELETE {owned}", {"key": key})
        self._connection.execute("DELETE FROM owned WHERE owner = ?", (key,))
        self._connection.execute("DELETE FROM edge WHERE owner = ?", (key,))

    def _remove_nodes(self, refs: Sequence[Ref]) -> None:
        for end in ("source", "target"):
            self._connection.executemany(f"DELETE FROM edge WHERE {end}_head = ? AND {end}_tail = ?", refs)
        for nested in (True, False):
            part = [r for r in refs if bool(r[1]) is nested]
            for table in tables_for("~" if nested else ""):
                self._connection.executemany(f"DELETE FROM {table.name} WHERE _head = ? AND _tail = ?", part)

    def _put_nodes(self, nodes: Iterable[OwnedNode]) -> None:
        names = self._names
        rows: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in TABLES}
        owned: set[tuple[int, int]] = set()
        # Nodes of one version and owner follow each other by the hundred: head and owner are looked up once for them.
        head, key, by, owner = "", 0, None, None
        for put in nodes:
            node = put.node
            table = TABLES.get(node.kind) or TABLES[node_shape(node.kind).kind.name]
            if put.owner != by or not head.endswith("~") or not node.id.startswith(head):
                head, by = split_id(node.id)[0], put.owner
                key, owner = names[head], None if by is None else names[by]
                if owner is not None:
                    owned.add((owner, key))
            waiting = rows[node.kind]
            waiting.append(table.row(node, head, key, names, owner))
            if len(waiting) >= _BATCH:
                self._connection.executemany(table.upsert, waiting)
                waiting.clear()
        for kind, waiting in rows.items():
            self._connection.executemany(TABLES[kind].upsert, waiting)
        self._note_owned(owned)

    def _put_rows(self, many: Iterable[NodeRows]) -> None:
        owned: set[tuple[int, int]] = set()
        for rows in many:
            node_shape(rows.kind).check_rows(rows)
            table = TABLES[rows.kind]
            if (upsert := table.upsert_rows(rows.names)) is None:
                self._put_nodes(rows.nodes())
                continue
            ends = (self._names[f"{rows.expression}~"], None if rows.owner is None else self._names[rows.owner])
            if ends[1] is not None:
                owned.add((ends[1], ends[0]))
            self._connection.executemany(upsert, [row + ends for row in rows.rows])
        self._note_owned(owned)

    def _note_owned(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Owners by number, each with a head under which it has nodes."""
        self._connection.executemany("INSERT OR IGNORE INTO owned VALUES (?, ?)", sorted(pairs))

    def _put_edges(self, edges: Iterable[Edge]) -> None:
        held: Held = {}
        for batch in _batches(edges, _BATCH):
            kinds = [check_edge(e) for e in batch]
            self._check_ends(batch, kinds, held)
            self._connection.executemany(_UPSERT_EDGE, map(self._edge_row, batch))

    def _check_ends(self, edges: Sequence[Edge], kinds: Sequence[EdgeKind], held: Held) -> None:
        """Refuse edges whose ends are not held as one of the kinds that the edge joins; `held` remembers ends seen."""
        ends = [(e, e.source, k.sources) for e, k in zip(edges, kinds, strict=True)]
        ends += [(e, e.target, k.targets) for e, k in zip(edges, kinds, strict=True)]
        asked: dict[tuple[str, ...], set[str]] = {}
        for _, end, allowed in ends:
            if end not in held.setdefault(allowed, set()):
                asked.setdefault(allowed, set()).add(end)
        for allowed, ids in asked.items():
            held[allowed] |= self._held_as(ids, allowed)
        for edge, end, allowed in ends:
            if end not in held[allowed]:
                raise missing_end(edge, end, allowed)

    def _held_as(self, ids: Iterable[str], kinds: Sequence[str]) -> set[str]:
        asked: dict[str, dict[Ref, str]] = {}
        for node_id in ids:
            head, tail = split_id(node_id)
            if (kind := kind_of(node_id)) in kinds and (key := self._names.find(head)) is not None:
                asked.setdefault(str(kind), {})[key, tail] = node_id
        found: set[str] = set()
        for kind, refs in asked.items():
            rows = self._connection.execute(
                f"SELECT t._head, t._tail FROM {REFS} CROSS JOIN {TABLES[kind].name} AS t "
                f"ON t._head = {REF_HEAD} AND t._tail = {REF_TAIL}",
                (dump_list(refs),),
            )
            found.update(refs[row] for row in rows)
        return found

    def _edge_row(self, edge: Edge) -> tuple[Any, ...]:
        names = self._names
        source, source_tail = split_id(edge.source)
        target, target_tail = split_id(edge.target)
        evidence: Ref = (0, "")
        if edge.evidence is not None:
            head, tail = split_id(edge.evidence)
            evidence = (names[head], tail)
        properties, digest = edge_properties(edge.properties)
        return (
            edge.kind,
            names[source],
            source_tail,
            names[target],
            target_tail,
            *evidence,
            -1 if edge.start is None else edge.start,
            digest,
            None if edge.owner is None else names[edge.owner],
            edge.end,
            edge.quote,
            edge.rule,
            edge.verdict,
            edge.valid_from,
            edge.valid_to,
            properties,
        )


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
