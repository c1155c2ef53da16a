"""Vectors on a real Elasticsearch (FATU_TEST_ELASTICSEARCH_URL): what a killed run leaves, foreign indices, the lease."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from schemas.errors import IncompatibleData, ModelUnavailable, StoreBusy
from search.elastic import ElasticVectors, drop_dataset, open_elastic_vectors
from search.elastic.generations import find_generations
from search.elastic.vectors import lease, store
from search.elastic.vectors.queries import MOST, build_nearest, split_query
from search.elastic.vectors.writer import ElasticVectorWriter

pytest.importorskip("numpy", reason="search by meaning is not installed: no numpy")

from tests.contracts.vectors.world import (
    DIMENSIONS,
    FILTERS,
    TODAY,
    fill,
    make_groups,
    make_questions,
    make_vectors,
    read,
)

URL = os.environ.get("FATU_TEST_ELASTICSEARCH_URL", "")
needs_server = pytest.mark.skipif(not URL, reason="no Elasticsearch: FATU_TEST_ELASTICSEARCH_URL is not set")
MODEL = "0123456789ab"


@pytest.fixture
def dataset() -> Iterator[str]:
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    drop_dataset(URL, name)


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    with Elasticsearch(URL) as made:
        yield made


def open_vectors(dataset: str, fingerprint: str = MODEL) -> ElasticVectors:
    return open_elastic_vectors(URL, dataset=dataset, fingerprint=fingerprint, dimensions=DIMENSIONS)


def count(vectors: ElasticVectors) -> int:
    return len(read(vectors).find_nearest(make_questions(1)[0], FILTERS[0], TODAY, 1_000))


def test_a_question_in_two_bytes_is_off_by_little() -> None:
    for question in make_questions(20):
        high, low, step = split_query(question)
        assert all(-128 <= n <= 127 for n in (*high, *low))
        assert (
            max(abs((254 * h + n) * step - x) for h, n, x in zip(high, low, question, strict=True)) <= step / 2 + 1e-12
        )
        assert step < 4e-5
    assert split_query([0.0, 0.0]) == ([0, 0], [0, 0], 1.0)


def test_the_graph_is_walked_for_no_more_than_the_server_takes() -> None:
    question = make_questions(1)[0]
    for limit in (1, 500, MOST // 3):
        assert "knn" in build_nearest(question, [], limit)["script_score"]["query"]
    for limit, vector in ((MOST // 2, question), (10, [0.0] * DIMENSIONS)):
        assert "knn" not in build_nearest(vector, [], limit)["script_score"]["query"]


@needs_server
def test_a_version_that_was_listed_in_part_is_listed_anew(dataset: str, client: Elasticsearch) -> None:
    vectors, groups = open_vectors(dataset), make_groups(300)
    fill(vectors, groups)
    gone = groups[4][1][2].id
    client.delete_by_query(index=f"fatu-{dataset}.meaning", query={"term": {"id": gone}}, refresh=True)
    with vectors.open_writer() as writer:
        assert writer.listed().keys() - writer.complete() == {groups[4][0].id}
    fill(vectors, groups)
    with vectors.open_writer() as writer:
        assert writer.listed().keys() == writer.complete()
    assert count(vectors) == 300


@needs_server
def test_an_index_that_is_gone_is_said_and_made_anew(dataset: str, client: Elasticsearch) -> None:
    vectors, reader = open_vectors(dataset), open_vectors(dataset)
    fill(vectors, make_groups(60))
    held = read(reader)
    assert count(reader) == 60
    client.indices.delete(index=find_generations(client, f"fatu-{dataset}.meaning"))
    with pytest.raises(ModelUnavailable, match="gone"):
        held.find_nearest(make_questions(1)[0], FILTERS[0], TODAY, 10)
    assert reader.state() is None
    fill(vectors, make_groups(80))
    assert count(reader) == 80


@needs_server
def test_readers_follow_a_generation_that_takes_the_place_of_theirs(dataset: str, client: Elasticsearch) -> None:
    vectors, reader = open_vectors(dataset), open_vectors(dataset)
    fill(vectors, make_groups(60))
    assert count(reader) == 60
    client.indices.delete(index=find_generations(client, f"fatu-{dataset}.meaning"))
    fill(open_vectors(dataset), make_groups(70))
    assert count(reader) == 70


@needs_server
def test_vectors_of_another_version_of_the_model_are_not_mixed(
    dataset: str, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(open_vectors(dataset), make_groups(60))
    monkeypatch.setattr(store, "MODEL_VERSION", "99")
    newer = open_vectors(dataset)
    assert newer.state() is None
    assert newer.has_others()
    fill(newer, make_groups(60))
    assert find_generations(client, f"fatu-{dataset}.meaning")[0].startswith(f"fatu-{dataset}.meaning-99-")


@needs_server
def test_an_index_that_is_not_ours_is_refused(dataset: str, client: Elasticsearch) -> None:
    alias = f"fatu-{dataset}.meaning"
    client.indices.create(index=f"{alias}-else", aliases={alias: {}}, settings={"number_of_replicas": 0})
    try:
        vectors = open_vectors(dataset)
        for ask in (vectors.state, vectors.open_reader):
            with pytest.raises(IncompatibleData, match="not made by fatu"):
                ask()
        with pytest.raises(IncompatibleData), vectors.open_writer():
            pass
    finally:
        client.indices.delete(index=f"{alias}-else")


@needs_server
def test_the_place_of_a_killed_writer_is_free_after_its_time(dataset: str, client: Elasticsearch) -> None:
    vectors, other = open_vectors(dataset), open_vectors(dataset)
    killed = vectors.open_writer()
    killed.__enter__()
    with pytest.raises(StoreBusy, match="another process is embedding"), other.open_writer():
        pass
    client.update(index=f"fatu-{dataset}.meaning-writer", id="writer", doc={"until": 1})
    with other.open_writer() as writer:
        writer.add(make_vectors(writer.replace([], make_groups(20))))
    assert count(vectors) == 20
    killed.__exit__(None, None, None)


@needs_server
def test_a_writer_that_lost_its_place_writes_no_more(
    dataset: str, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "_RENEWAL", 0.05)
    with open_vectors(dataset).open_writer() as slow:
        slow.replace([], make_groups(5))
        taken = {"owner": "somebody else", "until": 1 << 60}
        client.update(index=f"fatu-{dataset}.meaning-writer", id="writer", doc=taken)
        with pytest.raises(StoreBusy, match="has begun to embed"):
            write_on(slow)


def write_on(writer: ElasticVectorWriter) -> None:
    """Write until something forbids it, for a minute at most."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        writer.replace([], make_groups(1))
