"""Filters and facets."""

from __future__ import annotations

import pytest

from schemas.ports import SearchIndex
from schemas.queries import FACET_FIELDS, Filters, HitType, SearchRequest
from tests.contracts.search.documents import TODAY

EVERY = Filters(all_versions=True)
LAW, OLD = "cn:law:云溪法@2020-01-01", "cn:law:云溪法@2010-01-01"
CITY = "cn-990100:local_regulation:澄江市河道条例@2020-01-01"
FERRY = "cn:dept_rule:渡船安全办法@2020-01-01"

ARTICLES = {f"{LAW}~art_{n}" for n in (1, 2, 3, 8)}
OLD_ARTICLES = {f"{OLD}~art_1", f"{OLD}~art_2"}
CITY_ALL = {CITY, f"{CITY}~art_1", f"{CITY}~art_2"}
FERRY_ALL = {f"{FERRY}~art_1", f"{FERRY}~art_5"}
UNDATED = {f"{LAW}~art_8"}
ARTICLE, DOCUMENT = HitType.ARTICLE, HitType.DOCUMENT
WORK = ("cn:law:云溪法",)

CASES = {
    "in force today": (Filters(type=ARTICLE), ARTICLES | CITY_ALL - {CITY}),
    "on a day": (Filters(in_force_on="2012-01-01"), OLD_ARTICLES | UNDATED),
    "the day it ends": (Filters(in_force_on="2020-03-01", works=WORK, type=ARTICLE), ARTICLES),
    "the day before": (Filters(in_force_on="2020-02-29", works=WORK), OLD_ARTICLES | UNDATED),
    "documents": (Filters(type=DOCUMENT), {LAW, CITY}),
    "kind": (Filters(all_versions=True, kinds=("dept_rule",)), FERRY_ALL),
    "kinds": (Filters(kinds=("dept_rule", "local_regulation")), CITY_ALL),
    "jurisdiction": (Filters(jurisdictions=("990100",)), CITY_ALL),
    "jurisdiction prefix": (Filters(jurisdiction_prefixes=("99", "11")), CITY_ALL),
    "either place": (
        Filters(jurisdictions=("000000",), jurisdiction_prefixes=("99",), type=DOCUMENT),
        {LAW, CITY},
    ),
    "issuer": (Filters(issuers=("澄江市水务局",)), CITY_ALL),
    "concept": (Filters(concepts=("fine",)), {f"{LAW}~art_3"}),
    "concepts": (Filters(concepts=("fine", "river-management")), CITY_ALL | {f"{LAW}~art_2", f"{LAW}~art_3"}),
    "concept and place": (Filters(concepts=("river-management",), jurisdictions=("990100",)), CITY_ALL),
    "concept of none": (Filters(concepts=("hearing",)), set()),
    "years": (Filters(all_versions=True, year_from=2009, year_to=2011), OLD_ARTICLES),
    "year from": (Filters(year_from=2021), CITY_ALL),
    "absurd years": (Filters(year_from=-(10**30), year_to=10**30, type=DOCUMENT), {LAW, CITY}),
    "work": (Filters(all_versions=True, works=("cn:dept_rule:渡船安全办法",)), FERRY_ALL),
    "path": (Filters(all_versions=True, path_prefix="部门规章/"), FERRY_ALL),
    "path with marks": (Filters(all_versions=True, path_prefix="法律/云溪法(2010"), OLD_ARTICLES),
    "not path": (Filters(path_not_prefix="法律/"), CITY_ALL),
    "path that is none": (Filters(path_prefix=".*"), set()),
    "amended": (Filters(statuses=("已被修改",)), OLD_ARTICLES),
    "repealed": (Filters(statuses=("已废止",)), {f"{FERRY}~art_1"}),
    "lapsed": (Filters(statuses=("失效",)), {f"{FERRY}~art_5"}),
    "not yet": (Filters(statuses=("尚未生效",)), {f"{LAW}~art_7"}),
    "unknown": (Filters(statuses=("未知",)), UNDATED),
    "status on a day": (
        Filters(statuses=("现行有效", "已废止"), in_force_on="2022-12-31", kinds=("dept_rule",)),
        FERRY_ALL,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_filters(index: SearchIndex, case: str) -> None:
    filters, expected = CASES[case]
    result = index.search(SearchRequest("", TODAY, filters, limit=50))
    assert {h.id for h in result.hits} == expected
    assert result.total == len(expected)


def test_filters_hold_for_words_and_for_the_tail(index: SearchIndex) -> None:
    for tail in (False, True):
        result = index.search(SearchRequest("河道名录", TODAY, Filters(in_force_on="2012-01-01"), tail=tail))
        assert {h.id for h in result.hits} == {f"{OLD}~art_1", f"{OLD}~art_2", f"{LAW}~art_8"}


def test_filters_leave_scores_as_they_are(index: SearchIndex) -> None:
    free = index.search(SearchRequest("倾倒垃圾", TODAY, EVERY)).hits[0]
    held = index.search(SearchRequest("倾倒垃圾", TODAY, Filters(type=HitType.ARTICLE, year_from=1999))).hits[0]
    assert free == held


def test_facets_count_what_the_total_counts(index: SearchIndex) -> None:
    result = index.search(SearchRequest("", TODAY, EVERY, facets=FACET_FIELDS, limit=1))
    assert result.total == 13
    assert result.facets == {
        "kind": (("law", 8), ("local_regulation", 3), ("dept_rule", 2)),
        "jurisdiction": (("000000", 10), ("990100", 3)),
        "issuer": (("云溪议会", 8), ("澄江市人大常委会", 3), ("澄江市水务局", 3), ("航运部", 2)),
        "year": (("2020", 7), ("2022", 3), ("2010", 2)),
        "status": (("现行有效", 7), ("已被修改", 2), ("失效", 1), ("尚未生效", 1), ("已废止", 1), ("未知", 1)),
        "type": (("article", 11), ("document", 2)),
        "record": (),
        "concept": (("river-management", 5), ("fine", 1)),
    }


def test_facets_of_a_query_follow_its_words_and_filters(index: SearchIndex) -> None:
    request = SearchRequest("渡船", TODAY, Filters(in_force_on="2022-01-01"), facets=("kind", "status"))
    assert index.search(request).facets == {"kind": (("dept_rule", 2),), "status": (("现行有效", 2),)}
    assert index.search(SearchRequest("渡船", TODAY)).facets == {}
    empty = index.search(SearchRequest("渡船", TODAY, facets=("kind", "status")))
    assert (empty.total, empty.facets) == (0, {"kind": (), "status": ()})
