from __future__ import annotations

import time

import pytest

from ingest.records.sections import find_declared_counts, find_lenient_list
from ingest.records.serials import is_serial, split_serial
from ingest.records.texts import clean_header, clean_text, join_lines
from schemas.records import Role

JOINED = [
    ("行政\n处罚", Role.TYPE, "行政处罚"),
    ("地州\n市级", Role.LEVEL, "地州市级"),
    ("对占用公共场所摆摊\n经营的\n处罚", Role.KEY, "对占用公共场所摆摊经营的处罚"),
    ("1.甲\n2.乙", Role.KEY, "1.甲\n2.乙"),
    ("市发展和改革委员会\n市财政局", Role.BODY, "市发展和改革委员会\n市财政局"),
    ("市统\n计局", Role.BODY, "市统计局"),
    (
        "【法律】《甲法》第一条\n【规章】《乙办法》第二条",
        Role.BASIS,
        "【法律】《甲法》第一条\n【规章】《乙办法》第二条",
    ),
    (
        "违反本法规定的，由县级\n以上人民政府处罚。\n第二条：甲。",
        Role.BASIS,
        "违反本法规定的，由县级以上人民政府处罚。\n第二条：甲。",
    ),
    (
        "【法律】《甲法》（2021年修正）\n    第五条 由乙机关负责。 \n\n\u3000\u3000第六条 由丙机关负责。",
        Role.BASIS,
        "【法律】《甲法》（2021年修正）\n第五条 由乙机关负责。\n第六条 由丙机关负责。",
    ),
    (
        "对在公共场所摆摊经营（含流动经营）\n  的处罚",
        Role.KEY,
        "对在公共场所摆摊经营（含流动经营）的处罚",
    ),
    ("统计法\n第四十\n一条第\n一款。", Role.BASIS, "统计法第四十一条第一款。"),
    ("\u200b 甲\u00a0乙\r\n\r\n  丙_x000D_", Role.TEXT, "甲 乙\n丙"),
    ("申请书\n营业执照\n设备布局图", Role.TEXT, "申请书\n营业执照\n设备布局图"),
    ("食品安全规章制度文本\n健康证明", Role.TEXT, "食品安全规章制度文本\n健康证明"),
    ("对违反\n《统计\n法》的\n处罚", Role.KEY, "对违反《统计法》的处罚"),
    ("依据《统\n计法》第\n四十一条\n的规定，\n予以处罚", Role.TEXT, "依据《统计法》第四十一条的规定，予以处罚"),
    ("市人民政府\n市甲局", Role.UNIT, "市人民政府\n市甲局"),
]


@pytest.mark.parametrize(("text", "role", "expected"), JOINED)
def test_words_cut_by_line_breaks(text: str, role: Role, expected: str) -> None:
    assert join_lines(text, role) == expected


def test_headers_without_layout() -> None:
    assert clean_header(" 实施层级\n及权限(试行): ") == "实施层级及权限（试行）"
    assert clean_text("") == ""


@pytest.mark.parametrize("text", ["1", "12.0"[:2], "1-1", "（3）", "(4)", "5.", "十二", "（一）", "A01", "2,3", " 7 "])
def test_numbers_of_items(text: str) -> None:
    assert is_serial(text)


@pytest.mark.parametrize("text", ["合计", "一、行政许可（3项）", "注：甲", "2024年", ""])
def test_no_numbers_of_items(text: str) -> None:
    assert not is_serial(text)


def test_split_serials() -> None:
    assert split_serial("2,3") == ["2", "3"]
    assert split_serial("4、5、6") == ["4", "5", "6"]
    assert split_serial("1-1") == ["1-1"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("行政处罚（254项）", [254]),
        ("行政征收（ 1 项）", [1]),
        ("清单（2025版，14项）", [14]),
        ("截至年底，共有执法机构17个", [17]),
        ("共计212件，其中废止（25件）", [25, 212]),
        ("附件3", []),
    ],
)
def test_declared_counts(text: str, counts: list[int]) -> None:
    assert sorted(find_declared_counts(text)) == counts


def test_which_of_the_four_lists() -> None:
    assert find_lenient_list("不予行政处罚（12项）") == "不予处罚"
    assert find_lenient_list("免予行政强制措施清单") == "免予强制"
    assert find_lenient_list("从轻处罚（5项）四张清单") == "从轻处罚"
    assert find_lenient_list("权责清单") is None


def test_linear() -> None:
    start = time.monotonic()
    for text in ("甲\n" * 300_000, "（" * 500_000, "1" * 10**6, "第" * 500_000, "_x000D_" * 100_000):
        for role in (Role.BASIS, Role.KEY, Role.BODY):
            join_lines(text, role)
        find_declared_counts(text)
        is_serial(text)
    assert time.monotonic() - start < 20
