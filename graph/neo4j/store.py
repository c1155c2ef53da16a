"""The graph store on a Neo4j server."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Literal

from graph.cursors import Position, format_cursor, parse_cursor, query_mark
from graph.edges import sorted_counts
from graph.neo4j import dumping, queries
from graph.neo4j.driver import READ, WRITE_PATIENCE, borrow_driver, return_driver
from graph.neo4j.holding import WriterPlace
from graph.neo4j.naming import LAYOUT, VERSION, Naming
from graph.neo4j.rows import columns, decode_value, edge_of, node_of_columns, node_of_map
from graph.neo4j.sessions import Sessions
from graph.neo4j.writing import Change
from graph.shapes import check_bounds, check_condition, check_properties, edge_kind, node_shape
from schemas.errors import IncompatibleData, StoreUnavailable
from schemas.model import ITEM_KINDS
from schemas.ports import (
    Changes,
    Direction,
    Edge,
    Json,
    Neighbour,
    NeighbourPage,
    Node,
    OutboxEntry,
    OwnedNode,
    Reached,
)

# The first release whose Cypher has scoped subqueries, which is also the long-term one.
_OLDEST = (5, 26)

# Versions whose provisions are asked for at once: some 8,000 rows.
_VERSIONS = 50
# Nodes deleted in one transaction: the time of one is bounded, that of many millions is not.
_WIPED = 5_000


def open_neo4j(
    url: str,
    user: str,
    password: str,
    *,
    database: str | None = None,
    dataset: str = "fatu",
    read_only: bool = False,
    timeout: float = READ,
    patience: float = WRITE_PATIENCE,
) -> Neo4jGraph:
    """Open the graph that a server holds under the name `dataset`; writing makes it where it is missing.

    `timeout` (s) bounds a question, `patience` (s) how long who writes waits for a server that is away.

    Raises StoreUnavailable for a server that can't be reached or used, or that holds nothing to read, and
    IncompatibleData for data of another model version.
    """
    naming = Naming(dataset)
    driver = borrow_driver(url, user, password)
    try:
        sessions = Sessions(driver, database, naming, timeout=timeout, patience=patience)
        place = WriterPlace(driver, database, naming, patience)
        store = Neo4jGraph(sessions, place, naming, (url, user, password), read_only=read_only)
        store.check()
        # Who writes has begun something, which a restart of the server need not end.
        sessions.patient = not read_only
    except BaseException:
        return_driver(url, user, password)
        raise
    return store


class Neo4jGraph:
    """`schemas.ports.GraphStore` over one data set of a server."""

    def __init__(
        self, sessions: Sessions, place: WriterPlace, naming: Naming, access: tuple[str, str, str], *, read_only: bool
    ) -> None:
        self._open_sessions: Sessions | None = sessions
        self._place = place
        self._naming = naming
        self._access = access
        self._read_only = read_only

    @property
    def _sessions(self) -> Sessions:
        if self._open_sessions is None:
            raise StoreUnavailable("the graph was closed", "open it again")
        return self._open_sessions

    def check(self) -> None:
        """Check server, model and data; make constraints and indexes where they are missing."""
        version = self._sessions.run(
            "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"
        )
        check_server(str(version[0][0]) if version else "")
        found = self._sessions.run(f"MATCH (s:{self._naming.of('State')} {{key: 'state'}}) RETURN s.version, s.layout")
        if found:
            if found[0] != [VERSION, LAYOUT]:
                there = "/".join(map(str, found[0]))
                raise IncompatibleData(
                    f"data set {self._naming.dataset!r} has model {there}, this is {VERSION}/{LAYOUT}",
                    "ingest into another data set, or use the version of fatu that wrote it",
                )
            return
        if self._read_only:
            raise StoreUnavailable(
                f"the server holds no data set {self._naming.dataset!r}", "run `fatu ingest` on your documents first"
            )
        for statement in self._naming.schema:
            self._sessions.run(statement, write=True)
        self._sessions.run("CALL db.awaitIndexes(60)", write=True)
        self._sessions.run(
            f"MERGE (g:{self._naming.of('Gate')} {{key: 'gate'}}) ON CREATE SET g.shut = false "
            f"MERGE (s:{self._naming.of('State')} {{key: 'state'}}) "
            "ON CREATE SET s.version = $version, s.layout = $layout, s.revision = 0, s.outbox = 0",
            {"version": VERSION, "layout": LAYOUT},
            write=True,
        )

    def apply(self, changes: Changes) -> None:
        """Carry out `changes` in one transaction, or none of them."""
        self._check_writable()
        change = Change(changes, self._naming)
        self._sessions.transact(change.write, lambda: self._place.confirm(change.token))
        self._place.note(change.token)

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreUnavailable("the graph was opened for reading only", "open it for writing")

    def node(self, node_id: str) -> Node | None:
        """The node of that id, or None."""
        return self.nodes([node_id]).get(node_id)

    def nodes(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes of those ids that are held."""
        text = f"{self._naming.match_ids('n')} RETURN labels(n), properties(n)"
        rows = self._sessions.read(text, {"ids": list(dict.fromkeys(ids))})
        return {node.id: node for row in rows for node in [self._node(*row)]}

    def _node(self, labels: Sequence[str], stored: Mapping[str, Json]) -> Node:
        kinds = [self._naming.kind(label) for label in labels]
        kind = next(k for k in kinds if k not in ("Node", "Waiting"))
        return node_of_map(kind, stored)

    def held(self, ids: Sequence[str]) -> set[str]:
        """Which of those ids are held."""
        text = f"{self._naming.match_ids('n')} RETURN n.id"
        return {row[0] for row in self._sessions.read(text, {"ids": list(dict.fromkeys(ids))})}

    def find(
        self,
        kind: str,
        where: Mapping[str, Sequence[Json]] | None = None,
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[Node]:
        """Nodes of one kind whose indexed properties have any of the values given, in the order of their ids."""
        conditions = check_condition(kind, where)
        if after is not None:
            found = self._sessions.read(*queries.build_find_ids(self._naming, kind, conditions, after, limit))
            following = [row[0] for row in found if row[0] > after][:limit]
            nodes = self.nodes(following)
            return [nodes[i] for i in following if i in nodes]
        rows = self._sessions.read(*queries.build_find(self._naming, kind, conditions, limit))
        return [node_of_columns(kind, row) for row in rows]

    def ids(self, kind: str) -> Iterator[str]:
        """Every id of one kind, in order."""
        node_shape(kind)
        return (
            row[0] for row in self._sessions.read(f"MATCH (n:{self._naming.of(kind)}) RETURN n.id ORDER BY n.id", {})
        )

    def count_by(self, kind: str, properties: Sequence[str] = ()) -> list[tuple[tuple[Json, ...], int]]:
        """Number of nodes of one kind for each combination of property values, most first."""
        check_properties(kind, properties)
        selected = "".join(f"n.`{p}`, " for p in properties)
        rows = self._sessions.read(f"MATCH (n:{self._naming.of(kind)}) RETURN {selected}count(*)", {})
        return sorted_counts(
            (tuple(decode_value(kind, p, v) for p, v in zip(properties, row[:-1], strict=True)), row[-1])
            for row in rows
            if row[-1]
        )

    def provisions(self, expressions: Sequence[str], levels: Sequence[str] | None = None) -> Iterator[Node]:
        """Provisions of the versions, in the order given and then of `seq`; only of those levels where told."""
        chosen = "" if levels is None else " AND n.level IN $levels"
        yield from self._contained(["Provision"], expressions, chosen, None if levels is None else list(levels))

    def items(self, expressions: Sequence[str]) -> Iterator[Node]:
        """Items of the versions, in the order given and then of `seq`."""
        yield from self._contained(list(ITEM_KINDS), expressions, "", None)

    def _contained(
        self, kinds: list[str], expressions: Sequence[str], chosen: str, levels: list[str] | None
    ) -> Iterator[Node]:
        texts = [
            f"MATCH (n:{self._naming.of(k)}) WHERE n.expression IN $asked{chosen} RETURN {columns(k)}" for k in kinds
        ]
        for first in range(0, len(expressions), _VERSIONS):
            part = expressions[first : first + _VERSIONS]
            grouped: dict[str, list[Node]] = {e: [] for e in part}
            for kind, text in zip(kinds, texts, strict=True):
                for row in self._sessions.read(text, {"asked": list(grouped), "levels": levels}):
                    node = node_of_columns(kind, row)
                    grouped[str(node.properties["expression"])].append(node)
            for nodes in grouped.values():
                nodes.sort(key=_place)
            for expression in part:
                yield from grouped[expression]

    def neighbours(
        self,
        ids: Sequence[str],
        *,
        kinds: Sequence[str] | None = None,
        direction: Direction = "both",
        limit: int = 50,
        cursor: str | None = None,
    ) -> NeighbourPage:
        """Edges at any of the nodes and what is at their other ends."""
        check_bounds(limit=(limit, 1, 10_000))
        for kind in kinds or ():
            edge_kind(kind)
        mark = query_mark(ids, kinds, direction)
        after = None if cursor is None else parse_cursor(cursor, mark)
        if kinds is not None and not kinds:
            return NeighbourPage((), 0, None)
        skip = 0 if after is None else self._count_up_to(after, ids, kinds, direction)
        rows = self._sessions.read(*queries.build_neighbours(self._naming, ids, kinds, direction, skip, limit + 1))
        places = [(self._position(row[1:8]), row) for row in rows if row[1] is not None]
        page = places[:limit]
        items = tuple(self._neighbour(at, *row[8:]) for at, row in page)
        return NeighbourPage(items, rows[0][0], format_cursor(mark, page[-1][0]) if len(places) > limit else None)

    def _count_up_to(
        self, after: Position, ids: Sequence[str], kinds: Sequence[str] | None, direction: Direction
    ) -> int:
        """Number of neighbours up to a place."""
        rows = self._sessions.read(*queries.build_places(self._naming, ids, kinds, direction))
        return bisect_right([self._position(row) for row in rows], after)

    def _position(self, place: Sequence[Json]) -> Position:
        at = Position(*place)  # type: ignore[arg-type]
        return at._replace(kind=self._naming.kind(at.kind))

    def _neighbour(
        self, at: Position, edge: Mapping[str, Json], labels: Sequence[str], node: Mapping[str, Json]
    ) -> Neighbour:
        ends = (at.origin, at.other) if at.direction == "out" else (at.other, at.origin)
        direction: Literal["out", "in"] = "out" if at.direction == "out" else "in"
        return Neighbour(at.origin, direction, edge_of(ends[0], at.kind, ends[1], edge), self._node(labels, node))

    def walk(
        self,
        ids: Sequence[str],
        *,
        kinds: Sequence[str] | None = None,
        direction: Direction = "out",
        depth: int = 2,
        limit: int = 1000,
    ) -> list[Reached]:
        """Nodes reached from any of `ids` over at most `depth` edges of those kinds, by (depth, id)."""
        check_bounds(depth=(depth, 1, 8), limit=(limit, 1, 100_000))
        for kind in kinds or ():
            edge_kind(kind)
        if kinds is not None and not kinds:
            return []
        rows = self._sessions.read(*queries.build_walk(self._naming, ids, kinds, direction, depth, limit))
        return [Reached(self._node(labels, node), at) for at, labels, node in rows]

    def edges(self, kind: str) -> Iterator[Edge]:
        """Every edge of one kind, in the order (source, target, evidence, start)."""
        edge_kind(kind)
        rows = self._sessions.read(*queries.build_edges(self._naming, kind))
        return (edge_of(source, kind, target, stored) for source, target, stored in rows)

    def edge_counts(self) -> dict[str, int]:
        """Number of edges of each kind."""
        rows = self._sessions.read(*queries.build_edge_counts(self._naming))
        return {kind: number for kind, number in sorted(rows) if number}

    def outbox(self, limit: int) -> list[OutboxEntry]:
        """The oldest entries that the index has not acknowledged."""
        text = f"MATCH (o:{self._naming.of('Outbox')}) RETURN o.number, o.expression ORDER BY o.number LIMIT $limit"
        return [OutboxEntry(*row) for row in self._sessions.read(text, {"limit": limit})]

    def acknowledge(self, up_to: int) -> None:
        """Drop the outbox entries up to that number: the index holds them durably."""
        self._check_writable()
        text = f"MATCH (o:{self._naming.of('Outbox')}) WHERE o.number <= $up_to DELETE o"
        self._sessions.run(text, {"up_to": up_to}, write=True)

    def meta(self, key: str) -> str | None:
        """A stored setting of the data (fingerprints, flags)."""
        rows = self._sessions.read(f"MATCH (m:{self._naming.of('Meta')} {{key: $key}}) RETURN m.value", {"key": key})
        return str(rows[0][0]) if rows else None

    def hold_writer(self, timeout: float = 5.0) -> AbstractContextManager[None]:
        """Hold the writer's place among all processes that write to the data set."""
        return self._place.hold(timeout)

    def dump_nodes(self) -> Iterator[OwnedNode]:
        """Every node with its owner, in the order of ids."""
        for labels, stored in dumping.iterate_nodes(self._sessions, self._naming):
            yield OwnedNode(self._node(labels, stored), stored.get("_owner"))

    def dump_edges(self) -> Iterator[Edge]:
        """Every edge that was put, by (source, kind, target, evidence, start, properties)."""
        return dumping.iterate_put_edges(self._sessions, self._naming)

    def dump_meta(self) -> dict[str, str]:
        """Every stored setting."""
        rows = self._sessions.read(f"MATCH (m:{self._naming.of('Meta')}) RETURN m.key, m.value ORDER BY m.key", {})
        return {str(key): str(value) for key, value in rows}

    def wipe(self) -> None:
        """Delete everything the data set holds, part by part; constraints and indexes stay."""
        self._check_writable()
        for label in (self._naming.node, *map(self._naming.of, ("Outbox", "Meta"))):
            some = f"MATCH (n:{label}) WITH n LIMIT {_WIPED} DETACH DELETE n RETURN count(*)"
            while self._sessions.run(some, write=True)[0][0]:
                pass

    def drop(self) -> None:
        """Delete the data set altogether, with its constraints and indexes."""
        self.wipe()
        for what in ("CONSTRAINT", "INDEX"):
            found = self._sessions.run(f"SHOW {what}{'S' if what == 'CONSTRAINT' else 'ES'} YIELD name RETURN name")
            for name in (row[0] for row in found if row[0].startswith(self._naming.of(""))):
                self._sessions.run(f"DROP {what} {name} IF EXISTS", write=True)
        for label in map(self._naming.of, ("Gate", "State")):
            self._sessions.run(f"MATCH (n:{label}) DELETE n", write=True)

    def close(self) -> None:
        """Release what is held open."""
        if self._open_sessions is not None:
            self._open_sessions = None
            return_driver(*self._access)


def check_server(version: str) -> None:
    """StoreUnavailable for a server older than what the queries need (`5.26.1`, `2026.08.1`)."""
    found = re.match(r"(\d+)\.(\d+)", version)
    if found is None or (int(found[1]), int(found[2])) < _OLDEST:
        raise StoreUnavailable(
            f"Neo4j {version or 'of an unknown version'} is too old", f"{_OLDEST[0]}.{_OLDEST[1]} or newer is needed"
        )


def _place(node: Node) -> tuple[int, str]:
    seq = node.properties["seq"]
    return (seq if isinstance(seq, int) else -1, node.id)
