"""The nearest entries: exactly those, of those that the filters let through."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from schemas.queries import Filters, HitType, IndexDocument
from search.conditions import build_conditions
from search.semantic import Meaning
from search.semantic.masks import build_mask
from search.semantic.meaning import Inquiry
from search.semantic.reading import Snapshot
from tests.contracts.search.documents import TODAY, build_corpus, make_document
from tests.unit.search.semantic.tiny import embed, open_tiny

_WORDS = "河道管理机关应当公布名录倾倒垃圾处罚渡船航行安全救生衣费用负担渔业水害防治"


def build_many(count: int = 700, seed: int = 3) -> list[IndexDocument]:
    """Articles of fifty versions; a third of the texts stand in several of them."""
    rng = random.Random(seed)
    texts = ["".join(rng.choices(_WORDS, k=rng.randint(4, 40))) for _ in range(count)]
    documents = []
    for n in range(count):
        version = n % 50
        text = texts[n - n % 7] if n % 3 == 0 else texts[n]
        values: dict[str, Any] = {
            "work": f"cn:law:第{version % 40}法",
            "expression": f"cn:law:第{version % 40}法@20{version:02}-01-01",
            "kind": ("law", "local_regulation")[version % 2],
            "jurisdiction": ("000000", "370000", "370200")[version % 3],
            "path": f"{'DLC' if version % 2 else '法律'}/{version}.md",
            "effective_to": "2020-01-01" if version % 5 == 0 else None,
            "year": None if version % 11 == 0 else 2000 + version % 20,
        }
        documents.append(make_document(n, text, id=f"{values['expression']}~art_{n}", title="云溪法", **values))
    return sorted(documents, key=lambda d: d.expression)


@pytest.fixture(scope="module")
def inquiries(tmp_path_factory: pytest.TempPathFactory) -> list[Inquiry]:
    meaning: Meaning = open_tiny(tmp_path_factory.mktemp("many"))
    embed(meaning, build_many())
    return [meaning.ask(q) for q in ("倾倒垃圾如何处罚", "渡船救生衣", "水")]


_FILTERS = [
    Filters(all_versions=True),
    Filters(),
    Filters(all_versions=True, kinds=("law",)),
    Filters(all_versions=True, jurisdictions=("000000",), jurisdiction_prefixes=("3702",)),
    Filters(all_versions=True, path_prefix="DLC/"),
    Filters(all_versions=True, path_not_prefix="DLC/", year_from=2003, year_to=2009),
    Filters(all_versions=True, works=("cn:law:第7法",)),
    Filters(statuses=("已被修改",)),
    Filters(all_versions=True, type=HitType.DOCUMENT),
]


@pytest.mark.parametrize("filters", _FILTERS, ids=str)
@pytest.mark.parametrize("limit", [1, 10, 100, 10_000])
def test_exact(inquiries: list[Inquiry], filters: Filters, limit: int) -> None:
    for inquiry in inquiries:
        snapshot, conditions = inquiry.reader, build_conditions(filters, TODAY)
        assert isinstance(snapshot, Snapshot)
        codes = snapshot.records["code"].astype(np.float64) * snapshot.records["scale"][:, None].astype(np.float64)
        cosines = np.round(codes[snapshot.vector] @ inquiry.vector.astype(np.float64), 5)
        allowed = np.flatnonzero(build_mask(conditions, snapshot.catalogue))
        ids = snapshot.catalogue.ids
        expected = sorted((-cosines[row], ids[row]) for row in allowed)[:limit]
        found = inquiry.find_nearest(filters, TODAY, limit)
        assert [h.score for h in found] == pytest.approx([-s for s, _ in expected], abs=2e-5)
        assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)
        last = -expected[-1][0] if expected else 0.0
        exact = {i for s, i in expected if -s > last + 2e-5}
        assert exact <= {h.id for h in found} <= {ids[row] for row in allowed if cosines[row] >= last - 2e-5}
        similar = inquiry.find_similarities([h.id for h in found])
        assert all(similar[h.id] == pytest.approx(h.score, abs=1.1e-5) for h in found)


def test_equal_texts_share_a_vector_and_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    meaning = open_tiny(tmp_path)
    documents = build_corpus()
    copies = [
        make_document(3, documents[3].text, headings="第三章 罚则", expression=f"cn:law:云溪法@201{n}-01-01")
        for n in (5, 1, 9)
    ]
    assert embed(meaning, documents + copies) == len(documents)
    every = meaning.ask("在河道内倾倒垃圾").find_nearest(Filters(all_versions=True), TODAY, 100)
    same = [h for h in every if h.id.endswith("~art_3") and "云溪法" in h.id]
    assert [h.id for h in same] == sorted(h.id for h in same)
    assert (len(same), len({h.score for h in same})) == (4, 1)


def test_entries_that_are_not_there_have_no_similarity(inquiries: list[Inquiry]) -> None:
    assert inquiries[0].find_similarities(["cn:law:没有@2000-01-01~art_1"]) == {}
    assert inquiries[0].find_nearest(Filters(), TODAY, 0) == []
