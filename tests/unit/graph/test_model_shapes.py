"""The engines hold what the model says: every kind has an id form, tables follow the model, ids keep their order."""

from __future__ import annotations

import itertools

import pytest

from graph.shapes import ID_FORMS, kind_of
from graph.sqlite.layout import TABLES, split_id
from graph.sqlite.schema import DDL
from schemas.ids import ITEM_NAMES, item_kind
from schemas.model import ITEM_KINDS, NODE_KINDS, PropertyType

IDS = {
    "Work": "cn-370000:local_regulation:甲条例",
    "Expression": "cn:law:甲法@2021-01-22.2",
    "Provision": "cn:law:甲法@2021-01-22~art_33__para_1__item_2",
    "Citation": "cn:law:甲法@2021-01-22~art_33!c3",
    "Body": "body-370000:甲省人民政府",
    "Source": "source:0123456789abcdef",
    "DutyItem": "duty:0123456789abcdef0123456789abcdef",
    "Concept": "concept:administrative-penalty",
    **{kind: f"cn-650200:list:甲清单@2024-01-01~sheet_1__{name}_15_2" for kind, name in ITEM_NAMES.items()},
}


def test_every_item_kind_has_a_name_in_identifiers() -> None:
    assert ITEM_NAMES.keys() == ITEM_KINDS.keys()
    assert item_kind("cn:law:甲法@2021-01-22~chp_1__sec_2") is None
    assert item_kind("cn:list:甲清单@undated~table_1__entry_2!c1") is None
    assert item_kind("cn:list:甲清单@undated~sheet_1__power_2__power_3") == "PowerItem"


def test_every_kind_has_a_form_of_identifier() -> None:
    assert ID_FORMS.keys() == NODE_KINDS.keys() == TABLES.keys()


@pytest.mark.parametrize(("kind", "node_id"), IDS.items())
def test_an_identifier_fits_one_kind_only(kind: str, node_id: str) -> None:
    assert [k for k, form in ID_FORMS.items() if form.fits(node_id)] == [kind]
    assert kind_of(node_id) == kind


@pytest.mark.parametrize("node_id", ["", "x", "x~art_1", "cn:law:甲!法@undated~art_1", "art_1!c1"])
def test_what_is_no_identifier_is_of_no_kind(node_id: str) -> None:
    assert kind_of(node_id) is None


def test_every_property_has_a_place_and_every_indexed_one_an_index() -> None:
    ddl = "\n".join(DDL)
    for kind in NODE_KINDS.values():
        for prop in kind.properties:
            column = TABLES[kind.name].by_name[prop.name]
            if column.stored:
                assert f'"{prop.name}"' in ddl
                numeric = prop.type in (PropertyType.INT, PropertyType.BOOL)
                assert column.ddl.endswith("INTEGER" if numeric or column.storage.name == "NAME" else "TEXT")
            if prop.indexed and column.stored:
                assert f'"{kind.name}_{prop.name}"' in ddl


def test_halves_sort_as_whole_identifiers_do() -> None:
    ids = [
        *IDS.values(),
        "cn:law:甲法@2021-01-22",
        "cn:law:甲法@2021-01-22.2~art_1",
        "cn:law:甲法@2021-01-22~art_1",
        "cn:law:甲法",
        "cn:law:甲法律@undated~art_1",
        "cn:law:𠮷法@undated~art_1",
        "cn:law:＃法@undated~art_1",
    ]
    assert sorted(ids) == ["".join(h) for h in sorted(split_id(i) for i in ids)]
    for a, b in itertools.combinations(ids, 2):
        assert (a < b) == (split_id(a) < split_id(b))
