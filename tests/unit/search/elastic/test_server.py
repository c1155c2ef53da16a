"""Generations, foreign indices and faults on a real Elasticsearch (FATU_TEST_ELASTICSEARCH_URL)."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from elasticsearch import Elasticsearch

from schemas.errors import IncompatibleData, StoreUnavailable
from schemas.queries import Filters, SearchRequest
from search.elastic import ElasticIndex, drop_dataset, open_elastic
from search.elastic.generations import find_generations
from search.tokens import Segmenter, load_segmenter
from tests.contracts.search.documents import TODAY, build_corpus, make_document
from tests.unit.search.elastic.stand_ins import Wire

URL = os.environ.get("FATU_TEST_ELASTICSEARCH_URL", "")
pytestmark = pytest.mark.skipif(not URL, reason="no Elasticsearch: FATU_TEST_ELASTICSEARCH_URL is not set")
LAW = "cn:law:云溪法@2020-01-01"


@pytest.fixture
def dataset() -> Iterator[str]:
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    drop_dataset(URL, name)


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    with Elasticsearch(URL) as made:
        yield made


def fill(dataset: str, **more: object) -> ElasticIndex:
    index = open_elastic(URL, dataset=dataset, read_only=False, **more)  # type: ignore[arg-type]
    index.replace([], build_corpus())
    index.publish()
    return index


def other_segmenter() -> Segmenter:
    base = load_segmenter()
    return Segmenter(base.name, (*base.user_words, "河道名录"), base.cut_words, base.cut_search)


def total(index: ElasticIndex, text: str) -> int:
    return index.search(SearchRequest(text, TODAY, Filters(all_versions=True))).total


def test_index_of_other_words_is_refused_and_rebuilt_beside(dataset: str, client: Elasticsearch) -> None:
    fill(dataset).close()
    reader = open_elastic(URL, dataset=dataset, read_only=True)
    with pytest.raises(IncompatibleData, match="another version"):
        open_elastic(URL, dataset=dataset, read_only=True, segmenter=other_segmenter())
    new = open_elastic(URL, dataset=dataset, read_only=False, segmenter=other_segmenter())
    new.replace([], [make_document(1, "渔船。")])
    assert (total(reader, "渔船"), total(new, "渔船")) == (0, 1)
    assert len(find_generations(client, f"fatu-{dataset}")) == 2
    new.publish()
    assert find_generations(client, f"fatu-{dataset}") == [new.fingerprint]
    for text in ("渔船", "没有的词"):
        with pytest.raises(IncompatibleData):
            total(reader, text)


def test_reader_follows_a_new_generation_of_its_own_version(dataset: str, client: Elasticsearch) -> None:
    fill(dataset).close()
    reader = open_elastic(URL, dataset=dataset, read_only=True)
    client.indices.delete_alias(index="_all", name=f"fatu-{dataset}")
    client.indices.delete(index=reader._name)
    with pytest.raises(StoreUnavailable) as error:
        total(reader, "河道")
    assert "fatu ingest" in error.value.hint
    new = fill(dataset)
    assert total(reader, "河道") > 0
    assert reader.fingerprint == new.fingerprint


def test_names_that_are_taken_are_told(dataset: str, client: Elasticsearch) -> None:
    alias = f"fatu-{dataset}"
    client.indices.create(index=alias, settings={"number_of_replicas": 0})
    try:
        with pytest.raises(StoreUnavailable, match="needs an alias"):
            open_elastic(URL, dataset=dataset, read_only=True)
    finally:
        client.indices.delete(index=alias)
    client.indices.create(index=f"{alias}-else", aliases={alias: {}}, settings={"number_of_replicas": 0})
    try:
        with pytest.raises(IncompatibleData, match="not made by fatu"):
            open_elastic(URL, dataset=dataset, read_only=True)
        client.indices.create(index=f"{alias}-more", aliases={alias: {}}, settings={"number_of_replicas": 0})
        with pytest.raises(StoreUnavailable, match="several indices"):
            open_elastic(URL, dataset=dataset, read_only=True)
    finally:
        client.options(ignore_status=404).indices.delete(index=[f"{alias}-else", f"{alias}-more"])


def test_datasets_whose_names_begin_alike_stay_apart(dataset: str) -> None:
    longer = f"{dataset}-more"
    try:
        fill(longer)
        fill(dataset)
        drop_dataset(URL, dataset)
        assert open_elastic(URL, dataset=longer, read_only=True).count() == len(build_corpus())
    finally:
        drop_dataset(URL, longer)


def test_identifiers_longer_than_the_servers_limit(dataset: str) -> None:
    index = fill(dataset)
    long = make_document(1, "渔船。", expression="cn:law:" + "长" * 300 + "@2020-01-01")
    index.replace([long.expression], [long])
    index.replace([long.expression], [long])
    assert [i for i in index.ids() if "长" in i] == [long.id]


def test_a_cut_wire_is_told_and_mended_without_a_restart(dataset: str) -> None:
    fill(dataset).close()
    at = urlsplit(URL)
    wire = Wire(at.hostname or "", at.port or 80)
    reader = open_elastic(wire.url, dataset=dataset, read_only=True)
    before = total(reader, "河道")
    for _ in range(2):
        wire.cut()
        for _ in range(3):
            with pytest.raises(StoreUnavailable, match="does not answer"):
                total(reader, "河道")
        wire.mend()
        assert total(reader, "河道") == before
    wire.cut()


def test_writing_waits_for_the_wire_and_loses_nothing(dataset: str) -> None:
    fill(dataset).close()
    at = urlsplit(URL)
    wire = Wire(at.hostname or "", at.port or 80)
    writer = open_elastic(wire.url, dataset=dataset, read_only=False, patience=20)
    documents = [make_document(n, f"渔船 {n}。" * 200) for n in range(2_000)]
    for pause in (0.05, 0.3, 0.8):
        timers = [threading.Timer(pause, wire.cut), threading.Timer(pause + 0.7, wire.mend)]
        for timer in timers:
            timer.start()
        writer.replace([LAW], documents)
        for timer in timers:
            timer.join()
        assert total(writer, "渔船") == len(documents)
        assert sum(i.startswith(LAW) for i in writer.ids()) == len(documents)
    wire.cut()


def test_writing_gives_up_when_the_wire_stays_cut(dataset: str) -> None:
    fill(dataset).close()
    at = urlsplit(URL)
    wire = Wire(at.hostname or "", at.port or 80)
    writer = open_elastic(wire.url, dataset=dataset, read_only=False, patience=0.5)
    wire.cut()
    with pytest.raises(StoreUnavailable, match="does not answer"):
        writer.replace([LAW], [make_document(1, "渔船。")])
    wire.mend()
    writer.replace([LAW], [make_document(1, "渔船。")])
    assert total(writer, "渔船") == 1
    wire.cut()
