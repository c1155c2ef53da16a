"""What holds for every text: nothing is lost, names are unique, spans fit, and time grows with length alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats import Line, read_layout
from ingest.metadata.effect import find_statement
from ingest.metadata.history import find_events
from ingest.reading import read_document
from ingest.structure import build_provisions
from schemas.documents import BLOCK_LEVELS, INNER_LEVELS, Document, Provision
from schemas.ids import parse_id
from schemas.numerals import format_numeral
from schemas.pinpoints import parse_eid, parse_pinpoint

WORDS = st.text("船灯帆，；：。“”《》 （）()第条章节一二三十12.、附件目录的规定|", min_size=1, max_size=24)
NUMBERS = st.integers(1, 12).map(format_numeral)
STARTS = st.one_of(
    st.just(""),
    NUMBERS.map("第{}条 ".format),
    NUMBERS.map("第{}条之一 ".format),
    NUMBERS.map("第{}章 ".format),
    NUMBERS.map("第{}节 ".format),
    NUMBERS.map("（{}）".format),
    NUMBERS.map("{}、".format),
    st.integers(1, 9).map("{}.".format),
    st.sampled_from(["附件1：", "附：", "附 则", "序言", "目录", "| 船 |", "①", "“第三条 "]),
)
LINES = st.lists(
    st.builds(Line, st.sampled_from([0, 0, 0, 0, 2, 3]), st.builds(str.__add__, STARTS, WORDS).map(str.strip)).filter(
        lambda line: bool(line.text)
    ),
    max_size=30,
)


def join(provisions: tuple[Provision, ...]) -> str:
    text = "".join(p.num + p.heading + (p.text or "") for p in provisions if p.level not in INNER_LEVELS)
    return "".join(text.split())


@given(LINES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost(lines: list[Line], amending: bool) -> None:
    provisions = build_provisions(lines, amending=amending)
    assert join(provisions) == "".join("".join(line.text for line in lines).split())


@given(LINES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_names_are_unique_parents_come_first_and_spans_fit(lines: list[Line], amending: bool) -> None:
    seen: set[str] = set()
    block: Provision | None = None
    for provision in build_provisions(lines, amending=amending):
        assert provision.eid not in seen
        assert provision.parent is None or provision.parent in seen
        seen.add(provision.eid)
        name = f"cn:law:渡船法@undated~{provision.eid}"
        assert str(parse_id(name)) == name
        if provision.level in BLOCK_LEVELS:
            assert provision.text is not None
            block = provision
        elif provision.level in INNER_LEVELS:
            assert block is not None
            assert provision.eid.startswith(block.eid + "__")
            assert provision.start is not None
            assert provision.end is not None
            assert 0 <= provision.start < provision.end <= len(block.text or "")


@given(st.integers(1, 9999), st.integers(0, 26))
def test_an_article_is_named_as_its_pinpoint_says(number: int, suffix: int) -> None:
    num = f"第{format_numeral(number)}条" + (f"之{format_numeral(suffix)}" if suffix else "")
    article = build_provisions([Line(0, f"{num} 船应当有灯。")])[0]
    pinpoint = parse_pinpoint(num)
    assert pinpoint is not None
    assert article.eid == pinpoint.eid
    assert parse_eid(article.eid) == pinpoint


@given(st.binary(max_size=3000))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_rejected(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "法.md"
    path.write_bytes(data)
    outcome = read_document(path, "法.md")
    assert isinstance(outcome, Document) or outcome.reason


@given(st.text(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_rejected(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("text") / "法.txt"
    path.write_bytes(text.encode("utf-8", errors="replace"))
    outcome = read_document(path, "法.txt")
    assert isinstance(outcome, Document) or outcome.reason


ADVERSARIAL = {
    "one long sentence": "船" * 900_000,
    "articles": "第一条 船。\n" * 120_000,
    "articles glued": "。第一条 船" * 150_000,
    "items": "（一）船；\n" * 150_000,
    "item marks alone": "（一）\n" * 200_000,
    "headings": "第一章 船\n" * 150_000,
    "quotations": "“第一条 船\n" * 120_000,
    "dates": "2020年1月1日" * 90_000,
    "effects": "本条例自2020年1月1日起施行" * 50_000,
    "subjects": ("本" + "条例" * 9 + "由") * 40_000 + "自公布之日起施行。",
    "titles": "《关于修改〈" * 120_000,
    "numerals": "第" + "一" * 900_000 + "条",
    "blanks": "第一章" + " " * 900_000 + "。",
    "brackets": "（" * 900_000,
    "contents": "目录\n" * 250_000,
    "tables": "| 船 |\n" * 150_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_a_million_characters_take_seconds(tmp_path: Path, text: str) -> None:
    path = tmp_path / "法.md"
    path.write_text("# 渡船条例\n<!-- INFO END -->\n" + text, encoding="utf-8")
    started = time.process_time()
    read_document(path, "法.md")
    # About 3 s for the most structured one; quadratic time would take minutes.
    assert time.process_time() - started < 20


@pytest.mark.slow
@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_notes_of_a_million_characters_take_seconds(text: str) -> None:
    started = time.process_time()
    find_events([text])
    find_statement([text], "渡船条例")
    read_layout(text.encode(), "x") if len(text) < 900_000 else None
    assert time.process_time() - started < 20
