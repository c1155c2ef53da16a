"""Queries understood over HTTP: chips, conditions, what to try next, explanations."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.test_search import LAW, NEW, OLD, ids, search

API = "/api/v1"


def chips(data: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(p["type"], p["value_label"], p["condition"]) for p in data["understood"]]


def test_parts_are_told_with_the_query_without_them(client: TestClient) -> None:
    data = search(client, "山东 地方性法规 出示证件")
    place, kind = data["understood"][:2]
    assert (place["type"], place["value"], place["value_label"], place["condition"]) == (
        "place",
        "370000",
        "山东省",
        True,
    )
    assert place["query"] == "地方性法规 出示证件"
    assert (kind["value"], kind["query"]) == ("local_regulation", "山东 出示证件")
    assert {h["kind"] for h in data["hits"]} == {"local_regulation"}


def test_conditions_that_are_given_go_before_those_of_the_query(client: TestClient) -> None:
    assert {h["kind"] for h in search(client, "地方性法规 出示证件", level="law")["hits"]} == {"law"}


def test_a_day_in_the_query_decides_what_is_in_force(client: TestClient) -> None:
    data = search(client, "2018年1月1日 出示证件")
    assert data["on"] == "2018-01-01"
    assert f"{OLD}~art_3" in ids(data)
    assert all("2021-01-22" not in i for i in ids(data))


def test_phrases_exclusions_and_fields(client: TestClient) -> None:
    assert ids(search(client, '"过罚相当原则"', type="article")) == [f"{NEW}~art_3"]
    assert ids(search(client, "“过罚相当原则”", type="article")) == [f"{NEW}~art_3"]
    both = ids(search(client, "出示证件", type="article"))
    left = ids(search(client, "出示证件 -罚款", type="article"))
    assert set(both) - set(left)
    assert f"{NEW}~art_4" in left
    assert {h["kind"] for h in search(client, "标题:示例监督条例 证件")["hits"]} == {"local_regulation"}
    assert {h["kind"] for h in search(client, "level:法律 证件")["hits"]} == {"law"}
    assert search(client, "时效:已被修改 出示证件")["total"] >= 1


def test_a_field_value_that_makes_no_sense_is_searched_as_words(client: TestClient) -> None:
    data = search(client, "地区:亚特兰蒂斯 证件")
    assert chips(data)[0][2] is False
    assert data["total"] or data["next_steps"]


def test_a_title_leads_to_the_document(client: TestClient) -> None:
    assert search(client, "《示例监督法》")["direct"]["id"] == NEW
    assert search(client, "示例监督法", on="2018-01-01")["direct"]["id"] == OLD
    assert search(client, "《示例监督法》第四条讲什么")["direct"]["id"] == f"{NEW}~art_4"


@pytest.mark.parametrize(
    "query", ["出示證件", "出示证件　检查", "ＣＨＵＳＨＩ", "-", '"', "的", "a", "标题:", "\x00 检查"]
)
def test_odd_input_has_an_answer_and_a_way_on(client: TestClient, query: str) -> None:
    data = search(client, query)
    assert data["total"] or data["next_steps"]


def test_traditional_characters_find_simplified_text(client: TestClient) -> None:
    assert ids(search(client, "出示證件 檢查")) == ids(search(client, "出示证件 检查"))


def test_english_finds_chinese_text(client: TestClient) -> None:
    data = search(client, "fine for failing to show credentials during inspection")
    assert data["total"] >= 1
    assert {"罚款"} <= set(data["terms"])


def test_pinyin_is_read(client: TestClient) -> None:
    assert ids(search(client, "fakuan")) == ids(search(client, "罚款"))


def test_misspelt_titles_are_put_right(client: TestClient) -> None:
    step = next(s for s in search(client, "山东省示例坚督条例")["next_steps"] if s["kind"] == "did_you_mean")
    assert "监督" in step["parameters"]["q"]
    assert step["total"] >= 1


def test_no_hits_offer_to_leave_a_part_out(client: TestClient) -> None:
    data = search(client, "上海 出示证件")
    assert data["total"] == 0
    step = next(s for s in data["next_steps"] if s["kind"] == "without_part")
    assert step["parameters"] == {"q": "出示证件"}
    assert step["total"] == search(client, "出示证件")["total"]


def test_explanation_adds_up(client: TestClient) -> None:
    hit = search(client, "出示证件 检查")["hits"][0]
    body = client.get(f"{API}/search/explain", params={"q": "出示证件 检查", "document": hit["id"]}).json()["data"]
    assert body["rank"] == 1
    assert body["score"] == pytest.approx(hit["score"], rel=1e-3)
    assert sum(p["score"] for p in body["parts"]) * body["weight"] == pytest.approx(hit["score"], rel=1e-3)


def test_explanation_of_a_place_in_words_and_of_what_is_not_held(client: TestClient) -> None:
    told = client.get(f"{API}/search/explain", params={"q": "噪声", "document": "示例监督法第四条"}).json()["data"]
    assert (told["id"], told["rank"], told["score"], told["parts"]) == (f"{NEW}~art_4", None, 0.0, [])
    for document in (f"{LAW}@1999-01-01~art_1", "没有这部法", LAW):
        answer = client.get(f"{API}/search/explain", params={"q": "噪声", "document": document})
        assert (answer.status_code, bool(answer.json()["hint"])) == (404, True)


def test_suggestions_of_every_kind(client: TestClient) -> None:
    def kinds(q: str) -> dict[str, str]:
        return {c["text"]: c["type"] for c in client.get(f"{API}/suggest", params={"q": q}).json()["data"]}

    assert kinds("行政处罚")["行政处罚"] == "concept"
    assert kinds("shilijiandufa")["示例监督法"] == "work"
    assert kinds("sljdf")["示例监督法"] == "work"
    assert kinds("administrative pen")["administrative penalty"] == "concept"
    assert kinds("公安机")["公安机关"] == "body"
    assert kinds("示例監督")["中华人民共和国示例监督法"] == "work"
