"""The ports: what the graph store, the search index and the vectors promise, whichever engine is behind them.

Each port has one contract suite (`tests/contracts`) that runs over every engine.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from schemas.queries import Explanation, Filters, Hit, IndexDocument, SearchRequest, SearchResult, Suggestion
from schemas.vectors import Entry, Facts, Vector, VectorState, Version

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Direction = Literal["out", "in", "both"]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: identifier, kind (a key of `schemas.model.NODE_KINDS`), and the properties that the kind declares."""

    id: str
    kind: str
    properties: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge with its evidence.

    `owner` is the source file's id that it was read from: edges go when their owner's data are replaced.
    `evidence` is the id of the block that says so, `start`/`end` code points into its text, `quote` those words.
    `properties` holds what only some kinds have (drift, candidates).
    """

    source: str
    kind: str
    target: str
    owner: str | None = None
    evidence: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    rule: str | None = None
    verdict: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    properties: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnedNode:
    """A node as written: `owner` is the source whose data it is.

    None for nodes that several sources share; on a node that is there, None leaves its owner as it was.
    """

    node: Node
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class NodeRows:
    """Many nodes of one version, of a kind that has its place there, as rows: half a million need no mapping each.

    `names` says what the rows give, first `eid` and `parent`, which is an eId here; properties left out are None.
    """

    kind: str
    expression: str
    names: tuple[str, ...]
    rows: Sequence[tuple[Json, ...]]
    owner: str | None = None

    def nodes(self) -> Iterator[OwnedNode]:
        """The same as nodes."""
        head = f"{self.expression}~"
        for eid, parent, *values in self.rows:
            properties: dict[str, Json] = {
                "expression": self.expression,
                "parent": None if parent is None else f"{head}{parent}",
                "eid": eid,
                **dict(zip(self.names[2:], values, strict=True)),
            }
            yield OwnedNode(Node(f"{head}{eid}", self.kind, properties), self.owner)


@dataclass(frozen=True, slots=True)
class Changes:
    """One atomic change of the graph; the parts are carried out in this order, `put_rows` after `put_nodes`.

    Removing a node removes its edges both ways. Putting a node that is there replaces its properties and keeps its
    edges. Both ends of an edge must be held once the nodes are put; an edge of the same ends, kind, evidence, start
    and properties as one held replaces it. PART_OF follows from the `parent` of provisions and items (the version
    where that is None) and is never put. What the model does not know is refused (InvalidInput), nothing is changed.
    Of the edges from `remove_edges_from_evidence` only those of `removed_kinds` go, all where it is empty.
    `index` names expressions that the search index has to bring up to date (or drop, when they are gone); they enter
    the outbox in the same transaction. `meta` values of None delete.
    """

    remove_owned_by: Sequence[str] = ()
    remove_nodes: Sequence[str] = ()
    remove_edges_from_evidence: Sequence[str] = ()
    put_nodes: Iterable[OwnedNode] = ()
    put_edges: Iterable[Edge] = ()
    index: Sequence[str] = ()
    meta: Mapping[str, str | None] = field(default_factory=dict)
    removed_kinds: Sequence[str] = ()
    put_rows: Iterable[NodeRows] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An edge and the node at its other end, as seen from `origin`."""

    origin: str
    direction: Literal["out", "in"]
    edge: Edge
    node: Node


@dataclass(frozen=True, slots=True)
class NeighbourPage:
    """Neighbours by (direction, edge kind, other id, evidence, start), the total, and a cursor for the next page."""

    items: tuple[Neighbour, ...]
    total: int
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that a walk reached, and the least number of edges to it from any of the starts."""

    node: Node
    depth: int


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An expression whose index entries are to be written anew; `number` grows with every change."""

    number: int
    expression: str


class GraphStore(Protocol):
    """The graph and the documents: the truth that the index follows. Safe for many readers and one writer."""

    def apply(self, changes: Changes) -> None:
        """Carry out `changes` in one transaction, or none of them (StoreBusy, StoreUnavailable)."""

    def node(self, node_id: str) -> Node | None:
        """The node of that id, or None."""

    def nodes(self, ids: Sequence[str]) -> dict[str, Node]:
        """The nodes of those ids that are held."""

    def held(self, ids: Sequence[str]) -> set[str]:
        """Which of those ids are held."""

    def find(
        self,
        kind: str,
        where: Mapping[str, Sequence[Json]] | None = None,
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[Node]:
        """Nodes of one kind whose indexed properties have any of the values given, in the order of their ids."""

    def ids(self, kind: str) -> Iterator[str]:
        """Every id of one kind, in order."""

    def count_by(self, kind: str, properties: Sequence[str] = ()) -> list[tuple[tuple[Json, ...], int]]:
        """Number of nodes of one kind for each combination of property values, most first."""

    def provisions(self, expressions: Sequence[str], levels: Sequence[str] | None = None) -> Iterator[Node]:
        """Provisions of the versions, in the order given and then of `seq`; only of those levels where told."""

    def items(self, expressions: Sequence[str]) -> Iterator[Node]:
        """Items (nodes of `schemas.model.ITEM_KINDS`) of the versions, in the order given and then of `seq`."""

    def neighbours(
        self,
        ids: Sequence[str],
        *,
        kinds: Sequence[str] | None = None,
        direction: Direction = "both",
        limit: int = 50,
        cursor: str | None = None,
    ) -> NeighbourPage:
        """Edges at any of the nodes and what is at their other ends (InvalidCursor for a foreign cursor)."""

    def walk(
        self,
        ids: Sequence[str],
        *,
        kinds: Sequence[str] | None = None,
        direction: Direction = "out",
        depth: int = 2,
        limit: int = 1000,
    ) -> list[Reached]:
        """Nodes reached from any of `ids` over at most `depth` (1 to 8) edges of those kinds, the starts left out.

        In the order (depth, id), `limit` of them at most: ask for one more to learn whether there are more.
        """

    def edges(self, kind: str) -> Iterator[Edge]:
        """Every edge of one kind, in the order (source, target, evidence, start)."""

    def edge_counts(self) -> dict[str, int]:
        """Number of edges of each kind."""

    def outbox(self, limit: int) -> list[OutboxEntry]:
        """The oldest entries that the index has not acknowledged."""

    def acknowledge(self, up_to: int) -> None:
        """Drop the outbox entries up to that number: the index holds them durably."""

    def meta(self, key: str) -> str | None:
        """A stored setting of the data (fingerprints, flags)."""

    def hold_writer(self, timeout: float = 5.0) -> AbstractContextManager[None]:
        """Hold the writer's place among all processes that write to these data: for a whole ingest, not one change.

        StoreBusy when another one holds it for `timeout` seconds. The place goes with its process, however that ends.
        """

    def dump_nodes(self) -> Iterator[OwnedNode]:
        """Every node with its owner, in the order of ids. Whole while the writer's place is held."""

    def dump_edges(self) -> Iterator[Edge]:
        """Every edge that was put (so no PART_OF), by (source, kind, target, evidence, start, properties)."""

    def dump_meta(self) -> dict[str, str]:
        """Every stored setting."""

    def close(self) -> None:
        """Release what is held open."""


class SearchIndex(Protocol):
    """Full text over blocks and documents; follows the graph store."""

    @property
    def fingerprint(self) -> str:
        """Identifies schema, tokeniser, user words and the generation; another value means it must be filled anew."""

    def replace(self, expressions: Sequence[str], documents: Iterable[IndexDocument]) -> None:
        """Drop all entries of `expressions`, add `documents`, and commit both at once.

        A generation that is being built is filled beside the one that readers see, until `publish`.
        """

    def publish(self) -> None:
        """Everything is in: a generation that was built beside the old takes its place at once."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Hits for a query, deterministic for the same data."""

    def explain(self, request: SearchRequest, entry: str) -> Explanation | None:
        """Why the entry scores for the query as it does, whatever the filters; None when it is not held."""

    def suggest(self, prefix: str, limit: int) -> list[Suggestion]:
        """Titles that begin with or contain the words typed so far, in-force and higher authority first."""

    def ids(self) -> Iterator[str]:
        """Every entry's id, in no particular order."""

    def count(self) -> int:
        """Number of entries."""

    def close(self) -> None:
        """Release what is held open."""


class VectorReader(Protocol):
    """What is published of one model's vectors. Cosines have five digits."""

    def find_nearest(self, query: Sequence[float], filters: Filters, today: str, limit: int) -> list[Hit]:
        """The entries nearest to a unit vector of those that pass the filters, by (cosine, id)."""

    def find_similarities(self, query: Sequence[float], ids: Iterable[str]) -> dict[str, float]:
        """The cosine of each of those entries that has a vector."""

    def find_facts(self, ids: Sequence[str]) -> list[Facts]:
        """What facets count of those entries, in no particular order."""

    def stamps(self) -> dict[str, str]:
        """Every version listed, with the state that it was taken in."""

    def ids(self) -> Iterator[str]:
        """Every entry listed, with or without its vector, in no particular order."""

    def vectors(self) -> Iterator[tuple[int, Vector]]:
        """Every vector with the key of its text, each once."""


class VectorWriter(Protocol):
    """The one writer of a model's vectors."""

    def listed(self) -> dict[str, str]:
        """Every version listed, with the state that it was taken in."""

    def complete(self) -> set[str]:
        """The versions all of whose entries are listed and have their vectors."""

    def replace(self, versions: Collection[str], groups: Iterable[tuple[Version, list[Entry]]]) -> set[int]:
        """Drop what is listed of `versions`, list `groups`, and publish; the keys that have no vector yet.

        Groups of one version stand together. What is listed of it already must be among `versions`.
        """

    def add(self, vectors: Mapping[int, Vector]) -> None:
        """Keep vectors that `replace` asked for, and publish them."""

    def finish(self) -> None:
        """Nothing is waited for any more: what is held of other models goes."""


class VectorStore(Protocol):
    """The vectors of one model, one per distinct text, with the entries that refer to them; follows the graph store."""

    @property
    def place(self) -> str:
        """Where they are, for people."""

    def state(self) -> VectorState | None:
        """What is published; None where nothing of this model is. Opens nothing large.

        Raises IncompatibleData for what is damaged or foreign, StoreUnavailable for a server that is away.
        """

    def has_others(self) -> bool:
        """Whether vectors of other models are held."""

    def stamp(self) -> Hashable:
        """Changes with what is published, where that costs next to nothing to see; otherwise always the same."""

    def open_reader(self) -> VectorReader | None:
        """The newest state, under the same conditions as `state`."""

    def open_writer(self) -> AbstractContextManager[VectorWriter]:
        """Hold the writer's place: StoreBusy where another one has it, StoreUnavailable where it can't be written."""

    def close(self) -> None:
        """Release what is held open."""
