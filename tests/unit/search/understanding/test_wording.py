"""What a reading is searched by: English by its terms, short queries with their concepts, questions with answers' words."""

from __future__ import annotations

import pytest

from search.tokens import load_segmenter
from search.understanding.reading import read_query
from search.understanding.wording import ASKED, Wording, find_wording


def word(query: str) -> Wording:
    return find_wording(read_query(query), load_segmenter().find_words)


@pytest.mark.parametrize(
    ("query", "answered_by"), [("多久办结", "工作日"), ("无证经营罚多少", "罚款"), ("占道经营谁负责", "负责")]
)
def test_a_question_is_searched_by_what_answers_hold(query: str, answered_by: str) -> None:
    groups = word(query).groups
    terms = {term.text: term.weight for group in groups for term in group.terms}
    assert terms[answered_by] == ASKED
    assert all(group.source in query for group in groups)


def test_what_asks_nothing_is_searched_as_it_stands() -> None:
    assert word("渡船 码头") == Wording("渡船 码头", ())


def test_a_concept_alone_brings_its_other_names() -> None:
    (group,) = word("自由裁量").groups
    assert group.source == "自由裁量"
    assert len(group.terms) > 1


def test_english_is_searched_by_its_terms_alone() -> None:
    found = word("enforcement discretion")
    assert found.text == ""
    assert any("裁量" in term.text for group in found.groups for term in group.terms)
