"""Names of bodies with their region: 市公安局 in a list of 云汐市 is 云汐市公安局, 省公安厅 that of its province."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.ids import NATIONAL
from schemas.regions import UNKNOWN, Region, find_code, find_prefix, parent_code

# Levels as lists put them before a name: which of them are meant depends on whose list it is.
_PREFECTURE = (
    r"地州市级?|地[（(]州、市[）)]级?|地市级?|设区的?市级?|州市级?|市[（(]州[）)]级?|市级|市本级|市、州|地级市"
)
_COUNTY = (
    r"各?县[（(]市、区[）)]级?|各?县市区级?|各?区县市?级?|各?县区级?|各?区[（(]县[）)]级?|县级|区级|各县|各区|旗县"
)
_STREET = r"各?乡镇[（(]街道[）)]|各?镇街道?|各?街道[（(]镇[）)]|各?乡镇级?|各街道|各镇"
_PROVINCE = r"省级|自治区级|省本级"
_OWN = r"本级|本市|本省|本县|本区|我市|我省|全市|同级"
_LEVELS = re.compile(
    rf"(?:(?P<street>{_STREET})|(?P<county>{_COUNTY})|(?P<prefecture>{_PREFECTURE})|(?P<province>{_PROVINCE})|(?P<own>{_OWN})"
    r"|(?P<letter>自治区|自治州|省|市(?!场|容|民(?![政族宗])|政(?![府务协法]))|州|盟|县|区(?!域)))(?=[\u4e00-\u9fff]{2})"
)
_LETTERS = {"省": "province", "自治区": "province", "市": "prefecture", "州": "prefecture", "自治州": "prefecture"}
_LETTERS |= {"盟": "prefecture", "县": "county", "区": "county"}
_TOGETHER = {"county": "各县（市、区）", "street": "各乡镇（街道）"}
_PRINTED = frozenset({"各区", "各县", "各乡镇", "各街道", "各镇"})
_NATIONAL = re.compile(r"国务院|国家|中国|中央|最高人民|全国|中华人民共和国")
# 市政府, 省政府办公厅: short for 人民政府.
_GOVERNMENT = re.compile(r"(?<=[省市县区州盟旗乡镇])政府(?=\Z|办公)")
_COLLECTIVE = re.compile(r"各(?:区|县|市|镇|乡|街道|分)|县市区|区县|[县市][（(]市、区[）)]")


class Placed(NamedTuple):
    """A name with its region in front. `own` is false for bodies of another level than the list's."""

    name: str
    own: bool


def place_name(name: str, jurisdiction: str) -> Placed | None:
    """The body's name in full; None where the level is one that the list's region does not tell the place of."""
    name = _GOVERNMENT.sub("人民政府", name)
    region = find_code(jurisdiction) if jurisdiction not in (NATIONAL, UNKNOWN) else None
    if region is None or _NATIONAL.match(name) or _begins_with_place(name, region):
        return Placed(name, region is None or name.startswith(region.name))
    level = _LEVELS.match(name)
    if level is None:
        return Placed(region.name + name, own=True)
    rest = name[level.end() :]
    wanted = _LETTERS[level["letter"]] if level["letter"] else str(level.lastgroup)
    if wanted in ("own", level_of(region)) and not level[0].startswith("各"):
        return Placed(region.name + rest, own=True)
    above = _above(region, wanted)
    if above is not None:
        return Placed(above.name + rest, own=False)
    if level_of(region) == "county" and wanted != "street":
        return None
    # Those of the counties or streets below: named together, since what each is called nobody says here.
    together = level[0] if level[0] in _PRINTED else _TOGETHER.get(wanted, "各市")
    return Placed(region.name + together + rest, own=False)


def has_place(name: str, jurisdiction: str) -> bool:
    """Whether a place or a level stands in front of the name."""
    region = find_code(jurisdiction)
    return bool(_LEVELS.match(name)) or (region is not None and _begins_with_place(name, region))


def _begins_with_place(name: str, region: Region) -> bool:
    """Whether a region is named in front, which no level letter is: 市南区公安局 in a list of 青岛市."""
    return find_prefix(name) is not None or find_prefix(region.name + name) != (region, len(region.name))


def _above(region: Region, wanted: str) -> Region | None:
    """The region of that level that the list's is in."""
    code = parent_code(region.code)
    while code and code != NATIONAL:
        found = find_code(code)
        if found and level_of(found) == wanted:
            return found
        code = parent_code(code)
    return None


def level_of(region: Region) -> str:
    """province, prefecture or county, as the code tells."""
    if region.is_province:
        return "province"
    return "prefecture" if region.code.endswith("00") else "county"


def is_collective(name: str) -> bool:
    """Whether the name is that of several bodies, one for each county or street."""
    return bool(_COLLECTIVE.search(name))


def complete_name(name: str, jurisdiction: str) -> str:
    """The name with its region in front where it only says the level of it, or as it is."""
    placed = place_name(name, jurisdiction) if _LEVELS.match(name) else None
    return placed.name if placed and placed.own else name


def region_of(name: str, jurisdiction: str) -> str:
    """The code of the region that the name begins with, the nation's for its organs, else that of the list."""
    if _NATIONAL.match(name):
        return NATIONAL
    found = find_prefix(name)
    return found[0].code if found else jurisdiction
