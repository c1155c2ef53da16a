"""Typed reading of node properties, which the ports hand over as JSON values."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.ports import Json


def text_of(properties: Mapping[str, Json], name: str) -> str | None:
    """A property that holds a string, None where it holds none."""
    value = properties.get(name)
    return value if isinstance(value, str) else None


def words_of(properties: Mapping[str, Json], name: str) -> str:
    """A property that holds a string, empty where it holds none."""
    return text_of(properties, name) or ""


def number_of(properties: Mapping[str, Json], name: str) -> int | None:
    """A property that holds a whole number."""
    value = properties.get(name)
    return value if isinstance(value, int) else None


def texts_of(properties: Mapping[str, Json], name: str) -> tuple[str, ...]:
    """A property that holds a list of strings."""
    value = properties.get(name)
    return tuple(str(v) for v in value) if isinstance(value, list) else ()
