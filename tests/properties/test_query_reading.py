"""Any string is a query: it has a reading whose chips stand in it, in order, and do not overlap."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.understanding.reading import find_terms, read_query

_SIGNS = st.sampled_from(
    ['"', "“", "”", "「", "-", "－", ":", "：", "《", "》", "第", "条", "号", "〔2021〕", "12号", " ", "标题", "title"]
)
_WORDS = st.sampled_from(["行政处罚", "上海", "地方性法规", "2021年", "谁负责", "fine", "xingzheng", "處罰", "公安局"])
_TYPED = st.lists(st.one_of(_SIGNS, _WORDS, st.text(max_size=3)), max_size=20).map("".join)


# The first query loads the vocabulary.
@settings(deadline=None)
@given(st.one_of(_TYPED, st.text()))
def test_every_query_has_a_reading(text: str) -> None:
    reading = read_query(text)
    end = 0
    for chip in reading.chips:
        assert end <= chip.start < chip.end <= len(text)
        assert text[chip.start : chip.end] == chip.text
        assert chip.value
        end = chip.end
        assert len(reading.without(chip)) < len(text)
    assert reading.text == text
    assert reading.rest == reading.rest.strip()


@settings(deadline=None)
@given(_TYPED)
def test_terms_have_words_and_weights(text: str) -> None:
    for group in find_terms(read_query(text)):
        assert all(term.text and 0 < term.weight <= 1 for term in group.terms)
