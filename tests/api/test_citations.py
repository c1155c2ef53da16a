from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

URL = "/api/v1/citations"


def find(client: TestClient, text: str, source: dict[str, Any] | None = None) -> Any:
    response = client.post(URL, json={"text": text, "source": source})
    assert response.status_code == 200, response.text
    return response.json()["data"]


def test_citations_are_found_and_resolved(client: TestClient) -> None:
    text = "依照《中华人民共和国示例监督法》第四条第一款和《中华人民共和国未收录之法》处理。"
    first, second = find(client, text)
    assert text[first["start"] : first["end"]] == "《中华人民共和国示例监督法》第四条第一款"
    assert (first["verdict"], first["title"]) == ("resolved", "中华人民共和国示例监督法")
    assert (first["targets"][0]["article"], first["targets"][0]["paragraph"]) == (4, 1)
    assert (second["verdict"], second["title"]) == ("not_held", "中华人民共和国未收录之法")
    (link,) = first["links"]
    assert (link["place"], link["missing"], second["links"]) == ("第四条第一款", False, [])
    assert link["id"].endswith("~art_4__para_1")


def test_the_source_says_what_this_law_is(client: TestClient) -> None:
    source = {"title": "中华人民共和国示例监督法", "date": "2021-01-22", "article": "第五条"}
    (own,) = find(client, "违反本法第四条规定的", source)
    assert (own["kind"], own["verdict"], own["title"]) == ("self", "resolved", "中华人民共和国示例监督法")


def test_no_citations(client: TestClient) -> None:
    assert find(client, "") == []
    assert find(client, "今天天气好。") == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": 1},
        {"text": "x", "more": 1},
        {"text": "x" * 200_001},
        {"text": "x", "source": {"title": "某法", "date": "昨天"}},
        {"text": "x", "source": {"title": "某法", "article": "左边"}},
    ],
)
def test_bad_bodies_are_problems(client: TestClient, body: dict[str, Any]) -> None:
    response = client.post(URL, json=body)
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_what_is_no_json_is_a_problem(client: TestClient) -> None:
    response = client.post(URL, content=b"{", headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (422, "invalid_input")
