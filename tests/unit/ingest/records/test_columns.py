"""The column maps are data: their form, and that no header means two things in one kind."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from ingest.records.mapping import ColumnMap, find_role, load_column_maps
from ingest.records.texts import clean_header
from schemas.records import DocumentKind, RecordKind, Role

MAPS = load_column_maps()
FILES = sorted(f.name for f in (files("ingest.records") / "columns").iterdir() if f.name.endswith(".toml"))


@pytest.mark.parametrize("name", FILES)
def test_files_have_the_declared_form(name: str) -> None:
    data = tomllib.loads((files("ingest.records") / "columns" / name).read_text("utf-8"))
    allowed = (
        {"column", "unknown"}
        if name == "shared.toml"
        else {"record", "subitem", "document", "titles", "required", "fits", "shared", "column"}
    )
    assert set(data) <= allowed
    for column in data["column"]:
        assert set(column) <= {"name", "role", "synonyms", "follow", "contains"}
        assert column["name"].isascii()
        assert column["synonyms"] == list(dict.fromkeys(column["synonyms"]))
        assert all(clean_header(s) for s in column["synonyms"])
        Role(column["role"])


@pytest.mark.parametrize("spec", MAPS, ids=lambda m: m.document.value)
def test_groups_name_columns_and_names_are_unique(spec: ColumnMap) -> None:
    names = [c.name for c in spec.columns]
    assert len(names) == len(set(names))
    for group in (*spec.required, *spec.fits):
        assert set(group) <= set(names)
    assert any(c.role in (Role.KEY, Role.STEP) for c in spec.columns)


@pytest.mark.parametrize("spec", MAPS, ids=lambda m: m.document.value)
def test_own_headers_mean_one_column(spec: ColumnMap) -> None:
    own: dict[str, str] = {}
    for column in spec.columns:
        for synonym in column.synonyms:
            own.setdefault(clean_header(synonym), column.name)
    assert own == {h: c.name for h, c in spec.by_header.items()}


def test_every_record_kind_of_a_list_has_a_map() -> None:
    without = set(RecordKind) - {m.record for m in MAPS}
    assert without == {RecordKind.POWER_SUBITEM, RecordKind.LIST_ROW}
    assert len({m.document for m in MAPS}) == len(MAPS)


HEADERS = [
    (DocumentKind.POWER_LIST, "实施\n依据", "basis", Role.BASIS),
    (DocumentKind.POWER_LIST, "行使主体（部门）", "body", Role.BODY),
    (DocumentKind.POWER_LIST, "责任事项的依据", "duty_basis", Role.BASIS),
    (DocumentKind.RANDOM_CHECK_LIST, "抽查项目/抽查事项", "name", Role.KEY),
    (DocumentKind.DISCRETION_BENCHMARK, "对单位罚款", "consequence", Role.AMOUNT),
    (DocumentKind.CLEANUP_RESULT, "发文字号", "document_number", Role.TEXT),
    (DocumentKind.CONTACT_POINT_LIST, "联系电话", "phone", Role.PERSONAL),
]


@pytest.mark.parametrize(("document", "header", "name", "role"), HEADERS)
def test_headers(document: DocumentKind, header: str, name: str, role: Role) -> None:
    spec = next(m for m in MAPS if m.document is document)
    found = spec.find_column(header)
    assert found is not None
    assert (found.name, found.role) == (name, role)


def test_unknown_headers_get_a_role_from_their_words() -> None:
    assert find_role("免罚的法律依据") is Role.BASIS
    assert find_role("协同单位") is Role.BODY
    assert find_role("施工单位") is Role.TEXT
    assert find_role("协同单位类型") is Role.TEXT
    assert find_role("经办人联系电话") is Role.PERSONAL
    assert find_role("颜色") is Role.TEXT
