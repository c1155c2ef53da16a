"""One real server: uvicorn on a socket, started by the command a user starts it with."""

from __future__ import annotations

import os
import re
import shutil
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
        return int(s.getsockname()[1])


@pytest.fixture(scope="module")
def served(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory of the server's own, since it grows here."""
    return shutil.copytree(data, tmp_path_factory.mktemp("server") / "data")


@pytest.fixture(scope="module")
def address(served: Path) -> Iterator[str]:
    port, log = free_port(), served.parent / "log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [FATU, "serve", "--data", str(served), "--port", str(port)], stderr=file, stdout=file, env={**os.environ}
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


def test_what_is_ingested_meanwhile_shows_up(address: str, served: Path, tmp_path: Path) -> None:
    law = tmp_path / "新示例办法(2023-03-03).md"
    law.write_text(
        "# 新示例办法\n\n2023年3月3日 示例部令第1号公布\n\n<!-- INFO END -->\n\n第一条 渡轮靠泊应当鸣笛。\n\n"
        "第二条 本办法自2023年4月1日起施行。\n",
        encoding="utf-8",
    )
    done = subprocess.run([FATU, "ingest", law, "--data", served], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    for _ in range(50):
        found = httpx.get(f"{address}/api/v1/search", params={"q": "渡轮靠泊鸣笛"}).json()["data"]["hits"]
        if found:
            break
        time.sleep(0.1)
    assert found[0]["article"] == "第一条"
    assert httpx.get(f"{address}/api/v1/readyz").status_code == 200
