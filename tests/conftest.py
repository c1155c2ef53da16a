"""What all tests share: the real corpus where there is one, and the switch that rewrites golden files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is read as what is expected")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real laws; tests that need it are skipped, visibly, where FATU_TEST_SHARED is not set."""
    shared = os.environ.get("FATU_TEST_SHARED")
    if not shared:
        pytest.skip("needs the real corpus: set FATU_TEST_SHARED")
    return Path(shared) / "corpus" / "laws"
