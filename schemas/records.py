"""Records (事项): what a list, benchmark or catalogue says row by row, before citations and bodies are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from schemas.pages import TextDocument
from schemas.sheets import Workbook


class DocumentKind(StrEnum):
    """What kind of document a file is, recognised from its content."""

    POWER_LIST = "power_list"
    DISCRETION_BENCHMARK = "discretion_benchmark"
    LENIENT_LIST = "lenient_list"
    ENFORCEMENT_LIST = "enforcement_list"
    EMPOWERMENT_LIST = "empowerment_list"
    INTERMEDIARY_LIST = "intermediary_list"
    DEFERRED_MATERIAL_LIST = "deferred_material_list"
    ONE_THING_LIST = "one_thing_list"
    SERVICE_LIST = "service_list"
    JOINT_LICENCE_LIST = "joint_licence_list"
    PROOF_COMMITMENT_LIST = "proof_commitment_list"
    RANDOM_CHECK_LIST = "random_check_list"
    DECISION_CATALOGUE = "decision_catalogue"
    CONTACT_POINT_LIST = "contact_point_list"
    CLEANUP_RESULT = "cleanup_result"
    GUIDING_CASES = "guiding_cases"
    THREE_FIXINGS = "three_fixings"
    NORMATIVE_DOCUMENT = "normative_document"
    CONSULTATION_DRAFT = "consultation_draft"
    EXPLAINER = "explainer"
    LOCAL_STANDARD = "local_standard"
    BODY_LEDGER = "body_ledger"
    WORK_PLAN = "work_plan"
    REPORT = "report"
    LAW = "law"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The Chinese label."""
        return _DOCUMENT_LABELS[self]


_DOCUMENT_LABELS = {
    DocumentKind.POWER_LIST: "权责清单",
    DocumentKind.DISCRETION_BENCHMARK: "行政裁量权基准",
    DocumentKind.LENIENT_LIST: "四张清单",
    DocumentKind.ENFORCEMENT_LIST: "行政执法事项清单",
    DocumentKind.EMPOWERMENT_LIST: "园区赋权清单",
    DocumentKind.INTERMEDIARY_LIST: "审批中介服务事项清单",
    DocumentKind.DEFERRED_MATERIAL_LIST: "容缺受理清单",
    DocumentKind.ONE_THING_LIST: "一件事一次办清单",
    DocumentKind.SERVICE_LIST: "便民服务事项清单",
    DocumentKind.JOINT_LICENCE_LIST: "证照联办清单",
    DocumentKind.PROOF_COMMITMENT_LIST: "证明事项告知承诺清单",
    DocumentKind.RANDOM_CHECK_LIST: "双随机抽查事项清单",
    DocumentKind.DECISION_CATALOGUE: "重大行政决策事项目录",
    DocumentKind.CONTACT_POINT_LIST: "立法联系点名单",
    DocumentKind.CLEANUP_RESULT: "清理结果",
    DocumentKind.GUIDING_CASES: "指导性案例",
    DocumentKind.THREE_FIXINGS: "三定规定",
    DocumentKind.NORMATIVE_DOCUMENT: "行政规范性文件",
    DocumentKind.CONSULTATION_DRAFT: "征求意见稿",
    DocumentKind.EXPLAINER: "解读",
    DocumentKind.LOCAL_STANDARD: "地方标准",
    DocumentKind.BODY_LEDGER: "执法机构台账",
    DocumentKind.WORK_PLAN: "工作方案",
    DocumentKind.REPORT: "报告",
    DocumentKind.LAW: "法规规章",
    DocumentKind.UNKNOWN: "未知",
}


class RecordKind(StrEnum):
    """What one record is; the value is its `kind_code` in exports."""

    POWER = "power"
    POWER_SUBITEM = "power_subitem"
    TIER = "tier"
    LENIENT_ITEM = "lenient_item"
    ENFORCEMENT_ITEM = "enforcement_item"
    EMPOWERMENT_ITEM = "empowerment_item"
    SERVICE_ITEM = "service_item"
    INTERMEDIARY_ITEM = "intermediary_item"
    DEFERRED_MATERIAL_ITEM = "deferred_material_item"
    RANDOM_CHECK_ITEM = "random_check_item"
    DECISION_ITEM = "decision_item"
    CONTACT_POINT = "contact_point"
    CLEANUP_ITEM = "cleanup_item"
    GUIDING_CASE = "guiding_case"
    THREE_FIXINGS_DUTY = "three_fixings_duty"
    BODY_LEDGER_ROW = "body_ledger_row"
    LIST_ROW = "list_row"

    @property
    def label(self) -> str:
        """The Chinese label."""
        return _RECORD_LABELS[self]


_RECORD_LABELS = {
    RecordKind.POWER: "权责事项",
    RecordKind.POWER_SUBITEM: "权责子项",
    RecordKind.TIER: "裁量阶次",
    RecordKind.LENIENT_ITEM: "轻罚免罚事项",
    RecordKind.ENFORCEMENT_ITEM: "执法事项",
    RecordKind.EMPOWERMENT_ITEM: "赋权事项",
    RecordKind.SERVICE_ITEM: "服务事项",
    RecordKind.INTERMEDIARY_ITEM: "中介服务事项",
    RecordKind.DEFERRED_MATERIAL_ITEM: "容缺受理事项",
    RecordKind.RANDOM_CHECK_ITEM: "抽查事项",
    RecordKind.DECISION_ITEM: "重大行政决策事项",
    RecordKind.CONTACT_POINT: "立法联系点",
    RecordKind.CLEANUP_ITEM: "清理项",
    RecordKind.GUIDING_CASE: "指导性案例",
    RecordKind.THREE_FIXINGS_DUTY: "三定职责",
    RecordKind.BODY_LEDGER_ROW: "执法机构",
    RecordKind.LIST_ROW: "清单行",
}


HIDDEN_COLUMN = "（隐藏列）"
"""Ends the header of a cell that stands in a hidden column and says more than the visible one of that header."""


class Role(StrEnum):
    """What a column is for, whatever its header says."""

    SERIAL = "serial"  # 序号
    KEY = "key"  # the record's own name
    SUBITEM = "subitem"  # 子项
    STEP = "step"  # 裁量阶次
    GROUP = "group"  # holds for the rows below it too: 部门, 类别
    TYPE = "type"  # 职权类型
    BASIS = "basis"  # cites law: 实施依据, 设定依据
    BODY = "body"  # names bodies: 实施机关, 行使主体
    UNIT = "unit"  # names units inside a body: 承办机构
    LEVEL = "level"  # 实施层级
    AMOUNT = "amount"  # money, percent, multiples
    SHARED = "shared"  # boilerplate that many rows repeat: 追责情形
    DATE = "date"
    PERSONAL = "personal"  # names and phone numbers of people
    TEXT = "text"


class Cell(NamedTuple):
    """One field of a record.

    `name` is the column's canonical name, or its printed header where the column is not known; `header` the printed
    one. `row` and `column` (from 1) are the cell's anchor; None for what a sheet's name or a heading says.
    """

    name: str
    header: str
    text: str
    role: Role
    row: int | None = None
    column: int | None = None


class LevelRow(NamedTuple):
    """A further row of an item that says how it is for another level or body."""

    row: int
    cells: tuple[Cell, ...]


class Amount(NamedTuple):
    """A range of money, percent or multiples in a text; `start`/`end` are code points into it.

    `unit` is yuan, percent or multiple. `low`/`high` are None where the range has no such end; a bound is open when
    the number itself is outside (不足, 超过), closed with 以上/以下. `per` is what it is counted by (每平方米), `of`
    what a percentage or multiple is taken of. `doubtful` marks ranges that contradict themselves.
    """

    start: int
    end: int
    unit: str
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    per: str = ""
    of: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One item.

    `row` is the 1-based row of the item's own cell in its sheet or table, or the number of its paragraph; `sheet` as
    printed, `page` for documents with pages. `parent` is the index of the record that this one is part of.
    """

    kind: RecordKind
    row: int
    cells: tuple[Cell, ...]
    sheet: str | None = None
    page: int | None = None
    parent: int | None = None
    levels: tuple[LevelRow, ...] = ()
    amounts: tuple[Amount, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """Text of each field by its name, in the order of the columns; what names people is left to `cells`."""
        return {c.name: c.text for c in self.cells if c.role is not Role.PERSONAL}

    def texts(self, role: Role) -> tuple[Cell, ...]:
        """The fields of one role, e.g. those that cite law."""
        return tuple(c for c in self.cells if c.role is role)


class Remnant(NamedTuple):
    """Text of a list that belongs to no record: titles, notes, hidden rows, text under merged cells."""

    text: str
    reason: str
    row: int
    column: int
    sheet: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between what a list says of itself and what it holds; no error."""

    rule: str
    message: str
    expected: str
    found: str
    row: int | None = None
    sheet: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """The kind of a document and why; `overridden` when the user said so."""

    kind: DocumentKind
    reason: str
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class RecordDocument:
    """One source file, read into records.

    `boilerplate` maps the digest of a text that several records share (`Role.SHARED`) to the text.
    """

    locator: str
    sha256: str
    size: int
    media_type: str
    title: str
    recognition: Recognition
    content: Workbook | TextDocument
    records: tuple[Record, ...]
    remnants: tuple[Remnant, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    boilerplate: dict[str, str] = field(default_factory=dict)
