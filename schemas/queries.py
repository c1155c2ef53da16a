"""Search requests and results, and what the index holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from schemas.readings import TermGroup


class HitType(StrEnum):
    """What a hit is: an article (or another block of text), a whole document, or an item of a list."""

    ARTICLE = "article"
    DOCUMENT = "document"
    ITEM = "item"


class Sort(StrEnum):
    """Order of hits; ties end in the identifier."""

    RELEVANCE = "relevance"
    AUTHORITY = "authority"
    DATE = "date"


class IndexDocument(NamedTuple):
    """One entry of the full-text index: a block of a version, or a version as a whole.

    Dates are ISO strings; `effective_to` is exclusive. `path` is the first source's locator, `article` the printed
    number (第X条之一) of an article, empty otherwise. `headings` are those above the block, outermost first.
    `ended_as` is the status label (已废止, 失效) of a version that `ended` otherwise than by a next one. `record` is an
    item's kind of record (`schemas.records.RecordKind`), empty otherwise. `concepts` are ids of the thesaurus: what the
    entry's title and the headings above it are about. A named tuple, since one is made for every article: 2.5 times as
    fast as a frozen dataclass of twenty fields.
    """

    id: str
    type: HitType
    work: str
    expression: str
    title: str
    headings: str
    text: str
    kind: str
    jurisdiction: str
    issuers: tuple[str, ...]
    year: int | None
    effective_from: str | None
    effective_to: str | None
    ended: bool
    path: str
    article: str
    seq: int
    ended_as: str | None = None
    record: str = ""
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on hits: any of the values of one field, all of the fields.

    `jurisdictions` takes codes; a province's code takes in its cities only where `jurisdiction_prefixes` says so
    (digits that a code starts with). `in_force_on` (ISO) keeps versions in force that day; None with
    `all_versions` False means today.
    """

    type: HitType | None = None
    kinds: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    jurisdiction_prefixes: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    statuses: tuple[str, ...] = ()
    in_force_on: str | None = None
    all_versions: bool = False
    works: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    path_prefix: str | None = None
    path_not_prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """What is sought by meaning: a text, empty where words alone answer; `covered` is the part of the query, 0 to 1,
    that names concepts of the thesaurus."""

    text: str
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A query in plain words with filters. `today` (ISO) decides status. `facets` names fields to count.

    `groups` are weighted terms beside the words: of those that stand for words of the text only what the text lacks
    counts; a query without text is its groups. Entries must hold the words of each of `phrases` in a row, and none of
    `exclusions`.

    `tail` also lists, in the order of their scores, hits that match too few of the words to count in the total: for
    programs that want a deep list, and only when sorted by relevance. Without words, the filters decide, and the
    newest come first. `offset + limit` may reach DEEPEST.

    `meaning` is what is sought by meaning beside; None has the index read it from `text`.
    """

    text: str
    today: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    offset: int = 0
    facets: tuple[str, ...] = ()
    tail: bool = False
    groups: tuple[TermGroup, ...] = ()
    phrases: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    meaning: Sought | None = None


DEEPEST = 10_000
"""Hits that can be paged through; beyond, the query or its filters have to be narrowed."""

FACET_FIELDS = ("kind", "jurisdiction", "issuer", "year", "status", "type", "record", "concept")


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit: identifier and score."""

    id: str
    score: float


class MeaningUse(StrEnum):
    """What search by meaning did for an answer."""

    USED = "used"
    """Hits were found and ordered by words and by meaning."""
    NOT_ASKED = "not_asked"
    """It is on, but words alone answer such a query: a title, a pinpoint, a phrase, hits ordered by date."""
    OFF = "off"
    """It is not installed, has no model or no vectors, or failed."""


@dataclass(frozen=True, slots=True)
class MeaningStatus:
    """Whether search by meaning is on; where it is not, `note` says why and what to do.

    `entries` can be found by it once none of their texts are `waiting` for a vector; `vectors` are held, one per text
    (on a server one per entry).
    """

    on: bool
    note: str
    model: str = ""
    entries: int = 0
    vectors: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits of one page, the total that matched, counts per facet (most first), and what was matched on.

    `terms` are the words of the query, for highlighting; `relaxed` tells that not all of them had to match.
    `meaning` says whether the hits were also sought by meaning, `meaning_note` why not where it is off.
    """

    hits: tuple[Hit, ...]
    total: int
    terms: tuple[str, ...]
    relaxed: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    meaning: MeaningUse = MeaningUse.OFF
    meaning_note: str = ""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of a score. `kind` is word, heading, near (two words near each other), title (the query is the title),
    terms (what the query's words stand for: the best of `parts`, and `factor` times the others), term, words (all that
    the words of the query gave, where meaning counts beside) or meaning (the nearness of the text to the query's).

    `factor` is what the engine's figure was multiplied by, or the points given; `score` holds it.
    """

    kind: str
    text: str
    score: float
    factor: float
    parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entry scores as it does: `score` is the sum of the parts times `weight` (authority, superseded)."""

    id: str
    score: float
    weight: float
    parts: tuple[ScorePart, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion while typing: the text to take, what it is (work, …) and its identifier."""

    text: str
    type: str
    id: str
