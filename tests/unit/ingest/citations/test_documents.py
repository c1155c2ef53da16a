"""A whole document: its own structure, its own short names."""

from __future__ import annotations

from ingest.citations import find_document_citations
from schemas.documents import Provision


def _article(number: int, text: str, *parts: tuple[str, int, int]) -> list[Provision]:
    eid = f"art_{number}"
    inner = [Provision(f"{eid}__{e}", eid, _level(e), "", "", None, s, t) for e, s, t in parts]
    return [Provision(eid, None, "article", f"第{number}条", "", text, None, None), *inner]


def _level(eid: str) -> str:
    return {"para": "paragraph", "item": "item"}[eid.rpartition("__")[2].partition("_")[0]]


def test_a_short_name_holds_in_the_whole_document() -> None:
    provisions = [
        *_article(1, "根据《云溪市湖泊与湿地保护条例》（以下简称湖泊条例），制定本细则。"),
        *_article(2, "湖泊条例第三条所称湖泊。"),
    ]
    found = find_document_citations("湖泊细则", None, provisions)
    assert [(c.text, c.title) for c in found["art_2"]] == [("湖泊条例第三条", "云溪市湖泊与湿地保护条例")]


def test_the_structure_of_the_article_counts_and_not_its_lines() -> None:
    text = "甲\n乙\n有前款行为的"
    provisions = _article(5, text, ("para_1", 0, 3), ("para_2", 4, 9))
    found = find_document_citations("湖泊条例", None, provisions)
    assert [str(t) for c in found["art_5"] for t in c.targets] == ["第五条第一款"]


def test_the_article_before_is_the_one_printed_before() -> None:
    provisions = [*_article(3, "甲。"), *_article(5, "依照前条。")]
    found = find_document_citations("湖泊条例", None, provisions)
    assert [str(t) for c in found["art_5"] for t in c.targets] == ["第三条"]


def test_blocks_without_citations_are_left_out() -> None:
    assert find_document_citations("湖泊条例", None, _article(1, "湖水清。")) == {}


def test_an_amending_act_keeps_its_place_over_blocks() -> None:
    blocks = [
        Provision(f"block_{i}", None, "block", "", "", text, None, None)
        for i, text in enumerate(["一、将第七条第一款修改为：“甲。”", "增加一款作为第二款：“乙。”"], start=1)
    ]
    found = find_document_citations("关于修改《绿道条例》的决定", None, blocks)
    assert [str(t) for c in found["block_2"] for t in c.targets] == ["第七条第二款"]
