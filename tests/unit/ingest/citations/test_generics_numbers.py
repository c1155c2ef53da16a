"""Generic references and document numbers."""

from __future__ import annotations

import pytest

from ingest.citations.generics import find_generics
from ingest.citations.numbers import find_numbers
from tests.unit.ingest.citations.marking import notes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按照国家有关规定办理", ["国家有关规定"]),
        ("按照国家和省有关规定", ["国家和省有关规定"]),
        ("符合国家防治湖泊污染的有关规定", ["国家防治湖泊污染的有关规定"]),
        ("法律、行政法规规定的其他情形", ["法律、行政法规规定"]),
        ("依照有关湖泊保护的法律、法规的规定", ["有关湖泊保护的法律、法规的规定"]),
        ("违反了湖泊保护法律法规", ["湖泊保护法律法规"]),
        ("符合船舶噪声管理有关规定", ["船舶噪声管理有关规定"]),
        ("遵守宪法和法律", ["法律"]),
        ("按照有关规定采取措施", ["有关规定"]),
        ("除法律、法规另有规定外", ["法律、法规另有规定"]),
        ("按规定办理，按照规定程序，执行有关标准", []),
        ("承担法律责任，提供法律援助", []),
        ("依法规范执法行为", []),
        ("学习湖泊法律、法规和相关知识", []),
        ("本法有关规定", []),
    ],
)
def test_generic(text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in find_generics(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按云政发(1985)49号文件办理", ["云政发(1985)49号"]),
        ("（国务院令第460号公布）", ["国务院令第460号"]),
        ("农业部令2017年第8号", ["农业部令2017年第8号"]),
        ("甲部、乙局令第57号", ["甲部、乙局令第57号"]),
        ("国家发展和改革委员会第42号令", ["国家发展和改革委员会第42号令"]),
        ("（1984年9月20日主席令第十八号）", ["主席令第十八号"]),
        ("编号HFGS—2017—9", ["HFGS—2017—9"]),
        ("（2017）云01民初12号判决", []),
        ("国务院令第68次常务会议，GB-2012-5，门牌12号", []),
    ],
)
def test_number(text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in find_numbers(text)] == found


def test_a_number_belongs_to_the_title_beside_it() -> None:
    assert notes("《绿道条例》（云政令第5号）第三条；（云政令第6号）《湖岸条例》", None) == [
        "《绿道条例》（云政令第5号）第三条 | external | 绿道条例 | 第三条",
        "云政令第5号 | docnumber | 绿道条例",
        "云政令第6号 | docnumber | 湖岸条例",
        "《湖岸条例》 | external | 湖岸条例",
    ]
