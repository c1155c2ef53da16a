"""Where an instrument applies: the region of who made it, by GB/T 2260."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata.history import NotedEvent
from schemas.ids import NATIONAL
from schemas.regions import UNKNOWN, find_code, find_prefix, find_short, parent_code

_NATIONAL_ACTOR = re.compile(
    r"全国人(?:民代表)?大|国务院|政务院|最高人民(?:法院|检察院)|中央军|中共中央|国家[\u4e00-\u9fff]{2,10}(?:局|委)"
    r"|^(?:中华人民共和国)?[\u4e00-\u9fff]{1,8}部(?:令|发布|公布|公告)"
)
_LOCAL_ACTOR = re.compile(r"(?:人民代表大会|人大|人民代表会|人民政府)")
_SOME_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|自治州|自治县|县|区)(?:第\S{1,4}届)?(?:人民代表大会|人大|人民政府)"
)
# 云溪市渡船条例, 甲市渡船条例; not 城市绿化条例, 上市公司…. Of 991 national titles one looks so, and names 北京市.
_PLACE_TITLE = re.compile(
    r"(?!.{0,4}(?:城市|上市|直辖市|省市)|.*诉.*案)(?:[甲乙丙丁戊某]|[\u4e00-\u9fff]{2,4}?)(?:省|市|自治州|自治县|县)(?!场|级|区|政)"
)
_NATIONAL_TITLE = re.compile(
    r"中华人民共和国|全国人民代表大会|国务院|最高人民|中国人民|国家|中共中央|人民检察院|人民法院"
)
_NATIONAL_FOLDERS = frozenset(
    """
    宪法 法律 宪法相关法 民法典 民法商法 行政法 经济法 社会法 刑法 诉讼与非诉讼程序法 行政法规 监察法规 司法解释
    部门规章
    """.split()  # noqa: SIM905
)


def find_jurisdiction(title: str, events: Sequence[NotedEvent], folders: Sequence[str]) -> str:
    """Code of the region whose bodies made the instrument, 000000 for national ones.

    By who acted, then by the region that the title begins with, then by the folders; UNKNOWN where a place is named
    that the table of regions does not have.
    """
    whole = [e.actor for e in events if e.kind in ("adopted", "published", "revised", "approved")] or [
        e.actor for e in events
    ]
    if any(_NATIONAL_ACTOR.search(a) for a in whole) or any(f in _NATIONAL_FOLDERS for f in folders):
        return NATIONAL
    named = find_prefix(title)
    if named:
        return named[0].code
    if _NATIONAL_TITLE.match(title):
        return NATIONAL
    for actor in whole:
        if _LOCAL_ACTOR.search(actor) and (acting := find_prefix(actor.lstrip("由经（("))):
            return acting[0].code
    unknown = _PLACE_TITLE.match(title) or any(_SOME_PLACE.match(t) for t in (title, *whole))
    return _by_folder(folders) or (UNKNOWN if unknown else NATIONAL)


def _by_folder(folders: Sequence[str]) -> str | None:
    for folder in reversed(folders):
        for name in (folder, folder.removesuffix("地方法规"), folder.removesuffix("地方性法规")):
            if region := find_short(name):
                return region.code
            if found := find_prefix(name):
                return found[0].code
    return None


def legislating_code(code: str) -> str:
    """The region whose congress legislates for a place: a district's city, an autonomous county itself."""
    region = find_code(code)
    while region is not None and not region.legislates:
        above = parent_code(region.code)
        region = find_code(above) if above else None
    return region.code if region else code
