"""Scripts and widths: one form for all, character by character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.understanding.scripts import fold_width, normalise_query, simplify_text

CASES = {
    "行政處罰裁量權基準": "行政处罚裁量权基准",
    "臺灣同胞投資保護": "台湾同胞投资保护",
    "著作權": "著作权",
    "乾隆": "乾隆",
    "后果": "后果",
    "破坏土地": "破坏土地",
    "破壞土地": "破坏土地",
    "ＰＰＰ（２０２１）": "PPP(2021)",
    "罚\u3000款\x00": "罚 款 ",
    "plain": "plain",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_one_script_and_width(text: str, expected: str) -> None:
    assert normalise_query(text) == expected


@settings(deadline=None)
@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(normalise_query(text)) == len(text)
    assert len(fold_width(text)) == len(simplify_text(text.encode("utf8", "replace").decode())) == len(text)
