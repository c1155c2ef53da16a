"""What is answered about the data as a whole: counts, and whether the service is ready."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """A value, its printed label, and how many have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is held: nodes and edges by kind, held works by level of authority and by region, versions by status."""

    on: str
    works: int
    versions: int
    articles: int
    index_entries: int
    nodes: tuple[Count, ...]
    edges: tuple[Count, ...]
    levels: tuple[Count, ...]
    regions: tuple[Count, ...]
    statuses: tuple[Count, ...]
    citations: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of being ready, whether it holds, and what was seen."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether questions can be answered, and why not."""

    ready: bool
    checks: tuple[Check, ...]
