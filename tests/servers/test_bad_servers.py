"""Servers that can't be used: a message that says what to do, and never an empty answer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from api.cli.options import load_settings
from api.services.container import open_services
from api.services.engines import open_search, open_store
from api.services.ingest import run_ingest
from schemas.errors import FatuError, InvalidInput, StoreBusy, StoreUnavailable
from schemas.settings import Settings
from tests.servers.places import Places, environment, samples

FATU = Path(sys.executable).with_name("fatu")


def refused(settings: Settings, error: type[FatuError], *said: str) -> None:
    """Opening for reading fails with that error, whose message and hint say those words."""
    with pytest.raises(error) as raised, open_services(settings):
        pass
    assert raised.value.hint
    for words in said:
        assert words in str(raised.value)


def fatu(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a wide terminal."""
    given = {**os.environ, "COLUMNS": "400", **variables}
    return subprocess.run([FATU, *arguments], check=False, capture_output=True, text=True, env=given, timeout=60)


@pytest.fixture(scope="module")
def closed_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def changed(settings: Settings, **values: object) -> Settings:
    return Settings.model_validate({**settings.model_dump(), **values})


@pytest.fixture(scope="module")
def held(places: Places) -> Settings:
    """A directory with the samples, for the half that is not under test."""
    settings = places("files")
    with open_services(settings, write=True) as services:
        run_ingest(services, [samples()])
    return settings


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("bolt://127.0.0.1:{port}", "can't be reached"),
        ("http://127.0.0.1:{port}", "no address of a Neo4j server"),
        ("127.0.0.1", "no address of a Neo4j server"),
        ("bolt://no-such-host.invalid:7687", "can't be reached"),
    ],
)
def test_wrong_address_of_the_graph(url: str, said: str, closed_port: int, tmp_path: Path) -> None:
    refused(Settings(data=tmp_path, graph_url=url.format(port=closed_port)), StoreUnavailable, said)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:{port}", "does not answer"),
        ("bolt://127.0.0.1:{port}", "no address of Elasticsearch"),
        ("127.0.0.1", "no address of Elasticsearch"),
        ("http://no-such-host.invalid:9200", "does not answer"),
    ],
)
def test_wrong_address_of_the_index(url: str, said: str, closed_port: int, held: Settings) -> None:
    refused(changed(held, search_url=url.format(port=closed_port)), StoreUnavailable, said)


@pytest.mark.parametrize("content", ["", "neo4j\n", "neo4j/\n", "/x\n", "neo4j/a\nneo4j/b\n", None])
def test_bad_file_of_a_login(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "auth"
    if content is not None:
        file.write_text(content)
    settings = Settings(data=tmp_path, graph_url="bolt://127.0.0.1:1", graph_auth_file=file)
    refused(settings, InvalidInput, str(file))


@pytest.mark.parametrize(
    ("name", "value"), [("search_shards", 0), ("dataset", "我的"), ("patience", "long"), ("graph_timeout", -1)]
)
def test_settings_that_are_wrong_are_named(name: str, value: object) -> None:
    with pytest.raises(InvalidInput, match=name):
        load_settings(None, **{name: value})


def test_said_on_the_command_line(tmp_path: Path, closed_port: int) -> None:
    """One line and a hint on stderr, nothing on stdout, the error's exit code; never a traceback."""
    done = fatu("search", "证件", FATU_DATA=str(tmp_path), FATU_GRAPH_URL=f"bolt://127.0.0.1:{closed_port}")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("fatu: the Neo4j server can't be reached")
    assert "check FATU_GRAPH_URL" in done.stderr
    done = fatu("migrate", "--from", str(tmp_path), "--to", "servers", FATU_GRAPH_URL="", FATU_SEARCH_URL="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "set FATU_GRAPH_URL, FATU_SEARCH_URL or both" in done.stderr


class Old(BaseHTTPRequestHandler):
    """Answers as an Elasticsearch of version 7 does."""

    def do_GET(self) -> None:
        body = b'{"version": {"number": "7.17.0"}, "tagline": "You Know, for Search"}'
        self.send_response(200)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def old_server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Old)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_too_old_an_index_server(old_server: str, held: Settings) -> None:
    refused(changed(held, search_url=old_server), StoreUnavailable, "7.17.0", "too old", "upgrade")


def test_wrong_login(both_servers: dict[str, str], tmp_path: Path) -> None:
    # A user of its own: the server shuts a user out for a while after some wrong passwords.
    file = tmp_path / "auth"
    file.write_text("nobody/wrong/with/slashes\n")
    settings = Settings(data=tmp_path, graph_url=both_servers["graph_url"], graph_auth_file=file)
    refused(settings, StoreUnavailable, "refuses user or password")


def test_data_set_that_is_not_there(both_servers: dict[str, str], held: Settings) -> None:
    graph = {k: v for k, v in both_servers.items() if k.startswith("graph")}
    refused(changed(held, dataset="nothing", **graph), StoreUnavailable, "no data set 'nothing'", "fatu ingest")
    settings = changed(held, dataset="nothing", search_url=both_servers["search_url"])
    refused(settings, StoreUnavailable, "no index fatu-nothing", "fatu ingest")


def test_half_built_index(held: Settings, places: Places) -> None:
    settings = changed(places("elasticsearch"), data=held.data)
    with closing(open_search(settings, write=True)):
        refused(settings, StoreUnavailable, "is not complete", "fatu ingest")
    done = fatu("migrate", "--from", "servers", "--to", "servers", **environment(settings))
    assert (done.returncode, "graph and index agree" in done.stdout) == (0, True), done
    with open_services(settings) as services:
        assert services.index.count() > 100


def test_two_writers_of_one_data_set(places: Places) -> None:
    settings = places("neo4j")
    with closing(open_store(settings, write=True)) as store, store.hold_writer():
        done = fatu("ingest", str(samples()), **environment(settings))
        assert (done.returncode, done.stdout) == (4, "")
        assert f"another process is writing to the data set '{settings.dataset}'" in done.stderr
        assert f"process {os.getpid()} on" in done.stderr
        with pytest.raises(StoreBusy), closing(open_store(settings, write=True)) as other, other.hold_writer(0.1):
            pass
    assert fatu("ingest", str(samples()), **environment(settings)).returncode == 0
