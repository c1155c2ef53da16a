"""Citations: what holds for every text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citations import find_citations, may_cite
from ingest.citations.chains import parse_chain
from schemas.citations import CitationKind, CitingSource
from schemas.pinpoints import Pinpoint, format_pinpoint, parse_pinpoint

PIECES = [
    "《水法》",
    "《甲条例》",
    "《",
    "》",
    "〈乙办法〉",
    "<",
    "第三条",
    "第五条第二款",
    "第（一）项",
    "、",
    "，",
    "。",
    "；",
    "\n",
    "和",
    "至",
    "本法",
    "本条例",
    "前款",
    "前两条",
    "该条",
    "该法",
    "同法",
    "上述条款",
    "刑法",
    "民法典",
    "国发〔2021〕12号",
    "国务院令第3号",
    "（",
    "）",
    "（以下简称《条例》）",
    "《条例》",
    "（2018年修订）",
    "国家有关规定",
    "法律、法规规定",
    "同时废止",
    "修改为：“",
    "”",
    "根据",
    "制定本条例",
    "2001年",
    "甲乙丙",
    " ",
    "第",
    "条",
    "附件2第3项",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
SOURCES = st.sampled_from(
    [
        None,
        CitingSource("云溪市湖泊条例", "2020-01-01", Pinpoint(9)),
        CitingSource("李某诉云溪市水务局一案"),
        CitingSource("关于修改《甲条例》的决定"),
    ]
)


@given(TEXTS | st.text(max_size=80), SOURCES)
@settings(max_examples=400, deadline=None)
def test_spans_are_slices_in_order_and_only_numbers_overlap(text: str, source: CitingSource | None) -> None:
    found = find_citations(text, source)
    assert found == find_citations(text, source)
    end = 0
    for citation in found:
        assert citation.text == text[citation.start : citation.end] != ""
        if citation.kind != CitationKind.DOCNUMBER:
            assert citation.start >= end
            end = citation.end
    assert may_cite(text) or not found


PLACES = st.builds(
    Pinpoint,
    st.integers(1, 1300),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 20),
    st.none() | st.integers(1, 30),
)


@given(PLACES)
def test_a_place_in_words_is_that_place(place: Pinpoint) -> None:
    words = format_pinpoint(place)
    chain = parse_chain(words, 0)
    assert parse_pinpoint(words) == place
    assert chain is not None
    assert (chain.end, chain.targets) == (len(words), (place,))


@given(st.lists(PLACES, min_size=1, max_size=6, unique=True), st.sampled_from(["、", "，", "和", "以及", "或者"]))
def test_a_list_of_places_is_those_places(places: list[Pinpoint], connector: str) -> None:
    chain = parse_chain(connector.join(map(format_pinpoint, places)), 0)
    assert chain is not None
    assert chain.targets == tuple(places)


_WIDE = str.maketrans({str(i): chr(0xFF10 + i) for i in range(10)} | {"(": "（", ")": "）"})


@given(st.lists(PLACES, min_size=1, max_size=3, unique=True), st.sampled_from(["", " ", "\u3000"]))
def test_width_and_blanks_do_not_matter(places: list[Pinpoint], blank: str) -> None:
    narrow = "《水法》" + "、".join(f"第{p.article}条第({p.item or 1})项" for p in places)
    wide = narrow.translate(_WIDE).replace("第", "第" + blank).replace("条", blank + "条")
    first, second = find_citations(narrow), find_citations(wide)
    assert [c.targets for c in first] == [c.targets for c in second]
    assert second[0].text == wide


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "《",
        "《《》",
        "第",
        "第一、",
        "第一条、",
        "《甲法》（",
        "（以下简称《条例》）",
        "《甲法》第一条：\n有前款的。",
        "“前款”",
        "同时废止《甲法》",
        "根据《甲法》",
        "国家有关",
        "〔2021〕",
        "本条第一款第",
    ],
)
@pytest.mark.parametrize("source", [None, CitingSource("甲条例")], ids=["cell", "article"])
def test_time_grows_with_length_and_no_faster(unit: str, source: CitingSource | None) -> None:
    """Four times the text in at most eight times the time; the second factor two is for noise of the machine."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        find_citations(text, source)
        return time.process_time() - started

    seconds(10_000)
    assert seconds(250_000) < 8 * max(seconds(62_500), 0.02)
