"""Damaged marks, customary names of interpretations, and 实施条例 that leans on the law named before."""

from __future__ import annotations

import pytest

from ingest.citations.interpretations import find_interpretation_names
from tests.unit.ingest.citations.marking import notes

COURT = "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（三）"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《绿道办法》》（2019年）第四条", "《绿道办法》》（2019年）第四条 | external | 绿道办法 | 第四条"),
        ("《绿道办法》实施细则》第五条", "《绿道办法》实施细则》第五条 | external | 绿道办法实施细则 | 第五条"),
        ("《《绿道办法》第四条", "《《绿道办法》第四条 | external | 绿道办法 | 第四条"),
        ("《水法五》第六条", "《水法五》第六条 | external | 中华人民共和国水法 | 第六条"),
        # Nobody knows whether 绿道条例 was meant.
        ("《绿道条例五》第六条", "《绿道条例五》第六条 | external | ? | 第六条"),
        ("《公司法司法解释（三）》第16条", f"《公司法司法解释（三）》第16条 | external | {COURT} | 第十六条"),
        ("公司法解释三第十六条", f"公司法解释三第十六条 | external | {COURT} | 第十六条"),
        ("《公司法解释》第六条", "《公司法解释》第六条 | external | 公司法解释 | 第六条"),
        ("《实施条例》第六条", "《实施条例》第六条 | external | ? | 第六条"),
        ("《绿道办法》第六条", "《绿道办法》第六条 | external | 绿道办法 | 第六条"),
    ],
)
def test_one_reference(text: str, expected: str) -> None:
    assert notes(text, None) == [expected]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("依照《商标法》和《实施条例》第六条", "中华人民共和国商标法实施条例"),
        ("依照《商标法》和实施条例第六条", "中华人民共和国商标法实施条例"),
        # No regulation of that name carries out the code.
        ("依照《民法典》和实施条例第六条", "?"),
        ("依照《绿道条例》和《实施细则》第六条", "?"),
    ],
)
def test_what_is_carried_out(text: str, title: str) -> None:
    assert notes(text)[-1].split(" | ")[2] == title


def test_a_gloss_names_it() -> None:
    found = notes("违反实施条例第六条（现行《商标法实施条例》第四条）的")
    assert {n.split(" | ")[2] for n in found} == {"中华人民共和国商标法实施条例"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (COURT, "公司法解释（三）"),
        (COURT, "公司法司法解释三"),
        ("最高人民法院关于审理行政协议案件若干问题的规定", "行政协议司法解释"),
        ("最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释", "民法典担保制度解释"),
        ("最高人民法院关于审理民间借贷案件适用法律若干问题的规定", "民间借贷司法解释"),
    ],
)
def test_customary_names_are_made_from_the_title(title: str, name: str) -> None:
    assert name in find_interpretation_names(title)


def test_other_titles_have_none() -> None:
    assert find_interpretation_names("云溪市湖泊条例") == ()
    assert find_interpretation_names("最高人民法院关于严格执行案件审理期限制度的若干规定") == ()
