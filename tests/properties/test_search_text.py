"""Any text: never an error, places that fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.ports import SearchIndex
from schemas.queries import Filters, SearchRequest
from search import open_index
from search.highlighting import highlight
from search.titles import build_title_key
from search.tokens import fold_text, load_segmenter
from search.understanding import parse_pinpoint_query
from tests.contracts.search.documents import TODAY, build_corpus

TEXT = st.text(st.characters(codec="utf-8"), max_size=200) | st.text(
    "河道第条款（）\"'*?~^+-:[]{}\\/ 法1a\x00\u3000", max_size=80
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    made = open_index(Path(tmp_path_factory.mktemp("search")) / "index", read_only=False)
    made.replace([], build_corpus())
    made.publish()
    return made


@settings(deadline=None, max_examples=150)
@given(text=TEXT, prefix=TEXT, tail=st.booleans())
def test_any_text_is_searched_filtered_and_suggested_for(
    index: SearchIndex, text: str, prefix: str, tail: bool
) -> None:
    filters = Filters(path_prefix=prefix, path_not_prefix=text, issuers=(text,), works=(prefix, text))
    index.search(SearchRequest(text, TODAY, filters, tail=tail))
    result = index.search(SearchRequest(text, TODAY, tail=tail))
    assert tail or len(result.hits) == min(10, result.total)
    index.suggest(text, 3)


@given(text=TEXT)
def test_folding_keeps_places_and_is_done_once(text: str) -> None:
    assert len(fold_text(text)) == len(text)
    assert fold_text(fold_text(text)) == fold_text(text)
    assert build_title_key(build_title_key(text)) is not None


@settings(deadline=None)
@given(text=TEXT)
def test_tokens_are_parts_of_the_text(text: str) -> None:
    folded = fold_text(text)
    assert all(t in folded for t in load_segmenter().find_tokens(text))


@given(text=TEXT, terms=st.lists(TEXT, max_size=4), size=st.integers(0, 300))
def test_marks_lie_in_the_snippet_and_the_snippet_in_the_text(text: str, terms: list[str], size: int) -> None:
    found = highlight(text, terms, size)
    assert text[found.start : found.start + len(found.text)] == found.text
    assert len(found.text) <= max(1, size)
    ends = [0, *(place for mark in found.marks for place in mark), len(found.text)]
    assert ends == sorted(ends)


@given(text=TEXT)
def test_pinpoint_queries_are_parsed_or_not(text: str) -> None:
    found = parse_pinpoint_query(text)
    assert found is None or found.title
