"""Pinyin as input, and repairs of misspelt queries."""

from __future__ import annotations

from importlib.resources import files

import pytest

from search.understanding.pinyin import PinyinTable, format_pinyin, load_pinyin, spell_labels
from search.understanding.spelling import SpellingTable, suggest_spelling


def test_the_spelt_labels_are_those_of_the_thesaurus() -> None:
    stored = files("search.understanding").joinpath("pinyin.tsv").read_text("utf8")
    assert stored == format_pinyin(), "write it anew: python -m search.understanding.pinyin > pinyin.tsv"


READ = {
    "xingzhengchufa": "行政处罚",
    "xing zheng chu fa": "行政处罚",
    "XingZhengXuKe": "行政许可",
    "shipinanquan": "食品安全",
    "wuyeguanli yezhudahui": "物业管理 业主大会",
    "fair competition": None,
    "administrative": None,
    "": None,
    "行政": None,
}


@pytest.mark.parametrize(("typed", "expected"), READ.items())
def test_pinyin_is_read(typed: str, expected: str | None) -> None:
    assert load_pinyin().read(typed) == expected


def test_initials_and_beginnings_are_found() -> None:
    assert "行政处罚" in load_pinyin().find("xzcf")
    assert load_pinyin().find("xingzhengf")
    assert load_pinyin().find("x") == []


def test_titles_have_a_table_of_their_own() -> None:
    table = PinyinTable(spell_labels(["云溪市养犬管理条例", "English title"]))
    assert table.find("yunxishiyangquan") == ["云溪市养犬管理条例"]
    assert table.homophones("云溪市养犬管里条例") == ["云溪市养犬管理条例"]


MEANT = {
    "行证处罚": "行政处罚",
    "公平竟争审查": "公平竞争审查",
    "行政许克期限": "行政许可期限",
    "政府信息公开申清 答复": "政府信息公开申请 答复",
    "行处政罚": "行政处罚",
    "栽量基准": "行政裁量权基准",
    "administrative penlty": "administrative penalty",
    "goverment information disclosre": "government information disclosure",
    "行政处罚": None,
    "行政处分": None,
    "消费者权益保护法": None,
    "保管合同": None,
    "administrative penalty": None,
    "xingzhengchufa": None,
    "": None,
    "-": None,
}


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_did_you_mean(typed: str, meant: str | None) -> None:
    assert suggest_spelling(typed) == meant


def test_known_words_are_left_alone() -> None:
    table = SpellingTable(["云溪养犬"])
    assert [r.instead for r in table.find("云西养犬")] == ["云溪养犬"]
    assert list(table.find("云西养犬", frozenset({"云西养犬"}))) == []
    assert "云溪养犬" in table


def test_a_repair_does_not_repeat_what_stands_before_it() -> None:
    assert suggest_spelling("行政裁量基淮") == "行政裁量权基准"
