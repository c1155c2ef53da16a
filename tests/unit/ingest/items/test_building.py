"""Records become items: eIds, texts with the places of fields, bodies, citations."""

from __future__ import annotations

import pytest

from ingest.items.building import build_items
from ingest.items.citing import find_item_citations
from schemas.citations import CLEANUP_LAPSED, CLEANUP_REPEALED, CitationKind, Relation
from schemas.ids import parse_id
from schemas.model import ITEM_KINDS
from schemas.records import Cell, Record, RecordKind, Role

QINGDAO = "370200"


def record(kind: RecordKind, row: int, *cells: tuple[str, str, Role], **values: object) -> Record:
    made = tuple(Cell(name, f"列{n}", text, role, row, n) for n, (name, text, role) in enumerate(cells, start=1))
    return Record(kind, row, made, **values)  # type: ignore[arg-type]


def power(row: int, name: str, **values: object) -> Record:
    return record(RecordKind.POWER, row, ("name", name, Role.KEY), **values)


def test_eids_are_unique_and_parse_as_identifiers() -> None:
    records = [
        power(3, "甲", sheet="处罚"),
        record(RecordKind.POWER_SUBITEM, 3, ("subitem", "甲一", Role.SUBITEM), sheet="处罚", parent=0),
        power(5, "乙", sheet="许可"),
        power(5, "丙", sheet="许可"),
        record(RecordKind.EMPOWERMENT_ITEM, 2, ("name", "丁", Role.KEY), sheet="表1"),
        record(RecordKind.POWER_SUBITEM, 2, ("subitem", "丁一", Role.SUBITEM), sheet="表1", parent=4),
        record(RecordKind.TIER, 4, ("step", "从轻", Role.STEP), page=7),
        record(RecordKind.GUIDING_CASE, 9, ("name", "某案", Role.KEY)),
    ]
    items = build_items(records, ["处罚", "许可"], QINGDAO)
    assert [i.eid for i in items] == [
        "sheet_1__power_3",
        "sheet_1__power_3__power_3",
        "sheet_2__power_5",
        "sheet_2__power_5_2",
        "table_1__entry_2",
        "table_1__entry_2__entry_2",
        "page_7__tier_4",
        "text__case_9",
    ]
    assert items[1].parent == items[0].eid
    assert all(str(parse_id(f"cn:list:甲@undated~{i.eid}")) for i in items)
    assert {i.kind for i in items} <= ITEM_KINDS.keys()


def test_the_text_holds_every_field_at_its_place_and_no_person() -> None:
    made = record(
        RecordKind.CONTACT_POINT,
        2,
        ("name", "某街道办事处", Role.KEY),
        ("contact", "张三", Role.PERSONAL),
        ("field", "基层\n治理", Role.TEXT),
        ("duty_items", "一、责任", Role.SHARED),
    )
    [item] = build_items([made], [], QINGDAO)
    assert item.text == "列1：某街道办事处\n列3：基层\n治理"
    assert "张三" not in repr(item)
    placed = [f for f in item.fields if f.start is not None]
    assert [item.text[f.start : f.end] for f in placed] == [f.text for f in placed]
    [shared] = [f for f in item.fields if f.start is None]
    assert (shared.text, len(shared.digest or "")) == ("一、责任", 32)


def test_bodies_of_an_item_are_those_of_its_column_else_of_its_department_or_unit() -> None:
    body = ("body", "市应急管理局", Role.BODY)
    department = ("department", "市公安局", Role.GROUP)
    unit = ("unit", "危化科、市公安局", Role.UNIT)
    names = []
    for cells in ((body, department, unit), (department, unit), (unit,)):
        [item] = build_items([record(RecordKind.POWER, 3, ("name", "甲", Role.KEY), *cells)], [], QINGDAO)
        names.append([(b.name, b.part.value) for b in item.bodies])
    assert names == [
        [("青岛市应急管理局", "body"), ("青岛市应急管理局危化科", "unit"), ("青岛市公安局", "unit")],
        [("青岛市公安局", "body"), ("青岛市公安局危化科", "unit"), ("青岛市公安局", "unit")],
        [("青岛市公安局", "body"), ("青岛市公安局危化科", "unit")],
    ]


def test_bases_are_bases_and_others_are_cited() -> None:
    made = record(
        RecordKind.POWER,
        3,
        ("name", "对甲的处罚", Role.KEY),
        ("basis", "【法律】《中华人民共和国行政处罚法》第五条", Role.BASIS),
        ("note", "参见《中华人民共和国行政许可法》第六条", Role.TEXT),
    )
    items = build_items([made], [], QINGDAO)
    [citations] = find_item_citations(items, "甲清单", "2024-01-01").values()
    assert [(c.relation, c.label) for c in citations] == [(Relation.BASED_ON, "法律"), (Relation.CITES, None)]
    assert all(items[0].text[c.start : c.end] == c.text for c in citations)


def test_every_field_that_names_law_is_cited() -> None:
    grounds = "未按规定办理的，依照《中华人民共和国公务员法》第六十一条处理。"
    made = record(
        RecordKind.POWER,
        3,
        ("name", "对甲的处罚", Role.KEY),
        ("level", "市级。《中华人民共和国行政处罚法》第二十三条规定的除外", Role.LEVEL),
        ("duty_items", "法律法规规章规定应履行的其他责任", Role.SHARED),
        ("accountability", grounds, Role.SHARED),
    )
    [item] = build_items([made], [], QINGDAO)
    [citations] = find_item_citations([item], "甲清单", "2024-01-01").values()
    assert [(c.title, c.targets[0].article, c.relation) for c in citations] == [
        ("中华人民共和国行政处罚法", 23, Relation.CITES),
        ("中华人民共和国公务员法", 61, Relation.CITES),
    ]
    assert all(item.text[c.start : c.end] == c.text for c in citations)
    general, named = (f for f in item.fields if f.role is Role.SHARED)
    assert (general.start, item.text[named.start : named.end]) == (None, grounds)
    assert general.digest
    assert named.digest


def test_a_column_of_grounds_and_their_basis_names_bases() -> None:
    cell = Cell("accountability", "追责情形及追责依据", "《中华人民共和国公务员法》第六十一条", Role.SHARED, 3, 1)
    items = build_items([Record(RecordKind.POWER, 3, (cell,))], [], QINGDAO)
    [citations] = find_item_citations(items, "甲清单", "2024-01-01").values()
    assert [c.relation for c in citations] == [Relation.BASED_ON]


@pytest.mark.parametrize(
    ("title", "number", "result", "expected"),
    [
        ("甲办法", "甲政发〔2010〕3号", "废止", (Relation.REPEALS, CLEANUP_REPEALED, "甲办法", [])),
        ("《甲办法》", "", "宣布失效", (Relation.REPEALS, CLEANUP_LAPSED, "甲办法", [])),
        ("甲办法（第七条至第九条）", "", "废止", (Relation.REPEALS, "cleanup", "甲办法", [7, 8, 9])),
        ("甲办法", "", "继续有效", (Relation.CITES, "cleanup", "甲办法", [])),
        ("甲办法", "", "修改", (Relation.AMENDS, "cleanup", "甲办法", [])),
    ],
)
def test_a_clean_up_row_says_what_becomes_of_its_document(
    title: str, number: str, result: str, expected: tuple[Relation, str, str, list[int]]
) -> None:
    cells = [("title", title, Role.KEY), ("document_number", number, Role.TEXT), ("result", result, Role.TEXT)]
    made = record(RecordKind.CLEANUP_ITEM, 2, *(c for c in cells if c[1]))
    [[found]] = find_item_citations(build_items([made], [], QINGDAO), "清理结果", None).values()
    assert (found.relation, found.rule, found.title, [t.article for t in found.targets]) == expected
    assert found.kind == (CitationKind.DOCNUMBER if number else CitationKind.EXTERNAL)
