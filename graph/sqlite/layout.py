"""How nodes lie in tables: one per kind, derived from the model.

An identifier is kept in two halves: the head (`cn:law:…@2021-01-22~`, up to and including the `~`) as the number of a
name, and the tail after it. Heads are long and few, tails short and many; half a million provisions cost some 60 bytes
each beside their text. Pairs of halves sort as whole identifiers do, since a `~` ends a head and never stands inside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from operator import itemgetter
from typing import Any

import orjson

from graph.edges import dump_json
from graph.shapes import CONTAINED, ID_FORMS, NODE_SHAPES
from schemas.model import Property, PropertyType
from schemas.ports import Json, Node

Row = Sequence[Any]


class Storage(Enum):
    """Where a property's value is kept."""

    PLAIN = auto()  # as it is, in a column of its own
    NAME = auto()  # as the number of a name: long values that many nodes share
    LOCAL = auto()  # as a tail: the identifier of another node under the same head
    HEAD = auto()  # nowhere: the node's own head without its `~`
    TAIL = auto()  # nowhere: the node's own tail


_LOCAL, _NAME = Storage.LOCAL, Storage.NAME

# What an identifier says already, or says shorter, is not stored in full (`shapes` refuses nodes that disagree).
_STORAGE = {
    **{(kind, "expression"): Storage.HEAD for kind in CONTAINED},
    **{(kind, "eid"): Storage.TAIL for kind in CONTAINED},
    **{(kind, "parent"): Storage.LOCAL for kind in CONTAINED},
    ("Citation", "block"): Storage.LOCAL,
    ("Citation", "work"): Storage.NAME,
}

# Two of three provisions lie below their parent by their very identifier (art_3__para_1): they are found among the rows
# that begin with it, so that only the others are listed by parent. Items are few, and listed all.
_NAMED_BY_PARENT = frozenset({"Provision"})

NODE_ID = "n.text || t._tail"
"""The identifier of a row of a kind's table `t`, joined with its head `n`."""


def split_id(node_id: str) -> tuple[str, str]:
    """Head (with its `~`, if any) and tail of an identifier."""
    head, tilde, tail = node_id.partition("~")
    return head + tilde, tail


@dataclass(frozen=True, slots=True)
class Column:
    """A property and how it is kept."""

    prop: Property
    storage: Storage

    @property
    def stored(self) -> bool:
        """Whether the table has a column for it."""
        return self.storage not in (Storage.HEAD, Storage.TAIL)

    @property
    def sql(self) -> str:
        """The expression that gives the value back, over `t` and `n`."""
        name = f't."{self.prop.name}"'
        return {
            Storage.PLAIN: name,
            Storage.NAME: f"(SELECT text FROM name WHERE key = {name})",
            Storage.LOCAL: f"n.text || {name}",
            Storage.HEAD: "substr(n.text, 1, length(n.text) - 1)",
            Storage.TAIL: "t._tail",
        }[self.storage]

    @property
    def ddl(self) -> str:
        """The column's definition."""
        numeric = self.storage is Storage.NAME or self.prop.type in (PropertyType.INT, PropertyType.BOOL)
        return f'"{self.prop.name}" {"INTEGER" if numeric else "TEXT"}'


class KindTable:
    """The table of one node kind: its statements, and the way from properties to rows and back."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.shape = NODE_SHAPES[kind]
        self.name = f'"node_{kind}"'
        self.nested = ID_FORMS[kind].nested
        self.columns = tuple(Column(p, _STORAGE.get((kind, p.name), Storage.PLAIN)) for p in self.shape.kind.properties)
        self.by_name = {c.prop.name: c for c in self.columns}
        self.select = ", ".join([NODE_ID, *(c.sql for c in self.columns)])
        self.upsert = self._upsert()
        self._upserts: dict[tuple[str, ...], str] = {}
        stored = [c for c in self.columns if c.stored]
        self._pick = itemgetter(*(i for i, c in enumerate(self.columns) if c.stored))
        # After _head, _tail and _owner; most columns take the value as it is.
        self._encoded = [
            (i, c.storage)
            for i, c in enumerate(stored, start=3)
            if c.storage is not Storage.PLAIN or c.prop.type is PropertyType.JSON
        ]
        self._decoders: list[tuple[int, Callable[[Any], Json]]] = [
            (i, _DECODERS[c.prop.type]) for i, c in enumerate(self.columns) if c.prop.type in _DECODERS
        ]

    def row(self, node: Node, head: str, key: int, keys: Mapping[str, int], owner: int | None) -> tuple[Any, ...]:
        """The row of a node whose head is `key`; `keys` gives the number of a name (the mapping makes new ones)."""
        row: list[Any] = [key, node.id[len(head) :], owner, *self._pick(self.shape.values(node))]
        for i, how in self._encoded:
            if (value := row[i]) is not None:
                row[i] = value[len(head) :] if how is _LOCAL else keys[value] if how is _NAME else dump_json(value)
        return tuple(row)

    def upsert_rows(self, names: tuple[str, ...]) -> str | None:
        """The statement for rows of these properties, `eid` first, behind them head and owner; what they leave out is
        not even bound. None where a value does not go into its column as it is.
        """
        if names not in self._upserts:
            columns = [self.by_name[n] for n in names[1:]]
            if any(c.prop.type is PropertyType.JSON or c.storage not in (Storage.PLAIN, _LOCAL) for c in columns):
                return None
            given = ("_tail", *(f'"{n}"' for n in names[1:]), "_head", "_owner")
            self._upserts[names] = self._upsert(given)
        return self._upserts[names]

    def node(self, row: Row) -> Node:
        """The node of a row of `select`."""
        return Node(row[0], self.kind, self.properties(row[1:]))

    def properties(self, values: Row) -> dict[str, Json]:
        """The properties, from their values in the order of the model."""
        found: dict[str, Json] = dict(zip(self.shape.names, values, strict=True))
        for i, decode in self._decoders:
            if (value := values[i]) is not None:
                found[self.shape.names[i]] = decode(value)
        return found

    def children(self, head: str, tail: str) -> list[str]:
        """Conditions on a row `c` that, one or the other, make it a child of the node with these halves."""
        listed = f"c._head = {head} AND c.parent = {tail}"
        if self.kind not in _NAMED_BY_PARENT:
            return [listed]
        return [
            # A backquote follows the underscore, so that these are the tails that begin with the parent's and __.
            f"c._head = {head} AND c._tail >= {tail} || '__' AND c._tail < {tail} || '_`' AND c.parent = {tail}",
            f"{listed} AND {_apart('c.')}",
        ]

    @property
    def ddl(self) -> list[str]:
        """The statements that make the table and its indexes."""
        columns = ", ".join(c.ddl for c in self.columns if c.stored)
        statements = [
            f"CREATE TABLE {self.name} (key INTEGER PRIMARY KEY, _head INTEGER NOT NULL REFERENCES name, "
            f"_tail TEXT NOT NULL, _owner INTEGER REFERENCES name, {columns}, UNIQUE (_head, _tail))"
        ]
        for c in self.columns:
            if c.prop.indexed and c.stored:
                name = c.prop.name
                head = "_head, " if c.storage is Storage.LOCAL else ""
                where = f'"{name}" IS NOT NULL'  # of many properties few nodes have any value
                if name == "parent":
                    where = f"parent IS NULL OR {_apart()}" if self.kind in _NAMED_BY_PARENT else "1"
                statements.append(f'CREATE INDEX "{self.kind}_{name}" ON {self.name} ({head}"{name}") WHERE {where}')
        return statements

    def _upsert(self, given: Sequence[str] = ()) -> str:
        """For rows of these columns, all in their order where none are named."""
        names = [f'"{c.prop.name}"' for c in self.columns if c.stored]
        given = given or ("_head", "_tail", "_owner", *names)
        changed = ", ".join(f"{n} = excluded.{n}" for n in names)
        return (
            f"INSERT INTO {self.name} ({', '.join(given)}) VALUES ({', '.join('?' * len(given))}) "
            f"ON CONFLICT (_head, _tail) DO UPDATE SET _owner = coalesce(excluded._owner, _owner), {changed}"
        )


def _apart(row: str = "") -> str:
    """That the identifier of a row is not its parent's with more behind it; as the index has it, to the letter."""
    return f"substr({row}_tail, 1, length({row}parent) + 2) <> {row}parent || '__'"


_DECODERS: dict[PropertyType, Callable[[Any], Json]] = {PropertyType.BOOL: bool, PropertyType.JSON: orjson.loads}

TABLES: dict[str, KindTable] = {kind: KindTable(kind) for kind in NODE_SHAPES}
NESTED = tuple(t for t in TABLES.values() if t.nested)
FLAT = tuple(t for t in TABLES.values() if not t.nested)


def tables_for(tail: str) -> tuple[KindTable, ...]:
    """The tables that an identifier with that tail may stand in."""
    return NESTED if tail else FLAT
