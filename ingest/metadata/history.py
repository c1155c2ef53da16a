"""The history of an instrument (题注) as events: who adopted, approved, published, amended it when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.metadata.dates import DATE, parse_date

_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_DATE = re.compile(rf"(自|从|于)?\s*({DATE})")
_BLANKS = re.compile(r"[\s\u3000]+")
# Bodies that only a blank parts.
_SIDE_BY_SIDE = re.compile(r"(?<=[部局署院行])[ \u3000]++(?=[\u4e00-\u9fff]{2,10}[部局署院行会])")
# A document number after the body that gave it (湖畔市人民政府 湖政规〔2023〕2号). Its letters hold no body's name in
# full: after these the two part without a blank as well.
_NUMBERED = re.compile(
    r"(?:(?<![ \u3000])[ \u3000]++|(?<=人民政府)(?!办公)|(?<=办公室)|(?<=办公厅)|(?<=委员会)|(?<=通知))"
    r"(?=[\u4e00-\u9fff]{2,8}[〔\[][0-9]{4}[〕\]])"
)
# Characters that tell one actor from another: 最高人民法院, 最高人民检察院.
_TELLING = 7
_EFFECTIVE = re.compile(r"(?:施行|实施|生效|起执行|实行)")
_PARTIAL = re.compile(r"(?:关于)?(?:修改|废止|修正|修订|清理)|修正案|补充规定|决定")
# 修正 and 修订 as acts upon the text, not in names of decisions; 修改 too where nothing else is said.
_AMENDING = re.compile(r"《[^》]*关于(?:修改|修正)")
_AMENDED = re.compile(r"修正|修改")
_REVISED = re.compile(r"修订")


@dataclass(frozen=True, slots=True)
class NotedEvent:
    """One event: ISO date, kind as in `schemas.documents.Event`, the words, and the words outside 《》 (who acts)."""

    date: str | None
    kind: str
    text: str
    actor: str


def find_events(notes: Sequence[str]) -> tuple[NotedEvent, ...]:
    """The events in the order in which they are told.

    Notes are read as one text, since lines break inside events and events run on in one line. An event begins at a
    date outside 《》 and ends at the next one.
    """
    text = _BLANKS.sub("", _NUMBERED.sub("、", _SIDE_BY_SIDE.sub("、", "".join(notes))))
    hidden = _TITLES.sub(lambda m: "\x00" * len(m[0]), text)
    starts = list(_DATE.finditer(hidden))
    events: list[NotedEvent] = []
    pending: list[tuple[str | None, str, str]] = []
    for at, found in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        words = text[found.end() : end]
        actor = hidden[found.end() : end].replace("\x00", "")
        day = parse_date(found[2])
        kinds = _kinds(words, actor, from_day=bool(found[1]))
        if not kinds:
            pending.append((day, found[0] + words, actor))
            continue
        # 2018年7月30日…会议、2018年10月19日…会议通过: the act is said once, for both.
        events += [NotedEvent(d, kinds[0], w, a) for d, w, a in pending]
        pending.clear()
        events += [NotedEvent(day, k, found[0] + words, actor) for k in kinds]
    events += [NotedEvent(d, "amended" if _AMENDING.search(w) else "published", w, a) for d, w, a in pending]
    return _merged(_unique(events))


def _unique(events: list[NotedEvent]) -> list[NotedEvent]:
    """Notes above a body and at its top tell the same twice."""
    seen: dict[tuple[str | None, str, str], NotedEvent] = {}
    for event in events:
        seen.setdefault((event.date, event.kind, event.actor[:_TELLING]), event)
    return list(seen.values())


def _kinds(words: str, actor: str, *, from_day: bool) -> list[str]:
    """What happened; two kinds where one sentence tells both (公布施行)."""
    names = "".join(_TITLES.findall(words))
    if _AMENDED.search(actor) or (names and _REVISED.search(actor) and _PARTIAL.search(names)):
        return ["amended"]
    if _REVISED.search(actor):
        return ["revised"]
    if names and re.search(r"通过的\Z|批准的\Z|公布的\Z", actor.rstrip("）)。，、")) and _PARTIAL.search(names):
        return ["amended"]
    kinds = []
    if re.search(r"公布|发布|颁布|印发|公告", actor):
        kinds.append("published")
    elif "批准" in actor:
        kinds.append("approved")
    elif re.search(r"通过|审议|制定", actor):
        kinds.append("adopted")
    if _EFFECTIVE.search(actor) and (
        from_day or not kinds or re.search(r"(?:公布|发布)(?:之日)?(?:起)?(?:施行|实施)", actor)
    ):
        kinds.append("effective")
    return kinds


def _merged(events: list[NotedEvent]) -> tuple[NotedEvent, ...]:
    """A city's congress passes what the province's approves: 通过 right before 批准的《…决定》修正 is of the amendment.

    So is 批准的 right before 通过的《…决定》修正, where the approval is told first.
    """
    out: list[NotedEvent] = []
    for event in events:
        if event.kind == "amended" and out and out[-1].kind == "approved" and out[-1].actor.endswith("批准的"):
            before = out.pop()
            out.append(NotedEvent(before.date, event.kind, before.text, before.actor))
        approves = event.kind in ("amended", "revised") and "批准" in event.actor
        if approves and len(out) > 1 and out[-1].kind == "adopted" and any(e.kind in _WHOLE for e in out[:-1]):
            before = out.pop()
            out.append(NotedEvent(before.date, event.kind, before.text, before.actor))
        out.append(event)
    return tuple(out)


_WHOLE = ("adopted", "approved", "published", "revised")
