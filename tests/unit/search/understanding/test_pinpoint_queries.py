"""Provisions typed as queries."""

from __future__ import annotations

import time

import pytest

from schemas.pinpoints import Pinpoint
from search.understanding import PinpointQuery, parse_pinpoint_query

CASES = {
    "云溪法第三十三条": ("云溪法", (33,)),
    "云溪法 1024条": ("云溪法", (1024,)),
    "云溪法第1024条第2款": ("云溪法", (1024, None, 2)),
    "《云溪法》33条之一": ("云溪法", (33, 1)),
    "云溪法33条": ("云溪法", (33,)),
    "云溪法第３３条": ("云溪法", (33,)),
    "云溪法第 三十三 条 第一款 第（二）项": ("云溪法", (33, None, 1, 2)),
    "云溪法33条2款3项": ("云溪法", (33, None, 2, 3)),
    "云溪法第十二条第二项": ("云溪法", (12, None, None, 2)),
    "中华人民共和国云溪法第七条": ("中华人民共和国云溪法", (7,)),
    "云溪法的第五条": ("云溪法", (5,)),
    "云溪法第五条？": ("云溪法", (5,)),
    "关于适用《云溪法》若干问题的解释（二）第十九条": ("关于适用《云溪法》若干问题的解释（二）", (19,)),
    "第三次渔业普查办法第六条": None,
    "云溪议会第三次会议决议第六条": ("云溪议会第三次会议决议", (6,)),
    "第三十三条": None,
    "云溪法": None,
    "云溪法33": None,
    "云溪条例": None,
    "违反第三十三条怎么办": None,
    "违反云溪法第三十三条": None,
    "根据云溪法第三十三条": None,
    "云溪法第三十三条是什么": None,
    "云溪法第三十三条，第三十四条": None,
    "": None,
    "条条条条条": None,
}


@pytest.mark.parametrize("text", CASES)
def test_queries(text: str) -> None:
    expected = CASES[text]
    found = parse_pinpoint_query(text)
    assert found == (PinpointQuery(expected[0], Pinpoint(*expected[1])) if expected else None)


def test_edition_is_told() -> None:
    found = parse_pinpoint_query("云溪法（2021年修订）第33条")
    assert found == PinpointQuery("云溪法", Pinpoint(33), "2021")


@pytest.mark.parametrize(
    "text", ["第" * 500_000, "第一" * 59 + "条", "法" + "一" * 118 + "条", "（" * 100 + "1条", "1 " * 59 + "条"]
)
def test_hostile_queries_cost_nothing(text: str) -> None:
    started = time.perf_counter()
    parse_pinpoint_query(text)
    assert time.perf_counter() - started < 0.2
