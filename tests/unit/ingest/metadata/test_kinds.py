"""Level of authority of invented and well-known titles."""

from __future__ import annotations

import pytest

from ingest.metadata.kinds import KindEvidence, find_kind, is_amending
from schemas.authority import Kind

NPC, NPCSC = "全国人民代表大会", "全国人民代表大会常务委员会"
CITY = "330100"


def evidence(
    title: str,
    issuers: str = "",
    region: str = "000000",
    folder: str = "",
    number: str = "",
    *,
    case: bool = False,
) -> KindEvidence:
    return KindEvidence(title, issuers.split(), number.split(), region, folder.split("/"), case)


CASES = [
    (evidence("中华人民共和国宪法", NPC), Kind.CONSTITUTION),
    (evidence("中华人民共和国宪法修正案（2018年）"), Kind.CONSTITUTION),
    (evidence("中华人民共和国渡船法", NPCSC), Kind.LAW),
    (evidence("中华人民共和国渡船法"), Kind.LAW),
    (evidence("中华人民共和国刑法修正案（十）"), Kind.LAW),
    (evidence("军官军衔条例", NPCSC), Kind.LAW),
    (evidence("全国人民代表大会组织法", NPC), Kind.LAW),
    (evidence("全国人民代表大会常务委员会关于设立渡船节的决定", NPCSC), Kind.NPC_DECISION),
    (evidence("全国人民代表大会常务委员会关于《渡船法》第三条的解释", NPCSC), Kind.LEGAL_INTERPRETATION),
    (evidence("渡船条例", "国务院", number="国务院令第900号"), Kind.ADMIN_REGULATION),
    (evidence("渡船管理办法", "交通部", folder="行政法规"), Kind.ADMIN_REGULATION),
    (evidence("国务院关于渡船的通知", "国务院", number="国发〔2020〕3号"), Kind.NORMATIVE_DOCUMENT),
    (evidence("渡船条例", "中国共产党中央委员会 国务院", folder="行政法规"), Kind.PARTY_REGULATION),
    (evidence("监察官办法", "国家监察委员会"), Kind.SUPERVISION_REGULATION),
    (evidence("最高人民法院关于审理渡船案件的解释", "最高人民法院"), Kind.JUDICIAL_INTERPRETATION),
    (evidence("人民检察院刑事诉讼规则"), Kind.JUDICIAL_INTERPRETATION),
    (evidence("中华人民共和国人民法院组织法", NPCSC), Kind.LAW),
    (evidence("渡船登记规定", "交通运输部", number="交通运输部令2020年第3号"), Kind.DEPT_RULE),
    (evidence("渡船登记规定", folder="部门规章/交通运输部"), Kind.DEPT_RULE),
    (evidence("关于渡船登记的通知", folder="部门规章/交通运输部"), Kind.NORMATIVE_DOCUMENT),
    (evidence("杭州市渡船条例", "杭州市人民代表大会常务委员会", CITY), Kind.LOCAL_REGULATION),
    (evidence("杭州市渡船条例", "", CITY), Kind.LOCAL_REGULATION),
    (evidence("杭州市渡船办法", "", CITY, "地方性法规"), Kind.LOCAL_REGULATION),
    (evidence("杭州市渡船办法", "杭州市人民政府", CITY, "地方性法规"), Kind.LOCAL_RULE),
    (evidence("杭州市渡船办法", "杭州市人民政府", CITY, number="杭州市人民政府令第3号"), Kind.LOCAL_RULE),
    (evidence("杭州市渡船办法", "杭州市人民政府", CITY, number="杭政〔2020〕3号"), Kind.NORMATIVE_DOCUMENT),
    (evidence("杭州市人民政府关于渡船的通知", "杭州市人民政府", CITY), Kind.NORMATIVE_DOCUMENT),
    (evidence("杭州市渡船发展规划", "杭州市人民政府", CITY, number="杭政〔2020〕3号"), Kind.POLICY),
    (evidence("深圳经济特区渡船条例", "深圳市人民代表大会常务委员会", "440300"), Kind.SEZ_REGULATION),
    (evidence("景宁畲族自治县渡船条例", "景宁畲族自治县人民代表大会", "331127"), Kind.AUTONOMOUS_REGULATION),
    (evidence("景宁畲族自治县自治条例", "", "331127"), Kind.AUTONOMOUS_REGULATION),
    (evidence("张某诉李某渡船案", folder="案例"), Kind.CASE),
    (evidence("渡船买卖无效", case=True), Kind.CASE),
    (evidence("渡船损伤鉴定标准", folder="其他"), Kind.STANDARD),
    (evidence("渡船诉讼的攻略"), Kind.GUIDE),
    (evidence("渡船事项清单"), Kind.LIST),
    (evidence("渡船", ""), Kind.UNKNOWN),
]


@pytest.mark.parametrize(("given", "kind"), CASES, ids=[f"{e.title}-{k}" for e, k in CASES])
def test_kind(given: KindEvidence, kind: Kind) -> None:
    assert find_kind(given) == kind


@pytest.mark.parametrize(
    ("title", "amending"),
    [
        ("中华人民共和国刑法修正案（十）", True),
        ("杭州市人民代表大会常务委员会关于修改《杭州市渡船条例》的决定", True),
        ("关于废止部分地方性法规的决定", True),
        ("最高人民法院关于修改《关于渡船的解释》等二件司法解释的决定", True),
        ("杭州市渡船条例", False),
        ("关于加强渡船管理的决定", False),
    ],
)
def test_amending(title: str, amending: bool) -> None:
    assert is_amending(title) is amending
