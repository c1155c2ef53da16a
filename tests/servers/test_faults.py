"""The servers are killed: while documents are loaded and questions asked, and between the two writes of one document.

Of what could be read before nothing is lost, nothing comes twice, questions get an answer or a 503, and the process
that serves goes on by itself when the server is back. Runs alone, since it takes the servers away from other tests.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from api.services.container import Services, open_services
from api.services.doctor import diagnose
from api.services.ingest import IngestReport, run_ingest
from schemas.errors import FatuError, StoreUnavailable
from schemas.model import NODE_KINDS
from schemas.ports import SearchIndex
from schemas.queries import IndexDocument
from schemas.settings import Settings
from tests.generated import Made, make_documents, write_documents
from tests.servers.places import Places
from tests.servers.serving import serve, start_ingest

ROUNDS = int(os.environ.get("FATU_RELIABILITY_ROUNDS", "2"))
SERVERS = ("neo4j", "elasticsearch")
# Documents before the first kill, and of each load: one change of the graph, and long enough to be struck at any point.
HELD, LOAD = 10, 30
# Seconds: a busy machine takes minutes to start a server, and only what never comes is a failure.
PATIENT = 600.0

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(3600)]


def engines(action: str, name: str) -> None:
    """Kill or restart one of the test servers; one that is slow to come up is waited for.

    Most of the time goes into starting them: without the optimising compiler that takes half the work.
    """
    given = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}
    done = subprocess.run([os.environ["FATU_TEST_ENGINES"], action, name], check=False, capture_output=True, env=given)
    if action == "restart" and done.returncode:
        wait_for(lambda: is_listening(name))
    else:
        assert done.returncode == 0, done.stderr


def is_listening(name: str) -> bool:
    """Whether a test server takes connections."""
    at = urlsplit(os.environ[f"FATU_TEST_{name.upper()}_URL"])
    socket.create_connection((at.hostname or "", at.port or 0), timeout=5).close()
    return True


@dataclass
class World:
    """Data on the servers that grow by a load a round, the same in files for comparison, and a process that serves."""

    settings: Settings
    twin: Settings
    folder: Path
    documents: Iterator[Made]
    # One client: each makes a context for TLS anew, which took half a core from the servers that start.
    client: httpx.Client = field(default_factory=httpx.Client)

    def grow(self, number: int) -> None:
        """More documents in the folder, and in the files that the servers are compared with."""
        write_documents(self.folder, [next(self.documents) for _ in range(number)])
        ingest(self.twin, self.folder)


@pytest.fixture(scope="module")
def world(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    if os.environ.get("PYTEST_XDIST_WORKER"):
        pytest.skip("takes the servers away from other tests: run `pytest -m faults` on its own")
    if not os.environ.get("FATU_TEST_ENGINES"):
        pytest.skip("no servers to kill: FATU_TEST_ENGINES is not set")
    settings = places("neo4j+elasticsearch").model_copy(update={"patience": 2.0})
    documents = iter(make_documents(HELD + LOAD * len(SERVERS) * ROUNDS * 2, articles=10))
    made = World(settings, places("files"), tmp_path_factory.mktemp("faults") / "laws", documents)
    made.grow(HELD)
    ingest(patient(settings), made.folder)
    with (
        serve(settings, made.folder.parent / "log") as address,
        httpx.Client(base_url=address, timeout=PATIENT) as made.client,
    ):
        yield made


def patient(settings: Settings) -> Settings:
    """The same place for who waits until a server has come up and warmed up."""
    return settings.model_copy(update={"patience": 120.0, "search_timeout": 60.0})


def ingest(settings: Settings, folder: Path) -> IngestReport:
    with open_services(settings, write=True) as services:
        return run_ingest(services, [folder])


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("server", SERVERS)
def test_killed_while_loading_and_asking(world: World, server: str, round_: int) -> None:
    held = versions(world.settings)
    world.grow(LOAD)
    with asking(world) as answers:
        loading = start_ingest(world.settings, world.folder)
        wait_for(
            lambda: loading.poll() is not None or len(versions(world.settings)) > len(held) or server_is_slow(round_)
        )
        acknowledged = versions(world.settings)
        engines("kill", server)
        try:
            wait_for(lambda: world.client.get("/readyz").status_code == 503)
            wait_for(lambda: any(a.status_code == 503 for a in answers))
            assert loading.wait(PATIENT) in (0, 4), loading
        finally:
            engines("restart", server)
        wait_for(lambda: world.client.get("/readyz").status_code == 200)
        answers_before = len(answers)
        wait_for(lambda: len(answers) > answers_before + 3 and answers[-1].status_code == 200)
    check_answers(answers)
    assert acknowledged <= versions(world.settings)
    ingest(patient(world.settings), world.folder)
    check_whole(world)


def server_is_slow(round_: int) -> bool:
    """Another moment of the load each round: from before the first document is in to after it."""
    time.sleep(random.Random(round_).uniform(0.1, 0.6))
    return random.Random(round_).random() < 0.3


class KilledAround:
    """The index, and a server that dies just before or after an expression is written to it."""

    def __init__(self, index: SearchIndex, server: str) -> None:
        self._index, self._server = index, server

    def replace(self, expressions: Sequence[str], documents: Iterable[IndexDocument]) -> None:
        if self._server == "elasticsearch":
            engines("kill", self._server)
        self._index.replace(expressions, documents)
        if self._server == "neo4j":
            engines("kill", self._server)

    def __getattr__(self, name: str) -> object:
        return getattr(self._index, name)


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("server", SERVERS)
def test_killed_between_the_two_writes(world: World, server: str, round_: int) -> None:
    """The graph holds the documents and the index does not, or not so that the graph knows: both are made good."""
    held = versions(world.settings)
    world.grow(LOAD)
    try:
        with open_services(world.settings, write=True) as services:
            torn = Services(services.settings, services.store, KilledAround(services.index, server))  # type: ignore[arg-type]
            with pytest.raises(StoreUnavailable):
                run_ingest(torn, [world.folder])
    finally:
        engines("restart", server)
    wait_for(lambda: world.client.get("/readyz").status_code == 200)
    committed = versions(world.settings)
    assert len(committed) > len(held)
    with open_services(world.settings) as services:
        assert services.store.outbox(1)
    report = ingest(patient(world.settings), world.folder)
    assert report.read == 0
    assert report.indexed > 0
    assert versions(world.settings) == committed
    check_whole(world)


def versions(settings: Settings) -> set[str]:
    """What the graph holds; the server may be coming up."""
    with open_services(settings) as services:
        return set(services.store.ids("Expression"))


def wait_for(condition: object, seconds: float = PATIENT) -> None:
    """Wait until it holds, whatever fails on the way."""
    begun = time.monotonic()
    while True:
        try:
            if condition():  # type: ignore[operator]
                return
        except (OSError, httpx.TransportError, FatuError):
            pass
        assert time.monotonic() - begun < seconds, "waited in vain"
        time.sleep(0.2)


@contextmanager
def asking(world: World) -> Iterator[list[httpx.Response]]:
    """Ask search and graph in turn from two threads; the answers so far."""
    with open_services(world.settings) as services:
        works = [n.id for n in services.store.find("Work", limit=3)]
    paths = ["search?q=水库", *(f"works/{w}" for w in works)]
    answers: list[httpx.Response] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            answers.extend(world.client.get(f"/api/v1/{path}") for path in paths)
            time.sleep(0.1)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def check_answers(answers: list[httpx.Response]) -> None:
    """Every one is whole, or says that it can't be given now and when to ask again."""
    for answer in answers:
        if answer.status_code == 200:
            body = answer.json()
            assert body["data"]
            assert body["meta"]["total"] != 0
        else:
            assert answer.status_code == 503, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json()["hint"]


def check_whole(world: World) -> None:
    """The servers hold what the files hold, each once, and graph and index agree."""
    with open_services(patient(world.settings)) as services, open_services(world.twin) as twin:
        entries = list(services.index.ids())
        assert len(entries) == len(set(entries))
        assert set(entries) == set(twin.index.ids())
        diagnosis = diagnose(services)
        assert diagnosis.healthy, diagnosis.findings
        for kind in NODE_KINDS:
            assert list(services.store.ids(kind)) == list(twin.store.ids(kind)), kind
        assert services.store.edge_counts() == twin.store.edge_counts()
