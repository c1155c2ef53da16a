"""Amending and repealing acts: each section changes its own instrument, lists under a heading are repealed."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.citations import find_citations, find_document_citations
from schemas.citations import ADDED, CitingSource
from schemas.documents import Provision

ACT = CitingSource("云溪市人民政府关于修改和废止部分市政府规章的决定", "2024-11-22")
TEXT = """一、修改的规章
（一）对《云溪市湖泊办法》作出修改
1.将第七条修改为：“本办法第三条规定的船只。”
2.将第十八条中的“第六条第五项规定”修改为“第六条第四项规定”。
（二）对《云溪市绿道办法》（市政府令第9号）作出修改
1.删去第十四条。
2.增加一条，作为第二十条。
二、废止的规章
（一）《云溪市渡船办法》（市政府令第5号）。
（二）《云溪市灯塔办法》（市政府令第7号）。
三、施行日期
《云溪市湖泊办法》《云溪市绿道办法》根据本决定作相应修改，重新公布。"""


def _named(text: str, source: CitingSource = ACT) -> list[tuple[str, str | None, str]]:
    found = find_citations(text, source)
    return [(c.text, c.title, str(c.relation)) for c in found if c.kind != "docnumber"]


def test_each_section_changes_its_own_instrument() -> None:
    assert _named(TEXT) == [
        ("《云溪市湖泊办法》", "云溪市湖泊办法", "amends"),
        ("第七条", "云溪市湖泊办法", "amends"),
        ("本办法第三条", "云溪市湖泊办法", "cites"),
        ("第十八条", "云溪市湖泊办法", "amends"),
        ("第六条第五项", "云溪市湖泊办法", "cites"),
        ("第六条第四项", "云溪市湖泊办法", "cites"),
        ("《云溪市绿道办法》", "云溪市绿道办法", "amends"),
        ("第十四条", "云溪市绿道办法", "amends"),
        ("第二十条", "云溪市绿道办法", "amends"),
        ("《云溪市渡船办法》", "云溪市渡船办法", "repeals"),
        ("《云溪市灯塔办法》", "云溪市灯塔办法", "repeals"),
        ("《云溪市湖泊办法》", "云溪市湖泊办法", "cites"),
        ("《云溪市绿道办法》", "云溪市绿道办法", "cites"),
    ]


def test_a_place_that_is_made_is_told_from_one_that_is_changed() -> None:
    rules = {c.text: c.rule for c in find_citations(TEXT, ACT)}
    assert (rules["第二十条"], rules["第十四条"]) == (ADDED, "bare")


def _block(eid: str, text: str | None, heading: str = "", **more: Any) -> Provision:
    return Provision(eid, more.get("parent"), more.get("level", "block"), "", heading, text, None, None)


def test_the_headings_of_a_document_count_like_its_lines() -> None:
    provisions = [
        _block("preamble", "根据《立法条例》第三十七条，决定修改《云溪市湖泊办法》等2件规章。", level="preamble"),
        _block("subsec_1", None, "对《云溪市绿道办法》作出修改", level="subsection"),
        _block("subsec_1__block_1", "将第七条修改为：“无”。"),
        _block("subsec_2", None, "作出其他修改", level="subsection"),
        _block("subsec_2__block_1", "删去第八条。"),
        _block("subsec_3", None, "废止的规章", level="subsection"),
        _block("subsec_3__block_1", "《云溪市渡船办法》（市政府令第5号）。"),
    ]
    found = find_document_citations(ACT.title or "", ACT.date, provisions)
    assert [c.title for c in found["subsec_1__block_1"]] == ["云溪市绿道办法"]
    # Nobody says whose article that is.
    assert [(c.text, c.title) for c in found["subsec_2__block_1"]] == [("第八条", None)]
    assert {str(c.relation) for c in found["subsec_3__block_1"]} == {"repeals"}


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("对《甲办法》（令第12号）等2件规章予以修改，对《乙办法》等2件规章予以废止。", ["amends", "repeals"]),
        ("对《甲办法》等二十七件规范性文件作如下修改：", ["amends"]),
        ("根据《甲条例》，决定对《乙办法》作出修改。", ["based_on", "amends"]),
    ],
)
def test_the_first_of_several(text: str, relations: list[str]) -> None:
    assert [r for _, _, r in _named(text)] == relations


def test_the_issuer_need_not_be_named_again() -> None:
    act = CitingSource("云溪市人民政府关于修改《关于渡船的规定》的决定")
    assert _named("对《关于渡船的规定》作如下修改：\n将第一条修改为：“无”。", act) == [
        ("《关于渡船的规定》", "云溪市人民政府关于渡船的规定", "amends"),
        ("第一条", "云溪市人民政府关于渡船的规定", "amends"),
    ]
