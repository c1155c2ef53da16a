from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

API = "/api/v1"
LAW = "cn:law:示例监督法"
NEW, OLD = f"{LAW}@2021-01-22", f"{LAW}@2015-03-15"


def search(client: TestClient, q: str, **parameters: Any) -> Any:
    response = client.get(f"{API}/search", params={"q": q, **parameters})
    assert response.status_code == 200, response.text
    return response.json()["data"]


def ids(data: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in data["hits"]]


def test_hit_tells_what_a_reviewer_needs(client: TestClient) -> None:
    hit = next(h for h in search(client, "出示证件 检查", type="article")["hits"] if h["id"] == f"{NEW}~art_4")
    assert hit["title"]["text"] == "中华人民共和国示例监督法"
    assert hit["article"] == "第四条"
    assert hit["headings"] == ["第二章 监督", "第一节 检查"]
    assert (hit["kind"], hit["kind_label"]) == ("law", "法律")
    assert hit["jurisdiction"] == {"code": "000000", "name": "全国"}
    assert hit["version"]["status"] == "现行有效"
    assert hit["version"]["effective_from"] == "2021-07-15"
    assert hit["path"] == "行政法/示例监督法(2021-01-22).md"
    text = hit["snippet"]["text"]
    assert {text[a:b] for a, b in hit["snippet"]["spans"]} & {"出示", "证件", "检查", "出示证件"}


def test_only_versions_in_force_unless_asked(client: TestClient) -> None:
    assert all("2015-03-15" not in i for i in ids(search(client, "出示证件")))
    assert f"{OLD}~art_3" in ids(search(client, "出示证件", versions="all"))
    assert f"{OLD}~art_3" in ids(search(client, "出示证件", on="2018-01-01"))
    assert all("2021-01-22" not in i for i in ids(search(client, "出示证件", on="2018-01-01")))


def test_status_asks_for_all_versions(client: TestClient) -> None:
    found = search(client, "噪声", status="not_yet")
    assert found["total"] >= 1
    assert {h["version"]["status"] for h in found["hits"]} == {"尚未生效"}
    assert ids(found) == ids(search(client, "噪声", status="尚未生效"))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"level": "law"}, {"law"}),
        ({"level": "法律"}, {"law"}),
        ({"kind": "local_regulation"}, {"local_regulation"}),
        ({"level": "law,local_regulation"}, {"law", "local_regulation"}),
        ({"in": "山东"}, {"local_regulation", "list"}),
        ({"in": "370000", "below": "false"}, {"local_regulation"}),
        ({"in": "全国"}, {"law"}),
        ({"year_from": 2022}, {"local_regulation", "list"}),
        ({"year_to": 2021}, {"law"}),
    ],
)
def test_filters(client: TestClient, parameters: dict[str, Any], expected: set[str]) -> None:
    assert {h["kind"] for h in search(client, "监督人员", **parameters)["hits"]} == expected


def test_region_takes_in_those_below(client: TestClient) -> None:
    everything = {"versions": "all", "type": "document"}
    assert search(client, "噪声", **{"in": "山东"}, **everything)["total"] == 1
    assert search(client, "噪声", **{"in": "山东"}, below="false", **everything)["total"] == 0
    assert search(client, "噪声", **{"in": "青岛"}, **everything)["total"] == 1


def test_facets_only_when_asked(client: TestClient) -> None:
    assert search(client, "监督人员")["facets"] == {}
    facets = search(client, "监督人员", facets="kind,status")["facets"]
    assert set(facets) == {"kind", "status"}
    assert {(v["value"], v["label"]) for v in facets["kind"]} == {
        ("law", "法律"),
        ("local_regulation", "地方性法规"),
        ("list", "清单"),
    }
    everything = search(client, "监督人员", facets="all")
    assert sum(v["count"] for v in everything["facets"]["type"]) == everything["total"]


@pytest.mark.parametrize("query", ["示例监督法第四条", "示例监督法 4条", "中华人民共和国示例监督法第四条"])
def test_place_goes_straight_there(client: TestClient, query: str) -> None:
    assert search(client, query)["direct"]["id"] == f"{NEW}~art_4"


def test_place_in_the_version_of_the_day(client: TestClient) -> None:
    assert search(client, "示例监督法第三条", on="2018-01-01")["direct"]["id"] == f"{OLD}~art_3"


def test_paging_by_cursor_covers_all_once(client: TestClient) -> None:
    parameters: dict[str, Any] = {"q": "监督", "versions": "all", "limit": 3}
    seen: list[str] = []
    while True:
        body = client.get(f"{API}/search", params=parameters).json()
        seen += ids(body["data"])
        if body["meta"]["next_cursor"] is None:
            break
        parameters["cursor"] = body["meta"]["next_cursor"]
    assert len(seen) == len(set(seen)) == body["meta"]["total"]


def test_no_hits_offers_other_versions(client: TestClient) -> None:
    found = search(client, "夜间施工噪声")
    assert found["total"] == 0
    step = next(s for s in found["next_steps"] if s["kind"] == "other_versions")
    assert step["parameters"]["versions"] == "all"
    assert step["total"] >= 1


def test_no_hits_offers_fewer_conditions(client: TestClient) -> None:
    found = search(client, "出示证件", level="constitution")
    assert [s["kind"] for s in found["next_steps"]] == ["without_filters"]


def test_no_hits_at_all(client: TestClient) -> None:
    found = search(client, "阿波罗登月飞船")
    assert (found["total"], [s["kind"] for s in found["next_steps"]]) == (0, ["rephrase"])


@pytest.mark.parametrize(
    ("query", "kind"),
    [("(((", "no_words"), ("，。！", "no_words"), ("的", "only_common_words"), ("监督的", None)],
)
def test_queries_without_words_say_so(client: TestClient, query: str, kind: str | None) -> None:
    found = search(client, query)
    assert found["total"] > 0
    assert [s["kind"] for s in found["next_steps"]] == ([kind] if kind else [])


def test_suggest(client: TestClient) -> None:
    data = client.get(f"{API}/suggest", params={"q": "示例监"}).json()["data"]
    assert {"text": "中华人民共和国示例监督法", "type": "work", "id": LAW} in data
    place = client.get(f"{API}/suggest", params={"q": "示例监督法第四条"}).json()["data"][0]
    assert (place["type"], place["id"]) == ("provision", f"{NEW}~art_4")
    assert client.get(f"{API}/suggest", params={"q": " "}).json()["data"] == []


def test_ids_of_hits_round_trip(client: TestClient) -> None:
    for hit in search(client, "监督", versions="all", limit=50)["hits"]:
        resource = {"item": "items", "document": "works"}.get(hit["type"], "provisions")
        answer = client.get(f"{API}/{resource}/{quote(hit['id'], safe='')}")
        assert answer.status_code == 200
        named = answer.json()["data"]
        assert hit["id"] in (named.get("id"), (named.get("version") or {}).get("id"))


def test_concepts_are_counted_with_labels_and_narrow_the_hits(client: TestClient) -> None:
    listed = "powers-and-responsibilities-list"
    facet = search(client, "示例", versions="all", facets="concept")["facets"]["concept"]
    counted = {v["value"]: (v["label"], v["count"]) for v in facet}
    assert counted[listed][0] == "权责清单"
    for given in (listed, f"concept:{listed}", "权责清单", "List of Powers and Duties"):
        found = search(client, "示例", versions="all", concept=given)
        assert found["total"] == counted[listed][1] > 0
        assert all("权责清单" in hit["title"]["text"] for hit in found["hits"])
    assert search(client, "示例", versions="all", concept="养犬")["total"] == 0


def test_a_document_shows_what_it_is_about(client: TestClient) -> None:
    listed = search(client, "", concept="权责清单", type="document")["hits"][0]["id"]
    response = client.get(f"{API}/graph/{quote(listed, safe='')}/neighbours", params={"kind": "ABOUT"})
    (link,) = response.json()["data"]["items"]
    assert (link["node"]["id"], link["node"]["label"]) == ("concept:powers-and-responsibilities-list", "权责清单")
    assert (link["evidence"]["quote"], link["evidence"]["rule"]) == ("权责清单", "title")
