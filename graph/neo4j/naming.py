"""Labels, relationship types and constraints of one data set, derived from the model.

The Community edition has one database, so several data sets share it: every name carries the data set's own in front,
and no query of one can reach nodes of another. Nodes have two labels, `fatu_Node` (unique `id`) and their kind's.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from schemas.errors import InvalidInput
from schemas.model import EDGE_KINDS, MODEL_VERSION, NODE_KINDS

_DATASET = re.compile(r"[a-z][a-z0-9]{0,29}\Z")


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one data set (InvalidInput for one that is not lower-case letters and digits, a letter first)."""

    dataset: str

    def __post_init__(self) -> None:
        if not _DATASET.match(self.dataset):
            raise InvalidInput(
                f"no name of a data set: {self.dataset[:40]!r}",
                "lower-case letters and digits, 30 at most",
            )

    def of(self, name: str) -> str:
        """The label or type for a kind of node or edge, or for one of the store's own nodes."""
        return f"{self.dataset}_{name}"

    def kind(self, name: str) -> str:
        """The kind that a label or type stands for."""
        return name[len(self.dataset) + 1 :]

    @property
    def node(self) -> str:
        """The label of every node of the graph."""
        return self.of("Node")

    def match(self, variable: str, value: str, *, key: str = "id") -> str:
        """MATCH of the node whose `key` is `value`, by its index: while counts are new, the planner would scan."""
        return f"MATCH ({variable}:{self.node} {{{key}: {value}}}) USING INDEX {variable}:{self.node}({key})"

    def match_ids(self, variable: str) -> str:
        """MATCH of the nodes of `$ids`, by their index."""
        return f"MATCH ({variable}:{self.node}) USING INDEX {variable}:{self.node}(id) WHERE {variable}.id IN $ids"

    def is_any(self, variable: str, kinds: tuple[str, ...]) -> str:
        """The condition that a node is of any of those kinds."""
        return f"({' OR '.join(f'{variable}:{self.of(k)}' for k in kinds)})"

    def types(self, kinds: list[str] | None) -> str:
        """A type expression for edges of those kinds; all of the data set's where None."""
        return "" if kinds is None else f":{'|'.join(self.of(k) for k in kinds)}"

    @property
    def schema(self) -> list[str]:
        """Statements that make the constraints and indexes, each of which may be there already."""
        unique = [("Node", "id"), ("Meta", "key"), ("Outbox", "number"), ("State", "key"), ("Gate", "key")]
        statements = [
            f"CREATE CONSTRAINT {self.of(f'{label}_{name}')} IF NOT EXISTS "
            f"FOR (n:{self.of(label)}) REQUIRE n.{name} IS UNIQUE"
            for label, name in unique
        ]
        indexed = [("Node", "_owner")]
        indexed += [(kind.name, p.name) for kind in NODE_KINDS.values() for p in kind.properties if p.indexed]
        statements += [
            f"CREATE INDEX {self.of(f'{label}_{name}')} IF NOT EXISTS FOR (n:{self.of(label)}) ON (n.`{name}`)"
            for label, name in indexed
        ]
        statements += [
            f"CREATE INDEX {self.of(f'{kind}_{name}')} IF NOT EXISTS FOR ()-[r:{self.of(kind)}]-() ON (r.{name})"
            for kind in written_kinds()
            for name in ("owner", "evidence", "_key")
        ]
        return statements


def written_kinds() -> list[str]:
    """Kinds of edges that writers put: all but PART_OF, which follows from the provisions."""
    return [k for k in EDGE_KINDS if k != "PART_OF"]


LAYOUT = hashlib.sha256("\n".join([*Naming("x").schema, repr(NODE_KINDS), repr(EDGE_KINDS)]).encode()).hexdigest()[:16]
"""Changes with every change of the model, so that a forgotten MODEL_VERSION shows."""

VERSION = MODEL_VERSION
