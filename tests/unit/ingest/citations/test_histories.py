"""Cells of lists: histories behind titles, orders that amended, slips with one reading, places of notices."""

from __future__ import annotations

import pytest

from ingest.citations import find_citations
from schemas.citations import REPAIRED, Citation, CitingSource


def bases(cell: str) -> list[str]:
    """The bases as `title | edition | places`."""
    return [
        f"{c.title} | {c.edition or '-'} | {' '.join(map(str, c.targets)) or c.division or '-'}"
        for c in find_citations(cell)
        if str(c.relation) == "based_on" and str(c.kind) == "external"
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("《湖法》（2018年修正）。\n第六条：子。", ["湖法 | 2018 | 第六条"]),
        ("《湖法》（2018年修正）。第六条、第七条。", ["湖法 | 2018 | 第六条 第七条"]),
        ("《湖法》（2003年3月1日公布（令第3号）修订））\n第六条：子。", ["湖法 | 2003 | 第六条"]),
        ("《湖法》2010年9月17日水务部令第12号公布，自2010年11月1日起施行）\n第二条：子。", ["湖法 | 2010 | 第二条"]),
        ("《湖法》2017年9月14日修改\n第二十三条", ["湖法 | 2017 | 第二十三条"]),
        ("《湖法》水务部令第14号（2007年12月14日）\n第六条第一款：子。", ["湖法 | 2007 | 第六条第一款"]),
        # Nested and long: more than a bracket in a bracket should hold.
        (
            f"《湖法》（（{'1997年1月2日云溪市第八届会议通过，' * 6}根据2018年《修改〈湖法〉的决定》修正））\n第九条：子",
            ["湖法 | 2018 | 第九条"],
        ),
        # A sentence between, or no bracket at all: the article is a further place, the title stays.
        ("《湖法》。\n第六条：子。", ["湖法 | - | -", "湖法 | - | 第六条"]),
        ("《湖法》（2018年修正）：鱼。第六条：子", ["湖法 | 2018 | -", "湖法 | 2018 | 第六条"]),
    ],
)
def test_the_article_behind_a_history(cell: str, expected: list[str]) -> None:
    assert bases(cell) == expected


def test_running_text_does_not_take_the_next_article_for_a_place() -> None:
    found = find_citations("依照《湖法》（2018年修正）。\n第六条　渔民应当登记。", CitingSource("云溪市渔业条例"))
    assert [(c.text, c.targets) for c in found if str(c.kind) == "external"] == [("《湖法》（2018年修正）", ())]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # Each citation keeps the edition of its own basis.
        (
            "《湖法》（2012年修订）第三条：子。\n第五条：违反本法第二条的。\n《湖法》（2019年修订）第四条：丑。\n第六条：违反本法第一条的。",
            [
                ("第三条", "2012"),
                ("第五条", "2012"),
                ("第二条", "2012"),
                ("第四条", "2019"),
                ("第六条", "2019"),
                ("第一条", "2019"),
            ],
        ),
        (
            "《湖法》（2016年修订）第二十条（2016修改版，原1998版第二十二条）：子",
            [("第二十条", "2016"), ("第二十二条", "1998")],
        ),
        ("《湖法》第三条：子。\n第五条：丑。", [("第三条", None), ("第五条", None)]),
        # The revision has no year of its own, or the year is another instrument's.
        ("《湖法》（2011年12月20日令第6号发布，根据水务部令第67号、698号修订）第八条", [("第八条", None)]),
        ("《湖法》（2019年4月22日公布，2001年6月16日公布的《旧湖法》同时废止）第八条", [("第八条", "2019")]),
        ("《湖法》（2011年12月20日令第6号发布，2019年水务部令第9号修订）第八条", [("第八条", "2019")]),
    ],
)
def test_editions(cell: str, expected: list[tuple[str, str | None]]) -> None:
    found = [c for c in find_citations(cell) if c.targets]
    assert [(" ".join(map(str, c.targets)), c.edition) for c in found] == expected


def numbers(cell: str) -> list[tuple[str, str]]:
    """The document numbers with their relations."""
    return [(c.text, str(c.relation)) for c in find_citations(cell) if str(c.kind) == "docnumber"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("《湖条例》（国务院令第12号）第三条", [("国务院令第12号", "based_on")]),
        ("《湖条例》（2016年2月国务院令第66号修订）第三条", [("国务院令第66号", "cites")]),
        (
            "《湖条例》（2000年1月国务院令第12号公布，2019年国务院令第714号《关于修改部分行政法规的决定》修正）第三条",
            [("国务院令第12号", "based_on"), ("国务院令第714号", "cites")],
        ),
        (
            "《湖条例》（2000年国务院令第12号公布，根据《关于修改〈湖条例〉的决定》（国务院令第54号）修订）第三条",
            [("国务院令第12号", "based_on"), ("国务院令第54号", "cites")],
        ),
        # Published once, then a date with an order of its own.
        (
            "《湖条例》（1993年国务院令第12号发布，2018年9月18日国务院令第703号）第三条",
            [("国务院令第12号", "based_on"), ("国务院令第703号", "cites")],
        ),
        ("《湖办法》（1997年国务院令第23号发布、2019年8月22日修订）第三条", [("国务院令第23号", "based_on")]),
        ("《湖办法》（水务部150号令）第三条", [("水务部150号令", "based_on")]),
        ("《湖办法》（令第150号）第三条", [("令第150号", "based_on")]),
        ("《湖办法》（国务院令第64号，709号令修正）第三条", [("国务院令第64号", "based_on"), ("709号令", "cites")]),
        ("《湖法》第三条：家住18号令人愉快", []),
    ],
)
def test_orders_that_amended_are_no_bases(cell: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(cell) == expected


def test_a_decision_in_a_history_is_no_quotation() -> None:
    found = find_citations("《湖法》（2003年公布，根据《关于修改〈湖法〉的决定》修订；全文）鱼应当保护，第六条：子")
    assert [(c.title, str(c.relation), c.quoted) for c in found][1] == ("关于修改《湖法》的决定", "cites", False)


def slips(text: str, source: CitingSource | None = None) -> list[tuple[str, str, bool]]:
    """Each citation with places: its words, the places, whether it was repaired."""

    def note(c: Citation) -> tuple[str, str, bool]:
        return c.text, " ".join(map(str, c.targets)), c.rule == REPAIRED

    return [note(c) for c in find_citations(text, source) if c.targets]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("《湖法》第二十七第二款：子", [("《湖法》第二十七第二款", "第二十七条第二款", True)]),
        ("《湖法》第二十八第一款第一项", [("《湖法》第二十八第一款第一项", "第二十八条第一款第一项", True)]),
        ("《湖法》第十第（二）项", [("《湖法》第十第（二）项", "第十条第二项", True)]),
        # What may be a list stays one.
        ("《湖法》第三条第一第二款", [("《湖法》第三条第一第二款", "第三条第一款 第三条第二款", False)]),
        ("《湖法》第三条第七项第八项", [("《湖法》第三条第七项第八项", "第三条第七项 第三条第八项", False)]),
        ("《湖法》（2018年修正）\n第十九：渔民应当登记。", [("《湖法》（2018年修正）\n第十九", "第十九条", True)]),
        (
            "《湖条例》第三条：违反本条列第十条规定的",
            [("《湖条例》第三条", "第三条", False), ("本条列第十条", "第十条", True)],
        ),
        (
            "《湖条例》第三条：违反本例第十条规定的",
            [("《湖条例》第三条", "第三条", False), ("本例第十条", "第十条", True)],
        ),
        # No 条例 is in question.
        ("《湖法》第三条：违反本条列第十条规定的", [("《湖法》第三条", "第三条", False)]),
        ("《湖条例》第三条：依照本条列的规定", [("《湖条例》第三条", "第三条", False)]),
        (
            "《湖条例》第三条：违反本条例五十九条规定的",
            [("《湖条例》第三条", "第三条", False), ("本条例五十九条", "第五十九条", False)],
        ),
        (
            "《湖法》第三条：有前款第（四）行为的",
            [("《湖法》第三条", "第三条", False), ("前款第（四）", "第三条第一款第四项", True)],
        ),
    ],
)
def test_slips_with_one_reading(cell: str, expected: list[tuple[str, str, bool]]) -> None:
    assert slips(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("《关于加强湖泊保护的通知》（云政发〔2015〕12号） 四、加强管理", ["关于加强湖泊保护的通知 | - | 四"]),
        (
            "《关于加强湖泊保护的意见》（云政发〔2015〕12号）\n一、（二）加强管理",
            ["关于加强湖泊保护的意见 | - | 一、（二）"],
        ),
        (
            "《关于加强湖泊保护的意见》（云政发〔2015〕12号）\n第一部分第六条：加强",
            ["关于加强湖泊保护的意见 | - | 第六条"],
        ),
        (
            "《关于保护湖泊的意见》（云政发〔2015〕12号）\n二、主要措施（一）登记",
            ["关于保护湖泊的意见 | - | 二、（一）"],
        ),
        ("《关于保护湖泊的意见》（云政发〔2015〕12号）\n(一)登记", ["关于保护湖泊的意见 | - | （一）"]),
        # Laws have articles; and what counts the bases is no place.
        ("《湖法》（2015年修正） 四、加强管理", ["湖法 | 2015 | -"]),
        (
            "一、《关于加强湖泊保护的通知》二、《湖法》第三条",
            ["关于加强湖泊保护的通知 | - | -", "湖法 | - | 第三条"],
        ),
        ("一、《关于加强湖泊保护的通知》\n二、其他依据", ["关于加强湖泊保护的通知 | - | -"]),
        (
            "《国务院关于取消行政审批项目的决定》（国发〔2014〕5号）\n第86项：子。\n第88项：丑。",
            ["国务院关于取消行政审批项目的决定 | - | 第八十六项", "国务院关于取消行政审批项目的决定 | - | 第八十八项"],
        ),
        (
            "《国务院关于取消行政审批项目的决定》（国发〔2014〕5号）附件1第9项：子；\n附件2第2项：丑。",
            ["国务院关于取消行政审批项目的决定 | - | 附件1第9项", "国务院关于取消行政审批项目的决定 | - | 附件2第2项"],
        ),
        ("《湖法》第三条：子。\n附件2第2项：丑。", ["湖法 | - | 第三条"]),
        ("《湖办法》第八条第一款：子。\n第二款：丑。", ["湖办法 | - | 第八条第一款", "湖办法 | - | 第八条第二款"]),
        (
            "《湖办法》第八条第一款第一项：子。\n第三项：丑。",
            ["湖办法 | - | 第八条第一款第一项", "湖办法 | - | 第八条第一款第三项"],
        ),
        ("《湖办法》第八条：子，\n第二款规定的除外。", ["湖办法 | - | 第八条"]),
        ("《湖办法》（2013年）第二章许可核准、第三章监督、第五章罚则。", ["湖办法 | 2013 | 第二章、第三章、第五章"]),
        ("《湖办法》（2013年）第二章许可核准。", ["湖办法 | 2013 | 第二章"]),
    ],
)
def test_places_of_instruments_without_articles(cell: str, expected: list[str]) -> None:
    assert bases(cell) == expected


@pytest.mark.parametrize(
    "noise", ["（", "《湖法》（", "《湖法》（2018年", "第一第", "本条列第", "《湖法》令第1号、", "\n附件1第"]
)
def test_long_noise_takes_time_in_proportion(noise: str) -> None:
    import time

    def seconds(size: int) -> float:
        text = noise * (size // len(noise))
        start = time.process_time()
        find_citations(text)
        return time.process_time() - start

    seconds(1_000)
    small, large = seconds(50_000), seconds(400_000)
    assert large < 20 * small + 1.0
