"""Carries out one change of the graph inside a transaction: all of it in one, in statements over some thousand rows.

One transaction needs server memory in proportion to the change: with a heap of 1 GB, 79,000 nodes and their edges went
in and 99,000 did not (a clear error, nothing written). Staging and publishing would bound that, but every reader would
pay for it with a condition on every node. An ingest's changes have some 30,000 nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar
from uuid import uuid4

from graph.neo4j.naming import Naming, written_kinds
from graph.neo4j.rows import edge_key, edge_row, node_row
from graph.neo4j.sessions import Transaction
from graph.shapes import CONTAINED, PART_OF, check_edge, edge_kind, missing_end, node_shape
from schemas.model import EDGE_KINDS
from schemas.ports import Changes, Edge

T = TypeVar("T")

_BATCH = 5_000


class Change:
    """A change made ready: checked against the model and turned into rows, so that it can be tried again."""

    def __init__(self, changes: Changes, naming: Naming) -> None:
        self.token = uuid4().hex
        self._changes = changes
        self._naming = naming
        # By kind and id: one statement reads all owners before it sets any, so a node must come once.
        self._nodes: dict[str, dict[str, dict[str, Any]]] = {}
        self._wholes: dict[str, str] = {}
        many = list(changes.put_rows)
        for one in many:
            node_shape(one.kind).check_rows(one)
        for owned in chain(changes.put_nodes, *(one.nodes() for one in many)):
            row = node_row(owned, node_shape(owned.node.kind))
            rows = self._nodes.setdefault(owned.node.kind, {})
            if "_owner" not in row and (before := rows.get(row["id"])) and "_owner" in before:
                row["_owner"] = before["_owner"]
            rows[row["id"]] = row
            if owned.node.kind in CONTAINED:
                self._wholes[row["id"]] = row.get("parent") or row["expression"]
        self._edges: dict[str, dict[str, Edge]] = {}
        for edge in changes.put_edges:
            check_edge(edge)
            self._edges.setdefault(edge.kind, {})[edge_key(edge)] = edge

    def write(self, transaction: Transaction) -> bool:
        """Carry out the parts in their order; False when an attempt before had been committed after all."""
        state = f"MATCH (s:{self._naming.of('State')} {{key: 'state'}})"
        # Takes the one writer's lock: others wait here.
        done = transaction.run(f"{state} SET s.lock = $token RETURN s.change", token=self.token)
        if done and done[0][0] == self.token:
            return False
        self._remove(transaction)
        self._put_nodes(transaction)
        self._put_edges(transaction)
        self._put_rest(transaction)
        transaction.run(f"{state} SET s.change = $token, s.revision = s.revision + 1", token=self.token)
        return True

    def _remove(self, transaction: Transaction) -> None:
        name = self._naming
        for key, ids in (("_owner", self._changes.remove_owned_by), ("id", self._changes.remove_nodes)):
            for part in _batches(ids):
                gone = f"UNWIND $ids AS i {name.match('n', 'i', key=key)}"
                parts = f"MATCH (n)<-[:{name.of(PART_OF)}]-(c)"
                transaction.run(f"{gone} {parts} SET c:{name.of('Waiting')}", ids=part)
                transaction.run(f"{gone} DETACH DELETE n", ids=part)
        chosen = [edge_kind(k).name for k in self._changes.removed_kinds] or written_kinds()
        for field, ids, kinds in (
            ("owner", self._changes.remove_owned_by, written_kinds()),
            ("evidence", self._changes.remove_edges_from_evidence, chosen),
        ):
            arms = " UNION ALL ".join(
                f"MATCH ()-[r:{name.of(k)} {{{field}: i}}]->() USING INDEX r:{name.of(k)}({field}) RETURN r"
                for k in kinds
            )
            for part in _batches(ids):
                transaction.run(f"UNWIND $ids AS i CALL (i) {{ {arms} }} DELETE r", ids=part)

    def _put_nodes(self, transaction: Transaction) -> None:
        name = self._naming
        for kind, rows in self._nodes.items():
            put = (
                f"UNWIND $rows AS r MERGE (n:{name.node}:{name.of(kind)} {{id: r.id}}) "
                "WITH n, r, coalesce(r._owner, n._owner) AS owner SET n = r, n._owner = owner"
            )
            make = f"UNWIND $rows AS r CREATE (n:{name.node}:{name.of(kind)}) SET n = r"
            for part in _batches(rows.values()):
                ids = [r["id"] for r in part]
                is_new = transaction.run(f"{name.match_ids('n')} RETURN count(n)", ids=ids) == [[0]]
                transaction.run(make if is_new else put, rows=part)
                if kind in CONTAINED and not is_new:
                    self._unlink(transaction, ids)
        for pairs in _batches(self._wholes.items()):
            self._link(transaction, [list(pair) for pair in pairs])
        if self._nodes:
            transaction.run(
                f"MATCH (c:{name.of('Waiting')}) {name.match('w', 'coalesce(c.parent, c.expression)')} "
                f"MERGE (c)-[:{name.of(PART_OF)}]->(w) REMOVE c:{name.of('Waiting')}"
            )

    def _unlink(self, transaction: Transaction, ids: Sequence[str]) -> None:
        """Take provisions and items that were there already out of what they were a part of."""
        part_of = self._naming.of(PART_OF)
        transaction.run(
            f"UNWIND $ids AS i {self._naming.match('c', 'i')} MATCH (c)-[p:{part_of}]->() DELETE p", ids=ids
        )

    def _link(self, transaction: Transaction, rows: list[list[str]]) -> None:
        """Put provisions and items into what they are a part of; those whose whole is not held wait for it."""
        name = self._naming
        found = transaction.run(
            f"UNWIND $rows AS r {name.match('c', 'r[0]')} {name.match('w', 'r[1]')} "
            f"CREATE (c)-[:{name.of(PART_OF)}]->(w) RETURN count(*)",
            rows=rows,
        )
        if found[0][0] < len(rows):
            transaction.run(
                f"UNWIND $rows AS r {name.match('c', 'r[0]')} "
                f"WHERE NOT EXISTS {{ (c)-[:{name.of(PART_OF)}]->() }} SET c:{name.of('Waiting')}",
                rows=rows,
            )

    def _put_edges(self, transaction: Transaction) -> None:
        """Replace edges by their keys: MERGE of an edge may read all edges of a work that thousands of texts cite."""
        name = self._naming
        for kind, edges in self._edges.items():
            declared, edge_type = EDGE_KINDS[kind], name.of(kind)
            drop = (
                f"UNWIND $keys AS k MATCH ()-[e:{edge_type} {{_key: k}}]->() USING INDEX e:{edge_type}(_key) DELETE e"
            )
            put = (
                f"UNWIND $rows AS r {name.match('a', 'r.s')} WHERE {name.is_any('a', declared.sources)} "
                f"{name.match('b', 'r.t')} WHERE {name.is_any('b', declared.targets)} "
                f"CREATE (a)-[e:{edge_type}]->(b) SET e = r.p RETURN count(*)"
            )
            for keys in _batches(edges):
                transaction.run(drop, keys=keys)
                part = [edges[k] for k in keys]
                if transaction.run(put, rows=[edge_row(e) for e in part])[0][0] < len(part):
                    self._refuse(transaction, part)

    def _refuse(self, transaction: Transaction, edges: Sequence[Edge]) -> None:
        """Say which end of which edge is not held."""
        for edge in edges:
            declared = EDGE_KINDS[edge.kind]
            for end, kinds in ((edge.source, declared.sources), (edge.target, declared.targets)):
                found = f"{self._naming.match('n', '$id')} WHERE {self._naming.is_any('n', kinds)} RETURN 1"
                if not transaction.run(found, id=end):
                    raise missing_end(edge, end, kinds)

    def _put_rest(self, transaction: Transaction) -> None:
        name = self._naming
        if self._changes.index:
            transaction.run(
                f"MATCH (s:{name.of('State')} {{key: 'state'}}) WITH s, s.outbox AS base "
                "SET s.outbox = base + size($ids) WITH base UNWIND range(1, size($ids)) AS i "
                f"CREATE (:{name.of('Outbox')} {{number: base + i, expression: $ids[i - 1]}})",
                ids=list(self._changes.index),
            )
        for key, value in self._changes.meta.items():
            found = f"MERGE (m:{name.of('Meta')} {{key: $key}})"
            if value is None:
                transaction.run(f"MATCH (m:{name.of('Meta')} {{key: $key}}) DELETE m", key=key)
            else:
                transaction.run(f"{found} SET m.value = $value", key=key, value=value)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
