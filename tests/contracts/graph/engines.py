"""The engines that the contract is run over: how to get a fresh store of each, and to open the same data again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from graph import open_graph
from graph.neo4j import Neo4jGraph, open_neo4j
from schemas.ports import GraphStore


@dataclass(frozen=True, slots=True)
class Engine:
    """`fresh` empties a place and opens it, `again` opens the last one once more, `close` cleans up.

    `place` names the last one for `open_place`, also in another process. `beside` opens an empty one that `fresh`
    leaves alone.
    """

    name: str
    fresh: Callable[[], GraphStore]
    beside: Callable[[], GraphStore]
    place: Callable[[], str]
    close: Callable[[], None]

    def again(self) -> GraphStore:
        """Open the data of the last fresh store once more."""
        return open_place(self.name, self.place())


def open_place(name: str, place: str) -> GraphStore:
    """Open the data of an engine at a place for writing."""
    return _OPEN[name](place)


def _sqlite_engine() -> Engine:
    folder = Path(tempfile.mkdtemp(prefix="fatu-contract-"))
    number = [0]

    def fresh() -> GraphStore:
        number[0] += 1
        return open_place("sqlite", place())

    def place() -> str:
        return str(folder / str(number[0]))

    def beside() -> GraphStore:
        return open_place("sqlite", str(folder / "beside"))

    return Engine("sqlite", fresh, beside, place, lambda: shutil.rmtree(folder))


def _neo4j_engine() -> Engine:
    place = f"t{uuid4().hex[:12]}"

    def fresh() -> GraphStore:
        store = open_place("neo4j", place)
        assert isinstance(store, Neo4jGraph)
        store.wipe()
        return store

    def close() -> None:
        for name in (place, f"{place}b"):
            store = open_place("neo4j", name)
            assert isinstance(store, Neo4jGraph)
            store.drop()
            store.close()

    return Engine("neo4j", fresh, lambda: open_place("neo4j", f"{place}b"), lambda: place, close)


def _open_neo4j(place: str) -> GraphStore:
    url, user, password = (os.environ[f"FATU_TEST_NEO4J_{name}"] for name in ("URL", "USER", "PASSWORD"))
    return open_neo4j(url, user, password, dataset=place)


ENGINES: dict[str, Callable[[], Engine]] = {"sqlite": _sqlite_engine, "neo4j": _neo4j_engine}
_OPEN: dict[str, Callable[[str], GraphStore]] = {
    "sqlite": lambda place: open_graph(Path(place), read_only=False),
    "neo4j": _open_neo4j,
}


def skip_reason(name: str) -> str | None:
    """Why an engine can't be run here, None when it can (and then a server that is down is a failure)."""
    if name == "neo4j" and not os.environ.get("FATU_TEST_NEO4J_URL"):
        return "no Neo4j: set FATU_TEST_NEO4J_URL, FATU_TEST_NEO4J_USER and FATU_TEST_NEO4J_PASSWORD"
    return None
