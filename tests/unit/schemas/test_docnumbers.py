"""Document numbers: every bracket form of one number has one spelling."""

from __future__ import annotations

import pytest

from schemas.docnumbers import normalise_docnumber


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("国发〔2021〕12号", "国发〔2021〕12号"),
        ("国发[2021]12号", "国发〔2021〕12号"),
        ("国发【2021】第12号", "国发〔2021〕12号"),
        ("国发（2021）12号", "国发〔2021〕12号"),
        ("国发 〔 2021 〕 12 号", "国发〔2021〕12号"),
        ("国发〔２０２１〕１２号", "国发〔2021〕12号"),
        ("财税字〔1999〕第045号", "财税字〔1999〕45号"),
        ("国务院令第713号", "国务院令第713号"),
        ("中华人民共和国国务院令第713号", "国务院令第713号"),
        ("国务院第713号令", "国务院令第713号"),
        ("主席令第三十四号", "主席令第34号"),
        ("原建设部令，第32号", "建设部令第32号"),
        ("农业部令2017年第8号", "农业部令2017年第8号"),
        ("商务部令〔2012〕第11号", "商务部令2012年第11号"),
        ("2017年第8号令", "令2017年第8号"),
        ("某市人民代表大会常务委员会公告第7号", "某市人民代表大会常务委员会公告第7号"),
        ("HFGS—2017—9", "HFGS-2017-9"),
        ("YFG-2018-004", "YFG-2018-4"),
        ("不是文号", "不是文号"),
    ],
)
def test_one_spelling(written: str, normal: str) -> None:
    assert normalise_docnumber(written) == normal
    assert normalise_docnumber(normal) == normal
