"""One real server: uvicorn on a socket, started by the command a user starts it with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

FATU = Path(sys.executable).with_name("fatu")


def free_port() -> int:
    import socket

    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="module")
def address(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port, log = free_port(), tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [FATU, "serve", "--data", str(data), "--port", str(port)], stderr=file, stdout=file, env={**os.environ}
        )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{base}/api/v1/healthz")
                break
            except httpx.TransportError:
                assert server.poll() is None, log.read_text()
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        assert server.wait(20) in (0, -15), log.read_text()


@pytest.mark.parametrize("safe", ["", ":@~"])
def test_ids_round_trip_in_paths(address: str, safe: str) -> None:
    for node in ("cn:law:示例监督法", "cn-370000:local_regulation:山东省示例监督条例@2022-05-27~art_2"):
        resource = "provisions" if "~" in node else "works"
        answer = httpx.get(f"{address}/api/v1/{resource}/{quote(node, safe=safe)}").json()["data"]
        assert node in (answer.get("id"), answer.get("work", {}).get("id"))


def test_search_over_the_wire(address: str) -> None:
    response = httpx.get(f"{address}/api/v1/search", params={"q": "出示证件", "facets": "all"})
    assert response.json()["meta"]["total"] >= 1
    assert re.match(r"app;dur=\d", response.headers["server-timing"])


def test_errors_over_the_wire(address: str) -> None:
    assert httpx.get(f"{address}/api/v1/works/x").headers["content-type"] == "application/problem+json"
    assert httpx.post(f"{address}/api/v1/search", content=b"x" * 2_000_000).status_code == 413
    page = httpx.get(f"{address}/works/x", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_many_at_once(address: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with httpx.Client(base_url=address) as client, ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda n: client.get("/api/v1/search", params={"q": f"监督 {n}"}).status_code, range(64)))
    assert set(codes) == {200}
