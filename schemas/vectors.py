"""Search by meaning as its engines hold it: vectors of texts, and the entries that refer to them.

Part of the contract of `schemas.ports.VectorStore`.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.queries import HitType


@dataclass(frozen=True, slots=True)
class Version:
    """What the entries of one version share, in the values of `schemas.index_model`.

    `stamp` tells two states of the version apart: whoever follows the store compares it.
    """

    id: str
    stamp: str
    work: str
    kind: str
    jurisdiction: str
    issuers: tuple[str, ...]
    year: int | None
    effective_from: int
    effective_to: int
    ended: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: id, type, kind of record of an item, locator of its source, key of its text, concepts."""

    id: str
    type: HitType
    record: str
    path: str
    key: int
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What facets count of an entry."""

    version: Version
    type: HitType
    record: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vector:
    """A text's vector: a signed byte per dimension, all to be multiplied by `scale` to have length 1."""

    code: bytes
    scale: float


@dataclass(frozen=True, slots=True)
class VectorState:
    """How many entries are listed, how many vectors are held, and how many are waited for."""

    entries: int
    vectors: int
    waiting: int
