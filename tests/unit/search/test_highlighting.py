"""Snippets: the best stretch and exact marks."""

from __future__ import annotations

import time

import pytest

from search.highlighting import highlight

TEXT = "第一句什么都没有。第二句说到渔船。" + "中间的话。" * 40 + "渔船登记由港务局办理，费用自负。" + "尾" * 50


def marked(text: str, terms: list[str], size: int) -> list[str]:
    snippet = highlight(text, terms, size)
    assert text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
    assert len(snippet.text) <= size
    return [snippet.text[s:e] for s, e in snippet.marks]


def test_stretch_with_most_different_words_wins() -> None:
    snippet = highlight(TEXT, ["渔船", "登记"], 40)
    assert snippet.text.startswith("中间的话。中间") or snippet.text.startswith("渔船登记")
    assert marked(TEXT, ["渔船", "登记"], 40) == ["渔船", "登记"]
    assert snippet.cut_before
    assert snippet.cut_after


def test_longest_word_is_marked_whole() -> None:
    assert marked("应当给予行政处罚。", ["行政", "处罚", "行政处罚"], 100) == ["行政处罚"]


def test_width_and_case_are_folded_and_marks_fit_the_text_as_it_is() -> None:
    assert marked("使用ＡＰＰ或App登记", ["app"], 50) == ["ＡＰＰ", "App"]
    assert marked("😀渔船😀", ["渔船"], 50) == ["渔船"]


@pytest.mark.parametrize("terms", [[], [""], [" "], ["没有的词"]])
def test_without_hits_the_text_begins_at_its_beginning(terms: list[str]) -> None:
    snippet = highlight("一二三四五六七八九十", terms, 4)
    assert (snippet.text, snippet.marks, snippet.cut_before, snippet.cut_after) == ("一二三四", (), False, True)


def test_short_texts_are_whole() -> None:
    snippet = highlight("渔船登记。", ["登记"], 100)
    assert (snippet.text, snippet.marks, snippet.cut_before, snippet.cut_after) == (
        "渔船登记。",
        ((2, 4),),
        False,
        False,
    )


def test_a_word_longer_than_the_stretch_is_not_marked_by_half() -> None:
    assert marked("渔船登记管理办法", ["渔船登记管理"], 3) == []


def test_characters_of_regular_expressions_are_plain() -> None:
    assert marked("见a.b(c)*处", ["a.b(c)*", ".*"], 30) == ["a.b(c)*"]


def test_linear_in_the_text() -> None:
    started = time.perf_counter()
    highlight("渔船" * 500_000, ["渔船", "船渔", "登记"], 200)
    assert time.perf_counter() - started < 5
