"""Bodies that a cell names (实施机关): names in full; roles and levels (市、县；城乡规划主管部门) name no body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.ids import NATIONAL
from schemas.items import NamedBody
from schemas.regions import find_code, find_prefix

_PART = re.compile(r"[^、，,；;/\n\s]+")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()]{2,40}(?:局|委员会|委|厅|部|办公室|办公厅|政府|法院|检察院|监狱|海关|银行|支队|大队|总队|中心|街道办事处|管委会|学校)\Z"
)
# A role, not a name: which body it is differs from place to place.
_ROLE = re.compile(
    r"(?:部门|机关|机构|单位|组织)\Z|(?:各级|所在地|有关|相关|同级|本级|上级|下级|以上|县级|市级|省级|区级|设区|乡镇|各区|各县|区县|其他|主管)"
)
_LEVEL = re.compile(r"\A(?P<level>市|州|盟|省|区|县|自治区)(?=[\u4e00-\u9fff]{2})")


def find_bodies(text: str, jurisdiction: str) -> Iterator[NamedBody]:
    """The bodies named in a cell, with their place in it.

    市公安局 in a list of 云汐市 is 云汐市公安局; a short name of another level than the list's stays as it is printed.
    """
    for part in _PART.finditer(text):
        name = _BRACKETS.sub("", part[0])
        if not _ORGAN.fullmatch(name) or _ROLE.search(name):
            continue
        yield NamedBody(complete_name(name, jurisdiction), part.start(), part.end())


def complete_name(name: str, jurisdiction: str) -> str:
    """The name with its region in front where it only says the level of it."""
    region = find_code(jurisdiction) if jurisdiction != NATIONAL else None
    level = _LEVEL.match(name)
    if region is None or level is None or find_prefix(name):
        return name
    return region.name + name[level.end() :] if region.name.endswith(level["level"]) else name


def region_of(name: str, jurisdiction: str) -> str:
    """The code of the region that the name begins with, else that of the list."""
    found = find_prefix(name)
    return found[0].code if found else jurisdiction
