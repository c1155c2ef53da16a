from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from api.http.routers import citations, graph, health, items, provisions, search, statistics, suggest, works
from api.http.urls import API
from api.services.container import Services

LAW = "cn:law:示例监督法"
ARTICLE = f"{LAW}@2021-01-22~art_4"
ITEM = "cn-370200:list:青岛市示例监督局2024年权责清单@2024-01-01~sheet_1__power_2"


@pytest.fixture(scope="module")
def description(client: TestClient) -> Any:
    return client.get(f"{API}/openapi.json").json()


def operations(description: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, operation) for path, methods in description["paths"].items() for operation in methods.values()]


def test_every_operation_is_described(description: dict[str, Any]) -> None:
    found = operations(description)
    assert len({o["operationId"] for _, o in found}) == len(found) >= 11
    for path, operation in found:
        assert operation["summary"], path
        assert operation["description"], path
        content = operation["responses"]["200"]["content"]["application/json"]
        assert content["schema"]["$ref"].startswith("#/components/schemas/Envelope"), path
        assert content["example"]["notice"], path
        for parameter in operation.get("parameters", []):
            assert parameter.get("description") or parameter["schema"].get("description"), (path, parameter["name"])


def test_every_error_is_a_problem(description: dict[str, Any]) -> None:
    for path, operation in operations(description):
        for status, response in operation["responses"].items():
            if status != "200":
                assert list(response["content"]) == ["application/problem+json"], (path, status)
                schema = response["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}
    assert "HTTPValidationError" not in description["components"]["schemas"]


def test_references_lead_somewhere(description: dict[str, Any]) -> None:
    for name in re.findall(r"#/components/schemas/([\w-]+)", str(description)):
        assert name in description["components"]["schemas"]


REAL = {
    "search": "search?q=监督&facets=all&versions=all",
    "explainHit": f"search/explain?q=监督&document={quote(ARTICLE)}",
    "suggest": "suggest?q=示例",
    "showWork": f"works/{quote(LAW)}",
    "listVersions": f"works/{quote(LAW)}/versions",
    "showProvision": f"provisions/{quote(ARTICLE)}?on=2018-01-01",
    "showItem": f"items/{quote(ITEM)}",
    "listCited": f"provisions/{quote(ARTICLE)}/cited",
    "listCiting": f"provisions/{quote(ARTICLE)}/citing",
    "listNeighbours": f"graph/{quote(ARTICLE)}/neighbours",
    "findCitations": "citations",
    "showStatistics": "stats",
    "checkHealth": "healthz",
    "checkReadiness": "readyz",
}


def test_answers_and_examples_are_what_is_described(
    client: TestClient, services: Services, description: dict[str, Any]
) -> None:
    resources = (search, suggest, works, provisions, items, graph, citations, statistics, health)
    routes = [r for resource in resources for r in resource.build_router(services).routes if isinstance(r, APIRoute)]
    models = {route.operation_id: route.response_model for route in routes}
    assert set(models) == set(REAL)
    for _, operation in operations(description):
        adapter = TypeAdapter(models[operation["operationId"]])
        url = f"{API}/{REAL[operation['operationId']]}"
        body = {"text": "依照《中华人民共和国示例监督法》第四条第一款处理。"}
        answer = client.post(url, json=body) if url.endswith("citations") else client.get(url)
        assert answer.status_code == 200
        # Nothing is answered that the description does not know, and nothing it promises is missing.
        for body in (answer.json(), operation["responses"]["200"]["content"]["application/json"]["example"]):
            assert adapter.dump_python(adapter.validate_python(body), mode="json") == body


def test_docs_page_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "http" not in re.sub(r"http-equiv", "", page.text)
    for asset in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert client.get(asset).status_code == 200, asset
