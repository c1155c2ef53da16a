"""Words and meaning in one order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.queries import Explanation, Hit, ScorePart
from search.semantic.fusion import LAY, PROFESSIONAL, Mixture, choose_share, explain_mix, mix

_HALF = Mixture(share=0.5, bound=0.6)


def _ids(hits: tuple[Hit, ...]) -> str:
    return "".join(h.id for h in hits)


@pytest.mark.parametrize(
    ("words", "near", "similar", "order", "added"),
    [
        pytest.param([("a", 8), ("b", 4)], [], {}, "ab", "", id="words alone"),
        pytest.param([], [("a", 0.9), ("b", 0.7)], {}, "ab", "ab", id="meaning alone"),
        pytest.param([], [("a", 0.9), ("b", 0.5)], {}, "a", "a", id="not near enough is no hit"),
        pytest.param([("a", 8), ("b", 7)], [("b", 0.9)], {"a": 0.3, "b": 0.9}, "ba", "", id="meaning turns the order"),
        pytest.param([("a", 8)], [("b", 0.9), ("a", 0.9)], {"a": 0.9}, "ab", "b", id="words add"),
        pytest.param([("b", 8), ("a", 8)], [], {"a": 0.5, "b": 0.5}, "ab", "", id="ties by id"),
        pytest.param([("a", 8), ("b", 7), ("c", 6)], [], {"a": 0.5, "c": 0.5}, "abc", "", id="no vector yet"),
        pytest.param([("a", 0), ("b", 0)], [("b", 0.9)], {"b": 0.9, "a": 0.1}, "ba", "", id="scores of zero"),
    ],
)
def test_order(
    words: list[tuple[str, float]], near: list[tuple[str, float]], similar: dict[str, float], order: str, added: str
) -> None:
    mixed = mix([Hit(*w) for w in words], [Hit(*n) for n in near], similar, _HALF)
    assert (_ids(mixed.hits), "".join(mixed.added)) == (order, added)


def test_what_a_list_that_was_cut_lacks_counts_as_its_last() -> None:
    words, near = [Hit("a", 10.0), Hit("b", 8.0)], [Hit("c", 0.9)]
    cut = mix(words, near, {"a": 0.2, "b": 0.2}, _HALF, is_cut=True).hits
    whole = mix(words, near, {"a": 0.2, "b": 0.2}, _HALF).hits
    assert [(h.id, h.score) for h in cut] == [("c", 0.85), ("a", 0.6), ("b", 0.5)]
    assert [(h.id, h.score) for h in whole] == [("a", 0.6), ("b", 0.5), ("c", 0.45)]


def test_a_deep_list_keeps_what_is_far() -> None:
    mixed = mix([Hit("a", 1.0)], [Hit("b", 0.2)], {"a": 0.2}, _HALF, keep_all=True)
    assert _ids(mixed.hits) == "ab"


_HITS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 60), max_size=8)
_COSINES = st.dictionaries(st.sampled_from("abcdefghijkl"), st.floats(-1, 1), max_size=12)


@given(words=_HITS, cosines=_COSINES, share=st.floats(0, 1), deep=st.booleans())
def test_every_hit_of_words_stays_and_comes_once(
    words: dict[str, float], cosines: dict[str, float], share: float, deep: bool
) -> None:
    hits, near = [Hit(*w) for w in words.items()], [Hit(*c) for c in cosines.items()]
    similar = {i: c for i, c in cosines.items() if i in words}
    mixed = mix(hits, near, similar, Mixture(share, 0.5), keep_all=deep)
    ids = [h.id for h in mixed.hits]
    assert len(ids) == len(set(ids))
    assert set(ids) == words.keys() | {i for i, c in cosines.items() if deep or c >= 0.5}
    assert [h.score for h in mixed.hits] == sorted((h.score for h in mixed.hits), reverse=True)
    assert mix(hits[::-1], near[::-1], similar, Mixture(share, 0.5), keep_all=deep).hits == mixed.hits


@pytest.mark.parametrize(("covered", "share"), [(0.0, LAY), (0.3, LAY), (0.6, PROFESSIONAL), (1.0, PROFESSIONAL)])
def test_the_laws_own_words_count_more(covered: float, share: float) -> None:
    assert choose_share(covered) == pytest.approx(share)
    assert PROFESSIONAL <= choose_share(0.45) <= LAY


def test_an_explanation_adds_up_to_the_mixed_score() -> None:
    words, near = [Hit("a", 40.0), Hit("b", 20.0)], [Hit("b", 0.9), Hit("a", 0.5)]
    mixture = Mixture(0.7, 0.6)
    mixed = {h.id: h.score for h in mix(words, near, {"a": 0.5, "b": 0.9}, mixture).hits}
    parts = (ScorePart("word", "河", 30.0, 1.0), ScorePart("near", "河 道", 10.0, 10.0))
    told = explain_mix(Explanation("b", 20.0, 0.5, parts), 40.0, 0.9, "河道", mixture)
    assert told.score == pytest.approx(mixed["b"], abs=1e-3)
    by_words, by_meaning = told.parts
    assert sum(part.score for part in by_words.parts) == pytest.approx(by_words.score, abs=1e-3)
    assert (by_meaning.kind, by_meaning.text, by_meaning.score) == ("meaning", "河道", 0.63)


def test_an_explanation_without_a_vector_tells_of_words_alone() -> None:
    told = explain_mix(Explanation("b", 20.0, 1.0, ()), 40.0, None, "河道", Mixture(0.7, 0.6))
    assert [part.kind for part in told.parts] == ["words"]
