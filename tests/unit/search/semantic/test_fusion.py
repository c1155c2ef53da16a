"""Words and meaning in one order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.queries import Hit
from search.semantic.fusion import Mixture, mix

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
