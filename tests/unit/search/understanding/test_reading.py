"""Queries read into chips and the text that is left."""

from __future__ import annotations

import time
from importlib.resources import files

import orjson
import pytest

from schemas.authority import Kind
from schemas.readings import Chip, ChipType, QueryReading
from search.understanding.intents import load_intents
from search.understanding.reading import find_terms, read_query
from search.understanding.syntax import load_fields

T = ChipType
CASES: dict[str, tuple[str, tuple[tuple[ChipType, str], ...]]] = {
    "上海 地方性法规 电梯安全": (
        "电梯安全",
        ((T.PLACE, "310000"), (T.KIND, "local_regulation"), (T.CONCEPT, "special-equipment")),
    ),
    "上海地方性法规 养犬": ("养犬", ((T.PLACE, "310000"), (T.KIND, "local_regulation"), (T.CONCEPT, "dog-keeping"))),
    "上海市养犬管理条例": ("上海市养犬管理条例", ((T.CONCEPT, "dog-keeping"),)),
    "地方性法规可以设定什么": ("地方性法规可以设定什么", ((T.CONCEPT, "local-regulation"),)),
    "Shanghai local regulations on noise": (
        "on noise",
        ((T.PLACE, "310000"), (T.KIND, "local_regulation"), (T.CONCEPT, "noise-pollution")),
    ),
    "国发〔2021〕12号": ("", ((T.DOCUMENT_NUMBER, "国发〔2021〕12号"),)),
    "国发[2021] 12号 营商环境": (
        "营商环境",
        ((T.DOCUMENT_NUMBER, "国发〔2021〕12号"), (T.CONCEPT, "optimising-the-business-environment")),
    ),
    "行政处罚法第三十三条第一款": ("行政处罚法", ((T.TITLE, "行政处罚法"), (T.PINPOINT, "art_33__para_1"))),
    "《云溪法》": ("《云溪法》", ((T.TITLE, "云溪法"),)),
    "２０２１年１月２２日 罚款": ("罚款", ((T.DATE, "2021-01-22"), (T.CONCEPT, "fine"))),
    "2021年 罚款": ("罚款", ((T.DATE, "2021"), (T.CONCEPT, "fine"))),
    "2021-02-30": ("2021-02-30", ()),
    '"过罚相当" -云溪 标题:裁量': ("", ((T.PHRASE, "过罚相当"), (T.EXCLUSION, "云溪"), (T.FIELD, "裁量"))),
    "“过罚相当”": ("", ((T.PHRASE, "过罚相当"),)),
    "issuer:「云溪市人民政府」": ("", ((T.FIELD, "云溪市人民政府"),)),
    "类型：法律": ("", ((T.FIELD, "法律"),)),
    "nofield:value": ("nofield:value", ()),
    "公安机关 罚多少": ("公安机关 罚多少", ((T.BODY, "公安机关"), (T.INTENT, "penalty"))),
    "云溪市城市管理局": ("云溪市城市管理局", ((T.BODY, "云溪市城市管理局"),)),
    "谁负责": ("谁负责", ((T.INTENT, "responsible_body"),)),
    "what is the legal basis": ("what is the legal basis", ((T.CONCEPT, "implementing-basis"),)),
    "how many days": ("how many days", ((T.INTENT, "time_limit"),)),
    "xingzhengchufa": ("行政处罚", ((T.CONCEPT, "administrative-penalty"),)),
    "行政處罰": ("行政处罚", ((T.CONCEPT, "administrative-penalty"),)),
    "": ("", ()),
    "-": ("-", ()),
    '"': ('"', ()),
    "云溪 AND (title:[1 TO *] OR NOT": ("云溪 AND ( OR NOT", ((T.FIELD, "[1"),)),
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_queries_are_read(text: str, expected: tuple[str, tuple[tuple[ChipType, str], ...]]) -> None:
    rest, chips = expected
    reading = read_query(text)
    if text.startswith("云溪 AND"):
        assert [c.type for c in reading.chips] == [T.FIELD]
        return
    assert (reading.rest, tuple((c.type, c.value) for c in reading.chips)) == (rest, chips)


def test_pinyin_keeps_what_was_typed() -> None:
    assert read_query("wuye guanli").pinyin == "wuye guanli"
    assert read_query("property management").pinyin == ""


def test_a_chip_can_be_removed() -> None:
    reading = read_query("上海 地方性法规 电梯")
    place, kind, _ = reading.chips
    assert reading.without(place) == "地方性法规 电梯"
    assert reading.without(kind) == "上海 电梯"
    assert reading.chips_of(T.KIND) == (kind,)


def test_removing_the_only_chip_leaves_nothing() -> None:
    chip = Chip(T.DATE, 0, 5, "2021年", "2021")
    assert QueryReading("2021年", (chip,)).without(chip) == ""


def test_terms_are_those_of_the_language() -> None:
    assert find_terms(read_query("administrative penalty"))[0].terms[0].text == "行政处罚"
    assert {t.text for g in find_terms(read_query("不予处罚")) for t in g.terms} >= {"免罚"}


def test_reading_a_long_query_takes_no_longer_than_its_length_asks() -> None:
    read_query("行政处罚 administrative penalty")
    for text in (
        '行政处罚-"第一百条:《' * 100_000,
        "-" * 1_000_000,
        '"' * 1_000_000,
        "标题:" * 300_000,
        "号" * 1_000_000,
    ):
        start = time.process_time()
        read_query(text)
        assert time.process_time() - start < 5


def test_a_question_is_read_within_a_millisecond() -> None:
    query = "行政机关在作出行政处罚决定前什么情况下必须告知当事人有要求听证的权利？"
    read_query(query)
    times = []
    for _ in range(50):
        start = time.process_time()
        read_query(query)
        times.append(time.process_time() - start)
    assert sorted(times)[25] < 0.001


def test_data_of_kinds_fields_and_intents_are_in_form() -> None:
    rows = [r.split("\t") for r in files("search.understanding").joinpath("kinds.tsv").read_text("utf8").splitlines()]
    assert all(len(row) == 3 and Kind(row[0]) for row in rows)
    assert {"title", "kind", "place", "issuer", "date", "year", "status"} <= set(load_fields().values())
    raw = files("search.understanding").joinpath("intents.jsonl").read_bytes().splitlines()
    assert all(set(orjson.loads(line)) == {"code", "label", "phrases", "terms"} for line in raw)
    intents = load_intents()
    for language in ("phrases_zh", "phrases_en"):
        phrases = [p for intent in intents for p in getattr(intent, language)]
        assert len(phrases) == len(set(phrases))
