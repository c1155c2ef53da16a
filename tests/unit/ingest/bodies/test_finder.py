"""Cells of bodies as lists print them, and who is meant."""

from __future__ import annotations

import time

import pytest

from ingest.bodies.finder import find_bodies, find_units
from ingest.bodies.places import is_collective, region_of

QINGDAO, SHINAN, SHANDONG = "370200", "370202", "370000"
OWNER = "青岛市商务局"

BODIES = {
    "in full": ("青岛市公安局", [("青岛市公安局", "body")]),
    "the city's": ("市公安局", [("青岛市公安局", "body")]),
    "without its place": ("公安局", [("青岛市公安局", "body")]),
    "the list's level": ("地州市发展和改革委员会", [("青岛市发展和改革委员会", "body")]),
    "the level in brackets inside": ("地（州、市）公安局", [("青岛市公安局", "body")]),
    "government": ("市政府办公厅", [("青岛市人民政府办公厅", "body")]),
    "the province's": ("省公安厅", [("山东省公安厅", "body")]),
    "a district's by name": ("市南区应急管理局", [("市南区应急管理局", "body")]),
    "joint": ("市公安局、市司法局", [("青岛市公安局", "body"), ("青岛市司法局", "body")]),
    "joined by a word": ("市公安局会同市司法局", [("青岛市公安局", "body"), ("青岛市司法局", "body")]),
    "和 inside a name": ("市人力资源和社会保障局", [("青岛市人力资源和社会保障局", "body")]),
    "led by a label": ("牵头单位：市公安局\n配合单位：市司法局", [("青岛市公安局", "body"), ("青岛市司法局", "body")]),
    "numbered": ("1.市公安局；2.市司法局", [("青岛市公安局", "body"), ("青岛市司法局", "body")]),
    "name plate": ("市委办公室（市档案局）", [("青岛市委办公室", "body"), ("青岛市档案局", "plate")]),
    "two plates": (
        "市委宣传部（新闻出版局、版权局）",
        [("青岛市委宣传部", "body"), ("青岛市新闻出版局", "plate"), ("青岛市版权局", "plate")],
    ),
    "short plate": ("市发展和改革委员会（市金融办）", [("青岛市发展和改革委员会", "body"), ("青岛市金融办", "plate")]),
    "handled": ("市人民政府（市商务局承办）", [("青岛市人民政府", "body"), ("青岛市商务局", "handler")]),
    "handled by the list's own": ("市人民政府（局承办）", [("青岛市人民政府", "body"), ("青岛市商务局", "handler")]),
    "a bureau beside a government": (
        "青岛市人民政府（市公安局）",
        [("青岛市人民政府", "body"), ("青岛市公安局", "handler")],
    ),
    "police in general": ("市公安局\n区县公安机关", [("青岛市公安局", "body")]),
    "a bracket that is not closed": ("市公安局（市级、市司法局", [("青岛市司法局", "body")]),
    "a level in brackets": ("市公安局（市级）", [("青岛市公安局", "body")]),
    "districts together": ("各县（市、区）林业局", [("青岛市各县（市、区）林业局", "body")]),
    "districts by level": ("县市区林业局", [("青岛市各县（市、区）林业局", "body")]),
    "districts as printed": ("各区绿化委员会", [("青岛市各区绿化委员会", "body")]),
    "markets are no city": ("市场监督管理局", [("青岛市市场监督管理局", "body")]),
    "towns together": ("各乡镇（街道）便民服务中心", [("青岛市各乡镇（街道）便民服务中心", "body")]),
    "branches": ("青岛市商务局各区商务分局", [("青岛市商务局各区商务分局", "body")]),
    "own branches": ("各区商务分局", [("青岛市商务局各区商务分局", "body")]),
    "a street office": ("湖畔街道办事处", [("青岛市湖畔街道办事处", "body")]),
    "a park": ("高新区管委会", [("青岛市高新区管委会", "body")]),
    "a role of the owner's field": ("地州市商务主管部门", [("青岛市商务局", "body")]),
    "a role of another field": ("城乡规划主管部门", []),
    "a role of other levels": ("商务主管部门（省级）", []),
    "only levels": ("市、县", []),
    "everybody": ("县级以上人民政府及有关部门", []),
    "nation": ("国家税务总局青岛市税务局", [("国家税务总局青岛市税务局", "body")]),
}


@pytest.mark.parametrize(("cell", "expected"), BODIES.values(), ids=BODIES.keys())
def test_bodies(cell: str, expected: list[tuple[str, str]]) -> None:
    found = list(find_bodies(cell, QINGDAO, OWNER))
    assert [(b.name, b.part.value) for b in found] == expected
    assert all(0 <= b.start < b.end <= len(cell) for b in found)


def test_a_district_s_list_means_its_own_and_those_above() -> None:
    names = [b.name for b in find_bodies("区公安局、市公安局、县（市、区）公安局", SHINAN)]
    assert names == ["市南区公安局", "青岛市公安局", "市南区公安局"]


def test_a_province_s_list_leaves_cities_together() -> None:
    assert [b.name for b in find_bodies("省公安厅、设区的市公安局", SHANDONG)] == ["山东省公安厅", "山东省各市公安局"]


UNITS = {
    "sections": ("危化科、基础科", ["青岛市应急管理局危化科", "青岛市应急管理局基础科"]),
    "a section with another name": ("管理科（技术科）", ["青岛市应急管理局管理科"]),
    "a section called after markets": ("市场管理科", ["青岛市应急管理局市场管理科"]),
    "an office called after the city's works": ("市政公用行业管理办公室", ["青岛市应急管理局市政公用行业管理办公室"]),
    "a team": ("执法支队", ["青岛市应急管理局执法支队"]),
    "an institution of the city": ("市社会保险中心", ["青岛市社会保险中心"]),
    "in full": ("青岛市园林中心", ["青岛市园林中心"]),
    "branches": ("各区分局", ["青岛市应急管理局各区分局"]),
    "parted by a stroke": ("危化科/基础科", ["青岛市应急管理局危化科", "青岛市应急管理局基础科"]),
    "nobody in particular": ("具体承办的业务科室", []),
    "a person's task": ("按职责分工", []),
}


@pytest.mark.parametrize(("cell", "expected"), UNITS.values(), ids=UNITS.keys())
def test_units(cell: str, expected: list[str]) -> None:
    found = list(find_units(cell, QINGDAO, "青岛市应急管理局"))
    assert [u.name for u in found] == expected


def test_regions_of_bodies() -> None:
    assert region_of("市南区公安局", QINGDAO) == SHINAN
    assert region_of("山东省公安厅", QINGDAO) == SHANDONG
    assert region_of("国务院", QINGDAO) == "000000"
    assert is_collective("青岛市各县（市、区）林业局")
    assert not is_collective("青岛市林业局")


@pytest.mark.parametrize(
    "text",
    ["市公安局、" * 40_000, "（" * 1_000_000, "市" * 1_000_000, "市公安局（" * 100_000, "各县（市、区）" * 150_000],
)
def test_linear(text: str) -> None:
    start = time.process_time()
    list(find_bodies(text, QINGDAO, OWNER))
    list(find_units(text, QINGDAO, OWNER))
    assert time.process_time() - start < 30
