"""Kinds of whole files as a city has them: real formats, odd titles, headers in synonyms, wrong extensions."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
import xlsxwriter
import xlwt

from ingest.reading import read_document
from schemas.documents import Document
from schemas.records import DocumentKind as K

Rows = list[list[str]]


class Given(NamedTuple):
    """A file: its name, the format that it really has, lines over the table or of the text, the table, the kind."""

    name: str
    format: str
    lines: Sequence[str]
    table: Rows
    kind: K


def table(header: str, *rows: str) -> Rows:
    return [line.split("|") for line in (header, *rows)]


LAW = "《中华人民共和国行政处罚法》第三十三条"
ARTICLES = (
    "第一条 为了甲，制定本办法。",
    "第二条 本市适用。",
    "第三条 由市城管局负责。",
    "第四条 自2024年5月1日起施行。",
)

LISTS = [
    Given(
        "1.xlsx", "xlsx", ["某市水务局权责清单（2024年版）", "填报单位：某市水务局"],
        table("序号|事项名称|子项名称|权力类型|实施依据|行使主体|承办机构|责任事项内容|追责情形", f"1|对排污的处罚||行政处罚|{LAW}|市水务局|法规科|立案|不作为"),
        K.POWER_LIST,
    ),
    Given(
        "导出数据.xlsx", "xls", [],
        table("编号|职权名称|职权类别|法定依据|责任主体|责任处室|责任事项|问责情形", f"1|取水许可|行政许可|{LAW}|市水务局|水政科|受理|推诿"),
        K.POWER_LIST,
    ),
    Given(
        "Sheet.xls", "xlsx", ["附件1", "某区城市管理局行政权力清单和责任清单"],
        table("序 号|项目名称|权力类别|权力依据|责任事项|追责依据|监督电话", f"1|占道审批|行政许可|{LAW}|受理|{LAW}|123"),
        K.POWER_LIST,
    ),
    Given(
        "a.csv", "csv", [],
        table("序号|所属行政区划|隶属机构|项目|职权类型|职权编码|实施依据|责任主体|责任事项|追责情形", f"1|某市|消防|检查|行政检查|01|{LAW}|支队|查|失职"),
        K.POWER_LIST,
    ),
    Given(
        "某局清单.doc", "html", ["某市统计局权力和责任清单"],
        table("序号|权力名称|权力类型|设定依据|责任内容|问责依据", f"1|统计检查|行政检查|{LAW}|检查|{LAW}"),
        K.POWER_LIST,
    ),
    Given(
        "裁量.xls", "xls", ["一、《某市绿化条例》"],
        table("序号|违法行为|法律依据|类别|裁量情节|裁量标准|备注", f"1-1|毁绿|{LAW}|1|轻微|处一千元以下罚款|"),
        K.DISCRETION_BENCHMARK,
    ),
    Given(
        "自由裁量细化标准.docx", "docx", ["某市卫生健康系统行政处罚自由裁量权细化标准"],
        table("违法种类|违法程度|违法情节|处罚幅度", "无证行医|一般|首次|一万元以上三万元以下"),
        K.DISCRETION_BENCHMARK,
    ),
    Given(
        "附件2.xlsx", "xlsx", ["行政处罚裁量阶次表"],
        table("违法事实|处罚依据|裁量阶次|适用情形|具体标准", f"乱停|{LAW}|从轻|初次|一百元"),
        K.DISCRETION_BENCHMARK,
    ),
    Given(
        "基准.txt.xlsx", "xlsx", [],
        table("违法行为|违法程度|近一年同类违法行为情况|整改情况|罚款", "超标排放|一般|无|已改|十万元"),
        K.DISCRETION_BENCHMARK,
    ),
    Given(
        "免罚.xlsx", "xlsx", ["某市城管领域轻微违法行为不予处罚清单（第二批）"],
        table("序号|领域|违法行为|设定依据|适用条件|配套监管措施", f"1|市容|乱挂|{LAW}|及时改正|教育"),
        K.LENIENT_LIST,
    ),
    Given(
        "减轻.csv", "csv", [],
        table("序号|类别|违法行为|违反条款|减轻处罚的情节", f"1|环保|扬尘|{LAW}|主动消除"),
        K.LENIENT_LIST,
    ),
    Given(
        "首违不罚.html", "docx", ["某市税务领域首违不罚事项清单"],
        table("序号|事项名称|法律依据|适用情形", f"1|未按期申报|{LAW}|首次"),
        K.LENIENT_LIST,
    ),
    Given(
        "免强制.xls", "xls", ["免予行政强制措施事项清单"],
        table("序号|强制措施事项|依据|适用情形", f"1|扣押|{LAW}|情节显著轻微"),
        K.LENIENT_LIST,
    ),
    Given(
        "执法事项.xlsx", "xlsx", ["某省医疗保障局行政执法事项清单"],
        table("序号|事项名称|类别|执法主体|承办机构|依据|实施对象|办理时限", f"1|检查|行政检查|省医保局|基金处|{LAW}|机构|20日"),
        K.ENFORCEMENT_LIST,
    ),
    Given(
        "目录.xlsx", "xls", ["综合行政执法事项指导目录（2024年版）"],
        table("序号|事项名称|职权类型|实施依据|法定实施主体|第一责任层级建议", f"1|处罚|行政处罚|{LAW}|主管部门|设区的市"),
        K.ENFORCEMENT_LIST,
    ),
    Given(
        "园区.xlsx", "xlsx", ["赋予某开发区市级行政职权事项目录"],
        table("序号|事项名称|事项类型|原实施机关|承接机构|赋权方式", "1|备案|其他|市发改委|开发区管委会|委托"),
        K.EMPOWERMENT_LIST,
    ),
    Given(
        "收回.docx", "docx", ["某市收回下放行政职权事项清单"],
        table("序号|事项名称|事项类型|原承接机构|收回后实施机关", "1|备案|其他|高新区管委会|市发改委"),
        K.EMPOWERMENT_LIST,
    ),
    Given(
        "中介.xls", "xlsx", ["某区行政审批中介服务事项清单（24项）"],
        table("序号|中介服务事项名称|对应行政审批事项名称|设置中介服务事项的依据|中介服务时限|收费标准及依据", f"1|环评|审批|{LAW}|30日|市场调节价"),
        K.INTERMEDIARY_LIST,
    ),
    Given(
        "容缺.xlsx", "xlsx", [],
        table("事项名称|事项类型|实施部门|申报材料|可容缺材料|容缺期限|后补方式", "开办|许可|市监局|申请书|照片|5日|邮寄"),
        K.DEFERRED_MATERIAL_LIST,
    ),
    Given(
        "容缺2.docx", "html", ["某市“容缺受理”事项目录"],
        table("序号|部门|主项名称|申请材料|非主审要件|补正时限", "1|住建局|许可|表|证|3日"),
        K.DEFERRED_MATERIAL_LIST,
    ),
    Given(
        "一件事.xlsx", "xlsx", ["高效办成“一件事”重点事项清单"],
        table("序号|“一件事”名称|类别|涉及事项|牵头单位|配合单位", "1|新生儿出生|个人|出生证明|市卫健委|市公安局"),
        K.ONE_THING_LIST,
    ),
    Given(
        "通办.csv", "csv", ["全市通办事项清单"],
        table("序号|事项名称|事项类型|主管部门|通办范围|通办方式", "1|社保查询|公共服务|市人社局|全市|网办"),
        K.SERVICE_LIST,
    ),
    Given(
        "站点.xls", "xls", ["便民服务站一览表"],
        table("序号|区县|站点名称|地址|可办事项数", "1|东区|甲站|某路1号|12"),
        K.SERVICE_LIST,
    ),
    Given(
        "联办.xlsx", "xlsx", ["证照联办事项清单"],
        table("序号|联办事项|涉及证照|牵头部门|联办部门|办理时限", "1|开饭店|食品许可|市监局|消防|5日"),
        K.JOINT_LICENCE_LIST,
    ),
    Given(
        "证明.xlsx", "xlsx", ["实行告知承诺制的证明事项目录"],
        table("序号|证明事项名称|证明用途|设定依据|索要单位|开具单位|核查方式", f"1|无犯罪|许可|{LAW}|市教育局|公安|在线"),
        K.PROOF_COMMITMENT_LIST,
    ),
    Given(
        "随机.xlsx", "xls", [],
        table("编号|抽查事项名称|抽查子项|抽查依据|抽查主体|抽查对象|抽查比例|抽查频次|抽查方式", f"1|广告|户外|{LAW}|市监局|企业|3%|1次|现场"),
        K.RANDOM_CHECK_LIST,
    ),
    Given(
        "随机2.docx", "docx", ["某市市场监管领域部门联合“双随机、一公开”抽查事项清单"],
        table("序号|抽查类别|抽查事项|检查对象|检查方式|检查主体", "1|资质|备案|企业|现场|市监局"),
        K.RANDOM_CHECK_LIST,
    ),
    Given(
        "决策.docx", "docx", ["某市人民政府2025年度重大行政决策事项目录"],
        table("序号|决策事项名称|承办单位|拟提交审议时间", "1|停车办法|市公安局|6月"),
        K.DECISION_CATALOGUE,
    ),
    Given(
        "联系点.xlsx", "xlsx", ["第三批政府立法基层联系点名单"],
        table("序号|联系点名称|单位类别|所在区县", "1|甲街道|镇街|东区"),
        K.CONTACT_POINT_LIST,
    ),
    Given(
        "清理.doc", "xlsx", ["现行有效行政规范性文件目录"],
        table("序号|文件名称|文号|制定机关|清理结果", "1|某办法|某政发〔2010〕1号|市政府|继续有效"),
        K.CLEANUP_RESULT,
    ),
    Given(
        "台账.xlsx", "xlsx", ["某市行政执法队伍台账"],
        table("序号|机构名称|机构性质|级别|主管部门|编制数|实有|持证人数", "1|支队|行政|副处|市城管局|50|48|45"),
        K.BODY_LEDGER,
    ),
    Given("采购.xlsx", "xlsx", ["食堂采购表"], table("序号|品名|单价|数量", "1|大米|3元|十袋"), K.UNKNOWN),
    Given("值班.docx", "xls", ["国庆值班安排"], table("日期|带班领导|值班人员", "10月1日|张某|李某"), K.UNKNOWN),
    Given("事项.csv", "csv", [], table("序号|内容|备注", "1|某某工作|无", "2|另一工作|无"), K.UNKNOWN),
]  # fmt: skip
TEXTS = [
    Given("通知.docx", "docx", ["某市人民政府关于印发《某市井盖管理办法》的通知", "某政发〔2024〕3号", "各区人民政府：", "现印发给你们。", "某市人民政府", "2024年3月1日", "某市井盖管理办法", *ARTICLES], [], K.NORMATIVE_DOCUMENT),
    Given("办法.pdf", "html", ["某市井盖管理暂行办法", *ARTICLES], [], K.NORMATIVE_DOCUMENT),
    Given("转发.txt", "txt", ["某市人民政府办公室转发市发展改革委关于促进消费若干措施的通知", "某政办发〔2024〕8号", "各区：", "现转发给你们，请认真执行。", "关于促进消费的若干措施", "一、发放消费券。", "二、延长营业时间。"], [], K.NORMATIVE_DOCUMENT),
    Given("条例.docx", "docx", ["某省行政执法条例", "（2023年9月27日某省第十四届人民代表大会常务委员会第五次会议通过）", *ARTICLES], [], K.LAW),
    Given("稿.docx", "docx", ["某市井盖管理办法", "（征求意见稿）", *ARTICLES], [], K.CONSULTATION_DRAFT),
    Given("公告.html", "html", ["关于公开征求《某市井盖管理办法（草案）》意见的公告", "现向社会公开征求意见，请于三十日内反馈。"], [], K.CONSULTATION_DRAFT),
    Given("解读.doc", "html", ["一图读懂《某市井盖管理办法》", "一、为什么制定", "二、有哪些规定"], [], K.EXPLAINER),
    Given("问答.txt", "txt", ["井盖条例百问", "问：谁管井盖？", "答：市城管局。", "问：罚多少？", "答：看情形。"], [], K.EXPLAINER),
    Given("案例.docx", "docx", ["第三批行政规范性文件备案审查指导性案例", "案例一：某县收费通知案", "【基本案情】某县发文收费。", "【审查意见】与上位法不符。", "【典型意义】甲。"], [], K.GUIDING_CASES),
    Given("三定.docx", "docx", ["某市教育局职能配置、内设机构和人员编制规定", "第一条 根据方案，制定本规定。", "第二条 市教育局贯彻落实方针。", "（一）拟订规划。"], [], K.THREE_FIXINGS),
    Given("标准.txt", "txt", ["ICS 93.080", "DB2101/T 0012—2023", "井盖养护规范", "1 范围", "本文件规定了井盖养护的要求。", "2 规范性引用文件"], [], K.LOCAL_STANDARD),
    Given("目录.docx", "html", ["2025年度重大行政决策事项目录", "1. 制定停车管理办法。承办单位：市公安局", "2. 调整水价（市发改委负责承办）"], [], K.DECISION_CATALOGUE),
    Given("废止.txt", "txt", ["某市人民政府关于宣布失效一批行政规范性文件的决定", "1.《某办法》（某政发〔2010〕1号）", "2.《某规定》（某政发〔2011〕2号）"], [], K.CLEANUP_RESULT),
    Given("方案.xls", "docx", ["某市井盖整治专项行动工作方案", "一、工作目标", "二、重点任务（牵头单位：市城管局）"], [], K.WORK_PLAN),
    Given("预案.docx", "docx", ["某市防汛应急预案", "1 总则", "2 组织体系"], [], K.WORK_PLAN),
    Given("报告.html", "txt", ["某市2024年度法治政府建设情况报告", "一、主要举措和成效", "制定规章3件。"], [], K.REPORT),
    Given("名单.txt", "txt", ["某市政府立法联系点名单", "1. 甲街道办事处", "2. 乙社区居委会", "3. 丙律师事务所"], [], K.CONTACT_POINT_LIST),
    Given("天气.docx", "docx", ["今日天气", "晴转多云，南风三级，最高气温二十度。"], [], K.UNKNOWN),
]  # fmt: skip


def write_xlsx(given: Given) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    for r, row in enumerate([*([line] for line in given.lines), *given.table]):
        sheet.write_row(r, 0, row)
    book.close()
    return out.getvalue()


def write_xls(given: Given) -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for r, row in enumerate([*([line] for line in given.lines), *given.table]):
        for c, text in enumerate(row):
            sheet.write(r, c, text)
    book.save(out)
    return out.getvalue()


def write_csv(given: Given) -> bytes:
    lines = [*([line] for line in given.lines), *given.table]
    return "\r\n".join(",".join(row) for row in lines).encode("gb18030")


def write_docx(given: Given) -> bytes:
    document = docx.Document()
    for line in given.lines:
        document.add_paragraph(line)
    if given.table:
        grid = document.add_table(len(given.table), len(given.table[0]))
        for row, cells in zip(given.table, grid.rows, strict=True):
            for text, cell in zip(row, cells.cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_html(given: Given) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in given.lines)
    rows = "".join("<tr>" + "".join(f"<td>{t}</td>" for t in row) + "</tr>" for row in given.table)
    return f"<!DOCTYPE html><html><head><meta charset='gbk'></head><body>{lines}<table>{rows}</table></body></html>".encode(
        "gbk"
    )


def write_txt(given: Given) -> bytes:
    return "\r\n".join(given.lines).encode("gb18030")


WRITERS: dict[str, Callable[[Given], bytes]] = {
    "xlsx": write_xlsx, "xls": write_xls, "csv": write_csv, "docx": write_docx, "html": write_html, "txt": write_txt,
}  # fmt: skip


@pytest.mark.parametrize("given", LISTS + TEXTS, ids=lambda g: g.name)
def test_the_kind_of_a_whole_file(given: Given, tmp_path: Path) -> None:
    path = tmp_path / given.name
    path.write_bytes(WRITERS[given.format](given))
    read = read_document(path, given.name)
    assert isinstance(read, Document), read
    assert read.recognition is not None
    assert read.recognition.kind is given.kind, read.recognition.reason
    assert read.recognition.reason
    if given.table:
        assert len(read.items) == len(given.table) - 1
