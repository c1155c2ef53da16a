"""The model itself, where it was pulled (FATU_MODELS): it knows what lay words mean."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from schemas.errors import ModelUnavailable
from search.semantic import Meaning, open_local

_PROVISIONS = {
    "wages": "用人单位应当按时足额支付劳动报酬，不得克扣或者无故拖欠。",
    "divorce": "夫妻一方要求离婚的，可以直接向人民法院提起诉讼。",
    "noise": "禁止在夜间进行产生噪声污染、影响他人休息的建筑施工作业。",
    "dogs": "饲养动物应当遵守法律，不得妨碍他人生活。",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    meaning = Meaning(Path(os.environ.get("FATU_MODELS", "/nowhere")), open_local(tmp_path_factory.mktemp("meaning")))
    try:
        meaning.check_model()
    except ModelUnavailable as error:
        pytest.skip(f"needs the model: set FATU_MODELS to where `fatu model pull` put it ({error.message})")
    return meaning


@pytest.mark.parametrize(
    ("question", "governing"),
    [
        ("老板不给工资怎么办", "wages"),
        ("不想跟老公过了", "divorce"),
        ("半夜工地太吵睡不着", "noise"),
        ("邻居的狗老是咬人", "dogs"),
    ],
)
def test_a_lay_question_is_nearest_to_what_governs_it(published: Meaning, question: str, governing: str) -> None:
    encoder = published.open_model(1)
    query = encoder.encode_query(question)
    scores = {name: float(encoder.encode(text) @ query) for name, text in _PROVISIONS.items()}
    assert max(scores, key=lambda name: scores[name]) == governing
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
