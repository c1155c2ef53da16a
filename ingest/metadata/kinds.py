"""Level of authority (效力级别): from the title, who acted, and, where those leave it open, the folders.

The order of the rules is theirs: a title settles what it can, since it is the same in all versions of a work; folders
and labels come last, since they lie.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.authority import Kind
from schemas.ids import NATIONAL, slug
from schemas.regions import find_code

_FOLDERS = {
    Kind.CONSTITUTION: "宪法",
    Kind.LAW: "法律 宪法相关法 民法典 民法商法 行政法 经济法 社会法 刑法 诉讼与非诉讼程序法",
    Kind.ADMIN_REGULATION: "行政法规",
    Kind.SUPERVISION_REGULATION: "监察法规",
    Kind.JUDICIAL_INTERPRETATION: "司法解释",
    Kind.LOCAL_REGULATION: "地方性法规 地方法规",
    Kind.AUTONOMOUS_REGULATION: "自治条例 单行条例 自治条例和单行条例",
    Kind.SEZ_REGULATION: "经济特区法规",
    Kind.DEPT_RULE: "部门规章",
    Kind.LOCAL_RULE: "地方政府规章 政府规章",
    Kind.NORMATIVE_DOCUMENT: "规范性文件 行政规范性文件 部门规范性文件 地方规范性文件",
    Kind.PARTY_REGULATION: "党内法规",
    Kind.POLICY: "政策 政策文件",
    Kind.STANDARD: "标准",
    Kind.THREE_FIXINGS: "三定规定 三定方案",
    Kind.CASE: "案例 指导性案例 典型案例",
    Kind.GUIDE: "解读 指南",
    Kind.REPORT: "报告 工作报告",
    Kind.LIST: "清单",
}
_BY_FOLDER = {folder: kind for kind, folders in _FOLDERS.items() for folder in folders.split()}

_CONSTITUTION = re.compile(r"宪法(?:修正案.*)?\Z")
_GUIDE = re.compile(r"(?:攻略|指南|指引|解读|问答|图解|起草说明)(?:（[^）]*）)?\Z")
_STANDARD = re.compile(r"(?:标准|规程)(?:（[^）]*）)?\Z")
_REPORT = re.compile(r"(?:工作报告|情况的?报告|年度报告|建设报告|总结)(?:（[^）]*）)?\Z")
_LIST = re.compile(r"(?:清单|一览表|事项目录|裁量基准表?|台账)(?:（[^）]*）)?\Z")
_FIXINGS = re.compile(r"(?:职能配置、?内设机构和人员编制规定|三定.{0,4})\Z")
_AUTONOMOUS = re.compile(r"自治条例(?:（[^）]*）)?\Z")
_SEZ = re.compile(r"(?:\S{2}经济特区|海南自由贸易港)")
_COURTS = re.compile(r"(?:最高人民(?:法院|检察院)|人民(?:法院|检察院))")
_COURT_BODIES = frozenset({"最高人民法院", "最高人民检察院"})
_NPC = ("全国人民代表大会", "全国人民代表大会常务委员会")
_LAW_TITLE = re.compile(r"(?:(?<!办)法|法典)(?:（[^）]*）)?\Z|刑法修正案")
_RESOLUTION = re.compile(r"(?:决定|决议)(?:（[^）]*）)?\Z")
_INTERPRETATION = re.compile(r"解释(?:（[^）]*）)?\Z")
_AMENDING = re.compile(
    r"修正案|(?:关于)?(?:修改|废止|修订|修正|清理|停止执行|停止施行)[^，。]*(?:决定|决议|通知|公告)(?:（[^）]*）)?\Z"
)
_WORKING_PAPER = re.compile(r"(?:通知|意见|批复|函|通告|公告|方案|要点|规划|计划|措施|纪要|答复)(?:（[^）]*）)?\Z")
_PLAN = re.compile(r"(?:规划|计划|要点|纲要)(?:（[^）]*）)?\Z")
_REGULATION = re.compile(r"条例(?:（[^）]*）)?\Z")
_ORDER_NUMBER = re.compile(r"令[（(〔\[]?(?:[0-9]{4}年?[）)〕\]]?)?第?[0-9一二三四五六七八九十百零〇]+号")
_FILE_NUMBER = re.compile(r"[〔\[【][0-9]{4}[〕\]】]")


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """What the kind is read from: normalised title, issuers, numbers, region code, folders, whether it tells a case."""

    title: str
    issuers: Sequence[str]
    numbers: Sequence[str]
    jurisdiction: str
    folders: Sequence[str]
    tells_case: bool


def is_amending(title: str) -> bool:
    """Whether the title is that of an act that only changes or ends others."""
    return _AMENDING.search(title) is not None


def find_kind(evidence: KindEvidence) -> Kind:
    """The level of authority; UNKNOWN when neither title nor issuers nor folders tell."""
    folder = next((_BY_FOLDER[f] for f in reversed(evidence.folders) if f in _BY_FOLDER), None)
    if folder == Kind.CASE or evidence.tells_case:
        return Kind.CASE
    by_title = _by_title(evidence.title)
    if by_title is not None and not (folder is not None and folder.is_law and by_title in _WEAK):
        return by_title
    if evidence.jurisdiction != NATIONAL:
        return _local(evidence, folder)
    return _national(evidence, folder)


_WEAK = (Kind.GUIDE, Kind.STANDARD, Kind.REPORT, Kind.LIST)


def _by_title(title: str) -> Kind | None:
    if _CONSTITUTION.match(slug(title)):
        return Kind.CONSTITUTION
    for pattern, kind in (
        (_FIXINGS, Kind.THREE_FIXINGS),
        (_AUTONOMOUS, Kind.AUTONOMOUS_REGULATION),
        (_GUIDE, Kind.GUIDE),
        (_STANDARD, Kind.STANDARD),
        (_REPORT, Kind.REPORT),
        (_LIST, Kind.LIST),
    ):
        if pattern.search(title):
            return kind
    return None


def _national(evidence: KindEvidence, folder: Kind | None) -> Kind:
    title, issuers = evidence.title, evidence.issuers
    if _LAW_TITLE.search(title) and not _COURT_BODIES.intersection(issuers):
        return Kind.LAW
    if title.startswith("全国人民代表大会") and "关于" in title[:20]:
        if _INTERPRETATION.search(title):
            return Kind.LEGAL_INTERPRETATION
        return Kind.NPC_DECISION if _RESOLUTION.search(title) else Kind.LAW
    if _COURT_BODIES.intersection(issuers) or (_COURTS.match(title) and folder in (None, Kind.JUDICIAL_INTERPRETATION)):
        return Kind.JUDICIAL_INTERPRETATION
    if any(i in _NPC for i in issuers):
        return Kind.LAW
    if "中国共产党中央委员会" in issuers:
        return Kind.PARTY_REGULATION
    if "国家监察委员会" in issuers:
        return Kind.SUPERVISION_REGULATION
    if folder is not None:
        return Kind.NORMATIVE_DOCUMENT if folder == Kind.DEPT_RULE and _WORKING_PAPER.search(title) else folder
    return _administrative(evidence)


def _administrative(evidence: KindEvidence) -> Kind:
    """Texts of the State Council and its departments, told by their form."""
    ordered = any(_ORDER_NUMBER.search(n) for n in evidence.numbers)
    working = _WORKING_PAPER.search(evidence.title) is not None
    if "国务院" in evidence.issuers:
        return Kind.ADMIN_REGULATION if ordered or not working else Kind.NORMATIVE_DOCUMENT
    if ordered:
        return Kind.DEPT_RULE
    if _PLAN.search(evidence.title):
        return Kind.POLICY
    if working or any(_FILE_NUMBER.search(n) for n in evidence.numbers):
        return Kind.NORMATIVE_DOCUMENT
    if _REGULATION.search(evidence.title):
        return Kind.ADMIN_REGULATION
    return Kind.DEPT_RULE if evidence.issuers else Kind.UNKNOWN


def _local(evidence: KindEvidence, folder: Kind | None) -> Kind:
    title = evidence.title
    region = find_code(evidence.jurisdiction)
    by_congress = any("人民代表大会" in i for i in evidence.issuers)
    by_government = (
        any(i.endswith(("政府", "厅", "局", "委员会", "办公室")) for i in evidence.issuers) and not by_congress
    )
    ordered = any(_ORDER_NUMBER.search(n) for n in evidence.numbers)
    if by_government and folder in (None, Kind.LOCAL_REGULATION):
        return _of_government(evidence, ordered)
    if by_congress or folder == Kind.LOCAL_REGULATION or (folder is None and _REGULATION.search(title)):
        if _SEZ.match(title):
            return Kind.SEZ_REGULATION
        if region is not None and "自治" in region.name and not region.is_province and _REGULATION.search(title):
            return Kind.AUTONOMOUS_REGULATION
        return Kind.LOCAL_REGULATION
    if folder is not None:
        return folder
    return _of_government(evidence, ordered)


def _of_government(evidence: KindEvidence, ordered: bool) -> Kind:
    working = _WORKING_PAPER.search(evidence.title) is not None
    if ordered or (not working and any(i.endswith("人民政府") for i in evidence.issuers) and not evidence.numbers):
        return Kind.LOCAL_RULE
    if _PLAN.search(evidence.title):
        return Kind.POLICY
    if working or evidence.issuers or evidence.numbers:
        return Kind.NORMATIVE_DOCUMENT
    return Kind.UNKNOWN
