"""A graph store in plain Python: what the port's words mean, with no thought for speed. Engines are held to it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from graph.edges import edge_properties
from schemas.model import ITEM_KINDS, NODE_KINDS
from schemas.ports import Changes, Direction, Edge, Json, Node

EdgeKey = tuple[str, str, str, str, int, int]


def edge_key(edge: Edge) -> EdgeKey:
    """What makes an edge the same edge, and orders edges; the last part decides between properties only."""
    start = -1 if edge.start is None else edge.start
    _, digest = edge_properties(edge.properties)
    return (edge.source, edge.kind, edge.target, edge.evidence or "", start, digest)


class Reference:
    """Nodes by id, owners by node id, edges by what makes them the same."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.owners: dict[str, str] = {}
        self.stored: dict[EdgeKey, Edge] = {}
        self.queue: list[str] = []
        self.settings: dict[str, str] = {}

    def apply(self, changes: Changes) -> None:
        for owner in changes.remove_owned_by:
            self._remove([i for i, o in self.owners.items() if o == owner])
            self._drop_edges(lambda e, owner=owner: e.owner == owner)  # type: ignore[misc]
        self._remove(changes.remove_nodes)
        gone = set(changes.remove_edges_from_evidence)
        kinds = changes.removed_kinds
        self._drop_edges(lambda e: e.evidence in gone and (not kinds or e.kind in kinds))
        for owned in [*changes.put_nodes, *(node for rows in changes.put_rows for node in rows.nodes())]:
            names = [p.name for p in NODE_KINDS[owned.node.kind].properties]
            properties = {n: owned.node.properties.get(n) for n in names}
            self.nodes[owned.node.id] = Node(owned.node.id, owned.node.kind, properties)
            if owned.owner is not None:
                self.owners[owned.node.id] = owned.owner
        for edge in changes.put_edges:
            assert edge.source in self.nodes
            assert edge.target in self.nodes
            self.stored[edge_key(edge)] = edge
        self.queue += changes.index
        for key, value in changes.meta.items():
            self.settings.pop(key, None)
            if value is not None:
                self.settings[key] = value

    def _remove(self, ids: Iterable[str]) -> None:
        gone = set(ids)
        for node_id in gone:
            self.nodes.pop(node_id, None)
            self.owners.pop(node_id, None)
        self._drop_edges(lambda e: e.source in gone or e.target in gone)

    def _drop_edges(self, drop: Callable[[Edge], bool]) -> None:
        self.stored = {k: e for k, e in self.stored.items() if not drop(e)}

    def all_edges(self) -> list[Edge]:
        """Stored edges and PART_OF, in the order (source, kind, target, evidence, start)."""
        parts = []
        for node in self.nodes.values():
            if node.kind == "Provision" or node.kind in ITEM_KINDS:
                whole = node.properties["parent"] or node.properties["expression"]
                if whole in self.nodes:
                    parts.append(Edge(node.id, "PART_OF", str(whole)))
        return sorted([*self.stored.values(), *parts], key=edge_key)

    def edges(self, kind: str) -> list[Edge]:
        return [e for e in self.all_edges() if e.kind == kind]

    def edge_counts(self) -> dict[str, int]:
        return dict(Counter(e.kind for e in self.all_edges()))

    def find(self, kind: str, where: dict[str, list[Json]]) -> list[Node]:
        found = [n for n in self.nodes.values() if n.kind == kind]
        return sorted((n for n in found if all(n.properties[k] in v for k, v in where.items())), key=lambda n: n.id)

    def provisions(self, expressions: Sequence[str], levels: Sequence[str] | None) -> list[Node]:
        found: list[Node] = []
        for expression in expressions:
            own = self.find("Provision", {"expression": [expression]})
            own = [n for n in own if levels is None or n.properties["level"] in levels]
            found += sorted(own, key=lambda n: (n.properties["seq"], n.id))
        return found

    def items(self, expressions: Sequence[str]) -> list[Node]:
        found: list[Node] = []
        for expression in expressions:
            own = [n for kind in ITEM_KINDS for n in self.find(kind, {"expression": [expression]})]
            found += sorted(own, key=lambda n: (n.properties["seq"], n.id))
        return found

    def count_by(self, kind: str, properties: Sequence[str]) -> Counter[tuple[str, ...]]:
        """Counts by the values' JSON."""
        nodes = self.find(kind, {})
        return Counter(tuple(json.dumps(n.properties[p], sort_keys=True) for p in properties) for n in nodes)

    def neighbours(
        self, ids: Sequence[str], kinds: Sequence[str] | None, direction: Direction
    ) -> list[tuple[str, str, Edge, Node]]:
        """(origin, direction, edge, node at the other end), in the port's order."""
        origins = set(ids)
        rows: list[tuple[tuple[object, ...], tuple[str, str, Edge, Node]]] = []
        for edge in self.all_edges():
            if kinds is not None and edge.kind not in kinds:
                continue
            for way, origin, other in (("out", edge.source, edge.target), ("in", edge.target, edge.source)):
                if origin in origins and direction in (way, "both"):
                    *_, evidence, start, digest = edge_key(edge)
                    place = (way, edge.kind, other, evidence, start, origin, digest)
                    rows.append((place, (origin, way, edge, self.nodes[other])))
        return [row for _, row in sorted(rows, key=lambda r: r[0])]

    def walk(
        self, ids: Sequence[str], kinds: Sequence[str] | None, direction: Direction, depth: int
    ) -> list[tuple[int, str]]:
        """(distance, id) of what is reached, in order."""
        distance = {i: 0 for i in ids if i in self.nodes}
        frontier = set(distance)
        for step in range(1, depth + 1):
            reached = {n.id for _, _, _, n in self.neighbours(sorted(frontier), kinds, direction)}
            frontier = reached - distance.keys()
            distance |= dict.fromkeys(frontier, step)
        return sorted((d, i) for i, d in distance.items() if d)
