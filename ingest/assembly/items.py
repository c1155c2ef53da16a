"""The nodes and edges of a list's items. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.bodies.places import region_of
from schemas.documents import Document
from schemas.ids import body_id, duty_id
from schemas.items import Item, ItemField, NamedBody
from schemas.ports import Edge, Json, Node, OwnedNode
from schemas.records import Role
from schemas.scans import Doubt


def build_item_nodes(
    items: Sequence[Item], expression: str, owner: str, doubts: Mapping[str, Sequence[Doubt]]
) -> Iterator[OwnedNode]:
    """The items in order; `doubts` are the places in their texts that may be misread, by eId."""
    prefix = f"{expression}~"
    for seq, item in enumerate(items):
        properties: dict[str, Json] = {
            "expression": expression,
            "parent": prefix + item.parent if item.parent else None,
            "eid": item.eid,
            "seq": seq,
            "record": item.record.value,
            "name": item.name,
            "number": item.first(Role.SERIAL),
            "type": item.first(Role.TYPE) or next((f.text for f in item.fields if f.name == "list"), None),
            "level": item.first(Role.LEVEL),
            "sheet": item.sheet,
            "page": item.page,
            "row": item.row,
            "text": item.text,
            "fields": {f.name: str(duty_id(f.digest)) if f.digest else f.text for f in item.fields},
            "cells": [_cell(f) for f in item.fields],
            "levels": [{"row": at.row, "fields": {c.name: c.text for c in at.cells}} for at in item.levels],
            "amounts": [{"field": name, **amount._asdict()} for name, amount in item.amounts],
            "doubts": doubt_records(doubts.get(item.eid, ())),
        }
        yield OwnedNode(Node(prefix + item.eid, item.kind, properties), owner)


def doubt_records(doubts: Sequence[Doubt]) -> Json:
    """The places as the graph keeps them, None where there are none."""
    return [doubt._asdict() for doubt in doubts] or None


def _cell(field: ItemField) -> dict[str, Json]:
    return {
        "name": field.name,
        "header": field.header,
        "role": field.role.value,
        "start": field.start,
        "end": field.end,
        "row": field.row,
        "column": field.column,
    }


def build_duties(document: Document) -> Iterator[OwnedNode]:
    """The texts that items share, each once; no file owns them."""
    headers = {f.digest: f.header for i in document.items for f in i.fields if f.digest}
    for digest, text in document.duties.items():
        if digest in headers:
            yield OwnedNode(Node(str(duty_id(digest)), "DutyItem", {"text": text, "header": headers[digest]}))


def build_item_bodies(document: Document) -> Iterator[OwnedNode]:
    """The bodies that items name."""
    region = document.metadata.jurisdiction
    for name in dict.fromkeys(b.name for i in document.items for b in i.bodies):
        code = region_of(name, region)
        yield OwnedNode(Node(str(body_id(name, code)), "Body", {"name": name, "jurisdiction": code}))


def build_item_edges(document: Document, expression: str) -> Iterator[Edge]:
    """Who exercises an item, and the duties that it brings."""
    region = document.metadata.jurisdiction
    for item in document.items:
        node = f"{expression}~{item.eid}"
        for body in item.bodies:
            yield _exercised(item, node, body, region)
        for field in item.fields:
            if field.digest:
                yield Edge(node, "HAS_DUTY", str(duty_id(field.digest)), evidence=node, rule=field.name)


def _exercised(item: Item, node: str, body: NamedBody, region: str) -> Edge:
    return Edge(
        node,
        "EXERCISED_BY",
        str(body_id(body.name, region_of(body.name, region))),
        evidence=node,
        start=body.start,
        end=body.end,
        quote=item.text[body.start : body.end],
        rule=body.part.value,
    )
