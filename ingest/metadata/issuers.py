"""Who issued an instrument: bodies named in its history, in full and without the number of the session."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata.history import NotedEvent
from schemas.regions import region_name

_SESSION = re.compile(r"第?[一二三四五六七八九十百零〇0-9]+届")
_MEETING = re.compile(
    r"(?:第?[一二三四五六七八九十百零〇0-9]+次|常务|全体|部务|局务|署务|委务|主任|审判委员会|检察委员会).*\Z"
)
_ORDER = re.compile(
    r"(?:令|公告|关于|第[^届]{1,12}号|[〔\[（(]?[0-9]{4}年?[〕\]）)]?第?|联合|发布|公布|颁布|印发|通过|修订|批准).*\Z"
)
_CONGRESS = re.compile(r"(.*?)(?:人民代表大会|人大|人民代表会)(常务委员会|常委会|常务委员|常务员会)?")
_STATE_COUNCIL = re.compile(r"(?:中华人民共和国)?国务院")
# 和 parts bodies only after a body's name: not in 人力资源和社会保障部. Some texts put nothing between names.
_SPLIT = re.compile(
    r"、|，|,|(?<=[部局署院会])和|并|经(?=国务院)|(?<=[部局署会])(?=国家|中国(?!人民代表))|(?<=部)(?=海关总署)"
)
_BODY = re.compile(
    r"\S{2,30}(?:部|委员会|总局|局|署|办公室|银行|院|会|政府|厅|军委|中央|国务院|政务院|检察院|法院|常委会|大会)\Z"
)
_FULL_NAMES = {
    "中央军委": "中央军事委员会",
    "中共中央": "中国共产党中央委员会",
}
# 湖畔市人民政府办公厅关于…, 最高人民法院、最高人民检察院关于…
_TITLE_ISSUERS = re.compile(r"([^《》（）〈〉]{2,60}?)(?:关于|对)")


def find_issuers(events: Sequence[NotedEvent], title: str, jurisdiction: str) -> tuple[str, ...]:
    """Names of the bodies that adopted or published the whole text; approving ones are none.

    Where the history names nobody, those that the title begins with.
    """
    acts = [e for e in events if e.kind in ("adopted", "published", "revised")]
    last = max((i for i, e in enumerate(acts) if e.kind == "revised" and _names(e, jurisdiction)), default=-1)
    chosen = [acts[last]] if last >= 0 else acts
    # A congress adopts what its standing committee's notice publishes: who adopts comes first.
    by_act = [
        [n for e in chosen if e.kind == k for n in _names(e, jurisdiction)] for k in ("revised", "adopted", "published")
    ]
    found = dict.fromkeys(next((names for names in by_act if names), []))
    return tuple(found) or _titled(title)


def _titled(title: str) -> tuple[str, ...]:
    named = _TITLE_ISSUERS.match(title)
    names = named[1].split("、") if named else []
    return tuple(_full(n) for n in names) if all(_BODY.fullmatch(n) or n in _FULL_NAMES for n in names) else ()


def _names(event: NotedEvent, jurisdiction: str) -> list[str]:
    # 国务院批准、公安部发布: who approves does not issue.
    actor = re.sub(r"\S*?批准的?", "", event.actor) if event.kind == "published" else event.actor
    names = []
    for part in _SPLIT.split(actor):
        name = _name(part.strip("（）()由经 \u3000"), jurisdiction)
        if name:
            names.append(name)
    return names


def _name(part: str, jurisdiction: str) -> str | None:
    if _STATE_COUNCIL.match(part):
        return "国务院"
    if "最高人民法院" in part[:8]:
        return "最高人民法院"
    if "最高人民检察院" in part[:9]:
        return "最高人民检察院"
    plain = _SESSION.sub("", part)
    if congress := _CONGRESS.match(plain):
        return _congress(congress[1], bool(congress[2]), jurisdiction)
    name = _ORDER.sub("", _MEETING.sub("", plain)).strip("（）()")
    return _full(name) if _BODY.fullmatch(name) else None


def _congress(place: str, standing: bool, jurisdiction: str) -> str:
    where = place.strip("由经（(“”")
    if where in ("", "省", "市", "自治区", "自治州", "自治县", "县"):
        where = region_name(jurisdiction)
    return f"{where}人民代表大会" + ("常务委员会" if standing else "")


def _full(name: str) -> str:
    return _FULL_NAMES.get(name, name).removeprefix("中华人民共和国")
