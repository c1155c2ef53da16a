"""Places to keep data in, by engine: a new directory, a data set of its own on the servers, or one of each."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.neo4j import Neo4jGraph, open_neo4j
from schemas.settings import Settings
from search.elastic import drop_dataset

MIXES = ("files", "neo4j", "elasticsearch", "neo4j+elasticsearch")
Places = Callable[[str], Settings]

_NEEDED = ("FATU_TEST_NEO4J_URL", "FATU_TEST_NEO4J_USER", "FATU_TEST_NEO4J_PASSWORD", "FATU_TEST_ELASTICSEARCH_URL")


@pytest.fixture(scope="session")
def both_servers() -> dict[str, str]:
    """Settings that name both servers."""
    if missing := [n for n in _NEEDED if not os.environ.get(n)]:
        pytest.skip(f"no servers: {missing[0]} is not set")
    url, user, password, search = (os.environ[n] for n in _NEEDED)
    return {"graph_url": url, "graph_user": user, "graph_password": password, "search_url": search}


@pytest.fixture(scope="module")
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """Makes a new, empty place for a mix of engines; all are cleared away at the end."""
    made: list[Settings] = []

    def make(mix: str) -> Settings:
        given: dict[str, str] = {}
        if mix != "files":
            servers: dict[str, str] = request.getfixturevalue("both_servers")
            asked = [prefix for prefix, name in (("graph", "neo4j"), ("search", "elasticsearch")) if name in mix]
            given = {k: v for k, v in servers.items() if k.startswith(tuple(asked))}
        data = tmp_path_factory.mktemp("place") / "data"
        made.append(Settings(data=data, dataset=f"t{uuid.uuid4().hex[:12]}", workers=1, **given))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for settings in made:
        clear(settings)


def clear(settings: Settings) -> None:
    """Delete what the servers hold of a place."""
    if settings.graph_url:
        password = settings.graph_password.get_secret_value()
        store = open_neo4j(settings.graph_url, settings.graph_user, password, dataset=settings.dataset)
        assert isinstance(store, Neo4jGraph)
        store.drop()
        store.close()
    if settings.search_url:
        drop_dataset(settings.search_url, settings.dataset)


def environment(settings: Settings) -> dict[str, str]:
    """The variables that give a process these settings."""
    named = {
        "FATU_DATA": str(settings.data.resolve()),
        "FATU_DATASET": settings.dataset,
        "FATU_GRAPH_URL": settings.graph_url,
        "FATU_GRAPH_USER": settings.graph_user,
        "FATU_GRAPH_PASSWORD": settings.graph_password.get_secret_value(),
        "FATU_SEARCH_URL": settings.search_url,
        "FATU_PATIENCE": str(settings.patience),
        "FATU_WORKERS": "1",
    }
    return {**os.environ, **named}


def samples() -> Path:
    """The documents of the fictional city and its province."""
    return Path(__file__).parents[2] / "samples" / "laws"


def sample_folders() -> list[Path]:
    """The folders of all that the fictional city has; the names of its places stand beside them."""
    return [samples().parent / name for name in ("laws", "documents", "lists", "reports")]
