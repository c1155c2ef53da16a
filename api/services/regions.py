"""Jurisdictions as people type them, as GB/T 2260 codes."""

from __future__ import annotations

from schemas.errors import InvalidInput
from schemas.ids import NATIONAL
from schemas.regions import find_prefix, find_short

_NATION = ("全国", "国家", "中国", "中华人民共和国")
# What people leave out behind the name of a city or county: 青岛 → 青岛市.
_LEFT_OUT = ("", "市", "省", "地区", "自治州", "盟", "县", "区")


def find_region(text: str) -> str:
    """The code of a region named by code or name (370000, 山东, 青岛市, 山东省青岛市).

    Raises InvalidInput for what is neither, or names several regions.
    """
    name = text.strip()
    if len(name) == 6 and name.isascii() and name.isdigit():
        return name
    if name in _NATION:
        return NATIONAL
    if (province := find_short(name)) is not None:
        return province.code
    for suffix in _LEFT_OUT:
        found = find_prefix(name + suffix)
        if found is not None and found[1] == len(name + suffix):
            return found[0].code
    raise InvalidInput(
        f"in: {text[:40]!r} is no region, or several",
        "expected a code of six digits or a name: 370000, 山东, 青岛市; a county with its city in front",
    )
