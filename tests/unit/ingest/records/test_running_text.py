"""Lists without a table, cases and 三定 duties in running text."""

from __future__ import annotations

from ingest.formats.content import Content
from ingest.formats.recognition import Format
from ingest.records.reading import build_records
from schemas.pages import Paragraph, Table, TextDocument
from schemas.records import DocumentKind, Record, RecordDocument, Role
from schemas.sheets import Sheet


def read(*lines: str, kind: DocumentKind | None = None) -> RecordDocument:
    blocks = tuple(Paragraph(t, None, n) for n, t in enumerate(lines, 1))
    return build_records(Content(Format.TEXT, "text/plain", TextDocument(blocks)), "x.txt", "0", 1, kind)


def fields(records: tuple[Record, ...], *names: str) -> list[tuple[int, *tuple[str | None, ...]]]:
    return [(r.row, *(r.fields.get(n) for n in names)) for r in records]


def test_decisions_as_numbered_paragraphs() -> None:
    found = read(
        "某市2025年度重大行政决策事项目录",
        "1. 制定停车管理办法。承办单位：市公安局；计划完成时间：2025年6月",
        "2. 调整居民用水价格（市发展和改革委员会负责承办）",
        "3. 建设文化公园",
        "承办单位：市文旅局、市住建局",
    )
    assert found.recognition.kind is DocumentKind.DECISION_CATALOGUE
    assert fields(found.records, "name", "unit", "date") == [
        (2, "制定停车管理办法", "市公安局", "2025年6月"),
        (3, "调整居民用水价格", "市发展和改革委员会", None),
        (4, "建设文化公园", "市文旅局、市住建局", None),
    ]


def test_contact_points_under_headings() -> None:
    found = read(
        "某市政府立法基层联系点名单", "一、镇街", "1. 甲街道办事处", "2. 乙镇人民政府", "二、律所", "3. 丙律师事务所"
    )
    assert fields(found.records, "name", "section") == [
        (3, "甲街道办事处", "一、镇街"),
        (4, "乙镇人民政府", "一、镇街"),
        (6, "丙律师事务所", "二、律所"),
    ]


def test_clean_up_lists_name_title_number_and_result() -> None:
    found = read(
        "某市人民政府关于公布规范性文件清理结果的通知",
        "一、继续有效的规范性文件（2件）",
        "1.《某市井盖管理办法》（某政发〔2019〕3号）",
        "2.《某市停车规定》（某政规〔2020〕1号）",
        "二、宣布失效的规范性文件（2件）",
        "3.《某市复工措施》（某政发〔2020〕4号）",
    )
    assert fields(found.records, "title", "document_number", "result") == [
        (3, "某市井盖管理办法", "某政发〔2019〕3号", "继续有效"),
        (4, "某市停车规定", "某政规〔2020〕1号", "继续有效"),
        (6, "某市复工措施", "某政发〔2020〕4号", "失效"),
    ]


def test_lenient_items_with_labelled_lines() -> None:
    found = read(
        "某市轻微违法行为不予处罚清单",
        "一、市容类",
        "1、违法行为：在阳台吊挂物品",
        "违反条款：《某条例》第十条",
        "不予处罚的情节：（1）首次被发现；（2）及时改正。",
        "2、违法行为：超出门窗经营",
        "违反条款：《某条例》第十一条",
    )
    assert fields(found.records, "violation", "duty_basis", "section") == [
        (3, "在阳台吊挂物品", "《某条例》第十条", "一、市容类"),
        (6, "超出门窗经营", "《某条例》第十一条", "一、市容类"),
    ]
    assert found.records[0].fields["conditions"] == "（1）首次被发现；（2）及时改正。"


def test_cases_by_their_labels() -> None:
    found = read(
        "第一批备案审查指导性案例",
        "案例一",
        "某县通知审查案",
        "【关键词】公平竞争",
        "【基本案情】该通知第四条规定甲。",
        "还规定乙。",
        "【文件名称】某县通知",
        "【审查意见】违反《公平竞争审查条例》第九条。",
        "案例二：某区公告审查案",
        "【关键词】收费",
        "【基本案情】丙。",
    )
    assert fields(found.records, "name", "keywords", "facts", "opinion", "文件名称") == [
        (
            2,
            "某县通知审查案",
            "公平竞争",
            "该通知第四条规定甲。\n还规定乙。",
            "违反《公平竞争审查条例》第九条。",
            "某县通知",
        ),
        (9, "某区公告审查案", "收费", "丙。", None, None),
    ]


def test_duties_divisions_and_units() -> None:
    found = read(
        "某市城管局职能配置、内设机构和人员编制规定",
        "第三条 主要职责是：",
        "（一）负责市容管理。",
        "（二）完成交办的其他任务。",
        "（三）职责分工。",
        "1.与市自然资源局的职责分工。甲。",
        "第四条 内设下列机构：",
        "（一）办公室。负责日常运转。",
        "（二）法制科（行政审批科）。承担审核。",
        "第五条 行政编制50名。",
        "（一）局长1名。",
    )
    assert fields(found.records, "section", "unit", "name") == [
        (3, "主要职责", None, "负责市容管理。"),
        (4, "主要职责", None, "完成交办的其他任务。"),
        (6, "职责分工", None, "与市自然资源局的职责分工。甲。"),
        (8, "内设机构", "办公室", "负责日常运转。"),
        (9, "内设机构", "法制科（行政审批科）", "承担审核。"),
    ]


def test_the_user_may_say_what_it_is() -> None:
    found = read("名单", "1. 甲社区", "2. 乙社区", kind=DocumentKind.CONTACT_POINT_LIST)
    assert found.recognition.overridden
    assert [r.kind.value for r in found.records] == ["contact_point", "contact_point"]
    assert "by itself" in found.recognition.reason


def test_what_no_record_holds_is_still_there() -> None:
    found = read("今日天气", "晴。")
    assert found.records == ()
    assert [m.text for m in found.remnants] == ["今日天气", "晴。"]


def test_people_are_left_out_of_the_fields() -> None:
    rows = (("序号", "联系点名称", "联系人", "联系电话"), ("1", "甲社区", "张某", "000"))
    document = TextDocument((Paragraph("立法联系点名单", None, 1), Table(Sheet("", rows), None, 2)))
    found = build_records(Content(Format.DOCX, "x", document), "x.docx", "0", 1)
    assert found.records[0].fields == {"serial": "1", "name": "甲社区", "section": "立法联系点名单"}
    assert [c.text for c in found.records[0].texts(Role.PERSONAL)] == ["张某", "000"]
