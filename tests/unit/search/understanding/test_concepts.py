"""Concepts in queries and texts, and expansion that never crosses a ≠ pair."""

from __future__ import annotations

import time

import pytest

from schemas.thesaurus import load_thesaurus
from schemas.thesaurus.labels import LabelTable
from search.understanding.concepts import ALTERNATE, NARROWER, concept_ids, expand_query, find_concepts

THESAURUS = load_thesaurus()

FOUND = {
    "轻微违法不予处罚": ("minor-violation", "no-penalty"),
    "裁量基准": ("administrative-discretion-benchmark",),
    "自由裁量": ("administrative-discretion",),
    "enforcement discretion": ("administrative-discretion",),
    "first-offence exemptions": ("first-offence-exemption",),
    "行政處罰裁量權基準": ("administrative-discretion-benchmark",),
    "ＰＰＰ项目": ("public-private-partnership",),
    "APPP": (),
    "市场准入负面清单": ("market-access-negative-list",),
    "云溪": (),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_concepts_are_found_by_their_longest_label(text: str, expected: tuple[str, ...]) -> None:
    assert concept_ids(find_concepts(text))[-len(expected) or None :] == expected


def test_an_ambiguous_label_names_all_its_concepts_and_none_for_sure() -> None:
    (match,) = find_concepts("法制审核")
    assert len(match.concepts) == 2
    assert concept_ids([match]) == ()
    assert expand_query("法制审核") == ()


def test_expansion_weighs_alternatives_above_narrower_concepts_and_below_the_words_typed() -> None:
    (group,) = expand_query("不予处罚")
    weights = {term.text: term.weight for term in group.terms}
    assert weights["免罚"] == ALTERNATE
    assert weights["首违不罚"] == NARROWER
    assert NARROWER < ALTERNATE < 1
    assert "不予处罚" not in weights


def test_a_misspelt_label_expands_to_what_was_meant_in_full_weight() -> None:
    (group,) = expand_query("栽量基准")
    assert max(term.weight for term in group.terms) == 1


def test_expansion_never_crosses_into_a_concept_set_apart() -> None:
    for label in THESAURUS.by_label:
        found = {i for match in find_concepts(label) for i in match.concepts}
        barred = {other for i in found for other in THESAURUS.concept(i).distinct_from}
        for group in expand_query(label):
            for term in group.terms:
                assert not barred & set(THESAURUS.by_label[term.text]), (label, term)


def test_finding_is_linear_in_the_text() -> None:
    load_thesaurus()
    find_concepts("行政")
    for text in ("行政处" * 350_000, "一" * 1_000_000, "行政处罚裁量权基" * 125_000, "a-" * 500_000):
        start = time.process_time()
        find_concepts(text)
        assert time.process_time() - start < 15


def test_label_table_takes_whole_latin_words_in_either_case() -> None:
    table = LabelTable([("PPP", 1), ("GB标准", 2), ("罚款", 3)])
    assert [m.value for m in table.find("ppp与PPPs，gb标准和罚款罚")] == [1, 2, 3]
    assert table.value("Gb标准") == 2
    assert table.value("无") is None


def test_a_label_at_the_end_of_a_text_has_its_own_length() -> None:
    table = LabelTable([("罚款", 1), ("罚款数额", 2)])
    assert [(m.start, m.end, m.value) for m in table.find("处罚款")] == [(1, 3, 1)]
