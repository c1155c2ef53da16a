from __future__ import annotations

import re

import pytest

from schemas.regions import UNKNOWN, _index, find_code, find_prefix, find_short, parent_code, region_name


def test_every_province_and_prefecture_is_there() -> None:
    # Other tests of the same process have learnt places of the sample province, 98xxxx.
    codes = [r for r in _index().by_code.values() if not r.former and r.code < "900000"]
    assert sum(r.is_province for r in codes) == 34
    assert sum(r.code.endswith("00") and not r.is_province for r in codes) == 333
    assert all(re.fullmatch(r"\d{6}", r.code) for r in codes)


def test_every_region_has_one_above_it() -> None:
    for region in _index().by_code.values():
        above = parent_code(region.code)
        assert above is not None
        assert above == "000000" or find_code(above) is not None


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("浙江省", "330000", "浙江省"),
        ("杭州市渡船条例", "330100", "杭州市"),
        ("浙江省杭州市西湖区人民政府", "330106", "浙江省杭州市西湖区"),
        ("盐城市大丰区渡船办法", "320904", "盐城市大丰区"),
        ("景宁畲族自治县", "331127", "景宁畲族自治县"),
        ("内蒙古自治区", "150000", "内蒙古自治区"),
        ("上海市浦东新区", "310115", "上海市浦东新区"),
        ("莱芜市供水条例", "371200", "莱芜市"),
        ("汕头经济特区消防条例", "440500", "汕头经济特区"),
    ],
)
def test_prefix(text: str, code: str, named: str) -> None:
    found = find_prefix(text)
    assert found is not None
    assert (found[0].code, text[: found[1]]) == (code, named)


@pytest.mark.parametrize("text", ["", "渡船条例", "鼓楼区渡船办法", "市人民政府"])
def test_no_prefix(text: str) -> None:
    assert find_prefix(text) is None


def test_names() -> None:
    assert region_name("000000") == "全国"
    assert region_name("370200") == "青岛市"
    assert region_name("999998") == "999998"
    assert region_name(UNKNOWN) == "未知地区"
    assert parent_code("370202") == "370200"
    assert parent_code("370200") == "370000"
    assert parent_code("370000") == "000000"
    assert parent_code("000000") is None


@pytest.mark.parametrize(
    ("name", "code"), [("上海", "310000"), ("广西", "450000"), ("内蒙古", "150000"), ("香港", "810000")]
)
def test_short_names_of_provinces(name: str, code: str) -> None:
    region = find_short(name)
    assert region is not None
    assert region.code == code
