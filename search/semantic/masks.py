"""Filters over the catalogue: the conditions that the word engines compile into queries, here as one mask of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.vectors import Version
from search.conditions import AllOf, AnyOf, Between, Condition, InARow, Not, OneOf, StartsWith
from search.semantic.catalogue import TYPES, Catalogue

Mask = NDArray[np.bool_]

_NUMBERS: dict[str, Callable[[Version], int | None]] = {
    "year": lambda v: v.year,
    "effective_from": lambda v: v.effective_from,
    "effective_to": lambda v: v.effective_to,
    "ended": lambda v: v.ended,
}
_WORDS: dict[str, Callable[[Version], tuple[str, ...]]] = {
    "kind": lambda v: (v.kind,),
    "jurisdiction": lambda v: (v.jurisdiction,),
    "work": lambda v: (v.work,),
    "issuer": lambda v: v.issuers,
}


def build_mask(conditions: Sequence[Condition], catalogue: Catalogue) -> Mask:
    """Which entries meet all conditions."""
    mask = np.ones(len(catalogue), np.bool_)
    for condition in conditions:
        mask &= _rows(condition, catalogue)
    return mask


def _rows(condition: Condition, catalogue: Catalogue) -> Mask:
    match condition:
        case AnyOf("type", values):
            return _take([kind.value in values for kind in TYPES], catalogue.type)
        case AnyOf("record", values):
            return _take([record in values for record in catalogue.records], catalogue.record)
        case AnyOf("concept", values):
            return _take([not of.isdisjoint(values) for of in map(frozenset, catalogue.concepts)], catalogue.concept)
        case AnyOf(field, values):
            return _versions(catalogue, lambda v: any(w in values for w in _WORDS[field](v)))
        case Between(field, low, high):
            return _versions(catalogue, lambda v: _lies_between(_NUMBERS[field](v), low, high))
        case StartsWith("path", prefixes):
            return _take([p.startswith(prefixes) for p in catalogue.paths], catalogue.path)
        case StartsWith(field, prefixes):
            return _versions(catalogue, lambda v: any(w.startswith(prefixes) for w in _WORDS[field](v)))
        case InARow():
            raise ValueError("phrases are answered by words alone")
        case Not(part):
            return ~_rows(part, catalogue)
        case AllOf(parts):
            return build_mask(parts, catalogue)
        case OneOf(parts):
            mask = np.zeros(len(catalogue), np.bool_)
            for part in parts:
                mask |= _rows(part, catalogue)
            return mask


def _versions(catalogue: Catalogue, holds: Callable[[Version], bool]) -> Mask:
    """Asked once per version (some 4,000, a few tenths of a millisecond), answered for its entries."""
    return _take([holds(v) for v in catalogue.versions], catalogue.version)


def _take(values: list[bool], positions: NDArray[np.integer[Any]]) -> Mask:
    taken: Mask = np.array(values, np.bool_)[positions]
    return taken


def _lies_between(value: int | None, low: int | None, high: int | None) -> bool:
    return value is not None and (low is None or value >= low) and (high is None or value <= high)
