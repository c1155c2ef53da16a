"""From what a person or program asks to the request that the index takes; each condition says what it expects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from api.services.regions import find_region
from schemas.authority import Kind, Status
from schemas.errors import InvalidInput
from schemas.queries import DEEPEST, FACET_FIELDS, Filters, HitType, SearchRequest, Sort
from schemas.records import DocumentKind, RecordKind
from schemas.thesaurus import load_thesaurus

CURRENT, ALL = "current", "all"
VERSIONS = (CURRENT, ALL)
MAX_LIMIT = 100
MAX_QUERY = 500

E = TypeVar("E", bound=StrEnum)

# Codes of status for programs, beside the printed labels.
STATUS_CODES = {status.name.lower(): status for status in Status}


@dataclass(frozen=True, slots=True)
class Question:
    """A search as asked: words, conditions as typed (codes or labels), day, order and page.

    `versions` is current, all, or empty: then current unless a status is asked for, which decides by itself.
    `below` says whether a region takes in those below it.
    """

    text: str
    type: str | None = None
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    below: bool = True
    issuers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    versions: str | None = None
    works: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    sort: str = Sort.RELEVANCE
    limit: int = 10
    offset: int = 0
    facets: tuple[str, ...] = ()

    @property
    def has_conditions(self) -> bool:
        """Whether anything narrows the hits beside words and day."""
        listed = (self.levels, self.regions, self.issuers, self.statuses, self.works, self.records, self.concepts)
        return any(listed) or any((self.type, self.year_from, self.year_to))


def build_request(question: Question, day: date) -> SearchRequest:
    """The request for the index.

    Raises InvalidInput for a value that a condition does not know, saying which it knows.
    """
    _check_page(question)
    regions = [find_region(r) for r in split_values(question.regions)]
    statuses = tuple(parse_status(s) for s in split_values(question.statuses))
    versions = check_versions(question.versions or (ALL if statuses else CURRENT))
    filters = Filters(
        type=parse_choice(HitType, question.type, "type") if question.type else None,
        kinds=tuple(parse_kind(k) for k in split_values(question.levels)),
        jurisdictions=tuple(r for r in regions if not (question.below and prefix_of(r))),
        jurisdiction_prefixes=tuple(prefix_of(r) for r in regions if question.below and prefix_of(r)),
        issuers=split_values(question.issuers),
        year_from=question.year_from,
        year_to=question.year_to,
        statuses=statuses,
        in_force_on=None if versions == ALL else day.isoformat(),
        all_versions=versions == ALL,
        works=question.works,
        records=tuple(parse_record(r) for r in split_values(question.records)),
        concepts=tuple(parse_concept(c) for c in split_values(question.concepts)),
    )
    return SearchRequest(
        question.text.strip(),
        day.isoformat(),
        filters,
        parse_choice(Sort, question.sort, "sort"),
        question.limit,
        question.offset,
        _facets(question.facets),
    )


def _check_page(question: Question) -> None:
    text = question.text.strip()
    if not text and not question.has_conditions:
        raise InvalidInput(
            "q: nothing is asked", "give words to look for, a place such as 行政处罚法第三十三条, or conditions"
        )
    if len(text) > MAX_QUERY:
        raise InvalidInput(f"q: {len(text)} characters are too many", f"give at most {MAX_QUERY}")
    if not 1 <= question.limit <= MAX_LIMIT:
        raise InvalidInput(f"limit: {question.limit} is out of range", f"expected 1 to {MAX_LIMIT}")
    if not 0 <= question.offset <= DEEPEST - question.limit:
        raise InvalidInput(
            f"offset: {question.offset} is out of range",
            f"offset and limit together reach {DEEPEST:,} hits; narrow the query to see others",
        )
    if question.year_from and question.year_to and question.year_from > question.year_to:
        raise InvalidInput(f"year_from {question.year_from} is after year_to {question.year_to}", "swap them")


def check_versions(text: str) -> str:
    """One of VERSIONS, or InvalidInput."""
    if text not in VERSIONS:
        raise InvalidInput(f"versions: {text[:40]!r} is not known", f"expected {' or '.join(VERSIONS)}")
    return text


def split_values(values: Iterable[str]) -> tuple[str, ...]:
    """Values given several times or separated by commas, without blanks and repeats."""
    parts = (p.strip() for v in values for p in v.replace("，", ",").split(","))
    return tuple(dict.fromkeys(p for p in parts if p))


def parse_kind(text: str) -> Kind:
    """A level of authority by code or printed label."""
    for kind in Kind:
        if text in (kind.value, kind.label):
            return kind
    known = "、".join(f"{k.value} {k.label}" for k in Kind)
    raise InvalidInput(f"level: {text[:40]!r} is no level of authority", f"expected one of {known}")


def parse_record(text: str) -> str:
    """A kind of record by code or printed label."""
    for kind in RecordKind:
        if text in (kind.value, kind.label):
            return kind.value
    known = "、".join(f"{k.value} {k.label}" for k in RecordKind)
    raise InvalidInput(f"record: {text[:40]!r} is no kind of record", f"expected one of {known}")


def parse_concept(text: str) -> str:
    """The id of a concept given by id (`concept:` before it or not) or by one of its labels."""
    thesaurus = load_thesaurus()
    if (concept := text.removeprefix("concept:")) in thesaurus.concepts:
        return concept
    found = thesaurus.by_label.get(text) or tuple(
        c.id for c in thesaurus if text.lower() in map(str.lower, c.labels_en)
    )
    if len(found) == 1:
        return found[0]
    if found:
        meant = "、".join(f"{i} {thesaurus.concept(i).zh}" for i in found)
        raise InvalidInput(f"concept: {text[:40]!r} is a label of several concepts", f"expected one of {meant}")
    raise InvalidInput(
        f"concept: {text[:40]!r} is no concept of the thesaurus",
        "expected an id or a label such as administrative-penalty or 行政处罚; the facet `concept` lists those of hits",
    )


def parse_document_kind(text: str) -> DocumentKind:
    """A kind of document by code or printed label."""
    for kind in DocumentKind:
        if text in (kind.value, kind.label) and kind is not DocumentKind.UNKNOWN:
            return kind
    known = "、".join(f"{k.value} {k.label}" for k in DocumentKind if k is not DocumentKind.UNKNOWN)
    raise InvalidInput(f"type: {text[:40]!r} is no kind of document", f"expected one of {known}")


def parse_status(text: str) -> str:
    """The printed label of a status given by code or label."""
    for code, status in STATUS_CODES.items():
        if text in (code, status.value):
            return status.value
    known = "、".join(f"{c} {s.value}" for c, s in STATUS_CODES.items())
    raise InvalidInput(f"status: {text[:40]!r} is no status", f"expected one of {known}")


def parse_choice(choices: type[E], text: str, name: str) -> E:
    """A value of an enumeration; InvalidInput names the parameter and what it takes."""
    try:
        return choices(text)
    except ValueError:
        raise InvalidInput(f"{name}: {text[:40]!r} is not known", f"expected {' or '.join(choices)}") from None


def _facets(names: tuple[str, ...]) -> tuple[str, ...]:
    wanted = split_values(names)
    if wanted == ("all",):
        return FACET_FIELDS
    for name in wanted:
        if name not in FACET_FIELDS:
            raise InvalidInput(f"facets: {name[:40]!r} can't be counted", f"expected all or {', '.join(FACET_FIELDS)}")
    return wanted


def prefix_of(code: str) -> str:
    """The digits that codes of a region and of those below it start with; empty for the nation."""
    if code == "000000":
        return ""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
