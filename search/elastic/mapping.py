"""Elasticsearch's mapping and settings, derived from the index model."""

from __future__ import annotations

from typing import Any

from schemas.index_model import INDEX_FIELDS, FieldType, IndexField
from search.ranking import BM25_B, BM25_K1
from search.tokens import PUNCTUATION

# As in the embedded engine, longer words are none.
_LONGEST_TOKEN = 120
# Fields whose values are read with a hit or sorted by come from columns; texts are not kept a second time.
_COLUMNS = frozenset({"id", "label"})


def build_mapping(fingerprint: str) -> dict[str, Any]:
    """The mapping of `schemas.index_model`; `_meta` tells which version of fatu fills it."""
    properties = {f.name: build_property(f) for f in INDEX_FIELDS}
    meta = {"application": "fatu", "fingerprint": fingerprint}
    return {"dynamic": "strict", "_source": {"enabled": False}, "_meta": meta, "properties": properties}


def build_settings(shards: int, replicas: int) -> dict[str, Any]:
    """Settings: our tokens come joined by blanks, so that both engines index the same words; visible when we say."""
    filters = {
        "marks": {"type": "stop", "stopwords": sorted(PUNCTUATION)},
        "longest": {"type": "length", "max": _LONGEST_TOKEN},
    }
    analyzer = {"words": {"type": "custom", "tokenizer": "whitespace", "filter": ["longest", "marks"]}}
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": -1,
        "similarity": {"default": {"type": "BM25", "k1": BM25_K1, "b": BM25_B}},
        "analysis": {"filter": filters, "analyzer": analyzer},
    }


def build_property(field: IndexField) -> dict[str, Any]:
    """How one field is mapped."""
    match field.type:
        case FieldType.WORDS:
            options = "positions" if field.phrases else "freqs"
            return {"type": "text", "analyzer": "words", "index_options": options}
        case FieldType.KEYWORD:
            return {"type": "keyword", "doc_values": field.facet or field.name in _COLUMNS}
        case FieldType.INTEGER:
            return {"type": "long"}
        case FieldType.FLOAT:
            return {"type": "float", "index": False}
        case FieldType.VECTOR:
            raise ValueError(f"{field.name}: vectors have a mapping of their own")
        case FieldType.LABEL:
            return {"type": "keyword", "index": False}
