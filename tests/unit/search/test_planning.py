"""Plans, titles, conditions and entries, before any engine."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.authority import Kind, status_on
from schemas.index_model import FIELDS, FieldType
from schemas.queries import HitType
from search.conditions import date_number
from search.entries import build_fields, build_fingerprint
from search.planning import build_plan
from search.ranking import MOST_WORDS, find_weight
from search.titles import build_title_key
from search.tokens import load_segmenter
from tests.contracts.search.documents import make_document, make_title

SEGMENTER = load_segmenter()


def test_plan_of_a_question() -> None:
    plan = build_plan("行政处罚决定前什么情况必须告知听证权利？", SEGMENTER)
    assert plan.units == ("行政处罚", "决定", "情况", "必须", "告知", "听证", "权利")
    assert plan.words == ("行政", "处罚", "行政处罚", "决定", "情况", "必须", "告知", "听证", "权利")
    assert ("告知", "听证") in plan.pairs
    assert ("处罚", "行政处罚") not in plan.pairs
    assert plan.thresholds == (7, 5, 3, 1)


def test_plan_of_few_words_has_few_steps() -> None:
    assert build_plan("听证", SEGMENTER).thresholds == (1,)
    assert build_plan("听证 权利", SEGMENTER).thresholds == (2, 1)


def test_plan_of_stop_words_alone_keeps_them() -> None:
    assert build_plan("怎么办", SEGMENTER).units == ("怎么办",)
    assert build_plan("？！", SEGMENTER).words == ()


def test_plan_is_bounded() -> None:
    plan = build_plan("".join(chr(0x4E00 + n) for n in range(20_000)), SEGMENTER)
    assert len(plan.words) <= MOST_WORDS
    assert len(plan.units) <= MOST_WORDS


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("中华人民共和国行政处罚法", "行政处罚法"),
        ("《行政处罚法》（2021年修订）", "行政处罚法"),
        ("关于（试行）的 通知", "关于(试行)的通知"),
        ("中华人民共和国", "中华人民共和国"),
        ("法" * 300, ""),
    ],
)
def test_title_keys(title: str, key: str) -> None:
    assert build_title_key(title) == key


def test_date_numbers_keep_the_order_of_dates() -> None:
    assert date_number("2021-01-22") == 20_210_122


def test_entries_have_declared_fields_of_the_declared_types() -> None:
    types = {FieldType.INTEGER: int, FieldType.FLOAT: float}
    documents = [make_document(1, "渔船。"), make_title("cn:law:渔船法", "渔船法"), make_document(2, "", year=None)]
    for fields in build_fields(documents, SEGMENTER):
        for name, value in fields.items():
            field = FIELDS[name]
            assert isinstance(value, list if field.many else types.get(field.type, str)), name
        assert all(-(2**63) <= v < 2**63 for v in fields.values() if isinstance(v, int))


def test_entries_of_documents_alone_serve_suggestions() -> None:
    article, document = build_fields([make_document(1, "渔船。"), make_title("cn:law:渔船法", "渔船法")], SEGMENTER)
    assert "title_chars" not in article
    assert document["title_chars"] == "▏ 渔 船 法"
    assert document["label"] == "cn:law:渔船法\t渔船法"


@pytest.mark.parametrize("year", [None, 0, -5, 99_999])
def test_odd_years_are_no_error(year: int | None) -> None:
    (fields,) = build_fields([make_document(1, "渔船。", year=year, effective_from=None)], SEGMENTER)
    assert fields["date_order"] < 1 << 41  # type: ignore[operator]


def test_weights_fall_with_authority_and_when_superseded() -> None:
    assert find_weight("law", False) > find_weight("local_regulation", False) > find_weight("case", False)
    assert find_weight("law", True) < find_weight("law", False)
    assert find_weight("no such kind", False) == find_weight(Kind.UNKNOWN, False)


def test_status_conditions_cover_every_status() -> None:
    # The contract suite holds the conditions to results; here, that the two definitions name the same days.
    assert status_on(date(2020, 3, 1), "2010-01-01", "2020-03-01").value == "已被修改"


def test_fingerprint_tells_user_words_apart() -> None:
    other = type(SEGMENTER)(SEGMENTER.name, ("渔船",), SEGMENTER.cut_words, SEGMENTER.cut_search)
    assert build_fingerprint(SEGMENTER) != build_fingerprint(other)


def test_types_of_hits_are_those_of_the_port() -> None:
    assert {t.value for t in HitType} == {"article", "document", "item"}
