"""Near-identical local articles under one hit."""

from __future__ import annotations

from dataclasses import replace

from api.http.examples import _HIT
from api.services.answers import SearchHit
from api.services.grouping import group_similar

TEXT = "养犬人应当在犬只出户时使用束犬链，避让老年人、孕妇和儿童，并及时清除犬只排泄的粪便。违者处{}元罚款。"


def hit(place: str, kind: str = "local_regulation", number: int = 1) -> SearchHit:
    work = f"cn-{place}:{kind}:养犬条例"
    return replace(_HIT, id=f"{work}@2020-01-01~art_{number}", work=work, kind=kind)


def shape(hits: list[SearchHit], texts: list[str]) -> list[tuple[str, list[str]]]:
    grouped = group_similar(hits, {h.id: t for h, t in zip(hits, texts, strict=True)})
    return [(h.id, [s.id for s in h.similar]) for h in grouped]


def test_copies_stand_below_the_first() -> None:
    a, b, c = hit("990100"), hit("990200"), hit("990300")
    texts = [TEXT.format("五十"), "在本市饲养大型犬的，应当办理登记。", TEXT.format("二百")]
    assert shape([a, b, c], texts) == [(a.id, [c.id]), (b.id, [])]


def test_national_texts_and_articles_of_one_instrument_stay_apart() -> None:
    a, b = hit("000000", "law"), hit("990200")
    assert shape([a, b], [TEXT, TEXT]) == [(a.id, []), (b.id, [])]
    one, two = hit("990100", number=1), hit("990100", number=2)
    assert shape([one, two], [TEXT, TEXT]) == [(one.id, []), (two.id, [])]


def test_a_text_with_a_rule_more_is_no_copy() -> None:
    a, b = hit("990100"), hit("990200")
    more = TEXT + "饲养烈性犬的，还应当为犬只佩戴口罩，不得进入公园、学校、医院和其他公共场所，并应当投保责任险。"
    assert shape([a, b], [TEXT, more]) == [(a.id, []), (b.id, [])]


def test_texts_without_words_are_no_copies() -> None:
    a, b = hit("990100"), hit("990200")
    assert shape([a, b], ["（略）", "第一条"]) == [(a.id, []), (b.id, [])]
    assert shape([a, b], ["", ""]) == [(a.id, []), (b.id, [])]
