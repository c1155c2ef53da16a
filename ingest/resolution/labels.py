"""The rank that a list prints before a basis (【法规】), against the rank of the instrument that it leads to."""

from __future__ import annotations

from ingest.citations import national_names
from schemas.authority import Kind

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


def fits_label(label: str, kind: str | None, title: str | None) -> bool | None:
    """Whether the printed rank is that of the instrument; None where its rank is not known.

    `kind` is that of the instrument held; of one that is not, a national law or regulation is known by its title.
    """
    allowed = _RANKS.get(label)
    rank = kind or _rank_of(title or "")
    return None if allowed is None or rank is None else rank in allowed


def _rank_of(title: str) -> Kind | None:
    official = national_names().official(title)
    if official is None:
        return None
    if official.endswith(("法", "法典")):
        return Kind.LAW
    return Kind.ADMIN_REGULATION if official.endswith("条例") else None
