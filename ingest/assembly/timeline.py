"""When each version of a work is in force: one ends where the next begins, or where the work is repealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.authority import Status


@dataclass(frozen=True, slots=True)
class VersionDates:
    """What decides the order of versions: id, version date (`2021-01-22`, `2021-01-22.2`, `undated`), in force from,
    and the last date its history tells (orders undated texts). `lapses_on` is the first day after the term that the
    text states. Dates are ISO strings.
    """

    id: str
    version: str
    effective_from: str | None
    last_event: str | None
    lapses_on: str | None = None


@dataclass(frozen=True, slots=True)
class Repeal:
    """The work as a whole ceased to be in force on `date` by a text adopted on `adopted`, as what it says."""

    date: str
    adopted: str
    ended_as: Status = Status.REPEALED


@dataclass(frozen=True, slots=True)
class End:
    """How a version ends: the first day it is out of force, and as what when not by a next version."""

    date: str | None
    ended_as: Status | None


def version_order(dates: VersionDates) -> tuple[str, str]:
    """Sort key: the version's date, else the last date its history tells, else before all others."""
    dated = dates.version if dates.version[:1].isdigit() else dates.last_event or ""
    return (dated, dates.id)


def build_timeline(versions: Sequence[VersionDates], repeals: Sequence[Repeal] = ()) -> dict[str, End]:
    """The end of every version of one work.

    A repeal ends the last version only if that was adopted before the repealing text (a work enacted anew under its
    old title repeals its own former text, which the next version ends already).
    """
    ordered = sorted(versions, key=version_order)
    ends: dict[str, End] = {}
    for this, following in zip(ordered, [*ordered[1:], None], strict=True):
        if following is None:
            ends[this.id] = _end_by_repeal(this, repeals)
        else:
            start = following.effective_from or version_order(following)[0][:10] or None
            lapsed = this.lapses_on if this.lapses_on and this.lapses_on < (start or "9") else None
            ends[this.id] = End(lapsed, Status.LAPSED) if lapsed else End(start, None)
    return ends


def _end_by_repeal(last: VersionDates, repeals: Sequence[Repeal]) -> End:
    """By the first repeal of the text, or by its own term where that is over before."""
    adopted = version_order(last)[0][:10]
    ends = [(r.date, r.ended_as) for r in repeals if adopted < r.adopted]
    if last.lapses_on:
        ends.append((last.lapses_on, Status.LAPSED))
    return End(*min(ends, key=lambda e: e[0])) if ends else End(None, None)
