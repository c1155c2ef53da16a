"""The power list of the urban management bureau: four sheets with the usual traps, and a hidden one of 2019."""

from content import power_texts as texts
from content.power_penalties import PENALTIES
from writers.grid import LEFT, UP, Sheet, Under

HEADER = [
    "序号", "事项名称", "子项名称", "权力类型", "实施依据", "行使主体", "承办机构", "实施层级及权限", "部门职责",
    "责任事项内容", "责任事项依据", "追责对象范围", "追责情形", "备注",
]
WIDTHS = (6, 26, 22, 10, 60, 16, 14, 12, 24, 40, 36, 14, 36, 14)
# Items exercised at two levels have a second row that says only that; one row keeps the bureau's name before 2019.
_TWO_LEVELS = {"21"}
_OLD_NAME = {"14", "28"}
_OLD_NUMBERS = {"9", "12", "27"}
# The published table wraps these words by hand.
_WRAPPED = {"11": "对占用公共场所摆摊\n经营的\n处罚", "25": "对在噪声敏感建筑物集中区\n域夜间违法施\n工的处罚"}
_STALE = Under("【法规】《城市绿化条例》第九十九条")


def build_sheets() -> list[Sheet]:
    """The workbook's sheets in order."""
    return [_penalties(), _permits(), _coercion(), _others(), _hidden()]


def _head(title: str) -> list[list[object]]:
    blank = [LEFT] * (len(HEADER) - 1)
    filled: list[object] = ["填报单位：云汐市城市管理综合行政执法局", *[LEFT] * 6, "填报时间：2025年3月", *[LEFT] * 6]
    return [[title, *blank], filled, list(HEADER)]


def _penalties() -> Sheet:
    rows = _head("云汐市城市管理综合行政执法局权责清单（行政处罚类）")
    for number, name, subitems, basis, unit, remark in PENALTIES:
        agent = texts.OLD_AGENT if number in _OLD_NAME else texts.AGENT
        grounds = texts.PENALTY_BASIS_OLD if number in _OLD_NUMBERS else texts.PENALTY_BASIS
        kind = "行政\n处罚" if number in _WRAPPED else "行政处罚"
        rest: list[object] = [kind, basis, agent, unit, "市级", texts.DUTY, texts.PENALTY_STEPS, grounds]
        tail: list[object] = [texts.ACCOUNTABLE, texts.GROUNDS, remark or None]
        rows.append([number, _WRAPPED.get(number, name), subitems[0] if subitems else None, *rest, *tail])
        rows += [[UP, UP, subitem, *[UP] * 10, None] for subitem in subitems[1:]]
        if number in _TWO_LEVELS:
            rows.append([UP, UP, UP, UP, _STALE, UP, UP, "县（区）级", UP, UP, UP, UP, UP, "县（区）负责本辖区案件"])
    rows.append(["注：本表依据2025年3月1日现行有效的法律、法规、规章编制。", *[LEFT] * 13])
    return Sheet("行政处罚（31项）", rows, WIDTHS)


def _plain(number: int, name: str, sub: str | None, kind: str, basis: str, unit: str, level: str) -> list[object]:
    steps, grounds, reasons = {
        "行政许可": (texts.PERMIT_STEPS, texts.PERMIT_BASIS, texts.GROUNDS_PERMIT),
        "行政强制": (texts.COERCION_STEPS, texts.COERCION_BASIS, texts.GROUNDS),
    }.get(kind, (texts.OTHER_STEPS, texts.OTHER_BASIS, texts.GROUNDS))
    shared = [texts.DUTY, steps, grounds, texts.ACCOUNTABLE, reasons, None]
    return [number, name, sub, kind, basis, texts.FULL_AGENT, unit, level, *shared]


def _permits() -> Sheet:
    decision = (
        "【国务院决定】《国务院对确需保留的行政审批项目设定行政许可的决定》（国务院令第412号）附件第102项"
    )
    roads = "【行政法规】《城市道路管理条例》第三十条、第三十一条第一款、第三十三条"
    rows = [
        *_head("云汐市城市管理综合行政执法局权责清单（行政许可类）"),
        _plain(1, "城市道路占用、挖掘审批", "临时占用城市道路审批", "行政许可", roads, "行政审批科", "市级"),
        [UP, UP, "挖掘城市道路审批", *[UP] * 10, None],
        _plain(2, "城市生活垃圾经营性清扫、收集、运输、处理服务审批", None, "行政许可", decision, "行政审批科", "市级、县（区）级"),
        _plain(3, "设置大型户外广告及在城市建筑物、设施上张挂、张贴宣传品审批", None, "行政许可",
               "【法规】《城市市容和环境卫生管理条例》第十一条第二款、第十七条第二款", "行政审批科", "市级"),
        _plain(4, "临时性建筑物搭建、堆放物料审批", None, "行政许可", "【法规】《城市市容和环境卫生管理条例》第十四条", "行政审批科", "县（区）级"),
        _plain(5, "砍伐城市树木审批", None, "行政许可", "【法规】《城市绿化条例》第二十条第二款", "园林绿化科", "市级"),
    ]
    return Sheet("行政许可（5项）", rows, WIDTHS)


def _coercion() -> Sheet:
    rows = [
        *_head("云汐市城市管理综合行政执法局权责清单（行政强制类）"),
        _plain(1, "强制拆除不符合城市容貌标准、环境卫生标准的建筑物或者设施", None, "行政强制",
               "【行政法规】《城市市容和环境卫生管理条例》第三十七条\n【法律】《中华人民共和国行政强制法》第四十四条", "市容管理科", "市级"),
        _plain(2, "代为清除道路、公共场所的遗洒物、障碍物", None, "行政强制",
               "【法律】《中华人民共和国行政强制法》第五十条、第五十二条", "执法支队", "市级"),
        _plain(3, "查封违法建设施工现场、强制拆除违法建设", None, "行政强制", "【法律】《中华人民共和国城乡规划法》第六十八条", "规划执法科", "市级"),
    ]
    return Sheet("行政强制(3项)", rows, WIDTHS)


def _others() -> Sheet:
    rows = [
        *_head("云汐市城市管理综合行政执法局权责清单（其他类）"),
        _plain(1, "对户外广告设施的监督检查", None, "行政检查", "【地方性法规】《岚江省行政执法条例》第二十条", "市容管理科", "市级"),
        _plain(2, "对厨余垃圾产生者和收运、处理单位的监督检查", None, "行政检查",
               "【政府规章】《云汐市厨余垃圾管理办法》（市政府令第12号公布，市政府令第21号修正）第十四条", "固体废物监管科", "市级"),
        _plain(3, "对市容和环境卫生工作成绩显著的单位和个人的奖励", None, "行政奖励", "【法规】《城市市容和环境卫生管理条例》第八条", "办公室", "市级"),
        _plain(4, "建筑垃圾处理方案备案", None, "其他行政权力",
               "【法律】《中华人民共和国固体废物污染环境防治法》第六十三条第一款", "固体废物监管科", "县（区）级"),
        _plain(5, "生活垃圾分类责任区公示", None, "其他职权", "【规范性文件】《云汐市生活垃圾分类工作实施方案》（汐政办发〔2020〕18号）", "固体废物监管科", "市级"),
    ]
    return Sheet("其他（5项）", rows[2:], WIDTHS)


def _hidden() -> Sheet:
    rows: list[list[object]] = [
        list(HEADER),
        _plain(1, "对餐饮业垃圾产生单位不办理申报登记的处罚", None, "行政处罚", "《云汐市餐饮业垃圾管理暂行办法》第十条", "环卫处", "市级"),
        _plain(2, "对餐饮业垃圾不密闭存放的处罚", None, "行政处罚", "《云汐市餐饮业垃圾管理暂行办法》第十一条", "环卫处", "市级"),
    ]
    return Sheet("2019年版", rows, WIDTHS, hidden=True)
