"""Writing: whole commits, replaced versions, generations, and readers that follow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemas.errors import StoreUnavailable
from schemas.ports import SearchIndex
from schemas.queries import Filters, IndexDocument, SearchRequest
from tests.contracts.search.conftest import Engine
from tests.contracts.search.documents import TODAY, build_corpus, make_document

LAW = "cn:law:云溪法@2020-01-01"


def total(index: SearchIndex, text: str) -> int:
    return index.search(SearchRequest(text, TODAY, Filters(all_versions=True))).total


def test_ids_and_count_tell_every_entry(index: SearchIndex) -> None:
    expected = sorted(d.id for d in build_corpus())
    assert sorted(index.ids()) == expected
    assert index.count() == len(expected)


def test_replacing_drops_what_the_version_had(engine: Engine) -> None:
    index = engine.fill(build_corpus())
    index.replace([LAW, "cn:law:不存在@2020-01-01"], [make_document(1, "全新的条文。")])
    assert sorted(i for i in index.ids() if i.startswith(LAW)) == [f"{LAW}~art_1"]
    assert (total(index, "名录"), total(index, "全新")) == (1, 1)
    index.replace([LAW], [])
    assert not [i for i in index.ids() if i.startswith(LAW)]


def test_replacing_twice_writes_nothing_twice(engine: Engine) -> None:
    index = engine.fill(build_corpus())
    for _ in range(3):
        index.replace([LAW], [d for d in build_corpus() if d.expression == LAW])
    assert sorted(index.ids()) == sorted(d.id for d in build_corpus())


def test_a_reader_follows_another_handles_writing(engine: Engine) -> None:
    writer = engine.fill(build_corpus())
    reader = engine.open()
    for n in range(3):
        writer.replace([LAW], [make_document(k, "渔船。") for k in range(n + 1)])
        assert total(reader, "渔船") == n + 1


def test_documents_that_fail_leave_the_index_as_it_was(engine: Engine) -> None:
    index = engine.fill(build_corpus())

    def broken() -> Iterator[IndexDocument]:
        yield make_document(1, "只写了一半。")
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.replace([LAW], broken())
    assert sorted(index.ids()) == sorted(d.id for d in build_corpus())
    index.replace([LAW], [make_document(1, "全新的条文。")])
    assert (total(index, "一半"), total(index, "全新")) == (0, 1)


def test_nothing_is_visible_before_the_first_generation_is_published(engine: Engine) -> None:
    with pytest.raises(StoreUnavailable) as error:
        engine.open()
    assert "fatu ingest" in error.value.hint
    index = engine.open(read_only=False)
    index.replace([LAW], [make_document(1, "渔船。")])
    with pytest.raises(StoreUnavailable, match="not complete"):
        engine.open()
    assert total(index, "渔船") == 1
    index.publish()
    assert total(engine.open(), "渔船") == 1


def test_an_unfinished_generation_goes_on(engine: Engine) -> None:
    first = engine.open(read_only=False)
    first.replace([LAW], [make_document(1, "渔船。")])
    first.close()
    second = engine.open(read_only=False)
    assert second.fingerprint == first.fingerprint
    assert total(second, "渔船") == 1
    second.publish()
    assert engine.open().fingerprint == second.fingerprint


def test_the_fingerprint_stays_from_handle_to_handle(engine: Engine) -> None:
    index = engine.fill(build_corpus())
    index.close()
    assert engine.open().fingerprint == engine.open(read_only=False).fingerprint == index.fingerprint


def test_a_handle_for_reading_writes_nothing(engine: Engine) -> None:
    engine.fill(build_corpus())
    with pytest.raises(StoreUnavailable):
        engine.open().replace([LAW], [])
