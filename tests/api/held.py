"""Fixtures: a real data directory with the invented law, and a client of the application over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.services.container import Services, open_services
from api.services.ingest import run_ingest
from schemas.settings import Settings
from tests.api.invented import write_laws


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory into which the invented law was ingested."""
    folder = tmp_path_factory.mktemp("held")
    settings = Settings(data=folder / "data", workers=1)
    with open_services(settings, write=True) as services:
        report = run_ingest(services, [write_laws(folder / "laws")])
    assert (report.read, report.rejected) == (5, [])
    return settings.data


@pytest.fixture(scope="session")
def services(data: Path) -> Iterator[Services]:
    """The services over it, read only."""
    with open_services(Settings(data=data)) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(services: Services) -> Iterator[TestClient]:
    """A client of the application; failures of ours come back as the answers that users would see."""
    with TestClient(create_app(services), raise_server_exceptions=False) as opened:
        yield opened
