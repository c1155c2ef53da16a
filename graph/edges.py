"""Edges as stored: their properties in one canonical form, and what makes an edge the same edge."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import orjson

from schemas.errors import InvalidInput
from schemas.ports import Json


def dump_json(value: Json | Mapping[str, Json]) -> str:
    """Canonical JSON: keys sorted, no blanks (InvalidInput for what JSON can't hold)."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError as error:
        raise InvalidInput(f"not a JSON value: {str(error)[:120]}", "use what JSON can hold") from None


def edge_properties(properties: Mapping[str, Json]) -> tuple[str | None, int]:
    """An edge's own properties as stored, None when there are none, and their digest (0), a signed 64-bit number.

    Edges of the same ends, kind, evidence, start and properties are one edge: putting it again replaces the rest.
    Properties count since one citation may name two places of an instrument that is not held: two edges.
    """
    if not properties:
        return None, 0
    text = dump_json(dict(properties))
    return text, int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def sorted_counts(rows: Iterable[tuple[tuple[Json, ...], int]]) -> list[tuple[tuple[Json, ...], int]]:
    """Counts, most first, then by their values: None, false, true, numbers, words, the rest."""
    return sorted(rows, key=lambda row: (-row[1], [_value_order(v) for v in row[0]]))


def _value_order(value: Json) -> tuple[int, float, str]:
    if value is None:
        return (0, 0.0, "")
    if isinstance(value, int | float):
        return (1, float(value), "")
    return (2, 0.0, value) if isinstance(value, str) else (3, 0.0, dump_json(value))
