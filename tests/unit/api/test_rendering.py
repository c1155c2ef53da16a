from __future__ import annotations

import pytest

from api.services.answers import Mention, Passage
from api.web.rendering import link_lines, mark_passage


def mention(start: int, end: int, verdict: str = "resolved", target: str = "cn:law:a@undated~art_1") -> Mention:
    return Mention("x", start, end, "", "external", None, "cites", verdict, (target,) if target else (), (), None, None)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (Passage("a<b", ()), "a&lt;b"),
        (Passage("a<b", ((1, 2),)), "a<mark>&lt;</mark>b"),
        (Passage("罚款罚款", ((0, 2), (2, 4))), "<mark>罚款</mark><mark>罚款</mark>"),
    ],
)
def test_marks(passage: Passage, expected: str) -> None:
    assert str(mark_passage(passage)) == expected


def test_lines_keep_every_character_and_link_the_outer_citation() -> None:
    lines = link_lines("依照A<法>第1条。\n第二款", [mention(2, 9), mention(3, 5)])
    assert [str(line) for line in lines] == [
        '依照<a class="cite" href="/provisions/cn:law:a@undated~art_1">A&lt;法&gt;第1条</a>。',
        "第二款",
    ]


def test_what_is_not_linked_says_why() -> None:
    (line,) = link_lines("某法", [mention(0, 2, "ambiguous", "")])
    assert str(line) == '<span class="cite-ambiguous" title="有多个可能的法规，未链接">某法</span>'


def test_a_citation_over_two_lines_is_left_as_text() -> None:
    assert [str(line) for line in link_lines("ab\ncd", [mention(1, 4)])] == ["ab", "cd"]
