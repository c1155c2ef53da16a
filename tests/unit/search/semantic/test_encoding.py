"""Texts to vectors: of one length, the same whoever stands beside them."""

from __future__ import annotations

import numpy as np
import pytest

from search.semantic import Meaning

_TEXTS = ["河道", "河道管理机关应当公布名录", "", "渡船\x00开灯", "a" * 1_000_000, "河" * 100_000, "\ud800 half"]


@pytest.mark.parametrize("text", _TEXTS, ids=lambda t: f"{len(t)}")
def test_any_text_has_a_vector(meaning: Meaning, text: str) -> None:
    vector = meaning.open_model(1).encode(text.encode("utf-8", "replace").decode())
    assert vector.shape == (32,)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5) or not vector.any()


def test_company_changes_nothing(meaning: Meaning) -> None:
    texts = [f"第{'一二三四五六七八九十'[n % 10]}条{'河道管理' * (n % 17)}" for n in range(100)]
    encoder = meaning.open_model(2)
    together = np.stack(list(encoder.encode_all(texts)))
    alone = np.stack([encoder.encode(t) for t in texts])
    assert np.array_equal(together, alone)


def test_questions_get_their_prefix(meaning: Meaning) -> None:
    encoder = meaning.open_model(1)
    assert np.array_equal(encoder.encode_query("河道"), encoder.encode("问河道"))
    assert not np.array_equal(encoder.encode_query("河道"), encoder.encode("河道"))
