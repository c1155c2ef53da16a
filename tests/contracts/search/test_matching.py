"""What matches, in which order, how many."""

from __future__ import annotations

import pytest

from schemas.errors import InvalidDate, InvalidInput
from schemas.ports import SearchIndex
from schemas.queries import Filters, HitType, SearchRequest, Sort
from search.ranking import find_weight
from tests.contracts.search.conftest import Engine
from tests.contracts.search.documents import TODAY, make_document, make_title

ARTICLES = Filters(type=HitType.ARTICLE)


def ask(index: SearchIndex, text: str, filters: Filters = ARTICLES, **more: object) -> list[str]:
    request = SearchRequest(text, TODAY, filters, **more)  # type: ignore[arg-type]
    return [h.id for h in index.search(request).hits]


def test_all_words_match_or_fewer_when_a_page_is_not_filled(engine: Engine) -> None:
    many = [make_document(n, "渔民应当登记渔船。" if n < 20 else "渔民应当纳税。") for n in range(40)]
    index = engine.fill(many)
    strict = index.search(SearchRequest("渔民登记", TODAY))
    assert (strict.total, strict.relaxed, strict.terms) == (20, False, ("渔民", "登记"))
    relaxed = index.search(SearchRequest("渔民纳税登记许可", TODAY))
    assert (relaxed.total, relaxed.relaxed) == (40, True)
    one = index.search(SearchRequest("渔船", TODAY))
    assert (one.total, one.relaxed) == (20, False)


def test_best_match_first(index: SearchIndex) -> None:
    assert ask(index, "河道内倾倒垃圾罚款")[0] == "cn:law:云溪法@2020-01-01~art_3"


def test_title_typed_in_full_finds_the_document(index: SearchIndex) -> None:
    for typed in ("云溪法", "《云溪法》", " 中华人民共和国云溪法（2020年修订）"):
        assert ask(index, typed, Filters())[0] == "cn:law:云溪法@2020-01-01", typed


def test_width_and_case_make_no_difference(engine: Engine) -> None:
    index = engine.fill([make_document(1, "使用ＡＰＰ登记的，填写12项。"), make_document(2, "其他方式。")])
    assert ask(index, "app") == ask(index, "ＡＰＰ") == ["cn:law:云溪法@2020-01-01~art_1"]
    assert ask(index, "１２") == ["cn:law:云溪法@2020-01-01~art_1"]


def test_neighbouring_words_rank_before_scattered_ones(engine: Engine) -> None:
    near = make_document(1, "渔船登记由港务局办理，费用由申请人负担并上缴国库。")
    far = make_document(2, "渔船由申请人负担费用，并上缴国库，港务局办理登记。")
    index = engine.fill([far, near])
    assert ask(index, "渔船登记") == [near.id, far.id]


def test_superseded_and_lower_ranked_texts_follow(engine: Engine) -> None:
    text = "渔船应当登记。"
    law = make_document(1, text)
    local = make_document(1, text, work="cn-990100:local_regulation:甲", kind="local_regulation")
    old = make_document(1, text, expression="cn:law:云溪法@2001-01-01", effective_to="2020-03-01")
    index = engine.fill([old, local, law])
    assert ask(index, "渔船登记", Filters(all_versions=True)) == [law.id, local.id, old.id]


def test_ties_end_in_the_identifier(engine: Engine) -> None:
    same = [make_document(n, "渔船应当登记。") for n in (30, 4, 17, 8, 22, 15, 11, 29)]
    index = engine.fill(same)
    expected = sorted(d.id for d in same)
    assert ask(index, "渔船") == expected
    assert [ask(index, "渔船", limit=1, offset=n) for n in range(8)] == [[i] for i in expected]
    assert ask(index, "渔船", limit=3, offset=3) == expected[3:6]


def test_order_is_the_same_after_rewriting(engine: Engine) -> None:
    texts = [make_document(n, "渔船应当登记。" * (1 + n % 3)) for n in range(30)]
    index = engine.fill(texts)
    before = ask(index, "渔船登记", limit=30)
    index.replace(["cn:law:云溪法@2020-01-01"], list(reversed(texts)))
    assert ask(index, "渔船登记", limit=30) == before


def test_sort_by_authority_then_relevance(index: SearchIndex) -> None:
    found = ask(index, "倾倒垃圾", sort=Sort.AUTHORITY)
    assert found == ["cn:law:云溪法@2020-01-01~art_3", *found[1:]]
    assert all(i.startswith("cn-990100") for i in found[1:])
    assert len(found) == 3
    assert [ask(index, "倾倒垃圾", sort=Sort.AUTHORITY, limit=1, offset=n)[0] for n in range(3)] == found


def test_sort_by_date_newest_first_then_in_the_order_of_the_text(index: SearchIndex) -> None:
    found = ask(index, "河道", Filters(all_versions=True, type=HitType.ARTICLE), sort=Sort.DATE, limit=20)
    law, city = "cn:law:云溪法@", "cn-990100:local_regulation:澄江市河道条例@2020-01-01"
    assert found == [
        f"{law}2020-01-01~art_7",
        f"{city}~art_1",
        f"{city}~art_2",
        *[f"{law}2020-01-01~art_{n}" for n in (1, 2, 3)],
        *[f"{law}2010-01-01~art_{n}" for n in (1, 2)],
        f"{law}2020-01-01~art_8",
    ]


def test_sort_by_date_counts_as_people_do(engine: Engine) -> None:
    index = engine.fill([make_document(n, "渔船应当登记。") for n in (2, 1001, 10, 9, 1)])
    found = ask(index, "渔船", sort=Sort.DATE)
    assert [i.rpartition("_")[2] for i in found] == ["1", "2", "9", "10", "1001"]


def test_weights_are_factors_on_the_score(engine: Engine) -> None:
    law = make_document(1, "渔船应当登记。")
    local = make_document(1, "渔船应当登记。", work="cn-990100:local_regulation:甲", kind="local_regulation")
    one, other = engine.fill([law, local]).search(SearchRequest("渔船登记", TODAY)).hits
    assert other.score / one.score == pytest.approx(find_weight("local_regulation", False), rel=1e-3)


def test_tail_lists_what_does_not_count(engine: Engine) -> None:
    index = engine.fill([make_document(n, "渔民登记渔船。" if n < 12 else "渔民纳税。") for n in range(30)])
    plain = index.search(SearchRequest("渔民登记渔船", TODAY, limit=100))
    deep = index.search(SearchRequest("渔民登记渔船", TODAY, limit=100, tail=True))
    assert (plain.total, len(plain.hits)) == (12, 12)
    assert (deep.total, len(deep.hits)) == (12, 30)
    assert {h.id for h in deep.hits[:12]} == {h.id for h in plain.hits}


def test_without_words_the_filters_decide_and_the_newest_come_first(index: SearchIndex) -> None:
    for text in ("", "  ", "。，！", "《》"):
        result = index.search(SearchRequest(text, TODAY, Filters(kinds=("local_regulation",))))
        assert (result.total, result.terms, result.relaxed) == (3, (), False)
        assert [h.score for h in result.hits] == [0.0] * 3


def test_pages_join_without_gap_or_repeat(engine: Engine) -> None:
    index = engine.fill([make_document(n, "渔船应当登记。" * (1 + n % 4)) for n in range(90)])
    for sort in Sort:
        whole = ask(index, "渔船", sort=sort, limit=90)
        assert len(set(whole)) == 90
        assert [i for n in range(0, 90, 7) for i in ask(index, "渔船", sort=sort, limit=7, offset=n)] == whole
        assert ask(index, "渔船", sort=sort, offset=90) == []


@pytest.mark.parametrize(("offset", "limit"), [(-1, 10), (0, 0), (0, -5), (9_999, 2), (10**12, 10)])
def test_pages_out_of_bounds_are_refused(index: SearchIndex, offset: int, limit: int) -> None:
    with pytest.raises(InvalidInput):
        index.search(SearchRequest("河道", TODAY, offset=offset, limit=limit))


def test_bad_dates_statuses_and_facets_are_refused(index: SearchIndex) -> None:
    with pytest.raises(InvalidDate):
        index.search(SearchRequest("河道", TODAY, Filters(in_force_on="2024-13-01")))
    with pytest.raises(InvalidInput, match="有效"):
        index.search(SearchRequest("河道", TODAY, Filters(statuses=("有效",))))
    with pytest.raises(InvalidInput, match="too long"):
        index.search(SearchRequest("河道", TODAY, Filters(path_prefix="法" * 251)))
    index.search(SearchRequest("河道", TODAY, Filters(path_prefix="法" * 250)))
    with pytest.raises(InvalidInput, match="colour"):
        index.search(SearchRequest("河道", TODAY, facets=("colour",)))


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "河道 AND (",
        "title:河道 OR -垃圾 +x^2",
        "*?~[1 TO",
        "\\",
        "\x00\x01\x1f河道",
        "河道" * 5000,
        "a" * 10_000,
        "😀🏛️",
        "{}<>|&!/",
    ],
)
def test_any_text_is_a_query(index: SearchIndex, text: str) -> None:
    index.search(SearchRequest(text, TODAY))
    index.suggest(text, 5)


def test_characters_of_query_languages_change_nothing(index: SearchIndex) -> None:
    assert ask(index, "+河道^2 (名录)~") == ask(index, "河道 2 名录")


def test_suggestions_begin_before_they_contain(engine: Engine) -> None:
    index = engine.fill(
        [
            make_title("cn:law:河道法", "河道法"),
            make_title("cn:law:河道法", "河道法", expression="cn:law:河道法@1999-01-01", effective_to="2020-01-01"),
            make_title("cn-99:local_regulation:河道条例", "河道条例", kind="local_regulation"),
            make_title(
                "cn:law:旧河道法", "河道旧法", effective_to="2001-01-01", expression="cn:law:旧河道法@1990-01-01"
            ),
            make_title("cn:law:航道和河道法", "航道和河道法"),
            make_title("cn:law:海洋法", "中华人民共和国海洋法"),
        ]
    )
    assert [s.text for s in index.suggest("河道", 10)] == ["河道法", "河道条例", "河道旧法", "航道和河道法"]
    assert [s.id for s in index.suggest("《河 道", 2)] == ["cn:law:河道法", "cn-99:local_regulation:河道条例"]
    assert [(s.text, s.type) for s in index.suggest("海洋", 3)] == [("中华人民共和国海洋法", "work")]
    assert index.suggest("没有", 3) == index.suggest("", 3) == index.suggest("河道", 0) == []
