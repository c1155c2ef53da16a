from __future__ import annotations

import time

import pytest

from ingest.records.amounts import find_amounts, parse_number

AMOUNTS: list[tuple[str, list[tuple[str, float | None, float | None]]]] = [
    ("处二万元以上五万元以下罚款", [("yuan", 20_000, 50_000)]),
    ("10 万元以上 20 万元以下", [("yuan", 100_000, 200_000)]),
    ("可以处3000元以下罚款", [("yuan", None, 3000)]),
    ("百分之一以上百分之二以下", [("percent", 1, 2)]),
    ("处工程造价6%以上8%以下", [("percent", 6, 8)]),
    ("1.5倍以上2.5倍以下", [("multiple", 1.5, 2.5)]),
    ("每平方米100–300元", [("yuan", 100, 300)]),
    ("2-4万元", [("yuan", 20_000, 40_000)]),
    ("2万元-4万元", [("yuan", 20_000, 40_000)]),
    ("100万元", [("yuan", 1_000_000, 1_000_000)]),
    ("一万元以上一万五千元以下", [("yuan", 10_000, 15_000)]),
    ("1万5千元以上2万元以下", [("yuan", 15_000, 20_000)]),
    ("十二万以上十五万元以下", [("yuan", 120_000, 150_000)]),
    ("处10万元罚款，对个人处1万元", [("yuan", 100_000, 100_000), ("yuan", 10_000, 10_000)]),
    ("5年以上", []),
    ("责令停业", []),
    ("第一百二十条", []),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_ranges(text: str, expected: list[tuple[str, float | None, float | None]]) -> None:
    found = find_amounts(text)
    assert [(a.unit, a.low, a.high) for a in found] == expected
    assert all(text[a.start : a.end].strip() for a in found)


def test_bounds_are_closed_with_above_and_below_and_open_with_less_and_more() -> None:
    (closed,) = find_amounts("1万元以上5万元以下")
    assert (closed.low_open, closed.high_open) == (False, False)
    (less,) = find_amounts("违法所得不足1万元的")
    assert (less.high, less.high_open) == (10_000, True)
    (more,) = find_amounts("超过30万元")
    assert (more.low, more.low_open) == (300_000, True)
    (most,) = find_amounts("不超过3万元")
    assert (most.high, most.high_open) == (30_000, False)
    (half,) = find_amounts("100元以上不满500元")
    assert (half.low, half.high, half.low_open, half.high_open) == (100, 500, False, True)


def test_what_the_range_is_of_and_by() -> None:
    assert find_amounts("处违法所得1倍以上3倍以下罚款")[0].of == "违法所得"
    assert find_amounts("每平方米处50元以上100元以下")[0].per == "平方米"


def test_a_second_above_is_meant_as_below_and_marked() -> None:
    (found,) = find_amounts("45万元以上60万元以上")
    assert (found.low, found.high, found.doubtful) == (450_000, 600_000, True)
    assert find_amounts("9万元以上5万元以下")[0].doubtful


def test_numbers() -> None:
    assert parse_number("1,500.5") == 1500.5
    assert parse_number("一百二十亿") == 12_000_000_000
    assert parse_number("三点五") == 3.5
    assert parse_number("甲") is None


def test_linear() -> None:
    start = time.monotonic()
    for text in ("一" * 10**6, "1" * 10**6, "1," * 300_000, "百分之" * 200_000, "1-" * 300_000):
        find_amounts(text)
    assert time.monotonic() - start < 20
