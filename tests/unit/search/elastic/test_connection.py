"""Servers that can't be used are told with what to do; no server is needed for this."""

from __future__ import annotations

import time
from typing import Any

import orjson
import pytest

from schemas.errors import InvalidInput, StoreUnavailable
from search.elastic import open_elastic
from search.elastic.connection import Credentials, open_client
from search.elastic.writing import index_documents
from tests.unit.search.elastic.stand_ins import Answer, serve


def test_no_server_there() -> None:
    started = time.perf_counter()
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:1 does not answer") as error:
        open_elastic("http://127.0.0.1:1", read_only=True)
    assert "FATU_SEARCH_URL" in error.value.hint
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("url", ["", "localhost", "http://", "bolt://x", "http://localhost"])
def test_no_address(url: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"no address|does not answer"):
        open_elastic(url, read_only=True)


@pytest.mark.parametrize("dataset", ["", "Main", "a*", "a/b", "-a", "x" * 100, "数据"])
def test_no_name_of_a_dataset(dataset: str) -> None:
    with pytest.raises(InvalidInput, match="dataset"):
        open_elastic("http://127.0.0.1:1", dataset=dataset, read_only=True)


def test_some_other_server() -> None:
    with (
        serve(lambda *_: (200, {"hello": "world"}), product=False) as url,
        pytest.raises(StoreUnavailable, match="not Elasticsearch"),
    ):
        open_elastic(url, read_only=True)


def test_too_old_a_server() -> None:
    with (
        serve(lambda *_: (200, {"version": {"number": "8.19.2"}})) as url,
        pytest.raises(StoreUnavailable, match=r"8\.19\.2, which is too old") as error,
    ):
        open_elastic(url, read_only=True)
    assert "upgrade" in error.value.hint
    refusal = {"error": {"root_cause": [], "type": "media_type_header_exception", "reason": "compatible-with=9"}}
    with serve(lambda *_: (400, refusal)) as url, pytest.raises(StoreUnavailable, match="too old"):
        open_elastic(url, read_only=True)


@pytest.mark.parametrize("status", [401, 403])
def test_refused_login_never_shows_the_password(status: int) -> None:
    with serve(lambda *_: (status, {"error": {"type": "security_exception", "reason": "no"}})) as url:
        address = url.replace("//", "//someone:geheim@")
        with pytest.raises(StoreUnavailable, match="refuses the login") as error:
            open_elastic(address, read_only=True)
        assert "geheim" not in str(error.value)
        with pytest.raises(StoreUnavailable) as error:
            open_elastic(url, read_only=True, credentials=Credentials("someone", "geheim"))
        assert "geheim" not in str(error.value)


def test_overloaded_server_is_told() -> None:
    with (
        serve(lambda *_: (429, {"error": {"type": "circuit_breaking_exception", "reason": "too large"}})) as url,
        pytest.raises(StoreUnavailable, match="overloaded: too large"),
    ):
        open_elastic(url, read_only=True)


class Bulk:
    """Takes bulk requests as it is told: a status for the whole request, or one per operation."""

    def __init__(self, *outcomes: int | list[int]) -> None:
        self.outcomes = list(outcomes)
        self.taken: list[str] = []
        self.requests = 0

    def __call__(self, method: str, path: str, body: bytes) -> Answer:
        self.requests += 1
        ids = [orjson.loads(line)["id"] for line in body.split(b"\n")[1::2] if line]
        outcome = self.outcomes.pop(0) if self.outcomes else 200
        if isinstance(outcome, int) and outcome != 200:
            return outcome, {"error": {"reason": "busy"}, "status": outcome}
        statuses = outcome if isinstance(outcome, list) else [200] * len(ids)
        self.taken += [i for i, s in zip(ids, statuses, strict=True) if s == 200]
        items: list[dict[str, Any]] = [{"index": {"status": s} | _error(s)} for s in statuses]
        return 200, {"errors": any(s != 200 for s in statuses), "items": items}


def _error(status: int) -> dict[str, Any]:
    return {} if status == 200 else {"error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}}


def write(bulk: Bulk, count: int, patience: float = 30) -> None:
    with serve(bulk) as url:
        client = open_client(url, Credentials(), 5)
        index_documents(client, "index", ({"id": f"d{n}", "words": "词"} for n in range(count)), patience)
        client.close()


@pytest.mark.parametrize(
    "outcomes", [(), (429,), (503, 429, 502), ([200, 429, 200],), ([429, 429, 429], 429, [200, 200, 429])]
)
def test_what_was_put_off_is_sent_again_and_nothing_twice(outcomes: tuple[int | list[int], ...]) -> None:
    bulk = Bulk(*outcomes)
    write(bulk, 3)
    assert sorted(bulk.taken) == ["d0", "d1", "d2"]
    assert bulk.requests == len(outcomes) + 1


def test_a_server_that_stays_overloaded_is_given_up() -> None:
    with pytest.raises(StoreUnavailable, match="overloaded"):
        write(Bulk(*[[429]] * 100), 1, patience=0.5)


def test_an_entry_that_is_refused_is_an_error_at_once() -> None:
    bulk = Bulk([200, 400])
    with pytest.raises(StoreUnavailable, match="queue is full"):
        write(bulk, 2)
    assert bulk.requests == 1


def test_no_more_than_two_requests_are_under_way() -> None:
    under_way, most = 0, 0

    class Slow(Bulk):
        def __call__(self, method: str, path: str, body: bytes) -> Answer:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            time.sleep(0.05)
            answer = super().__call__(method, path, body)
            under_way -= 1
            return answer

    bulk = Slow()
    with serve(bulk) as url:
        client = open_client(url, Credentials(), 5)
        index_documents(client, "index", ({"id": f"d{n}", "words": "词" * 300_000} for n in range(12)), 5)
        client.close()
    assert (len(bulk.taken), most) == (12, 2)
