"""Each version ends where the next begins, or where its work is repealed."""

from __future__ import annotations

from ingest.assembly.timeline import End, Repeal, VersionDates, build_timeline
from schemas.authority import Status


def version(name: str, start: str | None, last_event: str | None = None) -> VersionDates:
    return VersionDates(name, name, start, last_event)


def test_a_version_ends_where_the_next_begins() -> None:
    ends = build_timeline([version("2020-01-01", "2020-03-01"), version("2010-01-01", "2010-05-01")])
    assert ends == {"2010-01-01": End("2020-03-01", None), "2020-01-01": End(None, None)}


def test_a_version_without_a_start_ends_its_predecessor_on_its_own_date() -> None:
    ends = build_timeline([version("2010-01-01", "2010-05-01"), version("2020-01-01.2", None)])
    assert ends["2010-01-01"].date == "2020-01-01"


def test_an_undated_version_is_ordered_by_its_last_event() -> None:
    ends = build_timeline([version("undated", "2001-01-01", "2000-06-01"), version("1999-01-01", "1999-02-01")])
    assert ends == {"1999-01-01": End("2001-01-01", None), "undated": End(None, None)}


def test_a_repeal_ends_the_last_version() -> None:
    ends = build_timeline([version("2010-01-01", "2010-05-01")], [Repeal("2022-01-01", "2021-10-01")])
    assert ends["2010-01-01"] == End("2022-01-01", Status.REPEALED)


def test_a_repeal_by_an_older_text_does_not_end_what_was_enacted_anew() -> None:
    ends = build_timeline([version("2010-01-01", "2010-05-01")], [Repeal("2009-01-01", "2008-10-01")])
    assert ends["2010-01-01"] == End(None, None)
