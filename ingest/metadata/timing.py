"""The dates of an instrument and of the version at hand, from its history, its own words and its file's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.metadata.dates import days_between
from ingest.metadata.effect import Statement
from ingest.metadata.history import NotedEvent
from schemas.documents import DateBasis

# An adoption this many days after the first one is another: of an amendment that the notes do not call one.
_ANEW_AFTER = 180
# A version's date up to this many days after its last told event is the day that the text was published: in the
# corpus a city's regulation follows its approval within 90 days, while untold amendments are more than 150 away.
_PUBLISHED_WITHIN = 120


@dataclass(frozen=True, slots=True)
class Timing:
    """ISO dates or None; see `schemas.documents.Metadata`."""

    adopted: str | None = None
    published: str | None = None
    first_effective: str | None = None
    effective_from: str | None = None
    effective_basis: DateBasis | None = None


def build_timing(events: Sequence[NotedEvent], statement: Statement | None, version: str | None) -> Timing:
    """The dates. `version` is the date in the file's name, or None.

    The whole text was made by the first events, or by the last revision (修订); amendments (修正) came after. The
    date stated belongs to the whole text; an amended version is in force from the amending decision's date, or from
    its own date where the history does not tell of the amendment.
    """
    whole, amended, told = _parted(events)
    whole, untold = _untold(whole, statement)
    adopted = _last(whole, "adopted", "revised") or _last(whole, "approved")
    published = _last(whole, "published")
    stated = _stated(statement, told, whole, amended, version)
    if untold and not amended:
        if told and told[-1].date and told[-1].date >= str(untold[-1].date):
            return Timing(adopted, published, stated, told[-1].date, DateBasis.STATED)
        start = max(d for d in (*(e.date for e in untold), version) if d)
        return Timing(adopted, published, stated, start, DateBasis.INFERRED)
    begin, basis = _start(stated, whole, amended, told, version)
    return Timing(adopted, published, stated, begin, basis)


def _untold(
    whole: Sequence[NotedEvent], statement: Statement | None
) -> tuple[list[NotedEvent], list[NotedEvent]]:
    """The events that made the text, and adoptions after it came into force: amendments not called so."""
    adopted = [e for e in whole if e.kind == "adopted" and e.date]
    for event in adopted[1:]:
        anew = days_between(str(adopted[0].date), str(event.date)) > _ANEW_AFTER
        if anew and not (statement and statement.day and statement.day >= str(event.date)):
            cut = list(whole).index(event)
            return list(whole[:cut]), [e for e in whole[cut:] if e.date]
    return list(whole), []


def _parted(events: Sequence[NotedEvent]) -> tuple[list[NotedEvent], list[NotedEvent], list[NotedEvent]]:
    """Events that made the whole text, those that amended it, and statements of coming into force among the notes."""
    first = max((i for i, e in enumerate(events) if e.kind == "revised"), default=0)
    while first > 0 and events[first].kind == "revised" and events[first - 1].kind == "revised" and _same_act(events, first):
        first -= 1
    rest = list(events[first:])
    cut = next((i for i, e in enumerate(rest) if e.kind == "amended"), len(rest))
    whole = [e for e in rest[:cut] if e.kind != "effective"]
    amended = [e for e in rest[cut:] if e.kind != "effective"]
    return whole, amended, [e for e in rest if e.kind == "effective" and e.date]


def _same_act(events: Sequence[NotedEvent], at: int) -> bool:
    """Whether a revision is the approval of the one before it."""
    return "批准" in events[at].actor and "通过" in events[at - 1].actor


def _last(events: Sequence[NotedEvent], *kinds: str) -> str | None:
    return next((e.date for e in reversed(events) if e.kind in kinds and e.date), None)


def _latest(events: Sequence[NotedEvent]) -> str | None:
    return max((e.date for e in events if e.date), default=None)


def _stated(
    statement: Statement | None,
    told: Sequence[NotedEvent],
    whole: Sequence[NotedEvent],
    amended: Sequence[NotedEvent],
    version: str | None,
) -> str | None:
    """The date in force that the text states; the notes' where its body says nothing."""
    if statement is not None and statement.day:
        return statement.day
    change = _latest(amended)
    early = [e.date for e in told if e.date and not (change and e.date >= change)]
    if statement is None:
        return early[-1] if early else None
    if early:
        return early[-1]
    if statement.act == "adopted":
        return _last(whole, "approved") or _last(whole, "adopted", "revised") or _last(whole, "published") or version
    day = _last(whole, "published")
    if day is None:
        day = _last(whole, "approved", "adopted", "revised")
        if not amended and version and (day is None or 0 <= days_between(day, version) <= _PUBLISHED_WITHIN):
            day = version
    return day


def _start(
    stated: str | None,
    whole: Sequence[NotedEvent],
    amended: Sequence[NotedEvent],
    told: Sequence[NotedEvent],
    version: str | None,
) -> tuple[str | None, DateBasis | None]:
    """From when the version is in force, and how that is known."""
    change = _latest(amended) or (_latest([e for e in whole if e.kind == "revised"]) if whole else None)
    known = change or _latest(whole) or stated
    if version and known and days_between(known, version) > _PUBLISHED_WITHIN and not (stated and stated >= version):
        return version, DateBasis.INFERRED
    if change:
        later = [e.date for e in told if e.date and e.date >= change]
        if later:
            return later[-1], DateBasis.STATED
        if stated and stated >= change:
            return stated, DateBasis.STATED
        return change, DateBasis.INFERRED
    if stated:
        if version and days_between(stated, version) > _PUBLISHED_WITHIN and not whole:
            return version, DateBasis.INFERRED
        return stated, DateBasis.STATED
    start = _last(whole, "published") or max(filter(None, (version, _latest(whole))), default=None)
    return (start, DateBasis.INFERRED) if start else (None, None)
