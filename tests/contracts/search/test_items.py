"""Items of lists beside articles: found by their words, kept apart by kind of record, counted in facets."""

from __future__ import annotations

import pytest

from schemas.ports import SearchIndex
from schemas.queries import FACET_FIELDS, Filters, HitType, SearchRequest, Sort
from tests.contracts.search.conftest import Engine
from tests.contracts.search.documents import BENCHMARK, POWERS, TODAY, build_corpus, build_lists, make_item

OLD = "cn-990100:list:澄江市权责清单@2019-01-01~sheet_1__power_3"
POWER, PART, FERRY = (f"{POWERS}~sheet_1__{p}" for p in ("power_3", "power_3__power_4", "power_10"))
STATION = f"{POWERS}~sheet_2__entry_2"
TIERS = {f"{BENCHMARK}~sheet_1__tier_4", f"{BENCHMARK}~sheet_1__tier_5"}
ITEM = HitType.ITEM

CASES = {
    "every item": ("", Filters(type=ITEM), {POWER, PART, FERRY, STATION} | TIERS),
    "of all versions": ("", Filters(type=ITEM, all_versions=True), {POWER, PART, FERRY, STATION, OLD} | TIERS),
    "as it was": ("", Filters(type=ITEM, in_force_on="2020-05-05", jurisdictions=("990100",)), {POWER, PART, FERRY, STATION, OLD}),
    "one kind of record": ("", Filters(records=("power",)), {POWER, FERRY}),
    "kinds of record": ("", Filters(records=("power", "tier")), {POWER, FERRY} | TIERS),
    "no such record": ("", Filters(records=("lenient_item",)), set()),
    "words and record": ("倾倒垃圾", Filters(records=("power",)), {POWER}),
    "words and records": ("倾倒垃圾", Filters(records=("power", "power_subitem", "tier")), {POWER, PART} | TIERS),
    "words and the type": ("渡船登记", Filters(type=ITEM), {FERRY, STATION}),
    "place": ("倾倒垃圾", Filters(type=ITEM, jurisdiction_prefixes=("9901",)), {POWER, PART}),
    "place around": ("倾倒垃圾", Filters(type=ITEM, jurisdiction_prefixes=("99",)), {POWER, PART} | TIERS),
    "work": ("", Filters(type=ITEM, works=(BENCHMARK.partition("@")[0],)), TIERS),
    "issuer": ("", Filters(type=ITEM, issuers=("澄江市水务局",)), {POWER}),
    "year": ("", Filters(type=ITEM, year_from=2023), TIERS),
    "path": ("", Filters(path_prefix="清单/2023"), TIERS),
    "status": ("", Filters(type=ITEM, statuses=("已被修改",)), {OLD}),
}  # fmt: skip


@pytest.fixture
def lists(engine: Engine) -> SearchIndex:
    engine.fill([*build_corpus(), *build_lists()])
    return engine.open()


def test_filters_on_items(lists: SearchIndex) -> None:
    for name, (text, filters, expected) in CASES.items():
        result = lists.search(SearchRequest(text, TODAY, filters, limit=50))
        assert ({h.id for h in result.hits}, result.total) == (expected, len(expected)), name


def test_items_rank_among_articles_by_the_same_words(lists: SearchIndex) -> None:
    hits = [h.id for h in lists.search(SearchRequest("倾倒垃圾 罚款", TODAY, limit=20)).hits]
    assert set(hits) > TIERS
    assert "cn:law:云溪法@2020-01-01~art_3" in hits
    free = {h.id: h.score for h in lists.search(SearchRequest("倾倒垃圾", TODAY, limit=50)).hits}
    kept = {h.id: h.score for h in lists.search(SearchRequest("倾倒垃圾", TODAY, Filters(type=ITEM), limit=50)).hits}
    assert kept == {i: free[i] for i in kept}


def test_items_of_a_list_come_in_its_order(lists: SearchIndex) -> None:
    request = SearchRequest("", TODAY, Filters(records=("power", "power_subitem", "service_item")), Sort.DATE)
    found = [h.id for h in lists.search(request).hits]
    assert found == [STATION, POWER, PART, FERRY]


def test_facets_count_records(lists: SearchIndex) -> None:
    counted = lists.search(SearchRequest("", TODAY, Filters(type=ITEM), facets=FACET_FIELDS))
    assert counted.facets == {
        "kind": (("list", 6),),
        "jurisdiction": (("990100", 4), ("990000", 2)),
        "issuer": (("澄江市水务局", 1),),
        "year": (("2022", 4), ("2023", 2)),
        "status": (("未知", 6),),
        "type": (("item", 6),),
        "record": (("power", 2), ("tier", 2), ("power_subitem", 1), ("service_item", 1)),
        "concept": (),
    }
    asked = lists.search(SearchRequest("倾倒垃圾", TODAY, facets=("record", "type")))
    assert asked.facets["record"] == (("tier", 2), ("power", 1), ("power_subitem", 1))
    assert dict(asked.facets["type"])["item"] == 4


def test_a_list_written_anew_replaces_its_items(engine: Engine) -> None:
    index = engine.fill([*build_corpus(), *build_lists()])
    index.replace([POWERS], [make_item(POWERS, "sheet_1__power_3", "power", "对占用河道的处罚")])
    kept = index.search(SearchRequest("", TODAY, Filters(type=ITEM), limit=50))
    assert {h.id for h in kept.hits} == {POWER} | TIERS
    assert index.search(SearchRequest("渡船登记", TODAY, Filters(type=ITEM))).total == 0


def test_a_word_that_only_titles_of_lists_have_finds_their_items(lists: SearchIndex) -> None:
    found = lists.search(SearchRequest("裁量基准", TODAY, Filters(type=ITEM)))
    assert {h.id for h in found.hits} == TIERS
