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
# corpus a city's regulation follows its approval within 97 days, while untold amendments are 152 and more away.
_PUBLISHED_WITHIN = 120


@dataclass(frozen=True, slots=True)
class Timing:
    """ISO dates or None; see `schemas.documents.Metadata`."""

    adopted: str | None = None
    published: str | None = None
    first_effective: str | None = None
    effective_from: str | None = None
    effective_basis: DateBasis | None = None


@dataclass(frozen=True, slots=True)
class _Story:
    """A history by what it did: `whole` made the text that is at hand, `amended` changed parts of it since, `untold`
    are later adoptions that the notes do not call amendments; `told` says when something came into force.
    """

    whole: Sequence[NotedEvent]
    amended: Sequence[NotedEvent]
    untold: Sequence[NotedEvent]
    told: Sequence[NotedEvent]

    def last(self, *kinds: str) -> str | None:
        """Date of the last event of these kinds that made the whole text."""
        return next((e.date for e in reversed(self.whole) if e.kind in kinds and e.date), None)

    @property
    def change(self) -> str | None:
        """Date of the last amendment, else of the revision that made the text; None for a first text."""
        revised = any(e.kind == "revised" for e in self.whole)
        return _latest(self.amended) or (_latest(self.whole) if revised else None)


def build_timing(events: Sequence[NotedEvent], statement: Statement | None, version: str | None) -> Timing:
    """The dates. `version` is the date in the file's name, or None.

    The whole text was made by the first events, or by the last revision (修订); amendments (修正) came after. The
    date stated belongs to the whole text; an amended version is in force from the amending decision's date, or from
    its own date where the history does not tell of the amendment.
    """
    story = _read(events, statement)
    stated = _stated(statement, story, version)
    start, basis = _start(stated, story, version)
    adopted = story.last("adopted", "revised") or story.last("approved")
    return Timing(adopted, story.last("published"), stated, start, basis)


def _read(events: Sequence[NotedEvent], statement: Statement | None) -> _Story:
    first = max((i for i, e in enumerate(events) if e.kind == "revised"), default=0)
    if first and events[first - 1].kind == "revised" and "批准" in events[first].actor:
        first -= 1  # passed by the city, approved by the province
    rest = events[first:]
    cut = next((i for i, e in enumerate(rest) if e.kind == "amended"), len(rest))
    whole = [e for e in rest[:cut] if e.kind != "effective"]
    end = _end_of_whole(whole, statement)
    return _Story(
        whole[:end],
        [e for e in rest[cut:] if e.kind != "effective"],
        [e for e in whole[end:] if e.date],
        [e for e in rest if e.kind == "effective" and e.date],
    )


def _end_of_whole(whole: Sequence[NotedEvent], statement: Statement | None) -> int:
    """Where adoptions begin that came after the text was in force."""
    first = next((e.date for e in whole if e.date), None)
    for at, event in enumerate(whole):
        day = event.date
        if first is None or day is None or event.kind != "adopted":
            continue
        if days_between(first, day) > _ANEW_AFTER and not (statement and statement.day and statement.day >= day):
            return at
    return len(whole)


def _stated(statement: Statement | None, story: _Story, version: str | None) -> str | None:
    """The date in force that the text states; the notes' where its body says nothing."""
    if statement is not None and statement.day:
        return statement.day
    change = _latest(story.amended)
    early = [e.date for e in story.told if e.date and not (change and e.date >= change)]
    if statement is None or early:
        return early[-1] if early else None
    if statement.act == "adopted":
        return story.last("approved") or story.last("adopted", "revised") or story.last("published") or version
    return story.last("published") or _publication(story, version)


def _publication(story: _Story, version: str | None) -> str | None:
    """The day of publication where nothing tells it: the version's own, if that follows the adoption closely."""
    day = story.last("approved", "adopted", "revised")
    close = day is None or (version is not None and 0 <= days_between(day, version) <= _PUBLISHED_WITHIN)
    return version if version and close and not story.amended else day


def _start(stated: str | None, story: _Story, version: str | None) -> tuple[str | None, DateBasis | None]:
    """From when the version is in force, and how that is known."""
    change = story.change
    if story.untold and not story.amended:
        change = max(d for d in (_latest(story.untold), version) if d)
    known = change or _latest(story.whole) or stated
    late = version is not None and known is not None and days_between(known, version) > _PUBLISHED_WITHIN
    if version and late and not (stated and stated >= version):
        return version, DateBasis.INFERRED
    if change and (stated or story.amended or story.untold):
        changed = _latest([*story.amended, *story.untold]) or change
        later = [e.date for e in story.told if e.date and e.date >= changed]
        if later:
            return later[-1], DateBasis.STATED
        return (stated, DateBasis.STATED) if stated and stated >= change else (change, DateBasis.INFERRED)
    if stated:
        return stated, DateBasis.STATED
    start = story.last("published") or max(filter(None, (version, _latest(story.whole))), default=None)
    return (start, DateBasis.INFERRED) if start else (None, None)


def _latest(events: Sequence[NotedEvent]) -> str | None:
    return max((e.date for e in events if e.date), default=None)
