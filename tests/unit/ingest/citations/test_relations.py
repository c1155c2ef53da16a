"""What the citing text does with what it cites, which edition it names, and what stands in quotations."""

from __future__ import annotations

import pytest

from ingest.citations import find_citations
from schemas.citations import CitingSource
from tests.unit.ingest.citations.marking import SOURCE


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("第一条 为了保护湖泊，根据《水法》、《绿道条例》等法律，结合本市实际，制定本条例。", ["based_on", "based_on"]),
        ("第一条 为了贯彻实施《水法》，制定本条例。", ["implements"]),
        ("第九条 根据《水法》第三条的规定处以罚款。", ["cites"]),
        ("第九条 本条例自公布之日起施行。《甲办法》和1999年发布的《乙规定》同时废止。", ["repeals", "repeals"]),
        ("第九条 《新办法》自公布之日起施行，《旧办法》同时废止。", ["cites", "repeals"]),
        ("第九条 下列规定同时废止：\n（一）《甲办法》；\n（二）《乙办法》。", ["repeals", "repeals"]),
        ("第九条 自本条例施行之日起，《甲规定》停止执行。", ["repeals"]),
        ("第九条 建议废止《甲办法》，《乙办法》拟废止。", ["cites", "cites"]),
        ("第九条 对《甲办法》提出修改或者废止的意见。", ["cites"]),
        ("第九条 将《甲条例》第三条修改为：“无”。", ["amends"]),
        ("第九条 删去《甲条例》第四条。", ["amends"]),
        ("第九条 现对云溪市人民政府《甲办法》、《乙办法》作如下修改：", ["amends", "amends"]),
    ],
)
def test_relation(text: str, relations: list[str]) -> None:
    assert [str(c.relation) for c in find_citations(text, SOURCE) if c.kind == "external"] == relations


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("《甲条例》（2018年修订）第三条", "2018"),
        ("《甲条例（2018年修正）》第三条", "2018"),
        ("《甲条例》（1995年8月30日通过，2015年3月1日修正，自2016年1月1日起施行）第三条", "2015"),
        ("2016年11月7日市人民代表大会常务委员会通过的《甲条例》", "2016"),
        ("国务院１９５５年5月21日批准颁发的《甲条例》", "1955"),
        ("1994年2月1日民政部《甲条例》", "1994"),
        ("2016年11月，某局根据《甲条例》", None),
        ("《甲条例》第三条", None),
        ("《甲标准》（GB 2760-2014）", None),
    ],
)
def test_edition(text: str, edition: str | None) -> None:
    assert [c.edition for c in find_citations(text, SOURCE) if c.kind == "external"] == [edition]


def test_an_amending_act_changes_what_its_title_names() -> None:
    source = CitingSource("关于修改《绿道条例》的决定")
    found = find_citations("三、删去第三条第一款中的“刑法第二条”。增加一款作为第二款：“前款规定的绿道。”", source)
    assert [(c.text, str(c.kind), c.title, [str(t) for t in c.targets], str(c.relation), c.quoted) for c in found] == [
        ("第三条第一款", "external", "绿道条例", ["第三条第一款"], "amends", False),
        ("刑法第二条", "external", "中华人民共和国刑法", ["第二条"], "cites", True),
        ("第二款", "external", "绿道条例", ["第三条第二款"], "amends", False),
        ("前款", "relative", "绿道条例", ["第三条第一款"], "cites", True),
    ]


def test_an_act_that_amends_several_names_none() -> None:
    found = find_citations("一、将第三条修改为：“无。”", CitingSource("关于修改《甲条例》等五件条例的决定"))
    assert [(c.text, c.title) for c in found] == [("第三条", None)]


def test_in_a_report_a_bare_place_is_of_the_law_named_last() -> None:
    found = find_citations("适用水法第三条。第四条规定：“违反本法第五条的。”", CitingSource("李某诉云溪市水务局一案"))
    assert [(c.text, c.title, c.quoted) for c in found] == [
        ("水法第三条", "中华人民共和国水法", False),
        ("第四条", "中华人民共和国水法", False),
        ("本法第五条", "中华人民共和国水法", True),
    ]
