"""Power lists: what one row is, and what it is not."""

from __future__ import annotations

from ingest.records.grid import Grid
from ingest.records.mapping import column_map_for
from ingest.records.places import Place
from ingest.records.sheets import SheetRecords, read_sheet
from schemas.records import DocumentKind, Record, RecordKind, Role
from schemas.sheets import Merge, Sheet

HEAD = ("序号", "事项名称", "子项名称", "权力类型", "实施依据", "行使主体", "承办机构", "实施层级及权限", "", "备注")
WIDE = Merge(2, 8, 2, 9)


def row(
    number: str, name: str, sub: str = "", kind: str = "行政处罚", basis: str = "《甲法》第一条", body: str = "市甲局"
) -> tuple[str, ...]:
    return (number, name, sub, kind, basis, body, "一科", "市级", "负责本级", "")


def read(
    rows: list[tuple[str, ...]], *merges: Merge, hidden_rows: set[int] | None = None, name: str = "表"
) -> SheetRecords:
    sheet = Sheet(name, (("甲局权责清单",), HEAD, *rows), (WIDE, *merges), hidden_rows=frozenset(hidden_rows or ()))
    return read_sheet(Grid(sheet), column_map_for(DocumentKind.POWER_LIST), Place(name))


def brief(records: list[Record]) -> list[tuple[str, int, str, int | None]]:
    return [(r.kind.value, r.row, r.fields.get("subitem") or r.fields["name"], r.parent) for r in records]


def test_fields_by_role_with_their_place() -> None:
    (record,) = read([row("1", "对乱倒的处罚", kind="行政\n处罚")]).records
    assert record.kind is RecordKind.POWER
    assert (record.sheet, record.row) == ("表", 3)
    assert record.fields["type"] == "行政处罚"
    assert (record.fields["level"], record.fields["authority"]) == ("市级", "负责本级")
    (basis,) = record.texts(Role.BASIS)
    assert (basis.header, basis.text, basis.row, basis.column) == ("实施依据", "《甲法》第一条", 3, 5)
    assert [c.text for c in record.texts(Role.BODY)] == ["市甲局"]


def test_subitems_are_records_with_their_own_rows() -> None:
    rows = [row("1", "审批", "1.设立审批"), row("", "", "2.变更审批", basis="《乙法》第二条"), row("2", "检查", "无")]
    found = read(rows, Merge(3, 1, 4, 1), Merge(3, 2, 4, 2)).records
    assert brief(found) == [
        ("power", 3, "1.设立审批", None),
        ("power_subitem", 3, "1.设立审批", 0),
        ("power_subitem", 4, "2.变更审批", 0),
        ("power", 5, "无", None),
    ]
    assert found[2].fields["basis"] == "《乙法》第二条"
    assert found[2].fields["name"] == "审批"


def test_a_name_repeated_under_a_merged_number_is_the_same_item() -> None:
    rows = [row("1", "资质审批", "甲类"), row("", "资质审批", "乙类"), row("", "资质审批", "丙类")]
    assert [k for k, *_ in brief(read(rows, Merge(3, 1, 5, 1)).records)] == ["power"] + ["power_subitem"] * 3


def test_several_subitems_in_one_cell() -> None:
    found = read([row("1", "采矿审批", "1.新设登记    2.延续登记\n3.变更登记")]).records
    assert [r.fields["subitem"] for r in found[1:]] == ["1.新设登记", "2.延续登记", "3.变更登记"]
    assert {r.row for r in found} == {3}


def test_two_numbers_in_one_cell_are_two_items() -> None:
    found = read([row("1", "甲"), row("2,3", "对乙的处罚\n对丙的处罚"), row("4、5", "丁")]).records
    assert [(r.fields["serial"], r.fields["name"], r.row) for r in found] == [
        ("1", "甲", 3),
        ("2", "对乙的处罚", 4),
        ("3", "对丙的处罚", 4),
        ("4", "丁", 5),
        ("5", "丁", 5),
    ]


def test_rows_for_another_level_are_no_items() -> None:
    other = ("", "", "", "", "", "县甲局", "二科", "县级", "负责县级", "")
    merges = [Merge(3, c, 4, c) for c in (1, 2, 4, 5)]
    (record,) = read([row("1", "对乱倒的处罚"), other], *merges).records
    assert record.fields["body"] == "市甲局"
    (level,) = record.levels
    assert level.row == 4
    assert {c.name: c.text for c in level.cells}["body"] == "县甲局"


def test_continuation_rows_add_to_their_item() -> None:
    rest = ("", "", "", "", "《乙法》第二条", "", "", "", "", "")
    (record,) = read([row("1", "检查"), rest]).records
    assert record.fields["basis"] == "《甲法》第一条\n《乙法》第二条"


def test_an_item_whose_number_was_forgotten() -> None:
    found = read([row("19", "甲"), row("", "洗染备案"), row("21", "乙")])
    assert [r.fields["name"] for r in found.records] == ["甲", "洗染备案", "乙"]


def test_hidden_rows_notes_and_sections_are_no_items() -> None:
    blank = ("",) * 9
    rows = [
        ("一、行政许可（2项）", *blank),
        row("1", "甲"),
        row("2", "藏起来的"),
        ("二、行政处罚（1项）", *blank),
        row("1", "乙"),
        HEAD,
        row("2", "丙"),
        ("注：本表自印发之日起执行。", *blank),
        ("合计", "3", *blank[:-1]),
    ]
    found = read(rows, hidden_rows={5})
    assert [(r.fields["name"], r.fields["section"]) for r in found.records] == [
        ("甲", "一、行政许可（2项）"),
        ("乙", "二、行政处罚（1项）"),
        ("丙", "二、行政处罚（1项）"),
    ]
    assert [(f.expected, f.found) for f in found.findings] == [("2", "1"), ("1", "2")]
    reasons = {m.reason for m in found.remnants}
    assert {"hidden row", "note", "section heading", "repeated header", "title", "header"} <= reasons


def test_a_merged_item_shows_although_its_first_row_is_hidden() -> None:
    rows = [row("1", "甲"), ("",) * 10]
    merges = [Merge(3, c, 4, c) for c in range(1, 8)]
    assert len(read(rows, *merges, hidden_rows={3}).records) == 1


def test_text_under_a_merged_cell_is_kept_but_not_read() -> None:
    stale = row("", "旧名称", basis="《旧法》第九条")
    merges = [Merge(3, c, 4, c) for c in range(1, 11)]
    found = read([row("1", "甲"), stale], *merges)
    assert len(found.records) == 1
    assert found.records[0].fields["basis"] == "《甲法》第一条"
    assert ("旧名称", 4) in [(m.text, m.row) for m in found.remnants if m.reason == "under a merged cell"]


def test_hidden_columns_leave_the_name_to_the_visible_one() -> None:
    head = ("序号", "事项名称", "权力类型", "实施依据", "追责情形", "备注", "追责情形")
    rows = (("甲局权责清单",), head, ("1", "甲", "行政处罚", "《甲法》", "旧情形", "", "新情形"))
    sheet = Sheet("表", rows, hidden_columns=frozenset({5}))
    found = read_sheet(Grid(sheet), column_map_for(DocumentKind.POWER_LIST), Place("表"))
    assert found.records[0].fields["accountability"] == "新情形"
    assert [m.text for m in found.remnants if m.reason.startswith("hidden column")] == ["旧情形"]


def test_no_text_of_a_sheet_is_lost() -> None:
    rows = [
        row("1", "甲", "1.子一"),
        row("", "", "2.子二"),
        ("", "", "", "", "", "县局", "", "县级", "", "未知列之外"),
        ("注：附注", *("",) * 9),
    ]
    found = read([*rows, row("2", "乙")], Merge(3, 1, 5, 1), Merge(3, 2, 5, 2))
    said = {c.text for r in found.records for c in r.cells} | {m.text for m in found.remnants}
    said |= {c.text for r in found.records for level in r.levels for c in level.cells}
    everything = {t for r in ([("甲局权责清单",), HEAD, *rows, row("2", "乙")]) for t in r if t}
    assert everything <= said


def test_unknown_tables_become_list_rows() -> None:
    sheet = Sheet("表", (("品名", "单价", "数量"), ("纸", "3", "10"), ("笔", "2", "20")))
    found = read_sheet(Grid(sheet), None, Place("表"))
    assert [(r.kind, r.row, r.fields) for r in found.records] == [
        (RecordKind.LIST_ROW, 2, {"品名": "纸", "单价": "3", "数量": "10"}),
        (RecordKind.LIST_ROW, 3, {"品名": "笔", "单价": "2", "数量": "20"}),
    ]


def test_the_type_comes_from_the_sheet_where_no_column_has_it() -> None:
    rows = (("序号", "事项名称", "实施依据", "责任事项"), ("1", "甲", "《甲法》", "乙"))
    found = read_sheet(
        Grid(Sheet("行政许可（3项）", rows)), column_map_for(DocumentKind.POWER_LIST), Place("行政许可（3项）")
    )
    assert found.records[0].fields["type"] == "行政许可"
