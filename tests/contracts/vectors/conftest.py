"""The engines behind the VectorStore port, each with an empty place of its own per test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schemas.ports import VectorStore

for name in ("numpy", "onnxruntime", "tokenizers"):
    pytest.importorskip(name, reason=f"search by meaning is not installed: no {name}")

ENGINES = ("files", "elasticsearch")


@dataclass
class Engine:
    """Opens handles on one place, for any model; they are closed at the end of the test."""

    name: str
    open_handle: Callable[[str, bool], VectorStore]
    handles: list[VectorStore] = field(default_factory=list)

    def open(self, fingerprint: str = "0123456789ab", *, exact: bool = True) -> VectorStore:
        self.handles.append(self.open_handle(fingerprint, exact))
        return self.handles[-1]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    yield from _open_engine(request.param, tmp_path)


@pytest.fixture(scope="module", params=ENGINES)
def shared_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One for tests that only read."""
    yield from _open_engine(request.param, tmp_path_factory.mktemp("vectors"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Engine]:
    """The engine for more than one machine."""
    yield from _open_engine("elasticsearch", tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Engine]:
    """The embedded engine."""
    yield from _open_engine("files", tmp_path / "files")


def _open_engine(name: str, folder: Path) -> Iterator[Engine]:
    from search.semantic.local import LocalVectors
    from tests.contracts.vectors.world import DIMENSIONS

    if name == "files":
        yield Engine(name, lambda fingerprint, exact: LocalVectors(folder / "meaning", fingerprint, DIMENSIONS))
        return
    url = os.environ.get("FATU_TEST_ELASTICSEARCH_URL")
    if not url:
        pytest.skip("no Elasticsearch: FATU_TEST_ELASTICSEARCH_URL is not set")
    from search.elastic import drop_dataset, open_elastic_vectors

    dataset = f"test-{uuid.uuid4().hex[:12]}"

    def open_handle(fingerprint: str, exact: bool) -> VectorStore:
        return open_elastic_vectors(url, dataset=dataset, fingerprint=fingerprint, dimensions=DIMENSIONS, exact=exact)

    made = Engine(name, open_handle)
    try:
        yield made
    finally:
        for handle in made.handles:
            handle.close()
        drop_dataset(url, dataset)
