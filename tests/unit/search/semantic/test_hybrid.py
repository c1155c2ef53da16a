"""The port over words and meaning: says what it did, filters both alike, pages without gaps or repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.queries import FACET_FIELDS, Filters, IndexDocument, MeaningUse, SearchRequest, Sort
from search import open_index
from search.ranking import TITLE_MATCH
from search.semantic import HybridIndex
from search.semantic.hybrid import DEPTH
from tests.contracts.search.documents import TODAY, build_corpus, make_document
from tests.unit.search.semantic.test_nearest import build_many
from tests.unit.search.semantic.tiny import embed, open_tiny

_EVERY = Filters(all_versions=True)


def _open(folder: Path, documents: list[IndexDocument], *, embedded: bool = True) -> HybridIndex:
    index = HybridIndex(open_index(folder / "index", read_only=False), open_tiny(folder))
    index.replace(sorted({d.expression for d in documents}), documents)
    index.publish()
    if embedded:
        embed(index.meaning, documents)
    return index


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HybridIndex]:
    index = _open(tmp_path_factory.mktemp("hybrid"), build_many(1_500))
    yield index
    index.close()


@pytest.fixture
def few(tmp_path: Path) -> Iterator[HybridIndex]:
    index = _open(tmp_path, build_corpus())
    yield index
    index.close()


def test_words_answer_alone_without_vectors(tmp_path: Path) -> None:
    index = _open(tmp_path, build_corpus(), embedded=False)
    request = SearchRequest("河道垃圾怎么处罚", TODAY)
    result = index.search(request)
    assert (result.meaning, result.hits) == (MeaningUse.OFF, index.words.search(request).hits)
    assert "fatu embed" in result.meaning_note
    index.close()


@pytest.mark.parametrize("query", ["云溪法", '"河道名录"', "垃圾 -罚款", "云溪法第三条", ""])
def test_exact_queries_are_answered_by_words_alone(few: HybridIndex, query: str) -> None:
    request = SearchRequest(query, TODAY, facets=("kind",))
    result = few.search(request)
    assert result == replace(few.words.search(request), meaning=MeaningUse.NOT_ASKED)


def test_long_questions_are_no_titles_however_well_their_words_match(tmp_path: Path) -> None:
    """Their scores are higher than that of a title."""
    parts = ("渡船救生衣", "河道名录", "倾倒垃圾", "水害防治", "渔业登记", "航行安全", "费用负担", "港务局巡查")
    question = "、".join(parts) + "由谁管理？"
    long = make_document(9, "。".join(parts * 3), headings="、".join(parts), expression="cn:law:长法@2021-01-01")
    index = _open(tmp_path, [*build_corpus(), *(make_document(n, f"其他{n}。") for n in range(100, 400)), long])
    result = index.search(SearchRequest(question, TODAY))
    assert index.words.search(SearchRequest(question, TODAY)).hits[0].score > 0.65 * TITLE_MATCH
    assert (result.meaning, result.hits[0].id) == (MeaningUse.USED, long.id)
    title = index.search(SearchRequest("《中华人民共和国云溪法》（2020修正）", TODAY))
    assert title.meaning is MeaningUse.NOT_ASKED
    index.close()


@pytest.mark.parametrize("sort", [Sort.DATE, Sort.AUTHORITY])
def test_other_orders_are_those_of_words(few: HybridIndex, sort: Sort) -> None:
    request = SearchRequest("河道垃圾怎么处罚", TODAY, sort=sort)
    assert few.search(request) == replace(few.words.search(request), meaning=MeaningUse.NOT_ASKED)


def test_a_text_without_its_vector_is_found_by_words(few: HybridIndex) -> None:
    late = make_document(9, "乙醚不得倒入河道。", expression="cn:law:新法@2021-01-01")
    few.replace([late.expression], [late])
    result = few.search(SearchRequest("乙醚能倒吗", TODAY))
    assert result.meaning is MeaningUse.USED
    assert late.id in [h.id for h in result.hits]


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("query", ["倾倒垃圾如何处罚", "渡船救生衣的费用", "水害"])
def test_pages_join_without_gaps_or_repeats(many: HybridIndex, query: str, deep: bool) -> None:
    request = SearchRequest(query, TODAY, _EVERY, limit=10, tail=deep)
    whole = many.search(replace(request, limit=1_500))
    assert whole.meaning is MeaningUse.USED
    paged = [h for offset in range(0, 1_500, 75) for h in many.search(replace(request, limit=75, offset=offset)).hits]
    ids = [h.id for h in whole.hits]
    assert len(ids) == len(set(ids))
    if not deep:
        assert [h.id for h in paged] == ids
        assert len(ids) == whole.total
        words = many.words.search(replace(request, limit=1_500))
        assert {h.id for h in words.hits} <= set(ids)
        assert len(words.hits) > DEPTH or len(ids) >= len(words.hits)
    assert many.search(request) == many.search(request)


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(all_versions=True, kinds=("law",)), Filters(all_versions=True, path_prefix="DLC/")],
    ids=str,
)
def test_no_hit_escapes_the_filters(many: HybridIndex, filters: Filters) -> None:
    request = SearchRequest("倾倒垃圾如何处罚", TODAY, filters, limit=300, tail=True)
    result = many.search(request)
    allowed = {h.id for h in many.words.search(SearchRequest("", TODAY, filters, limit=1_500)).hits}
    assert result.hits
    assert {h.id for h in result.hits} <= allowed
    near = many.meaning.ask("水").find_nearest(filters, TODAY, 10_000)
    assert {h.id for h in near} == allowed


def test_facets_count_the_hits(many: HybridIndex) -> None:
    result = many.search(SearchRequest("救生衣渔业", TODAY, _EVERY, limit=1_500, facets=FACET_FIELDS))
    by_id = {d.id: d for d in build_many(1_500)}
    kinds = Counter(by_id[h.id].kind for h in result.hits)
    assert dict(result.facets["kind"]) == kinds
    assert dict(result.facets["type"]) == {"article": result.total}
    assert sum(n for _, n in result.facets["status"]) == result.total
    assert sum(n for _, n in result.facets["year"]) == sum(by_id[h.id].year is not None for h in result.hits)


def test_writing_and_listing_go_to_the_index_of_words(few: HybridIndex) -> None:
    assert few.fingerprint == few.words.fingerprint
    assert few.count() == few.words.count() == len(list(few.ids()))
    assert few.suggest("云溪", 3) == few.words.suggest("云溪", 3)
