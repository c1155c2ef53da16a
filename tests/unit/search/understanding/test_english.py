"""English queries: the lexicon as data, phrases, and the Chinese terms for a query."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from search.understanding.english import LEXICON, is_english, load_stop_words, read_lexicon, translate_query
from search.understanding.phrases import PhraseTable, stem_word

_HAN = re.compile(r"[\u4e00-\u9fff]")


def first_terms(query: str) -> list[str]:
    return [group.terms[0].text for group in translate_query(query)]


@pytest.mark.parametrize("name", LEXICON)
def test_lexicon_lines_hold_english_a_tab_and_chinese(name: str) -> None:
    text = files("search.understanding").joinpath(f"lexicon/{name}.tsv").read_text("utf8")
    for number, line in enumerate(text.splitlines(), 1):
        assert re.fullmatch(r"[\x20-\x7e]+\t[^\t]+", line), f"{name}:{number}: {line}"
        assert line.count("|") == line.count(" | "), f"{name}:{number}: {line}"
    for english, chinese in read_lexicon(name):
        assert all(phrase == phrase.strip() and len(phrase) > 1 for phrase in english), english
        assert all(_HAN.search(term) or term == "12345" for term in chinese), chinese
        assert len(set(chinese)) == len(chinese), chinese


def test_lexicon_has_each_phrase_once() -> None:
    phrases = Counter(p.lower() for name in LEXICON for english, _ in read_lexicon(name) for p in english)
    assert not [phrase for phrase, count in phrases.items() if count > 1]
    assert len(phrases) > 7_000


def test_stop_words_are_single_small_words() -> None:
    assert all(re.fullmatch(r"[a-z']+", word) for word in load_stop_words())


# Queries of legal reviewers on fields of their own; each term must be among those of one group.
TRANSLATIONS = {
    "penalty for discharging pollutants without a permit": ("罚款", "未取得排污许可证排放污染物"),
    "can a local regulation create an administrative licence": ("地方性法规", "设定行政许可"),
    "time limit for applying for administrative reconsideration": ("行政复议申请期限",),
    "compensation for expropriation of houses on state-owned land": ("征收补偿", "国有土地上房屋"),
    "filing and review of normative documents": ("备案审查", "规范性文件"),
    "food business operators selling expired food": ("食品经营者", "超过保质期"),
    "employer fails to pay wages to migrant workers": ("用人单位", "拖欠工资", "农民工"),
    "confiscation of illegal gains by market regulators": ("没收违法所得", "市场监督管理部门"),
    "environmental impact assessment": ("环境影响评价",),
    "cross-border data transfer security assessment": ("数据出境", "安全评估"),
    "drinking water source protection zone": ("饮用水水源保护区",),
    "collusion between bidders": ("串通投标",),
    "statute of limitations for administrative penalties": ("违法行为在二年内未被发现",),
    "burden of proof in administrative litigation": ("举证责任",),
    "legal aid eligibility": ("法律援助", "条件"),
    "unfair standard terms in contracts": ("格式条款", "合同"),
    "Personal Information Protection Law": ("个人信息保护法",),
    "duties of the public security organ": ("公安机关", "职责"),
}


@pytest.mark.parametrize(("query", "expected"), TRANSLATIONS.items())
def test_queries_are_translated(query: str, expected: tuple[str, ...]) -> None:
    groups = translate_query(query)
    terms = {term.text for group in groups for term in group.terms}
    assert set(expected) <= terms, terms


def test_a_phrase_goes_before_its_words() -> None:
    assert first_terms("administrative reconsideration decision") == ["行政复议决定"]


def test_a_word_may_mean_several_things_and_a_phrase_tells_which() -> None:
    assert {"轻微", "未成年人"} <= {t.text for t in translate_query("minor")[0].terms}
    assert first_terms("minor violation")[0] == "违法行为轻微"


def test_spans_and_sources_are_those_of_the_query() -> None:
    query = "Fines: the hearing"
    for group in translate_query(query):
        assert query[group.start : group.end] == group.source


def test_stop_words_and_unknown_words_are_left_out_but_names_are_kept() -> None:
    assert first_terms("the of which what") == []
    assert first_terms("qwertish") == []
    assert first_terms("QXZ 2035") == ["qxz", "2035"]


def test_british_and_american_spelling_plurals_and_endings_are_one() -> None:
    forms = ("administrative licence", "Administrative License", "administrative licences", "administrative licenses")
    assert len({tuple(first_terms(form)) for form in forms}) == 1
    assert first_terms("labour disputes") == first_terms("labor dispute")


def test_a_of_b_is_b_a() -> None:
    assert first_terms("sharing of government data") == first_terms("government data sharing")


def test_labels_are_found_in_other_words() -> None:
    terms = {t.text for group in translate_query("vetting of the important enforcement decisions") for t in group.terms}
    assert "重大执法决定法制审核" in terms


def test_labels_in_other_words_do_not_cross_into_concepts_set_apart() -> None:
    terms = {
        t.text
        for group in translate_query("can a local regulation create an administrative licence")
        for t in group.terms
    }
    assert "地方性法规" in terms
    assert "行政法规" not in terms


def test_weights_fall_from_the_first_term_on_and_stay_within_one() -> None:
    for query in TRANSLATIONS:
        for group in translate_query(query):
            weights = [term.weight for term in group.terms]
            assert 0 < min(weights) <= max(weights) <= 1


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("licensing", "licens"),
        ("licenses", "licens"),
        ("parties", "party"),
        ("controlled", "control"),
        ("note", "note"),
        ("rulings", "rul"),
        ("rules", "rule"),
        ("process", "proces"),
        ("taxes", "tax"),
    ],
)
def test_stems(word: str, stem: str) -> None:
    assert stem_word(word) == stem


def test_exact_forms_go_before_stems() -> None:
    table = PhraseTable([("hear", 1), ("hearing", 2)])
    assert table.value("hearings") == 2
    assert table.value("heard hears"[6:]) == 1
    assert "nothing" not in table


@pytest.mark.parametrize(("text", "english"), [("fine", True), ("罚款 fine", False), ("123", False), ("", False)])
def test_what_is_english(text: str, english: bool) -> None:
    assert is_english(text) is english
