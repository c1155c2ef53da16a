"""What the entries of one version share: the values that filters and facets ask of."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.queries import HitType, IndexDocument
from search.entries import find_validity


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
class Facts:
    """What facets count of an entry."""

    version: Version
    type: HitType
    record: str
    concepts: tuple[str, ...]


def build_version(document: IndexDocument, stamp: str) -> Version:
    """The version of an entry, in the state that `stamp` tells."""
    start, end, ended = find_validity(document)
    return Version(
        id=document.expression,
        stamp=stamp,
        work=document.work,
        kind=document.kind,
        jurisdiction=document.jurisdiction,
        issuers=document.issuers,
        year=document.year,
        effective_from=start,
        effective_to=end,
        ended=ended,
    )
