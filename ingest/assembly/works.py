"""The state of one work while documents are added to it or taken away: its versions and the files they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.ports import GraphStore, Json, Node

Properties = dict[str, Json]


@dataclass(slots=True)
class WorkState:
    """One work as held and as changed so far; keys are node ids, values node properties."""

    id: str
    properties: Properties | None
    expressions: dict[str, Properties] = field(default_factory=dict)
    sources: dict[str, Properties] = field(default_factory=dict)

    def sources_of(self, expression: str) -> dict[str, Properties]:
        """The files that hold that version, by source id."""
        return {i: p for i, p in self.sources.items() if p["expression"] == expression}


def load_works(store: GraphStore, ids: Sequence[str]) -> dict[str, WorkState]:
    """The states of those works as the store has them; works that are not held come empty."""
    held = store.nodes(ids)
    states = {i: WorkState(i, _copied(held.get(i))) for i in ids}
    known = [i for i in ids if i in held]
    for kind in ("Expression", "Source"):
        for node in store.find(kind, {"work": known}) if known else []:
            state = states[str(node.properties["work"])]
            (state.expressions if kind == "Expression" else state.sources)[node.id] = dict(node.properties)
    return states


def _copied(node: Node | None) -> Properties | None:
    return dict(node.properties) if node else None


def texts(properties: Mapping[str, Json], name: str) -> list[str]:
    """A property that holds a list of strings."""
    value = properties.get(name)
    return [str(v) for v in value] if isinstance(value, list) else []


def text(properties: Mapping[str, Json], name: str) -> str | None:
    """A property that holds a string or nothing."""
    value = properties.get(name)
    return value if isinstance(value, str) else None
