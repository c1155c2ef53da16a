"""Listing and filling: in steps, by one writer at a time, and nothing of another model's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.errors import StoreBusy
from schemas.ports import VectorStore
from schemas.vectors import Vector, VectorState
from tests.contracts.vectors.conftest import Engine
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

QUESTION = make_questions(1)[0]


def found(store: VectorStore) -> list[tuple[str, float]]:
    return [(h.id, h.score) for h in read(store).find_nearest(QUESTION, FILTERS[0], TODAY, 1_000)]


def test_nothing_is_there_before_the_first_is_listed(engine: Engine) -> None:
    store = engine.open()
    assert store.state() is None
    assert store.open_reader() is None
    assert not store.has_others()


def test_what_is_written_is_read(engine: Engine) -> None:
    groups, store = make_groups(300), engine.open()
    fill(store, groups)
    reader = read(engine.open())
    keys = {entry.key for _, entries in groups for entry in entries}
    assert sorted(reader.ids()) == sorted(e.id for _, entries in groups for e in entries)
    assert reader.stamps() == {version.id: "1" for version, _ in groups}
    assert dict(reader.vectors()) == make_vectors(keys)
    state = engine.open().state()
    assert state is not None
    assert (state.entries, state.waiting) == (300, 0)
    assert len(keys) <= state.vectors <= 300


def test_each_text_is_asked_for_once(engine: Engine) -> None:
    groups = make_groups(300)
    keys = [entry.key for _, entries in groups for entry in entries]
    assert len(set(keys)) < len(keys)
    assert fill(engine.open(), groups) == len(set(keys))
    assert len(found(engine.open())) == 300


def test_what_has_no_vector_yet_is_listed_and_waited_for(engine: Engine) -> None:
    groups, store = make_groups(300), engine.open()
    done = fill(store, groups, most=100)
    state = store.state()
    assert state is not None
    assert (done, state.entries) == (100, 300)
    assert state.waiting > 0
    assert 100 <= len(found(store)) < 300
    with engine.open().open_writer() as writer:
        assert writer.listed() == {version.id: "1" for version, _ in groups}
        complete = writer.complete()
        assert complete < set(writer.listed())
        rest = [group for group in groups if group[0].id not in complete]
        missing = writer.replace({version.id for version, _ in rest}, rest)
        assert len(missing) + done == len({e.key for _, entries in groups for e in entries})
        writer.add(make_vectors(missing))
        writer.finish()
    assert len(found(store)) == 300
    assert store.state() == engine.open().state()


def test_a_step_is_seen_at_once_by_readers_that_are_open(engine: Engine) -> None:
    store, reader = engine.open(), engine.open()
    fill(store, make_groups(100))
    assert len(found(reader)) == 100
    with store.open_writer() as writer:
        missing = writer.replace([], make_groups(50, versions=5, first=200))
        assert len(found(reader)) == 100
        writer.add(make_vectors(missing))
        assert len(found(reader)) == 150


def test_vectors_stay_where_only_the_state_of_a_version_changed(engine: Engine) -> None:
    store = engine.open()
    fill(store, make_groups(200))
    before = found(store)
    assert fill(store, make_groups(200, stamp="2")) == 0
    assert found(store) == before
    assert set(read(store).stamps().values()) == {"2"}


def test_changed_values_are_those_that_filters_ask(engine: Engine) -> None:
    store, groups = engine.open(), make_groups(200)
    fill(store, groups)
    moved = [(replace(version, kind="treaty", stamp="2"), entries) for version, entries in groups[:3]]
    with store.open_writer() as writer:
        assert writer.replace({version.id for version, _ in moved}, moved) == set()
    filters = replace(FILTERS[0], kinds=("treaty",))
    hits = read(store).find_nearest(QUESTION, filters, TODAY, 1_000)
    assert {h.id for h in hits} == {e.id for _, entries in moved for e in entries}
    assert len(found(store)) == 200


def test_versions_that_are_gone_are_found_no_more(engine: Engine) -> None:
    store, groups = engine.open(), make_groups(200)
    fill(store, groups)
    gone = {version.id for version, _ in groups[:10]}
    with store.open_writer() as writer:
        assert writer.replace(gone, []) == set()
    left = sorted(e.id for version, entries in groups for e in entries if version.id not in gone)
    assert sorted(read(store).ids()) == left
    assert sorted(i for i, _ in found(store)) == left


def test_a_version_whose_entries_differ_in_what_filters_ask_is_one(engine: Engine) -> None:
    ((version, entries), *_) = make_groups(40, versions=1)
    version = replace(version, effective_to=99991231)
    parts = [(version, entries[:30]), (replace(version, effective_to=20150101), entries[30:])]
    store = engine.open()
    fill(store, parts)
    with store.open_writer() as writer:
        assert writer.complete() == {version.id}
    assert len(read(store).find_nearest(QUESTION, replace(FILTERS[0], all_versions=False), TODAY, 100)) == 30


def test_a_vector_of_no_length_is_near_to_nothing(engine: Engine) -> None:
    groups, store = make_groups(5, versions=1), engine.open()
    with store.open_writer() as writer:
        missing = writer.replace([], groups)
        writer.add({key: Vector(bytes(DIMENSIONS), 1.0) for key in missing})
    assert {score for _, score in found(store)} == {0.0}
    assert len(found(store)) == 5


def test_one_writer_at_a_time(engine: Engine) -> None:
    store = engine.open()
    with store.open_writer(), pytest.raises(StoreBusy, match="another process"), engine.open().open_writer():
        pass
    with engine.open().open_writer():
        pass


def test_vectors_of_two_models_never_meet(engine: Engine) -> None:
    old, new = engine.open("a" * 12), engine.open("b" * 12)
    fill(old, make_groups(60))
    assert new.state() is None
    assert new.open_reader() is None
    assert new.has_others()
    assert fill(new, make_groups(80), most=30) == 30
    assert isinstance(new.state(), VectorState)
    assert len(found(old)) == 60, "until the new are complete the old answer"
    with new.open_writer() as writer:
        missing = writer.replace(writer.listed().keys(), make_groups(80))
        writer.add(make_vectors(missing))
        writer.finish()
    assert len(found(new)) == 80
    assert not new.has_others()
    left = engine.open("a" * 12)
    assert left.state() is None
    assert left.has_others()


def test_vectors_move_between_engines_elasticsearch(server: Engine, files: Engine) -> None:
    groups, models = make_groups(200), ("a" * 12, "b" * 12)
    fill(files.open(models[0]), groups)
    for source, target, model in ((files, server, models[0]), (server, files, models[1])):
        held = dict(read(source.open(models[0])).vectors())
        store = target.open(model)
        with store.open_writer() as writer:
            missing = writer.replace([], groups)
            assert missing == held.keys()
            writer.add(held)
        assert dict(read(store).vectors()) == held
        assert {i for i, _ in found(store)} == {i for i, _ in found(source.open(models[0]))}
