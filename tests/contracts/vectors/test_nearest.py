"""The nearest entries of those that the filters let through: exactly those, and how many of them the graph finds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from schemas.ports import VectorReader
from schemas.queries import Filters, HitType
from search.conditions import build_conditions
from search.semantic.catalogue import build_catalogue
from search.semantic.masks import build_mask
from tests.contracts.vectors.conftest import Engine
from tests.contracts.vectors.world import (
    FILTERS,
    TODAY,
    fill,
    find_recall,
    make_groups,
    make_questions,
    make_vectors,
    read,
)

GROUPS = make_groups(700)
QUESTIONS = make_questions(3)
# Of the last digit that counts one may be lost on each side.
CLOSE = 2.1e-5


@pytest.fixture(scope="module")
def reader(shared_engine: Engine) -> Iterator[VectorReader]:
    store = shared_engine.open()
    fill(store, GROUPS)
    yield read(store)
    for handle in shared_engine.handles:
        handle.close()


def rank(question: list[float], filters: Filters) -> list[tuple[float, str]]:
    """Every entry that passes the filters, by its cosine in double precision."""
    catalogue = build_catalogue(GROUPS)
    kept = np.flatnonzero(build_mask(build_conditions(filters, TODAY), catalogue))
    keys = catalogue.key[kept].tolist()
    if not keys:
        return []
    vectors = make_vectors(set(keys))
    codes = np.stack([np.frombuffer(vectors[key].code, np.int8) * np.float64(vectors[key].scale) for key in keys])
    cosines = codes @ np.array(question)
    return sorted((-c, catalogue.ids[row]) for c, row in zip(cosines.tolist(), kept.tolist(), strict=True))


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("limit", [1, 10, 100, 10_000])
def test_exactly_the_nearest_come_in_their_order(reader: VectorReader, filters: Filters, limit: int) -> None:
    for question in QUESTIONS:
        every = rank(question, filters)
        found = reader.find_nearest(question, filters, TODAY, limit)
        expected = every[:limit]
        assert [h.score for h in found] == pytest.approx([-c for c, _ in expected], abs=CLOSE)
        assert found == sorted(found, key=lambda h: (-h.score, h.id))
        last = -expected[-1][0] if expected else 0.0
        assert {i for c, i in expected if -c > last + CLOSE} <= {h.id for h in found}
        assert {h.id for h in found} <= {i for c, i in every if -c >= last - CLOSE}


def test_filters_let_some_through_and_not_all(reader: VectorReader) -> None:
    """Else the test above would show little."""
    sizes = [len(reader.find_nearest(QUESTIONS[0], filters, TODAY, 10_000)) for filters in FILTERS]
    assert sizes[0] == 700
    assert all(0 < size < 700 for size in sizes[1:])


def test_similarities_are_those_of_the_nearest(reader: VectorReader) -> None:
    found = reader.find_nearest(QUESTIONS[0], FILTERS[0], TODAY, 700)
    similar = reader.find_similarities(QUESTIONS[0], [*(h.id for h in found), "cn:law:没有@2000-01-01"])
    assert similar == {h.id: h.score for h in found}
    assert reader.find_similarities(QUESTIONS[0], []) == {}
    assert reader.find_nearest(QUESTIONS[0], FILTERS[0], TODAY, 0) == []


def test_facts_are_those_of_the_entries(reader: VectorReader) -> None:
    by_id = {entry.id: (version, entry) for version, entries in GROUPS for entry in entries}
    for identifier in list(by_id)[::37]:
        version, entry = by_id[identifier]
        (facts,) = reader.find_facts([identifier])
        told = facts.version
        assert (facts.type, facts.record, facts.concepts) == (entry.type, entry.record, entry.concepts)
        assert sorted(told.issuers) == sorted(version.issuers)
        assert (told.id, told.kind, told.jurisdiction, told.year) == (
            version.id, version.kind, version.jurisdiction, version.year,
        )  # fmt: skip
        assert (told.effective_from, told.effective_to, told.ended) == (
            version.effective_from, version.effective_to, version.ended,
        )  # fmt: skip
    assert reader.find_facts(["cn:law:没有@2000-01-01"]) == []
    assert len(reader.find_facts(list(by_id))) == 700


def test_a_question_of_no_length_is_near_to_nothing(reader: VectorReader) -> None:
    nothing = [0.0] * len(QUESTIONS[0])
    assert {h.score for h in reader.find_nearest(nothing, FILTERS[0], TODAY, 50)} == {0.0}


def test_walking_the_graph_elasticsearch(server: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """What the graph brings up is scored like all else; how much it misses is printed."""
    groups, questions = make_groups(6_000), make_questions(30)
    fill(server.open(), groups)
    every, graph = read(server.open(exact=True)), read(server.open(exact=False))
    ten, hundred = (find_recall(every, graph, questions, limit) for limit in (10, 100))
    with capsys.disabled():
        print(f"\n6,000 entries, 30 questions: the graph finds {ten:.4f} of the nearest 10, {hundred:.4f} of 100")
    assert ten >= 0.99
    assert hundred >= 0.97
    for question in questions[:5]:
        for filters in (*FILTERS, Filters(all_versions=True, type=HitType.ITEM)):
            found = graph.find_nearest(question, filters, TODAY, 20)
            assert {h.id: h.score for h in found} == graph.find_similarities(question, [h.id for h in found])
            allowed = {h.id for h in every.find_nearest(question, filters, TODAY, 10_000)}
            assert {h.id for h in found} <= allowed
            assert len(found) == min(20, len(allowed))


def test_engines_agree_elasticsearch(server: Engine, files: Engine) -> None:
    """The same order up to ties: cosines that differ by the last digit."""
    one, other = files.open(), server.open(exact=True)
    for store in (one, other):
        fill(store, GROUPS)
    for question in make_questions(20):
        for filters in FILTERS:
            expected, found = (read(s).find_nearest(question, filters, TODAY, 50) for s in (one, other))
            assert len(expected) == len(found)
            assert all(abs(a.score - b.score) <= CLOSE for a, b in zip(expected, found, strict=True))
            scores = {h.id: h.score for h in found}
            lowest = found[-1].score
            assert all(abs(scores.get(h.id, lowest) - h.score) <= CLOSE for h in expected)
