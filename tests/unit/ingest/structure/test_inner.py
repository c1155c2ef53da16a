"""Paragraphs and items of invented articles: text → eIds and the words they cover."""

from __future__ import annotations

import pytest

from ingest.structure.inner import find_inner

CASES = {
    "one paragraph": ("渡船应当按时开航。", [("para_1", "渡船应当按时开航。")]),
    "two paragraphs": ("甲。\n乙。", [("para_1", "甲。"), ("para_2", "乙。")]),
    "items belong to what introduces them": (
        "下列人员不得驾船：\n（一）醉酒的；\n（二）无证的。\n船主应当检查。",
        [
            ("para_1", "下列人员不得驾船：\n（一）醉酒的；\n（二）无证的。"),
            ("para_1__item_1", "（一）醉酒的；"),
            ("para_1__item_2", "（二）无证的。"),
            ("para_2", "船主应当检查。"),
        ],
    ),
    "half-width marks": (
        "有下列情形的：\n(一)甲；\n(二)乙。",
        [
            ("para_1", "有下列情形的：\n(一)甲；\n(二)乙。"),
            ("para_1__item_1", "(一)甲；"),
            ("para_1__item_2", "(二)乙。"),
        ],
    ),
    "the tail of a sentence is no paragraph": (
        "有下列行为之一：\n（一）超载的；\n（二）夜航的，\n处一千元以下罚款。",
        [
            ("para_1", "有下列行为之一：\n（一）超载的；\n（二）夜航的，\n处一千元以下罚款。"),
            ("para_1__item_1", "（一）超载的；"),
            ("para_1__item_2", "（二）夜航的，"),
        ],
    ),
    "an item in two paragraphs": (
        "条件：\n（一）甲。\n前项所称甲，指船。\n（二）乙。",
        [
            ("para_1", "条件：\n（一）甲。\n前项所称甲，指船。\n（二）乙。"),
            ("para_1__item_1", "（一）甲。\n前项所称甲，指船。"),
            ("para_1__item_2", "（二）乙。"),
        ],
    ),
    "subitems": (
        "条件：\n（一）船舶：\n1.有证；\n2.有灯。\n（二）船员。",
        [
            ("para_1", "条件：\n（一）船舶：\n1.有证；\n2.有灯。\n（二）船员。"),
            ("para_1__item_1", "（一）船舶：\n1.有证；\n2.有灯。"),
            ("para_1__item_1__subitem_1", "1.有证；"),
            ("para_1__item_1__subitem_2", "2.有灯。"),
            ("para_1__item_2", "（二）船员。"),
        ],
    ),
    "items that lost all marks": (
        "委员会由下列人员组成：\n主任；\n委员若干人；\n秘书。\n任期五年。",
        [
            ("para_1", "委员会由下列人员组成：\n主任；\n委员若干人；\n秘书。"),
            ("para_1__item_1", "主任；"),
            ("para_1__item_2", "委员若干人；"),
            ("para_1__item_3", "秘书。"),
            ("para_2", "任期五年。"),
        ],
    ),
    "an item that lost its mark": (
        "条件：\n（一）甲；\n乙；\n（三）丙。",
        [
            ("para_1", "条件：\n（一）甲；\n乙；\n（三）丙。"),
            ("para_1__item_1", "（一）甲；"),
            ("para_1__item_2", "乙；"),
            ("para_1__item_3", "（三）丙。"),
        ],
    ),
    "a list in each paragraph": (
        "甲：\n（一）一；\n（二）二。\n乙：\n（一）三；\n（二）四。",
        [
            ("para_1", "甲：\n（一）一；\n（二）二。"),
            ("para_1__item_1", "（一）一；"),
            ("para_1__item_2", "（二）二。"),
            ("para_2", "乙：\n（一）三；\n（二）四。"),
            ("para_2__item_1", "（一）三；"),
            ("para_2__item_2", "（二）四。"),
        ],
    ),
    "a table is of the paragraph above": (
        "费率如下：\n| 船 | 元 |\n| --- | --- |\n按月缴纳。",
        [("para_1", "费率如下：\n| 船 | 元 |\n| --- | --- |"), ("para_2", "按月缴纳。")],
    ),
    "numbers that begin a sentence": (
        "一、二审程序。\n1.5倍以下。",
        [("para_1", "一、二审程序。"), ("para_2", "1.5倍以下。")],
    ),
    "the same number twice": (
        "甲：\n（一）一；\n（一）二。",
        [
            ("para_1", "甲：\n（一）一；\n（一）二。"),
            ("para_1__item_1", "（一）一；"),
            ("para_1__item_1_2", "（一）二。"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_paragraphs_and_items(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(i.eid, text[i.start : i.end]) for i in find_inner(text.split("\n"))] == expected
