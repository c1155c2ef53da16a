"""The mapping of vectors, derived from the index model like that of words."""

from __future__ import annotations

from typing import Any

from schemas.index_model import VECTOR_FIELDS, FieldType, IndexField
from search.elastic.mapping import build_property

# Besides what is counted: what comes back with a hit, and what versions are listed by.
_COLUMNS = frozenset({"id", "expression"})
# Neighbours of a vector in the graph, and how many are looked at for them. Twice as many of both take 2.5 times as long
# to write (236 s against 95 s for 148,915 entries).
_GRAPH = {"type": "hnsw", "m": 16, "ef_construction": 100}


def build_vector_mapping(fingerprint: str, dimensions: int) -> dict[str, Any]:
    """Whole numbers of one byte, compared by cosine in the graph; `_meta` tells model and version."""
    properties = {f.name: _build_property(f, dimensions) for f in VECTOR_FIELDS}
    meta = {"application": "fatu", "fingerprint": fingerprint}
    return {"dynamic": "strict", "_source": {"enabled": False}, "_meta": meta, "properties": properties}


def build_vector_settings(shards: int, replicas: int) -> dict[str, Any]:
    """Visible when we say."""
    return {"number_of_shards": shards, "number_of_replicas": replicas, "refresh_interval": -1}


# Walking the graph with a filter, the other way (`acorn`, the default) finds 0.984 of the nearest ten national laws
# among all, this one 1.000, in the same time. Servers before 9.1 know neither.
WALK = {"index.dense_vector.hnsw_filter_heuristic": "fanout"}


def _build_property(field: IndexField, dimensions: int) -> dict[str, Any]:
    if field.type is FieldType.VECTOR:
        return {
            "type": "dense_vector",
            "dims": dimensions,
            "element_type": "byte",
            "similarity": "cosine",
            "index_options": _GRAPH,
        }
    made = build_property(field)
    return made | {"doc_values": True} if field.name in _COLUMNS else made
