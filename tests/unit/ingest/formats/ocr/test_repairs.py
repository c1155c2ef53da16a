"""Misread signs: repaired where a grammar leaves one reading, left alone elsewhere, and called unrepaired."""

from __future__ import annotations

import time

import pytest

from ingest.formats.ocr.repairs import LineRepairer


@pytest.mark.parametrize(
    ("read", "printed", "rule"),
    [
        ("湖政发〔2015]56号", "湖政发〔2015〕56号", "document_number"),
        ("湖政发2015〕56号文件", "湖政发〔2015〕56号文件", "document_number"),
        ("（湖政办发〔2O15〕l2号）", "（湖政办发〔2015〕12号）", "document_number"),
        ("根据湖政发〔2015]", "根据湖政发〔2015〕", "document_number"),
        ("根据湖政发[2015〕", "根据湖政发〔2015〕", "document_number"),
        ("2O15年3月1日起施行", "2015年3月1日起施行", "date"),
        ("自2015年l月1曰起施行", "自2015年1月1日起施行", "date"),
        ("依据《湖畔市渡船管理办法〉第三条", "依据《湖畔市渡船管理办法》第三条", "title_marks"),
        ("依据〈湖畔市渡船管理办法》第三条", "依据《湖畔市渡船管理办法》第三条", "title_marks"),
    ],
)
def test_a_grammar_with_one_reading_repairs(read: str, printed: str, rule: str) -> None:
    repaired = LineRepairer().repair(read)
    assert repaired.text == printed
    assert [c[2] for c in repaired.changes] == [rule]
    assert not repaired.unrepaired


@pytest.mark.parametrize(
    "text",
    [
        "湖政发〔2015〕56号",
        "湖政发[2015]56号",
        "湖政发（2015）56号",
        "编号2015号",
        "2015年3月1日",
        "由自己末端处理，己经完成",
        "《〈湖畔市条例〉实施办法》",
        "《湖畔市渡船管理办法》、《湖畔市码头管理办法》",
        "第三条的规定",
        "O型血与l号楼",
    ],
)
def test_what_no_grammar_decides_stays(text: str) -> None:
    assert LineRepairer().repair(text) == (text, (), False)


@pytest.mark.parametrize("text", ["2O15年l3月1日", "湖政发〔2015]O号", "2015年2月3O日"])
def test_what_fits_no_reading_stays_and_is_called_unrepaired(text: str) -> None:
    repaired = LineRepairer().repair(text)
    assert (repaired.text, repaired.changes, repaired.unrepaired) == (text, (), True)


def test_articles_count_on() -> None:
    repairer = LineRepairer()
    read = ["第九条　渡船", "第+条　渡船", "第十—条　渡船", "第十二奈　渡船", "第十三条　渡船"]
    repaired = [repairer.repair(line) for line in read]
    assert [r.text[: r.text.index("　")] for r in repaired] == ["第九条", "第十条", "第十一条", "第十二条", "第十三条"]
    assert [len(r.changes) for r in repaired] == [0, 1, 1, 1, 0]


def test_an_article_out_of_sequence_is_not_guessed() -> None:
    repairer = LineRepairer()
    repairer.repair("第三条　渡船")
    repaired = repairer.repair("第十—条　渡船")
    assert (repaired.text, repaired.changes, repaired.unrepaired) == ("第十—条　渡船", (), True)


def test_long_lines_take_linear_time() -> None:
    repairer = LineRepairer()
    for hostile in ("〔2015" * 50_000, "《" * 200_000, "2O15年" * 50_000, "第" * 200_000, "甲l" * 100_000):
        started = time.process_time()
        repairer.repair(hostile)
        assert time.process_time() - started < 5
