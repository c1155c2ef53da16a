"""GET /search over HTTP against a ten-line FastAPI endpoint that runs the same engine query with the same filters.

    python -m bench.http DATA      DATA: a directory that `fatu ingest` filled; FATU_TEST_SHARED has the queries

Both are served by uvicorn in processes of their own and asked in turn, so that noise falls on both alike.
"""

from __future__ import annotations

import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import uvicorn
from fastapi import FastAPI

from api.cli.options import load_settings
from api.http.app import create_app
from api.http.logs import configure_logs
from api.services.calendar import today
from api.services.container import open_services
from bench.corpus_articles import shared_folder
from schemas.authority import Kind
from schemas.queries import Filters, SearchRequest

_QUERIES = 200
_ROUNDS = 3
_CLIENTS = 8
_SEED = 14
# Conditions that every fourth query has, beside those that are in force.
_LEVELS = (None, None, None, Kind.LAW)


def build_floor(data: Path) -> FastAPI:
    """The ten lines: the engine's answer, as FastAPI's tutorial would serve it."""
    app = FastAPI()
    services = open_services(load_settings(data)).__enter__()
    day = today().isoformat()

    @app.get("/search")
    def search(q: str, level: str | None = None, limit: int = 10) -> dict[str, object]:
        filters = Filters(in_force_on=day, kinds=(level,) if level else ())
        result = services.index.search(SearchRequest(q, day, filters, limit=limit))
        return {"total": result.total, "hits": [{"id": h.id, "score": h.score} for h in result.hits]}

    return app


def serve(which: str, data: Path, port: int) -> None:
    """Serve the floor or fatu; fatu with its access log, as it is run."""
    if which == "floor":
        uvicorn.run(build_floor(data), port=port, log_level="error", access_log=False)
    else:
        configure_logs("info")
        with open_services(load_settings(data)) as services:
            uvicorn.run(create_app(services), port=port, log_level="error", access_log=False)


@contextmanager
def run_server(which: str, data: Path) -> Iterator[str]:
    """A server process; its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [sys.executable, "-m", "bench.http", "--serve", which, str(data), str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"the server ended with {process.returncode}")
        try:
            httpx.get(f"{address}/openapi.json")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def load_queries() -> list[dict[str, str]]:
    """Keywords and questions of the gold sets, drawn by seed, some with a condition."""
    gold = shared_folder() / "gold"
    texts: list[str] = []
    for file in (gold / "concepts-dev.jsonl", *sorted((gold / "stard").glob("*.jsonl"))):
        for line in file.read_bytes().splitlines():
            record = orjson.loads(line)
            texts.append(str(record.get("query") or record.get("text")))
    drawn = random.Random(_SEED).sample(texts, min(_QUERIES, len(texts)))
    levels = (_LEVELS[n % len(_LEVELS)] for n in range(len(drawn)))
    return [{"q": q[:200], **({"level": level.value} if level else {})} for q, level in zip(drawn, levels, strict=True)]


def measure(client: httpx.Client, url: str, parameters: Mapping[str, str]) -> float:
    """Milliseconds of one request."""
    started = time.perf_counter()
    client.get(url, params=parameters).raise_for_status()
    return (time.perf_counter() - started) * 1_000


def measure_in_turn(
    urls: Mapping[str, tuple[str, dict[str, str]]], queries: Sequence[dict[str, str]]
) -> dict[str, float]:
    """The p50 of each kind of request in milliseconds, over all queries and rounds, after a round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in urls}
    with httpx.Client() as client:
        for turn in range(_ROUNDS + 1):
            for query in queries:
                for name, (url, more) in urls.items():
                    took = measure(client, url, {**query, **more})
                    if turn:
                        times[name].append(took)
    return {name: statistics.median(t) for name, t in times.items()}


def measure_together(url: str, queries: Sequence[dict[str, str]]) -> tuple[float, float, float]:
    """p50 and p99 in milliseconds and requests per second of eight clients at once."""

    def ask(share: Sequence[dict[str, str]]) -> list[float]:
        with httpx.Client() as client:
            return [measure(client, url, query) for query in share]

    started = time.perf_counter()
    with ThreadPoolExecutor(_CLIENTS) as pool:
        parts = list(pool.map(ask, [queries[n::_CLIENTS] for n in range(_CLIENTS)]))
    times = sorted(t for part in parts for t in part)
    return statistics.median(times), times[int(len(times) * 0.99)], len(times) / (time.perf_counter() - started)


def main(data: Path) -> None:
    """Print the figures."""
    queries = load_queries()
    with run_server("floor", data) as floor, run_server("fatu", data) as fatu:
        search = f"{fatu}/api/v1/search"
        urls = {
            "floor": (f"{floor}/search", {}),
            "search": (search, {}),
            "with facets": (search, {"facets": "all"}),
        }
        p50 = measure_in_turn(urls, queries)
        print(f"{len(queries)} queries, {_ROUNDS} rounds, asked in turn")
        for name, took in p50.items():
            print(f"  {name:12} p50 {took:6.2f} ms   {took / p50['floor']:.2f} x floor")
        for name, url in (("floor", f"{floor}/search"), ("search", search)):
            middle, high, rate = measure_together(url, list(queries) * _ROUNDS)
            print(f"  {name:12} {_CLIENTS} clients: p50 {middle:.1f} ms, p99 {high:.1f} ms, {rate:.0f} requests/s")


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(Path(sys.argv[1]))
