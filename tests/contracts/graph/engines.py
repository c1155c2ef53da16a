"""The engines that the contract is run over: how to get a fresh store of each, and to open the same data again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph import open_graph
from schemas.ports import GraphStore


@dataclass(frozen=True, slots=True)
class Engine:
    """`fresh` gives a new, empty store; `again` opens the data of the last one once more; `close` cleans up."""

    name: str
    fresh: Callable[[], GraphStore]
    again: Callable[[], GraphStore]
    close: Callable[[], None]


def sqlite_engine() -> Engine:
    """The embedded engine, in a temporary directory."""
    folder = Path(tempfile.mkdtemp(prefix="fatu-contract-"))
    number = [0]

    def fresh() -> GraphStore:
        number[0] += 1
        return again()

    def again() -> GraphStore:
        return open_graph(folder / str(number[0]), read_only=False)

    return Engine("sqlite", fresh, again, lambda: shutil.rmtree(folder))


ENGINES: dict[str, Callable[[], Engine]] = {"sqlite": sqlite_engine}


def skip_reason(name: str) -> str | None:
    """Why an engine can't be run here, None when it can (and then a server that is down is a failure)."""
    if name == "neo4j" and not os.environ.get("FATU_TEST_NEO4J_URL"):
        return "no Neo4j: set FATU_TEST_NEO4J_URL, FATU_TEST_NEO4J_USER and FATU_TEST_NEO4J_PASSWORD"
    return None
