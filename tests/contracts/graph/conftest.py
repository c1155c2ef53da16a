"""Runs every contract test over every engine; the test ids carry the engine's name."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from schemas.ports import GraphStore
from tests.contracts.graph.engines import ENGINES, Engine, skip_reason
from tests.contracts.graph.reference import Reference
from tests.contracts.graph.world import random_changes


@pytest.fixture(scope="session", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One engine at a time."""
    if reason := skip_reason(request.param):
        pytest.skip(reason)
    made = ENGINES[request.param]()
    yield made
    made.close()


@pytest.fixture
def store(engine: Engine) -> Iterator[GraphStore]:
    """A fresh, empty store."""
    opened = engine.fresh()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def crowd(engine: Engine) -> Iterator[tuple[GraphStore, Reference]]:
    """A store after some random changes, only to be read, and the plain model in the same state."""
    opened, reference, dice = engine.beside(), Reference(), random.Random(5)
    for step in range(10):
        opened.apply(random_changes(reference, dice, step))
    yield opened, reference
    opened.close()
