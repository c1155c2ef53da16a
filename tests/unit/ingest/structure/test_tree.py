"""Structure of invented texts: lines → eIds."""

from __future__ import annotations

import pytest

from ingest.formats import Line
from ingest.structure import build_provisions, count_article_lines
from schemas.documents import Level, Provision


def read(text: str, *, amending: bool = False, part: str | None = None) -> tuple[Provision, ...]:
    lines = [t.strip() for t in text.strip().splitlines() if t.strip()]
    marked = [Line(len(t) - len(t.lstrip("#")), t.lstrip("# ")) for t in lines]
    return build_provisions(marked, amending=amending, part=part)


def outline(provisions: tuple[Provision, ...]) -> list[str]:
    return [p.eid for p in provisions if p.start is None]


CASES = {
    "articles are numbered through": (
        "## 第一章 总则\n第一条 甲。\n## 第二章 分则\n### 第一节 船\n第二条 乙。",
        ["chp_1", "art_1", "chp_2", "chp_2__sec_1", "art_2"],
    ),
    "books and parts": (
        "## 第一编 总则\n### 第一章 甲\n第一条 一。\n## 第二编 分则\n### 第一分编 乙\n#### 第一章 丙\n第二条 二。",
        ["book_1", "book_1__chp_1", "art_1", "book_2", "book_2__part_1", "book_2__part_1__chp_1", "art_2"],
    ),
    "inserted articles": (
        "第五条 甲。\n第五条之一 乙。\n第五条之二 丙。\n第六条 丁。",
        ["art_5", "art_5a", "art_5b", "art_6"],
    ),
    "plain headings": ("第一章 总则\n第一条 甲。\n第二章　船　舶\n第二条 乙。", ["chp_1", "art_1", "chp_2", "art_2"]),
    "a reference is no heading": (
        "第一条 按照下列规定办理：\n第二章规定的事项，由市人民政府规定。\n第二条 乙。",
        ["art_1", "art_2"],
    ),
    "text above the articles": ("为了好，规定如下：\n第一条 甲。", ["preamble", "art_1"]),
    "a preface under its heading": (
        "## 序言\n很久以前。\n后来。\n## 第一章 总则\n第一条 甲。",
        ["preamble", "chp_1", "art_1"],
    ),
    "numbered matters": ("批复如下：\n一、甲。\n二、乙。\n此复。", ["preamble", "block_1", "block_2"]),
    "no structure at all": ("甲。\n乙。", ["block_1", "block_2"]),
    "headings of a case": (
        "## 基本案情\n甲。\n乙。\n## 裁判要旨\n丙。",
        ["subsec_1", "subsec_1__block_1", "subsec_1__block_2", "subsec_2", "subsec_2__block_1"],
    ),
    "matters as headings of articles": (
        "一、船的归属\n第一条 甲。\n二、船的买卖\n第二条 乙。",
        ["subsec_1", "art_1", "subsec_2", "art_2"],
    ),
    "an appendix": (
        "第一条 甲。\n附件1：船舶目录\n渡船。\n帆船。",
        ["art_1", "appendix_1", "appendix_1__block_1", "appendix_1__block_2"],
    ),
    "articles of an appendix": (
        "第一条 甲。\n第二条 乙。\n附件2\n船规\n第一条 丙。",
        ["art_1", "art_2", "appendix_2", "appendix_2__art_1"],
    ),
    "a notice with its instrument": ("现印发给你们。\n附件：船规\n第一条 甲。", ["preamble", "appendix_1", "art_1"]),
    "a list of attachments is text": (
        "第一条 甲。\n附件：1.目录\n2.表\n附件1：目录\n船。",
        ["art_1", "block_1", "block_2", "appendix_1", "appendix_1__block_1"],
    ),
    "repeated articles": ("第一条 甲。\n第一条 乙。", ["art_1", "art_1_2"]),
    "repeated articles of a chapter": (
        "第一条 甲。\n## 第二章 乙\n第一条 丙。",
        ["art_1", "chp_2", "chp_2__art_1"],
    ),
    "closing chapter without a number": (
        "## 第一章 总则\n第一条 甲。\n## 附 则\n第二条 乙。",
        ["chp_1", "art_1", "chp_2", "art_2"],
    ),
    "a heading over two lines": ("## 第一章 没有划入保护区的\n水域的保护\n第一条 甲。", ["chp_1", "art_1"]),
    "a heading glued to an article's end": (
        "第一条 甲。第二章 船舶\n第二条 乙。",
        ["art_1", "chp_2", "art_2"],
    ),
    "an article glued to a heading": ("第一条 甲。\n第二章 附则 第二条 乙。", ["art_1", "chp_2", "art_2"]),
    "an article glued to another": (
        "第一条 甲。第二条 乙。\n第三条 丙，见第四条。第五条规定的除外。",
        ["art_1", "art_2", "art_3"],
    ),
    "a table of contents": (
        "目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。",
        ["block_1", "chp_1", "art_1", "chp_2", "art_2"],
    ),
    "a table is one block": ("## 表\n| 船 | 元 |\n| --- | --- |\n| 渡船 | 3 |", ["subsec_1", "subsec_1__block_1"]),
    "letters of inserted chapters": ("## 第三章之一 船\n第一条 甲。", ["chp_3a", "art_1"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_outline(text: str, expected: list[str]) -> None:
    assert outline(read(text)) == expected


AMENDING = {
    "quoted articles are text of the matter": (
        "一、增加一条，作为第五条：“第五条 船应当有灯。\n“灯应当亮。”\n"
        "二、第六条改为第七条，修改为：\n“第七条 船应当有帆。”\n本决定自公布之日起施行。",
        ["block_1", "block_2"],
    ),
    "quotations that lost their marks": (
        "第八条 增加一章，内容如下：\n第二章 船员\n第二十条 船员应当会游泳。\n"
        "第二十一条 船员应当有证。\n第九条 本修正案自公布之日起施行。",
        ["art_8", "art_9"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), AMENDING.values(), ids=AMENDING.keys())
def test_articles_that_an_amending_text_quotes_are_not_its_own(text: str, expected: list[str]) -> None:
    assert outline(read(text, amending=True)) == expected


def test_text_of_a_block_leaves_out_its_number() -> None:
    article = read("第三条 船：\n（一）甲；\n（二）乙。")[0]
    assert article == Provision("art_3", None, Level.ARTICLE, "第三条", "", "船：\n（一）甲；\n（二）乙。", None, None)


def test_heading_of_an_article_in_brackets() -> None:
    assert read("第三条 【船】船应当有灯。")[0][3:6] == ("第三条", "【船】", "船应当有灯。")


def test_inner_provisions_hang_below_their_block() -> None:
    parents = {p.eid: p.parent for p in read("## 第一章 总则\n第三条 船：\n（一）甲：\n1.乙。")}
    assert parents == {
        "chp_1": None,
        "art_3": "chp_1",
        "art_3__para_1": "art_3",
        "art_3__para_1__item_1": "art_3__para_1",
        "art_3__para_1__item_1__subitem_1": "art_3__para_1__item_1",
    }


def test_parts_of_a_work_keep_their_names_apart() -> None:
    first = read("## 第一章 船\n第二百零五条 甲。", part="船舶编")
    second = read("## 第一章 人\n第三百条 乙。", part="船员编")
    assert outline(first) == ["book_art_205", "book_art_205__chp_1", "art_205"]
    assert first[0].heading == "船舶编"
    assert not {p.eid for p in first} & {p.eid for p in second}
    assert outline(read("第一条 甲。", part="第二编 船"))[0] == "book_2"


def test_blanks_that_space_out_a_heading_go() -> None:
    heading = read("## 第 一 章　总　　则\n第一条 甲。")[0]
    assert (heading.num, heading.heading) == ("第一章", "总则")


def test_lines_that_begin_with_an_article() -> None:
    lines = [Line(0, "第一条 甲。"), Line(2, "第二条"), Line(0, "见第三条。"), Line(0, "第四条之一 乙。")]
    assert count_article_lines(lines) == 2
