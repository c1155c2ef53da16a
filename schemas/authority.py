"""Levels of authority (效力级别) and status (时效性): codes, labels and order."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Level of authority of an instrument, highest first; the value is its code in identifiers and exports."""

    CONSTITUTION = "constitution"
    LAW = "law"
    NPC_DECISION = "npc_decision"
    LEGAL_INTERPRETATION = "legal_interpretation"
    ADMIN_REGULATION = "admin_regulation"
    SUPERVISION_REGULATION = "supervision_regulation"
    JUDICIAL_INTERPRETATION = "judicial_interpretation"
    LOCAL_REGULATION = "local_regulation"
    AUTONOMOUS_REGULATION = "autonomous_regulation"
    SEZ_REGULATION = "sez_regulation"
    DEPT_RULE = "dept_rule"
    LOCAL_RULE = "local_rule"
    NORMATIVE_DOCUMENT = "normative_document"
    PARTY_REGULATION = "party_regulation"
    POLICY = "policy"
    STANDARD = "standard"
    THREE_FIXINGS = "three_fixings"
    CASE = "case"
    GUIDE = "guide"
    REPORT = "report"
    LIST = "list"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The Chinese label printed in answers and exports."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """Position in the order of authority, 0 for the constitution."""
        return _RANKS[self]

    @property
    def is_law(self) -> bool:
        """Whether the kind has legislative force (立法法): constitution down to rules of local government."""
        return _RANKS[self] <= _RANKS[Kind.LOCAL_RULE]


_LABELS = {
    Kind.CONSTITUTION: "宪法",
    Kind.LAW: "法律",
    Kind.NPC_DECISION: "法律问题决定",
    Kind.LEGAL_INTERPRETATION: "法律解释",
    Kind.ADMIN_REGULATION: "行政法规",
    Kind.SUPERVISION_REGULATION: "监察法规",
    Kind.JUDICIAL_INTERPRETATION: "司法解释",
    Kind.LOCAL_REGULATION: "地方性法规",
    Kind.AUTONOMOUS_REGULATION: "自治条例和单行条例",
    Kind.SEZ_REGULATION: "经济特区法规",
    Kind.DEPT_RULE: "部门规章",
    Kind.LOCAL_RULE: "地方政府规章",
    Kind.NORMATIVE_DOCUMENT: "行政规范性文件",
    Kind.PARTY_REGULATION: "党内法规",
    Kind.POLICY: "政策文件",
    Kind.STANDARD: "标准",
    Kind.THREE_FIXINGS: "三定规定",
    Kind.CASE: "案例",
    Kind.GUIDE: "解读与指南",
    Kind.REPORT: "报告",
    Kind.LIST: "清单",
    Kind.UNKNOWN: "未知",
}
_RANKS = {kind: rank for rank, kind in enumerate(Kind)}


class Status(StrEnum):
    """Status of one version (时效性); the value is the printed label."""

    IN_FORCE = "现行有效"
    NOT_YET = "尚未生效"
    AMENDED = "已被修改"
    REPEALED = "已废止"
    LAPSED = "失效"
    UNKNOWN = "未知"


def status_on(day: date, start: str | None, end: str | None, ended_as: Status | None = None) -> Status:
    """Status on `day` of a version in force from `start` to before `end` (ISO dates or None).

    `ended_as` names how it ended when that was not by a next version (REPEALED, LAPSED). A version with neither
    date is UNKNOWN unless it is the only one, which the caller decides.
    """
    iso = day.isoformat()
    if end is not None and end <= iso:
        return ended_as or Status.AMENDED
    if start is None:
        return Status.UNKNOWN
    return Status.NOT_YET if start > iso else Status.IN_FORCE
