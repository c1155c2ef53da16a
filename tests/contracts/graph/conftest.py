"""Runs every contract test over every engine; the test ids carry the engine's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemas.ports import GraphStore
from tests.contracts.graph.engines import ENGINES, Engine, skip_reason


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
