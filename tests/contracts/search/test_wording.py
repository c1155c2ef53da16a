"""Terms beside words, phrases and exclusions, and why a hit ranks where it does."""

from __future__ import annotations

import pytest

from schemas.ports import SearchIndex
from schemas.queries import Filters, HitType, SearchRequest, Sort
from schemas.readings import TermGroup, WeightedTerm
from tests.contracts.search.conftest import Engine
from tests.contracts.search.documents import TODAY, make_document, make_title

ARTICLES = Filters(type=HitType.ARTICLE)
LAW, CITY = "cn:law:云溪法@2020-01-01", "cn-990100:local_regulation:澄江市河道条例@2020-01-01"


def group(source: str, *terms: tuple[str, float]) -> TermGroup:
    return TermGroup(0, len(source), source, tuple(WeightedTerm(text, weight) for text, weight in terms))


def ask(index: SearchIndex, text: str = "", **more: object) -> list[str]:
    request = SearchRequest(text, TODAY, ARTICLES, **more)  # type: ignore[arg-type]
    return [h.id for h in index.search(request).hits]


def test_terms_alone_are_a_query(index: SearchIndex) -> None:
    groups = (group("dump", ("倾倒", 1.0), ("丢弃", 0.8)), group("fine", ("罚款", 1.0), ("处罚", 0.6)))
    assert ask(index, groups=groups)[0] == f"{LAW}~art_3"
    result = index.search(SearchRequest("", TODAY, ARTICLES, groups=groups))
    assert (result.total, result.relaxed) == (3, True)
    assert {"倾倒", "丢弃", "罚款", "处罚"} == set(result.terms)


def test_a_term_stands_in_for_the_words_of_the_query(engine: Engine) -> None:
    texts = ["渔船应当登记。"] * 12 + ["渔舟应当登记。", "渔舟应当纳税。"]
    index = engine.fill([make_document(n, text) for n, text in enumerate(texts)])
    assert index.search(SearchRequest("渔船登记", TODAY)).total == 12
    widened = index.search(SearchRequest("渔船登记", TODAY, groups=(group("渔船", ("渔舟", 0.3)),)))
    assert (widened.total, widened.relaxed) == (13, False)


def test_weights_of_terms_order_hits(engine: Engine) -> None:
    index = engine.fill([make_document(1, "甲鱼应当登记。"), make_document(2, "鲤鱼应当登记。")])
    first, second = f"{LAW}~art_1", f"{LAW}~art_2"
    assert ask(index, groups=(group("fish", ("甲鱼", 1.0), ("鲤鱼", 0.5)),)) == [first, second]
    assert ask(index, groups=(group("fish", ("甲鱼", 0.5), ("鲤鱼", 1.0)),)) == [second, first]


def test_several_terms_of_a_group_add_little_to_the_best(engine: Engine) -> None:
    index = engine.fill(
        [make_document(1, "甲鱼鲤鱼。"), make_document(2, "甲鱼草鱼。"), make_document(3, "草鱼虾米。")]
    )

    def score(*terms: str) -> float:
        groups = (group("fish", *((t, 1.0) for t in terms)),)
        return index.search(SearchRequest("", TODAY, groups=groups)).hits[0].score

    assert score("甲鱼") < score("甲鱼", "鲤鱼") < score("甲鱼") + score("鲤鱼")


def test_phrases_and_exclusions(engine: Engine) -> None:
    near = make_document(1, "渔船登记由港务局办理。")
    far = make_document(2, "渔船未经登记不得出港。")
    index = engine.fill([near, far])
    assert ask(index, phrases=("渔船登记",)) == ask(index, "港务局 出港", phrases=("渔船登记",)) == [near.id]
    assert ask(index, "渔船", exclusions=("港务局",)) == [far.id]
    assert ask(index, "渔船", exclusions=("渔船登记",)) == [far.id]
    assert ask(index, "渔船", phrases=("登记", "出港")) == [far.id]
    assert ask(index, "渔船", phrases=("渔船登记",), exclusions=("登记",)) == []


@pytest.mark.parametrize("text", ['"', "", "。", "()[]*?~^", "AND OR NOT", "\x00", "a" * 3_000, "渔" * 3_000])
def test_any_phrase_or_exclusion_will_do(index: SearchIndex, text: str) -> None:
    for sort in Sort:
        index.search(SearchRequest("河道", TODAY, phrases=(text,), exclusions=(text,), sort=sort))


def test_an_explanation_adds_up_to_the_score(index: SearchIndex) -> None:
    groups = (group("倾倒", ("丢弃", 0.5), ("处理", 0.3)),)
    for text in ("河道内倾倒垃圾罚款", "云溪法", "第三章 罚则"):
        request = SearchRequest(text, TODAY, Filters(all_versions=True), limit=20, groups=groups, tail=True)
        for hit in index.search(request).hits:
            told = index.explain(request, hit.id)
            assert told is not None
            assert told.score == pytest.approx(hit.score, rel=1e-3)
            assert sum(p.score for p in told.parts) * told.weight == pytest.approx(told.score, rel=1e-3)


def test_an_explanation_tells_each_part(engine: Engine) -> None:
    index = engine.fill(
        [
            make_title("cn:law:渔船登记法", "渔船登记法"),
            make_document(3, "渔船登记由港务局办理。", headings="第三章 登记"),
            make_document(4, "其他。"),
        ]
    )
    request = SearchRequest("渔船登记", TODAY, groups=(group("渔船", ("港务局", 0.3), ("航道", 0.2)),))
    told = index.explain(request, f"{LAW}~art_3")
    assert told is not None
    kinds = {(p.kind, p.text) for p in told.parts}
    assert kinds >= {("word", "渔船"), ("word", "登记"), ("heading", "登记"), ("near", "渔船 登记"), ("terms", "渔船")}
    terms = next(p for p in told.parts if p.kind == "terms")
    assert [p.text for p in terms.parts] == ["港务局"]
    title = index.explain(SearchRequest("渔船登记法", TODAY), "cn:law:渔船登记法@2020-01-01")
    assert title is not None
    assert "title" in {p.kind for p in title.parts}


def test_what_does_not_match_scores_nothing_and_what_is_not_held_has_no_explanation(index: SearchIndex) -> None:
    told = index.explain(SearchRequest("渡船", TODAY), f"{LAW}~art_3")
    assert told is not None
    assert (told.score, told.parts) == (0.0, ())
    assert index.explain(SearchRequest("渡船", TODAY), "cn:law:没有@2020-01-01~art_1") is None
