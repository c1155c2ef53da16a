from __future__ import annotations

from collections.abc import Sequence

from ingest.records.grid import Grid
from ingest.records.mapping import column_map_for
from ingest.records.places import Place
from ingest.records.sheets import read_sheet
from schemas.records import DocumentKind, Record
from schemas.sheets import Merge, Sheet

HEAD = ("序号", "违法行为", "法律依据", "类别", "裁量情节", "裁量标准", "备注")


def read(rows: Sequence[tuple[str, ...]], *merges: Merge, place: Place | None = None) -> list[Record]:
    spec = column_map_for(DocumentKind.DISCRETION_BENCHMARK)
    return read_sheet(Grid(Sheet("表", tuple(rows), merges)), spec, place or Place("表")).records


def test_circumstances_under_one_step_are_alternatives() -> None:
    rows = [
        ("一、《甲法》",),
        HEAD,
        ("1-1", "乱倒", "《甲法》第一条", "1", "初犯", "处二万元以上五万元以下罚款", "责令改正"),
        ("", "", "", "2", "再犯", "处五万元以上十万元以下罚款", ""),
        ("", "", "", "", "后果严重", "", ""),
        ("", "", "", "", "暴力抗法", "处十万元罚款", ""),
    ]
    merges = [Merge(3, 1, 6, 1), Merge(3, 2, 6, 2), Merge(3, 3, 6, 3), Merge(4, 4, 6, 4), Merge(4, 6, 5, 6)]
    found = read(rows, *merges)
    assert [(r.row, r.fields["step"], r.fields["circumstances"]) for r in found] == [
        (3, "1", "初犯"),
        (4, "2", "再犯\n后果严重"),
        (6, "2", "暴力抗法"),
    ]
    assert {r.fields["violation"] for r in found} == {"乱倒"}
    assert {r.fields["basis"] for r in found} == {"《甲法》第一条"}
    assert [(a.low, a.high) for r in found for a in r.amounts] == [(20000, 50000), (50000, 100000), (100000, 100000)]
    assert found[0].fields["section"] == "一、《甲法》"


def test_blank_cells_below_a_violation_without_merging() -> None:
    rows = [
        HEAD,
        ("1", "乱倒", "《甲法》", "轻", "初犯", "1000元", ""),
        ("", "", "", "重", "再犯", "2000元", ""),
        ("2", "乱贴", "", "轻", "初犯", "100元", ""),
    ]
    found = read(rows)
    assert [(r.fields["violation"], r.fields.get("basis")) for r in found] == [
        ("乱倒", "《甲法》"),
        ("乱倒", "《甲法》"),
        ("乱贴", None),
    ]


def test_blocks_with_labelled_rows_and_changing_factors() -> None:
    rows = [
        ("违反条款", "《甲法》第一条", "", ""),
        ("处罚依据", "《甲法》第九条", "", ""),
        ("违法行为", "排污口所在区域", "整改情况", "罚款"),
        ("偷排", "城区", "已整改", "10 万元以上 20 万元以下"),
        ("", "", "未整改", "20 万元以上"),
        ("", "", "", "以下"),
        ("", "造成重大影响的", "", "100万元"),
        ("备注", "另行没收违法所得", "", ""),
        ("违反条款", "——", "", ""),
        ("处罚依据", "《乙法》第二条", "", ""),
        ("违法行为", "裁量要素", "违法程度", "裁量权重"),
        ("裁量起点", "", "", "20%"),
        ("超标", "倍数", "1倍以下", "5%"),
    ]
    merges = [Merge(r, 2, r, 4) for r in (1, 2, 8, 9, 10)] + [
        Merge(4, 1, 7, 1),
        Merge(4, 2, 6, 2),
        Merge(7, 2, 7, 3),
        Merge(12, 1, 12, 3),
    ]
    found = read(rows, *merges)
    assert [
        (r.row, r.fields.get("排污口所在区域"), r.fields.get("整改情况"), r.fields["consequence"]) for r in found[:3]
    ] == [
        (4, "城区", "已整改", "10 万元以上 20 万元以下"),
        (5, "城区", "未整改", "20 万元以上\n以下"),
        (7, "造成重大影响的", None, "100万元"),
    ]
    assert {(r.fields["duty_basis"], r.fields["basis"], r.fields["note"]) for r in found[:3]} == {
        ("《甲法》第一条", "《甲法》第九条", "另行没收违法所得")
    }
    assert [(r.fields["violation"], r.fields["step"], r.fields["basis"]) for r in found[3:]] == [
        ("超标", "裁量起点", "《乙法》第二条"),
        ("超标", "1倍以下", "《乙法》第二条"),
    ]


def test_rows_know_the_page_they_are_printed_on() -> None:
    rows = [HEAD, ("1", "乱倒", "《甲法》", "轻", "初犯", "1000元", ""), ("", "", "", "重", "再犯", "2000元", "")]
    found = read(rows, place=Place(None, 3, rows=((3, 1), (3, 2), (4, 1))))
    assert [(r.page, r.row, r.sheet) for r in found] == [(3, 2, None), (4, 1, None)]
