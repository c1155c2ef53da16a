from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_type_hints

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import schemas.errors
from api.http.app import create_app
from api.http.problems import Problem
from api.services.container import Services
from schemas.errors import FatuError
from schemas.ports import SearchIndex
from schemas.settings import Settings

API = "/api/v1"
LAW = "cn:law:示例监督法"
CLASSES = [c for c in vars(schemas.errors).values() if isinstance(c, type) and issubclass(c, FatuError)]


def problem(client: TestClient, path: str, status: int, method: str = "GET", **more: Any) -> Any:
    response = client.request(method, path, **more)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == set(get_type_hints(Problem))
    assert body["status"] == status
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    "path",
    [
        "works/cn:law:无此法",
        "works/没有这样的标识",
        "works/cn:law:无此法/versions",
        f"works/{LAW}@1999-01-01",
        f"works/{LAW}@2021-01-22~art_1",
        f"provisions/{LAW}@2021-01-22~art_99",
        f"provisions/{LAW}",
        "provisions/x",
        f"provisions/{LAW}@2021-01-22~art_99/citing",
        "graph/body:无此机关/neighbours",
        "graph/a%20b/neighbours",
    ],
)
def test_unknown_ids(client: TestClient, path: str) -> None:
    body = problem(client, f"{API}/{path}", 404)
    assert body["code"] == "not_found"
    assert body["hint"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("search?q=监督&on=2023-13-01", "YYYY-MM-DD"),
        ("search?q=监督&on=20230101", "YYYY-MM-DD"),
        (f"works/{LAW}?on=昨天", "YYYY-MM-DD"),
        (f"provisions/{LAW}@2021-01-22~art_1?on=2023-02-30", "YYYY-MM-DD"),
        ("stats?on=x", "YYYY-MM-DD"),
        ("search?q=监督&cursor=abc", "next_cursor"),
        ("search?q=监督&cursor=$$$", "next_cursor"),
        (f"provisions/{LAW}@2021-01-22~art_1?citing_cursor=abc", "next_cursor"),
        (f"graph/{LAW}/neighbours?cursor=abc", "next_cursor"),
        ("search?q=监督&level=statute", "法律"),
        ("search?q=监督&status=dead", "现行有效"),
        ("search?q=监督&versions=old", "current or all"),
        ("search?q=监督&sort=size", "relevance"),
        ("search?q=监督&concept=月球", "行政处罚"),
        ("search?q=监督&concept=法制审核", "legality-review"),
        ("search?q=监督&type=book", "article or document"),
        ("search?q=监督&in=亚特兰蒂斯", "370000"),
        ("search?q=监督&facets=size", "jurisdiction"),
        ("search?q=监督&year_from=2022&year_to=2020", "swap"),
        ("search?q=%20", "words"),
        ("search", "words"),
        ("search?q=监督&offset=9995", "10,000"),
        (f"graph/{LAW}/neighbours?kind=LIKES", "CITES"),
        (f"graph/{LAW}/neighbours?direction=up", "out, in or both"),
    ],
)
def test_bad_parameters_say_what_was_expected(client: TestClient, path: str, said: str) -> None:
    body = problem(client, f"{API}/{path}", 422)
    assert said in body["hint"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("search?q=监督&limit=0", "limit"),
        ("search?q=监督&limit=1000", "limit"),
        ("search?q=监督&limit=ten", "limit"),
        ("search?q=监督&offset=-1", "offset"),
        ("search?q=监督&year_from=abc", "year_from"),
        ("search?q=监督&yearfrom=2020", "yearfrom"),
        ("suggest", "q"),
        ("suggest?q=a&limit=99", "limit"),
        (f"graph/{LAW}/neighbours?limit=0", "limit"),
        (f"works/{LAW}?contents=maybe", "contents"),
    ],
)
def test_validation_errors_come_in_the_same_shape(client: TestClient, path: str, parameter: str) -> None:
    body = problem(client, f"{API}/{path}", 422)
    assert body["code"] == "invalid_input"
    assert [e["parameter"] for e in body["errors"]] == [parameter]


def test_cursor_of_another_query(client: TestClient) -> None:
    cursor = client.get(f"{API}/search", params={"q": "监督", "limit": 1}).json()["meta"]["next_cursor"]
    assert cursor
    body = problem(client, f"{API}/search?q=证件&limit=1&cursor={cursor}", 422)
    assert body["code"] == "invalid_cursor"


def test_unknown_route_and_method(client: TestClient) -> None:
    assert problem(client, f"{API}/nothing", 404)["code"] == "not_found"
    assert problem(client, f"{API}/search", 405, "DELETE")["code"] == "method_not_allowed"
    assert client.post(f"{API}/search").headers["allow"] == "GET"


def test_too_much_is_refused(client: TestClient) -> None:
    assert problem(client, f"{API}/search", 413, "POST", content=b"x" * 2_000_000)["status"] == 413
    assert problem(client, f"{API}/search?q={'a' * 9000}", 414)["status"] == 414


class Broken:
    """An index whose every question fails with a given error: what engines raise when they are away."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> object:
        raise self.error


def over(services: Services, error: Exception) -> TestClient:
    return TestClient(
        create_app(replace(services, index=cast("SearchIndex", Broken(error)))), raise_server_exceptions=False
    )


@pytest.mark.parametrize("kind", CLASSES, ids=lambda c: c.__name__)
def test_each_class_of_error_has_its_status(services: Services, kind: type[FatuError]) -> None:
    body = problem(over(services, kind("what was wrong", "what to do")), f"{API}/search?q=监督", kind.status)
    assert (body["code"], body["detail"], body["hint"]) == (kind.code, "what was wrong", "what to do")
    assert body["title"] == kind.title


def test_busy_tells_when_to_try_again(services: Services) -> None:
    response = over(services, schemas.errors.StoreBusy("x")).get(f"{API}/search?q=监督")
    assert response.headers["retry-after"].isdigit()


def test_failures_of_ours_show_no_traceback(services: Services) -> None:
    client = over(services, ZeroDivisionError("secret detail"))
    body = problem(client, f"{API}/search?q=监督", 500)
    assert "secret" not in str(body)
    assert body["code"] == "internal"


def test_not_ready(services: Services) -> None:
    client = over(services, schemas.errors.StoreUnavailable("the index is away"))
    assert "the index is away" in problem(client, f"{API}/readyz", 503)["detail"]
    assert client.get(f"{API}/healthz").status_code == 200


def test_limit_of_bodies_is_a_setting(services: Services, data: Path) -> None:
    small = replace(services, settings=Settings(data=data, max_body=10))
    client = TestClient(create_app(small), raise_server_exceptions=False)

    def chunks() -> object:
        yield from (b"12345678",) * 3

    assert problem(client, f"{API}/search", 413, "POST", content=b"x" * 11)["status"] == 413
    assert isinstance(client.app, FastAPI)


@pytest.mark.parametrize(
    "query",
    ["\x00", '"', "\\", "AND OR NOT", "*:*", "title:法", "(", "《" * 500, "第" * 500, "😀", "\u200b", "a" * 500, "。"],
)
def test_any_words_can_be_asked(client: TestClient, query: str) -> None:
    for path in ("search", "suggest"):
        response = client.get(f"{API}/{path}", params={"q": query[:200] if path == "suggest" else query})
        assert response.status_code == 200, response.text
