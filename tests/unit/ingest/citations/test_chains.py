"""Pinpoint chains: words to places."""

from __future__ import annotations

import pytest

from ingest.citations.chains import parse_chain, parse_division


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第十五条、第五十八条第一款第（四）项和第三款", "15 58.1.4 58.3"),
        ("第26条第(一)(二)(四)项、第27条", "26..1 26..2 26..4 27"),
        ("第38/40条", "38 40"),
        ("第六条至第九条", "6 7 8 9"),
        ("第二款第一项至第三项", "_.2.1 _.2.2 _.2.3"),
        ("第133条之一第1款第(二)项", "133a.1.2"),
        ("第一百一十二条第十二项、第二款", "112..12 112.2"),
        ("第三十八条、三十九条", "38 39"),
        ("第三十八、第四十条", "38 40"),
        ("第五条或者第五十条", "5 50"),
        ("第（二）、（三）项", "_..2 _..3"),
        ("第一、二、三项", "_..1 _..2 _..3"),
        ("第十条的第二款", "10.2"),
        ("第 十\u3000条 第一款", "10.1"),
        ("第３条第６款", "3.6"),
        ("第五十条第一款㈢", "50.1"),
        ("第六条第一项第2目", "6..1.2"),
        ("第七条，第九条第二款", "7 9.2"),
        ("第三十条之一前三款", "30a.1 30a.2 30a.3"),
    ],
)
def test_places(text: str, places: str) -> None:
    chain = parse_chain(text, 0)
    assert chain is not None
    assert " ".join(_short(t) for t in chain.targets) == places


def _short(place: object) -> str:
    article, suffix, *rest = (getattr(place, n) for n in ("article", "article_suffix", "paragraph", "item", "subitem"))
    while rest and rest[-1] is None:
        rest.pop()
    head = "_" if article is None else f"{article}{chr(96 + suffix) if suffix else ''}"
    return ".".join([head, *("" if r is None else str(r) for r in rest)])


@pytest.mark.parametrize(
    "text", ["第一条例", "第三条件", "第一项目", "第二条约定的" * 0 + "第三条线", "十条", "第条", ""]
)
def test_no_place(text: str) -> None:
    assert parse_chain(text, 0) is None


def test_a_title_before_it_spares_the_ordinal() -> None:
    assert parse_chain("49条1款(1)-(4)项", 0) is None
    chain = parse_chain("49条1款(1)-(4)项", 0, headed=True)
    assert chain is not None
    assert [t.item for t in chain.targets] == [1, 2, 3, 4]


def test_a_comma_needs_the_ordinal() -> None:
    chain = parse_chain("第四十条，三项以上的", 0)
    assert chain is not None
    assert chain.end == 4


@pytest.mark.parametrize(
    "text", ["第二编至第七编", "第三章第二节", "附件2第3项", "附件第112项", "附件目录第183项", "第五章、第六章、第七章"]
)
def test_division(text: str) -> None:
    found = parse_division(text + "的规定", 0)
    assert found is not None
    assert found.division == text
