"""Nodes and edges as maps of simple values, and back: JSON as text, None left out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, cast

import orjson

from graph.edges import dump_json, edge_properties
from graph.shapes import NODE_SHAPES, NodeShape
from schemas.model import PropertyType
from schemas.ports import Edge, Json, Node, OwnedNode

_FIELDS = ("owner", "evidence", "start", "end", "quote", "rule", "verdict", "valid_from", "valid_to")


def node_row(owned: OwnedNode, shape: NodeShape) -> dict[str, Any]:
    """The properties of a node as stored, with its id and owner (InvalidInput)."""
    row: dict[str, Any] = {"id": owned.node.id}
    if owned.owner is not None:
        row["_owner"] = owned.owner
    for prop, value in zip(shape.kind.properties, shape.values(owned.node), strict=True):
        if value is not None:
            row[prop.name] = dump_json(value) if prop.type is PropertyType.JSON else value
    return row


def columns(kind: str) -> str:
    """What a query of one kind returns of its nodes `n`."""
    return ", ".join(["n.id", *(f"n.`{name}`" for name in NODE_SHAPES[kind].names)])


def node_of_columns(kind: str, row: Sequence[Any]) -> Node:
    """The node of a row of `columns`."""
    shape = NODE_SHAPES[kind]
    properties: dict[str, Json] = dict(zip(shape.names, row[1:], strict=True))
    return Node(row[0], kind, _decoded(shape, properties))


def node_of_map(kind: str, stored: Mapping[str, Any]) -> Node:
    """The node of a map of its properties."""
    shape = NODE_SHAPES[kind]
    return Node(stored["id"], kind, _decoded(shape, {name: stored.get(name) for name in shape.names}))


def decode_value(kind: str, name: str, value: Any) -> Json:
    """One property's value."""
    if NODE_SHAPES[kind].properties[name].type is not PropertyType.JSON or value is None:
        return cast(Json, value)
    return cast(Json, orjson.loads(value))


def _decoded(shape: NodeShape, properties: dict[str, Json]) -> dict[str, Json]:
    for name in _JSON_NAMES[shape.kind.name]:
        if isinstance(value := properties[name], str):
            properties[name] = orjson.loads(value)
    return properties


_JSON_NAMES = {
    kind: tuple(p.name for p in shape.kind.properties if p.type is PropertyType.JSON)
    for kind, shape in NODE_SHAPES.items()
}


def edge_key(edge: Edge) -> str:
    """What makes it the same edge, 32 hexadecimal digits (InvalidInput)."""
    _, digest = edge_properties(edge.properties)
    same = dump_json([edge.source, edge.kind, edge.target, edge.evidence, edge.start, digest])
    return hashlib.blake2b(same.encode(), digest_size=16).hexdigest()


def edge_row(edge: Edge) -> dict[str, Any]:
    """An edge as stored: the ids of its ends, and its properties `p`."""
    text, digest = edge_properties(edge.properties)
    stored = {name: value for name in _FIELDS if (value := getattr(edge, name)) is not None}
    stored |= {"_key": edge_key(edge), "_digest": digest}
    if text is not None:
        stored["properties"] = text
    return {"s": edge.source, "t": edge.target, "p": stored}


def edge_of(source: str, kind: str, target: str, stored: Mapping[str, Any]) -> Edge:
    """The edge of its stored properties."""
    fields: dict[str, Any] = {name: stored.get(name) for name in _FIELDS}
    fields["properties"] = orjson.loads(stored["properties"]) if "properties" in stored else {}
    return Edge(source, kind, target, **fields)
