"""The graph store in one SQLite file: readers in any number of threads and processes, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from graph.cursors import format_cursor, parse_cursor, query_mark
from graph.shapes import check_bounds, check_condition, check_properties, edge_kind, node_shape
from graph.sqlite import dumping, reading, traversal
from graph.sqlite.connections import Connections, translated
from graph.sqlite.holding import hold_place
from graph.sqlite.names import Names
from graph.sqlite.schema import check_schema, create_schema
from graph.sqlite.writing import write_changes
from schemas.errors import StoreUnavailable
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

_FILE = "graph.sqlite"
_BUSY_SECONDS = 10.0


def open_graph(path: Path, *, read_only: bool) -> SqliteGraph:
    """Open the graph below the directory `path`; writing makes it where it is missing.

    Raises StoreUnavailable where there is none to read or the file can't be used, and IncompatibleData for one of
    another model version.
    """
    file = path / _FILE
    if read_only and not file.is_file():
        raise StoreUnavailable(f"no graph is held in {path}", "run `fatu ingest` on your documents first")
    if not read_only:
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"{path} can't be made: {error.strerror}", "check its permissions") from error
    connections = Connections(file, read_only=read_only, busy_seconds=_BUSY_SECONDS)
    try:
        with translated(file):
            if connections.writer is not None:
                create_schema(connections.writer)
        with connections.reading() as connection:
            check_schema(connection, file)
    except BaseException:
        connections.close()
        raise
    return SqliteGraph(connections)


class SqliteGraph:
    """`schemas.ports.GraphStore` over one file."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._names = Names()

    def apply(self, changes: Changes) -> None:
        """Carry out `changes` in one transaction, or none of them."""
        with self._connections.alone():
            with self._connections.writing() as connection:
                self._names.begin(connection)
                write_changes(connection, self._names, changes)
            self._names.keep()

    def node(self, node_id: str) -> Node | None:
        """The node of that id, or None."""
        return self.nodes([node_id]).get(node_id)

    def nodes(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes of those ids that are held."""
        with self._connections.reading() as connection:
            return reading.load_nodes(connection, ids)

    def held(self, ids: Sequence[str]) -> set[str]:
        """Which of those ids are held."""
        with self._connections.reading() as connection:
            return reading.load_held(connection, ids)

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
        with self._connections.reading() as connection:
            return reading.load_found(connection, kind, conditions, limit, after)

    def ids(self, kind: str) -> Iterator[str]:
        """Every id of one kind, in order."""
        node_shape(kind)
        return self._ids(kind)

    def _ids(self, kind: str) -> Iterator[str]:
        with self._connections.reading() as connection:
            yield from reading.iterate_ids(connection, kind)

    def count_by(self, kind: str, properties: Sequence[str] = ()) -> list[tuple[tuple[Json, ...], int]]:
        """Number of nodes of one kind for each combination of property values, most first."""
        check_properties(kind, properties)
        with self._connections.reading() as connection:
            return reading.count_nodes(connection, kind, properties)

    def provisions(self, expressions: Sequence[str], levels: Sequence[str] | None = None) -> Iterator[Node]:
        """Provisions of the versions, in the order given and then of `seq`; only of those levels where told."""
        with self._connections.reading() as connection:
            yield from reading.iterate_provisions(connection, expressions, levels)

    def items(self, expressions: Sequence[str]) -> Iterator[Node]:
        """Items of the versions, in the order given and then of `seq`."""
        with self._connections.reading() as connection:
            yield from reading.iterate_items(connection, expressions)

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
        with self._connections.reading() as connection:
            total, places = traversal.load_positions(connection, ids, kinds, direction, limit + 1, after)
            page = places[:limit]
            edges = traversal.load_edges(connection, [key for _, key in page if key is not None])
            nodes = reading.load_nodes(connection, [at.other for at, _ in page])
        items = tuple(
            Neighbour(
                at.origin,
                "out" if at.direction == "out" else "in",
                traversal.part_of(at) if key is None else edges[key],
                nodes[at.other],
            )
            for at, key in page
        )
        following = format_cursor(mark, page[-1][0]) if len(places) > limit else None
        return NeighbourPage(items, total, following)

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
        with self._connections.reading() as connection:
            found = traversal.load_reached(connection, ids, kinds, direction, depth, limit)
            nodes = reading.load_nodes(connection, [node_id for node_id, _ in found])
        return [Reached(nodes[node_id], at) for node_id, at in found]

    def edges(self, kind: str) -> Iterator[Edge]:
        """Every edge of one kind, in the order (source, target, evidence, start)."""
        edge_kind(kind)
        return self._edges(kind)

    def _edges(self, kind: str) -> Iterator[Edge]:
        with self._connections.reading() as connection:
            yield from traversal.iterate_edges(connection, kind)

    def edge_counts(self) -> dict[str, int]:
        """Number of edges of each kind."""
        with self._connections.reading() as connection:
            return traversal.count_edges(connection)

    def outbox(self, limit: int) -> list[OutboxEntry]:
        """The oldest entries that the index has not acknowledged."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT number, expression FROM outbox ORDER BY number LIMIT ?", (limit,))
            return [OutboxEntry(*row) for row in rows]

    def acknowledge(self, up_to: int) -> None:
        """Drop the outbox entries up to that number: the index holds them durably."""
        with self._connections.writing() as connection:
            connection.execute("DELETE FROM outbox WHERE number <= ?", (up_to,))

    def meta(self, key: str) -> str | None:
        """A stored setting of the data (fingerprints, flags)."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return None if row is None else str(row[0])

    def hold_writer(self, timeout: float = 5.0) -> AbstractContextManager[None]:
        """Hold the writer's place among all processes that write to this file."""
        return hold_place(self._connections.path, timeout)

    def dump_nodes(self) -> Iterator[OwnedNode]:
        """Every node with its owner, in the order of ids."""
        with self._connections.reading() as connection:
            yield from dumping.iterate_owned(connection)

    def dump_edges(self) -> Iterator[Edge]:
        """Every edge that was put, by (source, kind, target, evidence, start, properties)."""
        with self._connections.reading() as connection:
            yield from dumping.iterate_put_edges(connection)

    def dump_meta(self) -> dict[str, str]:
        """Every stored setting."""
        with self._connections.reading() as connection:
            return dict(connection.execute("SELECT key, value FROM meta ORDER BY key").fetchall())

    def close(self) -> None:
        """Release what is held open."""
        self._connections.close()
