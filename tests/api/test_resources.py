from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

API = "/api/v1"
LAW = "cn:law:示例监督法"
NEW, OLD = f"{LAW}@2021-01-22", f"{LAW}@2015-03-15"
PROVINCE = "cn-370000:local_regulation:山东省示例监督条例@2022-05-27"


def get(client: TestClient, path: str, **parameters: Any) -> Any:
    response = client.get(f"{API}/{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()["data"]


def test_work_in_force_today(client: TestClient) -> None:
    data = get(client, f"works/{LAW}")
    assert data["version"]["id"] == NEW
    assert [(v["id"], v["status"]) for v in data["versions"]] == [(NEW, "现行有效"), (OLD, "已被修改")]
    assert data["versions"][1]["effective_to"] == "2021-07-15"
    assert data["sources"][0]["path"] == "行政法/示例监督法(2021-01-22).md"
    assert "origin" not in data["sources"][0]
    lines = [(e["num"], e["heading"], e["depth"]) for e in data["contents"]]
    assert lines[:3] == [("第一章", "总则", 0), ("第一条", "", 1), ("第二条", "", 1)]
    assert ("第一节", "检查", 1) in lines


def test_work_as_of_a_day_and_by_version(client: TestClient) -> None:
    assert get(client, f"works/{LAW}", on="2018-01-01")["version"]["id"] == OLD
    by_version = get(client, f"works/{OLD}", contents="false")
    assert (by_version["version"]["id"], by_version["contents"]) == (OLD, [])


def test_versions(client: TestClient) -> None:
    data = get(client, f"works/{LAW}/versions", on="2018-01-01")
    assert [(v["id"], v["status"]) for v in data["versions"]] == [(NEW, "尚未生效"), (OLD, "现行有效")]
    assert data["sources"][OLD][0]["path"] == "行政法/示例监督法(2015-03-15).md"


def test_provision_text_and_place(client: TestClient) -> None:
    data = get(client, f"provisions/{NEW}~art_4")
    assert data["text"].startswith("监督人员检查时应当出示证件")
    assert [a["label"] for a in data["ancestors"]] == ["第二章 监督", "第一节 检查"]
    assert (data["previous"]["label"], data["next"]["label"]) == ("第三条", "第五条")
    assert [c["eid"] for c in data["children"]] == ["art_4__para_1", "art_4__para_2"]
    assert data["sources"][0]["path"] == "行政法/示例监督法(2021-01-22).md"


def test_inner_provision_is_its_part_of_the_text(client: TestClient) -> None:
    second = get(client, f"provisions/{NEW}~art_4__para_2")
    assert (second["text"], second["label"]) == ("当事人有权拒绝没有证件的检查。", "第四条第二款")
    item = get(client, f"provisions/{NEW}~art_5__para_1__item_1")
    assert "违反本法第四条" in item["text"]
    mention = next(m for m in item["mentions"] if "第四条" in m["text"])
    assert item["text"][mention["start"] : mention["end"]] == mention["text"]
    assert mention["targets"] == [f"{NEW}~art_4"]


def test_division_has_children_and_no_text(client: TestClient) -> None:
    chapter = get(client, f"works/{LAW}")["contents"][0]["id"]
    data = get(client, f"provisions/{chapter}")
    assert data["text"] is None
    assert [c["num"] for c in data["children"]] == ["第一条", "第二条", "第三条"]
    assert data["next"]["label"] == "第二章 监督"


def test_cited_and_citing(client: TestClient) -> None:
    cited = get(client, f"provisions/{PROVINCE}~art_2")["cited"]
    assert [i["node"]["id"] for i in cited["items"]] == [f"{NEW}~art_4__para_1"]
    evidence = cited["items"][0]["evidence"]
    assert evidence["quote"] == "《中华人民共和国示例监督法》第四条第一款"
    assert evidence["verdict"] == "resolved"
    citing = get(client, f"provisions/{NEW}~art_4")["citing"]
    assert {i["node"]["id"] for i in citing["items"]} == {f"{PROVINCE}~art_2", f"{NEW}~art_5"}
    assert {i["node"]["title"] for i in citing["items"]} == {"山东省示例监督条例", "中华人民共和国示例监督法"}


def test_citing_by_pages(client: TestClient) -> None:
    seen, cursor = [], None
    while True:
        parameters = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        body = client.get(f"{API}/provisions/{NEW}~art_4/citing", params=parameters).json()
        seen += [i["node"]["id"] for i in body["data"]["items"]]
        if (cursor := body["meta"]["next_cursor"]) is None:
            break
    assert sorted(seen) == sorted({f"{PROVINCE}~art_2", f"{NEW}~art_5"})
    assert body["meta"]["total"] == 2


def test_not_held_is_told(client: TestClient) -> None:
    mention = next(
        m for m in get(client, f"provisions/{NEW}~art_5")["mentions"] if m["title"] and "未收录" in m["title"]
    )
    assert mention["verdict"] == "not_held"
    node = next(
        i["node"] for i in get(client, f"provisions/{NEW}~art_5/cited")["items"] if "未收录" in i["node"]["label"]
    )
    assert node["held"] is False
    work = get(client, f"works/{node['id']}")
    assert (work["work"]["held"], work["version"], work["versions"]) == (False, None, [])


def test_reading_on_another_day(client: TestClient) -> None:
    def on(provision: str, day: str) -> tuple[str, str | None]:
        reading = get(client, f"provisions/{provision}", on=day)["reading_on"]
        return reading["how"], (reading["provision"] or {}).get("id")

    assert on(f"{NEW}~art_4", "2024-01-01") == ("same", f"{NEW}~art_4")
    assert on(f"{OLD}~art_3", "2024-01-01") == ("moved", f"{NEW}~art_4")
    assert on(f"{NEW}~art_4", "2018-01-01") == ("moved", f"{OLD}~art_3")
    assert on(f"{NEW}~art_2", "2018-01-01") == ("unchanged", f"{OLD}~art_2")
    assert on(f"{NEW}~art_1", "2018-01-01") == ("changed", f"{OLD}~art_1")
    assert on(f"{NEW}~art_3", "2018-01-01") == ("gone", None)
    assert on(f"{NEW}~art_3", "2010-01-01") == ("no_version", None)
    assert get(client, f"provisions/{NEW}~art_4")["reading_on"] is None


def test_neighbours(client: TestClient) -> None:
    page = get(client, f"graph/{NEW}/neighbours", kind="VERSION_OF,EXTRACTED_FROM")
    assert [(i["direction"], i["kind"], i["node"]["kind"]) for i in page["items"]] == [
        ("out", "EXTRACTED_FROM", "Source"),
        ("out", "VERSION_OF", "Work"),
    ]
    into = get(client, f"graph/{LAW}/neighbours", direction="in", kind="VERSION_OF")
    assert {i["node"]["id"] for i in into["items"]} == {NEW, OLD}
    assert all(i["meaning"] for i in page["items"])


def test_statistics(client: TestClient) -> None:
    data = get(client, "stats")
    assert (data["works"], data["versions"]) == (4, 5)
    assert data["articles"] == 5 + 6 + 3 + 2
    assert {c["value"]: c["count"] for c in data["statuses"]} == {"现行有效": 3, "已被修改": 1, "尚未生效": 1}
    assert {c["label"] for c in data["regions"]} == {"全国", "山东省", "青岛市"}


def test_health_and_readiness(client: TestClient) -> None:
    assert get(client, "healthz") == {"status": "ok"}
    assert get(client, "readyz")["ready"] is True
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


def test_every_answer_carries_the_notice(client: TestClient) -> None:
    for path in ("search?q=监督", "suggest?q=示例", f"works/{LAW}", f"provisions/{NEW}~art_1", "stats", "healthz"):
        body = client.get(f"{API}/{path}").json()
        assert set(body) == {"data", "meta", "notice"}
        assert "不是法律意见" in body["notice"]
