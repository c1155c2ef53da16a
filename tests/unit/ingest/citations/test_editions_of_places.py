"""A place that is said to be one of another edition than today's is linked to no article of today's."""

from __future__ import annotations

import pytest

from ingest.citations import find_citations
from schemas.citations import OTHER_EDITION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修改前的《湖法》第六条规定不再执行。", [True]),
        ("违反《湖法》第六条（现行《湖法》第八条）的规定", [True, False]),
        ("违反《湖法》第六条（现为第八条）的规定", [True]),
        ("违反《湖法》第六条（现行有效）的规定", [False]),
        ("依照《湖法》第六条、第八条的规定", [False]),
    ],
)
def test_other_editions(text: str, expected: list[bool]) -> None:
    found = [c for c in find_citations(text) if c.title == "湖法"]
    assert [c.rule.partition("/")[0] == OTHER_EDITION for c in found] == expected
