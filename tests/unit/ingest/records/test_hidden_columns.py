"""Bases in hidden columns: read where the header repeats that of a visible one, and never twice."""

from __future__ import annotations

import pytest

from ingest.items.building import build_items
from ingest.items.citing import find_item_citations
from ingest.records.grid import Grid
from ingest.records.mapping import column_map_for
from ingest.records.places import Place
from ingest.records.sheets import SheetRecords, read_sheet
from schemas.records import DocumentKind
from schemas.sheets import Sheet

HEAD = ("序号", "事项名称", "权力类型", "责任事项依据", "实施依据", "责任事项依据")


def read(hidden: str, shown: str, name: str = "对乱倒的处罚") -> SheetRecords:
    """One item; its fourth column is hidden and has the header of the sixth."""
    rows = (("甲局权责清单",), HEAD, ("1", name, "行政处罚", hidden, "《湖办法》（2016年修订）第一条", shown))
    sheet = Sheet("表", rows, hidden_columns=frozenset({4}))
    return read_sheet(Grid(sheet), column_map_for(DocumentKind.POWER_LIST), Place("表"))


def citations(found: SheetRecords) -> list[tuple[str, str]]:
    """The titles and places of the one item's citations, in the order of its text."""
    items = build_items(found.records, ["表"], "990100")
    return [
        (c.title or "", " ".join(map(str, c.targets)))
        for c in find_item_citations(items, "甲局权责清单", None).get(items[0].eid, ())
    ]


@pytest.mark.parametrize(
    ("hidden", "shown", "kept"),
    [
        ("《湖法》第三条", "《湖法》第三条、第四条", False),
        ("《湖法》 第三条。", "【法律】《湖法》第三条", False),
        ("《湖法》第三条；《河法》第九条", "《湖法》第三条", True),
        ("《河法》第九条", "", True),
    ],
)
def test_what_a_hidden_column_says_beyond_the_visible_one(hidden: str, shown: str, *, kept: bool) -> None:
    found = read(hidden, shown)
    headers = [c.header for c in found.records[0].cells]
    assert ("责任事项依据（隐藏列）" in headers) is kept
    # The text is in the item or beside it, once.
    left = [m.text for m in found.remnants if m.reason.startswith("hidden column")]
    assert left == ([] if kept else [hidden])
    assert len(found.records) == 1


def test_no_citation_twice() -> None:
    found = read("《湖法》（2018年修正）第三条；《河法》第九条", "《湖法》（2018年修正）第三条、第四条")
    assert citations(found) == [
        ("湖办法", "第一条"),
        ("湖法", "第三条 第四条"),
        ("河法", "第九条"),
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("未按照本办法第六条规定登记的", "湖办法"),
        # The item has no 条例, and its list is none.
        ("未按照本条例第六条规定登记的", ""),
    ],
)
def test_a_word_outside_the_bases_means_the_basis_of_that_kind(name: str, title: str) -> None:
    assert citations(read("", "", name))[0] == (title, "第六条")
