"""The rank that a list prints before a basis (【法规】), against the rank of the instrument that it leads to."""

from __future__ import annotations

import re

from ingest.citations import national_names
from schemas.authority import Kind
from schemas.regions import find_prefix

_REGULATIONS = frozenset(
    {Kind.LOCAL_REGULATION, Kind.AUTONOMOUS_REGULATION, Kind.SEZ_REGULATION, Kind.SUPERVISION_REGULATION}
)
_RULES = frozenset({Kind.DEPT_RULE, Kind.LOCAL_RULE})
_RANKS: dict[str, frozenset[Kind]] = {
    "法律": frozenset({Kind.CONSTITUTION, Kind.LAW, Kind.NPC_DECISION, Kind.LEGAL_INTERPRETATION}),
    "行政法规": frozenset({Kind.ADMIN_REGULATION}),
    "地方性法规": _REGULATIONS,
    "法规": frozenset({Kind.ADMIN_REGULATION, *_REGULATIONS}),
    "部门规章": frozenset({Kind.DEPT_RULE}),
    "政府规章": frozenset({Kind.LOCAL_RULE}),
    "地方政府规章": frozenset({Kind.LOCAL_RULE}),
    "规章": _RULES,
    "规范性文件": frozenset({Kind.NORMATIVE_DOCUMENT, Kind.POLICY}),
    "行政规范性文件": frozenset({Kind.NORMATIVE_DOCUMENT, Kind.POLICY}),
    "司法解释": frozenset({Kind.JUDICIAL_INTERPRETATION}),
}
LABELS = tuple(_RANKS)
"""Ranks as lists print them."""


# Who gave it out, as a bracket after the title tells: 《工人考核条例》（劳动部令第1号） is no regulation.
_ORDERS: tuple[tuple[re.Pattern[str], frozenset[Kind]], ...] = (
    (re.compile(r"国务院(?:第\S{1,4})?令|国发|国务院批准"), frozenset({Kind.ADMIN_REGULATION})),
    (re.compile(r"(?<!政府)主席令"), frozenset({Kind.LAW})),
    (re.compile(r"(?:省|自治区|市|州)(?:人民)?政府(?:主席)?(?:第\S{1,4}号)?令"), frozenset({Kind.LOCAL_RULE})),
    (
        re.compile(r"[部委局署厅会行](?:、[\u4e00-\u9fff]{2,20}[部委局署厅会行]){0,5}(?:第\S{1,4}号)?令"),
        frozenset({Kind.DEPT_RULE}),
    ),
)
_LAW = re.compile(r"(?:法|法典)(?:（[^（）]*）)?\Z")
_NO_LAW = re.compile(r"(?:办法|方法|司法|执法|手法|书法)(?:（[^（）]*）)?\Z")
_REGULATION = re.compile(r"条例(?:（[^（）]*）)?\Z")
_PARTY = re.compile(r"(?:中国共产党|党内|党组|党员|纪律处分).*(?:条例|规则|规定|准则|办法|细则)(?:（[^（）]*）)?\Z")
_WITH_PARTY = re.compile(r"中共|中央")
# 《…办法》 may be the State Council's, a congress's, a ministry's or a government's: it is no law, more is not told.
_BELOW_LAW = re.compile(r"(?:办法|规定|细则|规则|规程|标准|通知|意见|目录|方案)(?:（[^（）]*）)?\Z")
_ANY_BELOW = frozenset(Kind) - {Kind.CONSTITUTION, Kind.LAW, Kind.NPC_DECISION, Kind.LEGAL_INTERPRETATION}


def fits_label(label: str, kind: str | None, title: str | None, text: str = "") -> bool | None:
    """Whether the printed rank is that of the instrument; None where its rank is not known.

    `kind` is that of the instrument held; one that is not is judged by its `title` and by what the cited words `text`
    tell of its order (国务院令第…号).
    """
    allowed = _RANKS.get(label)
    ranks = frozenset({Kind(kind)}) if kind else _ranks_of(title or "", text)
    if allowed is None or not ranks:
        return None
    if not allowed & ranks:
        return False
    return True if ranks <= allowed else None


def _ranks_of(title: str, text: str) -> frozenset[Kind]:
    """The ranks that an instrument of that title can have."""
    outside = text.partition("》")[2]
    for pattern, ranks in _ORDERS:
        if pattern.search(outside):
            return ranks
    national = national_names().official(title)
    official = national or title
    if _PARTY.search(official):
        return frozenset({Kind.PARTY_REGULATION})
    if _WITH_PARTY.match(official):
        return frozenset()
    if _LAW.search(official) and not _NO_LAW.search(official):
        return frozenset({Kind.LAW})
    if _REGULATION.search(official):
        if national:
            return frozenset({Kind.ADMIN_REGULATION})
        return _REGULATIONS if find_prefix(official) else frozenset({Kind.ADMIN_REGULATION, *_REGULATIONS})
    return _ANY_BELOW if _BELOW_LAW.search(official) else frozenset()
