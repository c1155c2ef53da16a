from __future__ import annotations

import pytest

from ingest.resolution.labels import fits_label
from ingest.resolution.tiers import violation_key


@pytest.mark.parametrize(
    ("label", "kind", "title", "fits"),
    [
        ("法律", "law", None, True),
        ("法规", "law", None, False),
        ("法规", "admin_regulation", None, True),
        ("法规", "local_regulation", None, True),
        ("行政法规", "local_regulation", None, False),
        ("规章", "local_rule", None, True),
        ("法规", None, "中华人民共和国行政处罚法", False),
        ("法律", None, "中华人民共和国行政处罚法", True),
        ("法律", None, "互联网信息服务管理办法", False),
        ("规章", None, "互联网信息服务管理办法", None),
        ("法规", None, "没有这部条例", True),
        ("规章", None, "没有这部条例（试行）", False),
        ("地方性法规", None, "没有这部条例", None),
        ("法规", None, "青岛市渡船条例", True),
        ("行政法规", None, "青岛市渡船条例", False),
        ("法规", None, "渡船法", False),
        ("法规", None, "渡船管理办法", None),
        ("法律", None, "某某目录", False),
        ("法规", None, "中国共产党渡船条例", False),
        ("规范性文件", None, "中共中央 国务院关于渡船的意见", None),
        ("法律", None, "渡船", None),
        ("依据", "law", None, None),
    ],
)
def test_printed_ranks(label: str, kind: str | None, title: str | None, fits: bool | None) -> None:
    assert fits_label(label, kind, title) is fits


@pytest.mark.parametrize(
    ("label", "cited", "fits"),
    [
        ("规章", "《工人渡船条例》（劳动部令第1号1990年7月12日）第二条", True),
        ("法规", "《工人渡船条例》（劳动部令第1号1990年7月12日）第二条", False),
        ("规章", "《渡船管理办法》（2004年5月30日国务院令第408号）第五条", False),
        ("法规", "《渡船管理办法》（2004年5月30日国务院令第408号）第五条", True),
        ("法规", "《渡船管理办法》（山东省人民政府令第12号）第五条", False),
        ("规章", "《某自治区实施〈渡船条例〉办法》（某自治区人民政府主席令第12号）第五条", True),
        ("规章", "《渡船管理办法》（交通运输部、公安部令第12号）第五条", True),
    ],
)
def test_who_gave_it_out_tells_the_rank(label: str, cited: str, fits: bool) -> None:
    title = cited.partition("》")[0].removeprefix("《")
    assert fits_label(label, None, title, cited) is fits


def test_a_violation_has_one_key_in_benchmark_and_power_list() -> None:
    keys = {violation_key(n) for n in ("对擅自占用城市道路的处罚", "擅自占用城市道路的", "擅自占用城市道路的行政处罚")}
    assert keys == {"擅自占用城市道路"}
