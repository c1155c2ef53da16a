from __future__ import annotations

import pytest

from ingest.metadata.dates import days_between, find_broken_dates, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年3月1日", "2018-03-01"),
        ("２００２年６月２９日", "2002-06-29"),
        ("二〇〇四年十月一日", "2004-10-01"),
        ("一九九○年六月二十一日", "1990-06-21"),
        ("2014年7月l日", "2014-07-01"),
        ("2018年 9月 1日起", "2018-09-01"),
        ("2022-03-15", "2022-03-15"),
        ("2023年2月30日", None),
        ("2023年315日", None),
        ("去年", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("2020年5月1日通过", []),
        ("2023年315日通过", ["2023年315日"]),
        ("2021年4月29，公布", ["2021年4月29，"]),
        ("2023年2月30日公布", ["2023年2月30日"]),
        ("2020年的通知", []),
    ],
)
def test_broken_dates_are_found(notes: str, expected: list[str]) -> None:
    assert find_broken_dates(notes) == expected


def test_days_between() -> None:
    assert days_between("2020-02-28", "2020-03-01") == 2
    assert days_between("2020-03-01", "2020-02-28") == -2
