"""Bodies that a cell names: organs in full, name plates (挂牌), handlers (承办), units inside a body, and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.bodies.places import has_place, place_name
from ingest.bodies.segments import Segment, split_bodies
from schemas.items import BodyPart, NamedBody

_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()、]{2,40}(?:局|委员会|委|厅|部|署|办|办公室|办公厅|政府|法院|检察院|监狱|海关|银行|支队|大队|总队|中队|中心|"
    r"办事处|管委会|学校|大学|学院|院|派出所|(?<!场)所|站|馆|社|联合会|协会|集团|公司|总会|行)"
)
_UNIT = re.compile(r"[\u4e00-\u9fff（）()]{1,40}(?:科|处|室|股|队|所|站|中心|办|局|窗口|组|部|院|馆|科室|支队|大队)")
# A role, not a name: which body it is differs from place to place.
_ROLE = re.compile(r"(?P<field>[\u4e00-\u9fff、和]*?)(?:行政|综合)?(?:主管|执法|监管)?(?:部门|机关|机构|单位)")
_NO_NAME = re.compile(
    r"有关|相关|其他|以上|同级|上级|下级|所在地|各级|具体承办|具体业务|业务科室|职能科室|各(?!区|县|镇|乡|街道|分)"
)
_HANDLED = re.compile(
    r"(?:具体)?(?:由)?(?P<body>[\u4e00-\u9fff]{1,30}?)(?:具体)?(?:承办|负责|实施|办理|受理|执行|组织实施)"
)
_LEVEL_NOTE = re.compile(r"省级|市级|县级|区级|乡镇|设区的市|国家级|地州市|层级")
# 各区分局 are branches of the body itself, 各区自然资源分局 too.
_BRANCH = re.compile(r"各(?:区|县|县区|县市区|县（市、区）)[\u4e00-\u9fff]{0,12}分局")
_OWN_LEVEL = re.compile(
    r"(?:地州市|地市|设区的?市|市|州|盟|省|自治区|县|区|本)(?:级|本级)?(?:人民政府)?(?=[\u4e00-\u9fff]{2})"
)
_LEAST_FIELD = 2


def find_bodies(text: str, jurisdiction: str, owner: str = "") -> Iterator[NamedBody]:
    """The bodies that a cell of bodies (实施主体, 责任单位) names, with their places in it.

    `jurisdiction` is the region of the list, `owner` the body whose list it is: a role (商务主管部门) is that body
    where it is of its field; any other role names none.
    """
    for segment in split_bodies(text):
        yield from _read(segment, jurisdiction, owner)


def find_placed_bodies(text: str, jurisdiction: str) -> Iterator[NamedBody]:
    """Those of a cell of units or bodies that have a place or level in front: 市公安局, not 执法支队."""
    for segment in split_bodies(text):
        if has_place(segment.name, jurisdiction):
            yield from _read(segment, jurisdiction, "")


def _read(segment: Segment, jurisdiction: str, owner: str) -> Iterator[NamedBody]:
    name, start = segment.name, segment.start
    named = _name(name, segment.bracket, jurisdiction, owner)
    handler = _HANDLED.fullmatch(segment.bracket) if segment.bracket else None
    if named is None:
        return
    yield NamedBody(named, start, segment.end, BodyPart.BODY)
    inside = start + len(name) + 1
    if handler:
        body = handler["body"]
        if owner and len(body) == 1 and owner.endswith(body):
            yield NamedBody(owner, inside, segment.end - 1, BodyPart.HANDLER)
        elif found := _name(body, "", jurisdiction, owner):
            yield NamedBody(found, inside + handler.start("body"), inside + handler.end("body"), BodyPart.HANDLER)
    elif segment.bracket and not _LEVEL_NOTE.search(segment.bracket):
        # A government has no other name: who stands in its brackets handles the item.
        part = BodyPart.HANDLER if name.endswith("政府") else BodyPart.PLATE
        for plate in split_bodies(segment.bracket):
            if _ORGAN.fullmatch(plate.name) and (found := _name(plate.name, "", jurisdiction, owner)):
                yield NamedBody(found, inside + plate.start, inside + plate.end, part)


def _name(name: str, note: str, jurisdiction: str, owner: str) -> str | None:
    """The full name of what `name` is, None for a role that nobody is known to have."""
    if _NO_NAME.search(name):
        return None
    if role := _ROLE.fullmatch(name):
        return owner if owner and _is_of_field(role["field"], note, owner) else None
    if not _ORGAN.fullmatch(name) or name.count("（") != name.count("）"):
        return None
    if owner and _BRANCH.fullmatch(name):
        return owner + name
    placed = place_name(name, jurisdiction)
    return placed.name if placed else None


def _is_of_field(field: str, note: str, owner: str) -> bool:
    """Whether the owner's name holds the role's field and the role is of its level."""
    level = _OWN_LEVEL.match(field)
    plain = field[level.end() :] if level else field
    said = f"{level[0] if level else ''}{note}"
    return len(plain) >= _LEAST_FIELD and plain in owner and _is_own_level(said, owner)


def _is_own_level(said: str, owner: str) -> bool:
    """What is said of the level fits the owner; nothing said fits."""
    own = {"省": ("省", "自治区"), "市": ("市", "州", "盟", "本级"), "县": ("县", "区", "旗", "本级")}
    region = next(
        (k for k, words in own.items() if re.match(rf"[\u4e00-\u9fff]{{2,9}}?(?:{'|'.join(words)})", owner)), ""
    )
    return not said or not region or any(w in said for w in own[region])


def find_units(text: str, jurisdiction: str, host: str) -> Iterator[NamedBody]:
    """The units that a cell names (承办机构): sections of the `host`, and bodies of their own (市社会保险中心)."""
    for segment in split_bodies(text):
        name = segment.name
        if _NO_NAME.search(name) or not (_UNIT.fullmatch(name) or _ORGAN.fullmatch(name)):
            continue
        full = _place_unit(name, jurisdiction, host)
        if full:
            yield NamedBody(full, segment.start, segment.end, BodyPart.UNIT)


def _place_unit(name: str, jurisdiction: str, host: str) -> str | None:
    """A body of its own where a place or level stands in front, else a part of the host."""
    if host and _BRANCH.fullmatch(name):
        return host + name
    if has_place(name, jurisdiction) and not _is_section(name):
        placed = place_name(name, jurisdiction)
        return placed.name if placed else None
    return host + name if host else None


def _is_section(name: str) -> bool:
    """市场管理科 begins like a city's and is a section all the same."""
    return name.endswith(("科", "处", "股", "室", "科室")) and not name.endswith(("办公室", "办事处"))
