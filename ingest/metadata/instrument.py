"""Puts an instrument's metadata together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.layout import Layout
from ingest.formats.notes import is_note
from ingest.metadata.dates import find_broken_dates
from ingest.metadata.effect import Statement, find_statement
from ingest.metadata.history import NotedEvent, find_events
from ingest.metadata.issuers import find_issuers
from ingest.metadata.jurisdictions import find_jurisdiction, legislating_code
from ingest.metadata.kinds import KindEvidence, find_kind, is_amending
from ingest.metadata.numbers import find_numbers
from ingest.metadata.shortnames import find_short_titles
from ingest.metadata.term import find_lapse
from ingest.metadata.timing import build_timing
from schemas.authority import Kind
from schemas.documents import Event, Level, Metadata, Provision
from schemas.ids import NATIONAL, UNDATED
from schemas.titles import normalise_title

_FILE_DATE = re.compile(r"[(（]([0-9]{4}-[0-9]{2}-[0-9]{2})[)）]\Z")
_CASE_HEADINGS = re.compile(
    r"(?:基本案情|裁判(?:要旨|要点|结果|理由)|典型意义|案例分析|案情(?:回顾|简介)|法院(?:裁判|认为)|简要案情|处理结果|法官解读|申请人请求)\Z"
)
# Notes at the top of the body: the title again in up to three lines, then brackets and a number.
_NOTES_AT_TOP = 8
_MADE_BY_CONGRESS = (Kind.LOCAL_REGULATION, Kind.AUTONOMOUS_REGULATION, Kind.SEZ_REGULATION)
# Laws and regulations have no term; a pilot of one that has names it in another act.
_TERMED = (Kind.NORMATIVE_DOCUMENT, Kind.POLICY, Kind.LOCAL_RULE)
_BY_DEFINITION = {Kind.ADMIN_REGULATION: ("国务院",), Kind.CONSTITUTION: ("全国人民代表大会",)}


def build_metadata(layout: Layout, locator: str, provisions: Sequence[Provision]) -> tuple[Metadata, tuple[str, ...]]:
    """The metadata of a document, and warnings on what was odd in its notes."""
    title, part = find_title(layout, locator)
    notes = _all_notes(layout, title)
    events = find_events(notes)
    folders = locator.split("/")[:-1]
    jurisdiction = find_jurisdiction(title, events, folders)
    issuers = find_issuers(events, title, jurisdiction)
    numbers = find_numbers(events, notes)
    kind = find_kind(KindEvidence(title, issuers, numbers, jurisdiction, folders, _tells_case(provisions)))
    if kind in _MADE_BY_CONGRESS:
        jurisdiction = legislating_code(jurisdiction)
    elif kind == Kind.CASE and not issuers:
        jurisdiction = NATIONAL  # a title begins with the parties' place, not with the court's
    version = find_version(locator)
    statement = _find_statement(provisions, title) if kind not in (Kind.CASE, Kind.GUIDE) else None
    timing = build_timing(events, statement, version)
    metadata = Metadata(
        title=title,
        kind=kind,
        jurisdiction=jurisdiction,
        version=version or UNDATED,
        amending=is_amending(title),
        part=part,
        issuers=issuers or _BY_DEFINITION.get(kind, ()),
        document_numbers=numbers,
        adopted=timing.adopted,
        published=timing.published,
        first_effective=timing.first_effective,
        effective_from=timing.effective_from,
        effective_basis=timing.effective_basis,
        history=tuple(_event(e) for e in events),
        short_titles=find_short_titles(title, jurisdiction),
        lapses_on=find_lapse((p.text for p in provisions if p.text), timing.effective_from)
        if kind in _TERMED
        else None,
    )
    return metadata, tuple(f"no date of the calendar: {b}" for b in find_broken_dates("\n".join(notes)))


def _all_notes(layout: Layout, title: str) -> Sequence[str]:
    """The notes above the body, and those at its top, below the title said again.

    Where those tell of another adoption than the notes above, these are of another instrument.
    """
    below: list[str] = []
    for line in layout.lines[:_NOTES_AT_TOP]:
        if line.depth:
            break
        if is_note(line.text):
            below.append(line.text)
        elif normalise_title(line.text) not in title and line.text not in "（(）)":
            break
    if not below:
        return layout.notes
    here, above = _adoptions(below), _adoptions(layout.notes)
    return below if here and above and not here & above else (*layout.notes, *below)


def _adoptions(notes: Sequence[str]) -> set[str]:
    return {e.date for e in find_events(notes) if e.kind == "adopted" and e.date}


def find_title(layout: Layout, locator: str) -> tuple[str, str | None]:
    """The title in its official form, and that of the part where the file holds one part of a work."""
    title = normalise_title(layout.titles[0])
    if len(layout.titles) > 1:
        stem = _FILE_DATE.sub("", locator.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        part = normalise_title(layout.titles[1])
        if part != title and part == normalise_title(stem):
            return title, part
    return title, None


def find_version(locator: str) -> str | None:
    """The date in the file's name."""
    found = _FILE_DATE.search(locator.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return found[1] if found and _is_date(found[1]) else None


def _is_date(text: str) -> bool:
    return not find_broken_dates(text)


def _event(event: NotedEvent) -> Event:
    return Event(event.date, event.kind, event.text)


def _tells_case(provisions: Sequence[Provision]) -> bool:
    headings = sum(1 for p in provisions if p.level == Level.SUBSECTION and _CASE_HEADINGS.match(p.heading))
    return headings >= 2


def _find_statement(provisions: Sequence[Provision], title: str) -> Statement | None:
    """What the main body says of coming into force; else what an appendix of the title's own genre says."""
    first = next((i for i, p in enumerate(provisions) if p.level == Level.APPENDIX), len(provisions))
    main = [p.text for p in provisions[:first] if p.text]
    appended = [p.text for p in provisions[first:] if p.text]
    return find_statement(main, title) or find_statement(appended, title, own_genre=True)
