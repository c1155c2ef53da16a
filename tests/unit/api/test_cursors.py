from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.services.cursors import build_cursor, page_request, parse_cursor
from api.services.questions import Question, build_request
from schemas.errors import InvalidCursor

REQUEST = build_request(Question("监督", facets=("kind",)), date(2024, 5, 1))


@given(st.integers(0, 9_990))
def test_a_cursor_leads_back_to_its_page(offset: int) -> None:
    assert parse_cursor(build_cursor(REQUEST, offset), REQUEST) == offset


@given(st.text(max_size=60))
def test_other_strings_are_refused(text: str) -> None:
    with pytest.raises(InvalidCursor):
        parse_cursor(text, REQUEST)


def test_facets_and_page_size_may_change_on_the_way() -> None:
    cursor = build_cursor(REQUEST, 10)
    assert page_request(replace(REQUEST, facets=(), limit=20), cursor).offset == 10
    assert page_request(REQUEST, None) is REQUEST


@pytest.mark.parametrize("other", [replace(REQUEST, text="证件"), replace(REQUEST, today="2024-05-02")])
def test_another_query_refuses_it(other: object) -> None:
    with pytest.raises(InvalidCursor):
        parse_cursor(build_cursor(REQUEST, 10), other)  # type: ignore[arg-type]
