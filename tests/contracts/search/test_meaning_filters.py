"""Filters mean the same to search by meaning as to every engine of words."""

from __future__ import annotations

import pytest

from schemas.authority import Status
from schemas.queries import Filters, HitType, SearchRequest
from search.conditions import build_conditions
from tests.contracts.search.conftest import Engine
from tests.contracts.search.documents import TODAY, build_corpus, build_lists

FILTERS = [
    Filters(),
    Filters(all_versions=True),
    Filters(in_force_on="2015-01-01"),
    Filters(in_force_on="2031-01-01"),
    Filters(type=HitType.DOCUMENT, all_versions=True),
    Filters(type=HitType.ARTICLE, all_versions=True),
    Filters(type=HitType.ITEM, all_versions=True),
    Filters(kinds=("law", "dept_rule"), all_versions=True),
    Filters(jurisdictions=("990100",), all_versions=True),
    Filters(jurisdictions=("000000",), jurisdiction_prefixes=("99",), all_versions=True),
    Filters(issuers=("澄江市水务局",), all_versions=True),
    Filters(issuers=("没有这个机关",), all_versions=True),
    Filters(works=("cn:dept_rule:渡船安全办法",), all_versions=True),
    Filters(year_from=2020, all_versions=True),
    Filters(year_to=2020, all_versions=True),
    Filters(year_from=2011, year_to=2021, all_versions=True),
    Filters(path_prefix="DLC/", all_versions=True),
    Filters(path_not_prefix="法律/", all_versions=True),
    Filters(records=("power",), all_versions=True),
    Filters(records=("power_subitem", "tier"), type=HitType.ITEM),
    Filters(concepts=("river-management",), all_versions=True),
    Filters(concepts=("fine", "hearing"), all_versions=True),
    *(Filters(statuses=(status.value,)) for status in Status),
]


@pytest.fixture(scope="module")
def catalogue() -> object:
    pytest.importorskip("numpy", reason="search by meaning is not installed: no numpy")
    from search.semantic.catalogue import build_catalogue, read_entries

    documents = sorted([*build_corpus(), *build_lists()], key=lambda d: d.expression)
    return build_catalogue((version, entries) for version, entries, _ in read_entries(documents, {}))


def test_the_same_entries(engine: Engine, catalogue: object) -> None:
    from search.semantic.catalogue import Catalogue
    from search.semantic.masks import build_mask

    assert isinstance(catalogue, Catalogue)
    engine.fill([*build_corpus(), *build_lists()])
    index = engine.open()
    for filters in FILTERS:
        mask = build_mask(build_conditions(filters, TODAY), catalogue)
        by_meaning = sorted(i for i, kept in zip(catalogue.ids, mask, strict=True) if kept)
        by_words = sorted(h.id for h in index.search(SearchRequest("", TODAY, filters, limit=100)).hits)
        assert by_meaning == by_words, filters
