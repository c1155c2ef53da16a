"""The engines behind the SearchIndex port, each with an empty place of its own per test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schemas.ports import SearchIndex
from schemas.queries import IndexDocument
from search import open_index
from tests.contracts.search.documents import build_corpus

ENGINES = ("tantivy", "elasticsearch")


@dataclass
class Engine:
    """Opens handles on one place; they are closed at the end of the test."""

    name: str
    open_handle: Callable[[bool], SearchIndex]
    handles: list[SearchIndex] = field(default_factory=list)

    def open(self, *, read_only: bool = True) -> SearchIndex:
        self.handles.append(self.open_handle(read_only))
        return self.handles[-1]

    def fill(self, documents: list[IndexDocument]) -> SearchIndex:
        """A handle for writing whose generation holds those documents and is published."""
        index = self.open(read_only=False)
        index.replace(sorted({d.expression for d in documents}), documents)
        index.publish()
        return index


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "tantivy":
        made = Engine("tantivy", lambda read_only: open_index(tmp_path / "index", read_only=read_only))
        yield made
        for handle in made.handles:
            handle.close()
        return
    url = os.environ.get("FATU_TEST_ELASTICSEARCH_URL")
    if not url:
        pytest.skip("no Elasticsearch: FATU_TEST_ELASTICSEARCH_URL is not set")
    yield from _elasticsearch(url)


def _elasticsearch(url: str) -> Iterator[Engine]:
    from search.elastic import drop_dataset, open_elastic

    dataset = f"test-{uuid.uuid4().hex[:12]}"
    made = Engine("elasticsearch", lambda read_only: open_elastic(url, dataset=dataset, read_only=read_only))
    try:
        yield made
    finally:
        for handle in made.handles:
            handle.close()
        drop_dataset(url, dataset)


@pytest.fixture
def index(engine: Engine) -> SearchIndex:
    """The invented corpus, filled and opened for reading."""
    engine.fill(build_corpus())
    return engine.open()
