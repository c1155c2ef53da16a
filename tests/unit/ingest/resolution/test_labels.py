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
        ("法律", None, "互联网信息服务管理办法", None),
        ("法规", None, "没有这部条例", None),
        ("依据", "law", None, None),
    ],
)
def test_printed_ranks(label: str, kind: str | None, title: str | None, fits: bool | None) -> None:
    assert fits_label(label, kind, title) is fits


def test_a_violation_has_one_key_in_benchmark_and_power_list() -> None:
    keys = {violation_key(n) for n in ("对擅自占用城市道路的处罚", "擅自占用城市道路的", "擅自占用城市道路的行政处罚")}
    assert keys == {"擅自占用城市道路"}
