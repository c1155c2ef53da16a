"""Cells whose bases stand behind a printed rank, with marks broken or left out."""

from __future__ import annotations

import time

import pytest

from ingest.citations import find_citations
from schemas.citations import CitationKind, Relation

CASES = {
    "no marks": ("【法规】青岛市渡船管理条例（2002年7月26日通过）\n第四条：渡船", "青岛市渡船管理条例", [4]),
    "no opening mark": ("【规章】渡船管理办法》（2023年9月27日交通运输部令第8号公布）\n第四条", "渡船管理办法", [4]),
    "no closing mark": ("【规章】《渡船管理办法（2023年9月27日交通运输部令第8号公布）\n第四条", "渡船管理办法", [4]),
    "a bracket for a mark": (
        "【法规】（渡船管理规定》（2002年10月1日国务院令第364号公布）\n第四条",
        "渡船管理规定",
        [4],
    ),
    "marks inside": (
        "【规章】青岛市实施《渡船管理条例》办法（市政府令第17号）\n第四条",
        "青岛市实施《渡船管理条例》办法",
        [4],
    ),
    "a notice": ("【规范性文件】关于规范渡船备案工作的通知（青交规〔2020〕2号）", "关于规范渡船备案工作的通知", []),
    "doubled signs": (
        "【规章】<<渡船管理办法>>（2021年7月30日交通运输部令第4号）\n第五条、第六条",
        "渡船管理办法",
        [5, 6],
    ),
    "in square brackets": ("[行政法规]渡船管理条例第四条、第五条", "渡船管理条例", [4, 5]),
}


@pytest.mark.parametrize(("cell", "title", "articles"), CASES.values(), ids=CASES.keys())
def test_a_title_behind_a_rank(cell: str, title: str, articles: list[int]) -> None:
    [found] = [c for c in find_citations(cell) if c.kind is CitationKind.EXTERNAL]
    assert (found.title, [t.article for t in found.targets], found.relation) == (title, articles, Relation.BASED_ON)
    assert cell[found.start : found.end] == found.text


def test_each_labelled_title_is_a_basis_whatever_stands_before_it() -> None:
    cell = "【法律】《中华人民共和国行政处罚法》第二条\n全文适用\n【规章】《渡船安全规定》（交通发〔2016〕72号）\n全文适用\n"
    cell += "【部令】2017年3月1日国务院令第676号《渡船管理条例》第三条"
    titles = [
        c.title for c in find_citations(cell) if c.kind is CitationKind.EXTERNAL and c.relation is Relation.BASED_ON
    ]
    assert titles == ["中华人民共和国行政处罚法", "渡船安全规定", "渡船管理条例"]


@pytest.mark.parametrize("cell", ["【2019】53号)\n第二条", "【法规】按照有关规定办理。", "【规章】无", "【法规】"])
def test_no_title_behind_a_bracket(cell: str) -> None:
    assert [c for c in find_citations(cell) if c.kind is CitationKind.EXTERNAL] == []


@pytest.mark.parametrize("text", ["【法规】" * 60_000, "【法规】" + "渡" * 300_000, "【法规】渡船《" * 40_000])
def test_linear(text: str) -> None:
    start = time.process_time()
    find_citations(text)
    assert time.process_time() - start < 20
