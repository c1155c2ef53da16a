"""Kinds from titles, headers and text; each row is a document as found, in few words."""

from __future__ import annotations

import pytest

from ingest.kinds.documents import recognise_document, recognise_workbook
from ingest.kinds.recognition import recognise_tables
from ingest.records.grid import Grid
from schemas.pages import Paragraph, Table, TextDocument
from schemas.records import DocumentKind as K
from schemas.sheets import Sheet, Workbook

TABLES: list[tuple[str, str, K]] = [
    ("", "序号 事项名称 子项名称 权力类型 实施依据 行使主体 承办机构 责任事项内容 追责情形", K.POWER_LIST),
    ("甲局行政权力清单", "编号 职权名称 职权类别 法定依据 实施主体 责任事项 问责依据", K.POWER_LIST),
    ("", "序号 所属行政区划 隶属机构 项目 职权类型 职权编码 实施依据 责任主体 责任事项 追责情形", K.POWER_LIST),
    ("乙市权责事项目录（2024年）", "序号 项目名称 类别 设定依据 责任科室", K.POWER_LIST),
    ("一、《某条例》", "序号 违法行为 法律依据 类别 裁量情节 裁量标准 备注", K.DISCRETION_BENCHMARK),
    ("", "序号 违法行为 处罚依据 裁量阶次 适用情形 具体标准", K.DISCRETION_BENCHMARK),
    ("自由裁量权细化标准", "违法种类 违法程度 违法情节 处罚幅度", K.DISCRETION_BENCHMARK),
    ("", "违法行为 违法程度 近一年同类违法行为情况 罚款", K.DISCRETION_BENCHMARK),
    ("轻微违法行为不予处罚清单", "序号 领域 违法行为 设定依据 适用条件 不予处罚依据", K.LENIENT_LIST),
    ("", "序号 类别 违法行为 违反条款 不予处罚的情节", K.LENIENT_LIST),
    ("从轻处罚清单", "序号 事项名称 法律依据 从轻情形 配套监管措施", K.LENIENT_LIST),
    ("免予行政强制措施清单", "序号 强制措施事项 依据 适用情形", K.LENIENT_LIST),
    ("", "序号 事项名称 类别 执法主体 承办机构 执法依据 实施对象 办理时限", K.ENFORCEMENT_LIST),
    (
        "市场监管行政执法事项目录",
        "所属章节 序号 名称 类别 执法主体（实施层级） 承办机构 执法依据 备注",
        K.ENFORCEMENT_LIST,
    ),
    ("综合行政执法事项指导目录", "序号 事项名称 职权类型 实施依据 法定实施主体 第一责任层级建议", K.ENFORCEMENT_LIST),
    (
        "赋予开发区市级经济管理权限事项清单",
        "序号 事项名称 子项名称 事项类型 原实施机关 承接机构 赋权方式",
        K.EMPOWERMENT_LIST,
    ),
    ("收回事项清单", "序号 事项名称 事项类型 原实施机关 承接机构 收回原因", K.EMPOWERMENT_LIST),
    (
        "",
        "序号 中介服务事项名称 对应行政审批事项名称 设置中介服务事项的依据 中介服务时限 收费标准及依据",
        K.INTERMEDIARY_LIST,
    ),
    ("行政审批中介服务事项清单", "序号 审批部门 审批事项 中介服务名称 设定依据", K.INTERMEDIARY_LIST),
    ("", "事项名称 事项类型 实施部门 申报材料 可容缺材料 容缺期限 后补方式", K.DEFERRED_MATERIAL_LIST),
    ("容缺受理事项目录", "序号 部门 主项名称 申请材料 非主审要件 补正时限", K.DEFERRED_MATERIAL_LIST),
    ("高效办成一件事清单", "序号 “一件事”名称 类别 涉及事项 牵头单位 配合单位", K.ONE_THING_LIST),
    ("", "序号 一件事名称 单个事项 牵头部门 责任单位", K.ONE_THING_LIST),
    ("全市通办事项清单", "序号 事项名称 事项类型 主管部门 通办范围 通办方式", K.SERVICE_LIST),
    ("便民服务站一览表", "序号 区县 站点名称 地址 可办事项数", K.SERVICE_LIST),
    ("证照联办清单", "序号 联办事项 涉及证照 牵头部门 联办部门 办理时限", K.JOINT_LICENCE_LIST),
    ("证明事项告知承诺清单", "序号 证明事项名称 证明用途 设定依据 索要单位 开具单位 核查方式", K.PROOF_COMMITMENT_LIST),
    ("", "编号 抽查事项名称 抽查子项 抽查依据 抽查主体 抽查对象 抽查比例 抽查频次 抽查方式", K.RANDOM_CHECK_LIST),
    ("双随机、一公开抽查事项清单", "序号 抽查项目 事项类别 检查对象 检查方式 检查主体", K.RANDOM_CHECK_LIST),
    ("2025年度重大行政决策事项目录", "序号 项目名称 承办单位", K.DECISION_CATALOGUE),
    ("", "序号 决策事项 承办单位 计划完成时间 法定程序", K.DECISION_CATALOGUE),
    ("政府立法基层联系点名单", "序号 单位名称 所在区县", K.CONTACT_POINT_LIST),
    ("宣布失效的规范性文件目录", "序号 文件名称 文号", K.CLEANUP_RESULT),
    ("", "序号 文件标题 发文字号 制定机关 清理结果", K.CLEANUP_RESULT),
    ("行政执法机构台账", "序号 机构名称 机构性质 级别 主管部门 编制数 实有 持证人数", K.BODY_LEDGER),
    ("食堂采购表", "序号 品名 单价 数量", K.UNKNOWN),
    ("", "姓名 班级 成绩", K.UNKNOWN),
    ("", "", K.UNKNOWN),
]


@pytest.mark.parametrize(("title", "headers", "kind"), TABLES)
def test_tables_by_title_and_headers(title: str, headers: str, kind: K) -> None:
    found = recognise_tables([title], [headers.split()] if headers else [])
    assert found.kind is kind, found.reason
    assert found.reason


ARTICLES = [
    "第一条 为了甲，制定本办法。",
    "第二条 本市适用本办法。",
    "第三条 市乙局负责实施。",
    "第四条 自2024年5月1日起施行。",
]
TEXTS: list[tuple[list[str], K]] = [
    (
        [
            "某市人民政府关于印发《某市井盖管理办法》的通知",
            "某政发〔2024〕3号",
            "各区：",
            "现印发给你们。",
            "某市井盖管理办法",
            *ARTICLES,
        ],
        K.NORMATIVE_DOCUMENT,
    ),
    (["某市井盖管理办法（试行）", *ARTICLES], K.NORMATIVE_DOCUMENT),
    (["某市人民政府关于调整收费标准的公告", "某政规〔2024〕1号", "一、自公布之日起执行。"], K.NORMATIVE_DOCUMENT),
    (["某省行政执法条例", "（2023年9月27日某省第十四届人民代表大会常务委员会第五次会议通过）", *ARTICLES], K.LAW),
    (["某市井盖管理办法（征求意见稿）", *ARTICLES], K.CONSULTATION_DRAFT),
    (["关于公开征求《某市井盖管理办法（草案）》意见的公告", "现公开征求意见。"], K.CONSULTATION_DRAFT),
    (["《某市井盖管理办法》政策解读", "一、制定背景", "第一条 为何要定"], K.EXPLAINER),
    (
        ["某条例知多少", "问：谁管井盖？", "答：城管。", "问：罚多少？", "答：看情形。", "问：何时起？", "答：五月。"],
        K.EXPLAINER,
    ),
    (
        [
            "第三批行政规范性文件备案审查指导性案例",
            "案例一：某县通知案",
            "【基本案情】某县发文。",
            "【审查意见】不当。",
        ],
        K.GUIDING_CASES,
    ),
    (["某市教育局职能配置、内设机构和人员编制规定", "第一条 根据方案制定。"], K.THREE_FIXINGS),
    (["DB2101/T 0012—2023", "井盖养护规范", "1 范围", "2 规范性引用文件"], K.LOCAL_STANDARD),
    (["某市立法联系点名单", "1. 甲街道办事处", "2. 乙社区", "3. 丙律师事务所"], K.CONTACT_POINT_LIST),
    (
        ["2025年度重大行政决策事项目录", "1. 制定停车办法。承办单位：市公安局", "2. 调整水价（市发改委负责承办）"],
        K.DECISION_CATALOGUE,
    ),
    (["某市人民政府关于宣布失效一批规范性文件的决定", "1.《某办法》（某政发〔2010〕1号）"], K.CLEANUP_RESULT),
    (["轻微违法行为不予处罚清单", "一、城管类", "1、违法行为：乱堆", "违反条款：《某条例》第三条"], K.LENIENT_LIST),
    (["某市井盖整治专项行动工作方案", "一、目标", "二、任务"], K.WORK_PLAN),
    (["某市2024年法治政府建设情况报告", "一、主要举措"], K.REPORT),
    (["今日天气", "晴，有风。"], K.UNKNOWN),
    ([], K.UNKNOWN),
]


@pytest.mark.parametrize(("lines", "kind"), TEXTS)
def test_texts_by_title_and_marks(lines: list[str], kind: K) -> None:
    blocks = tuple(Paragraph(t, None, n) for n, t in enumerate(lines, 1))
    found = recognise_document(TextDocument(blocks))
    assert found.kind is kind, found.reason
    assert found.reason


def test_a_form_annexed_to_articles_is_no_list() -> None:
    form = Table(Sheet("", (("序号", "事项名称", "备注"), ("1", "甲", ""))), None, 9)
    lines = tuple(Paragraph(t, None, n) for n, t in enumerate(["某市井盖管理规定", *ARTICLES], 1))
    assert recognise_document(TextDocument((*lines, form))).kind is K.NORMATIVE_DOCUMENT


def test_sheet_names_and_title_rows_speak_for_a_workbook() -> None:
    rows = (("某局一览",), ("序号", "事项", "说明"), ("1", "甲", ""))
    book = Workbook((Sheet("权责清单", rows), Sheet("旧的裁量基准", rows, hidden=True)))
    assert recognise_workbook([Grid(s) for s in book.sheets]).kind is K.POWER_LIST
