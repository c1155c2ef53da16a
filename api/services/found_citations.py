"""What is answered about the citations found in a text that is not held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place named by a citation: 条, 之一, 款, 项, 目; None where not named."""

    article: int | None
    article_suffix: int | None
    paragraph: int | None
    item: int | None
    subitem: int | None


@dataclass(frozen=True, slots=True)
class FoundDrift:
    """What became of a cited place: same, moved, gone or unclear; `target` and `number` where it stands today."""

    kind: str
    version: str
    cited: str
    target: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class FoundLink:
    """Where a citation leads: a work, version or provision held.

    `edition` tells how the version was chosen (named, adopted, today, undated, own, not_held), `missing` that it has
    no such place; `drift` is set where the version in force today is another.
    """

    id: str
    title: str
    place: str | None
    version: str | None
    edition: str | None
    missing: bool
    drift: FoundDrift | None


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A citation found in a text that was sent: span in code points, official title, edition, places and verdict."""

    start: int
    end: int
    text: str
    kind: str
    title: str | None
    edition: str | None
    targets: tuple[CitedPlace, ...]
    relation: str | None
    quoted: bool
    division: str | None
    verdict: str
    candidates: tuple[str, ...]
    links: tuple[FoundLink, ...]
