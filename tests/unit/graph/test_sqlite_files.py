"""Files that are missing, foreign, of another model, damaged or busy: a clear error that says what to do."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from graph import open_graph
from graph.sqlite import store as store_module
from schemas.errors import FatuError, IncompatibleData, StoreBusy, StoreUnavailable
from schemas.ports import Changes


def make(path: Path) -> Path:
    store = open_graph(path, read_only=False)
    store.apply(Changes(meta={"a": "1"}))
    store.close()
    return path / "graph.sqlite"


def refused(path: Path, *, read_only: bool) -> FatuError:
    with pytest.raises(FatuError) as caught:
        open_graph(path, read_only=read_only)
    return caught.value


def test_reading_what_no_ingest_has_made(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        error = refused(folder, read_only=True)
        assert isinstance(error, StoreUnavailable)
        assert "fatu ingest" in error.hint
    assert not list(tmp_path.iterdir())


def test_reading_a_file_that_was_never_filled(tmp_path: Path) -> None:
    (tmp_path / "graph.sqlite").touch()
    assert "fatu ingest" in refused(tmp_path, read_only=True).hint
    make(tmp_path)
    open_graph(tmp_path, read_only=True).close()


def test_data_of_another_model(tmp_path: Path) -> None:
    connection = sqlite3.connect(make(tmp_path))
    connection.execute("UPDATE model SET version = 999")
    connection.commit()
    connection.close()
    for read_only in (True, False):
        error = refused(tmp_path, read_only=read_only)
        assert isinstance(error, IncompatibleData)
        assert "999" in error.message


def test_tables_changed_without_a_new_model_version(tmp_path: Path) -> None:
    connection = sqlite3.connect(make(tmp_path))
    connection.execute("UPDATE model SET layout = 'x'")
    connection.commit()
    connection.close()
    assert isinstance(refused(tmp_path, read_only=True), IncompatibleData)


def test_a_database_of_something_else(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "graph.sqlite")
    connection.execute("CREATE TABLE customers (name)")
    connection.commit()
    connection.close()
    assert "not a graph of fatu" in refused(tmp_path, read_only=False).message


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "graph.sqlite").write_text("第一条\n" * 1000, encoding="utf-8")
    for read_only in (True, False):
        assert isinstance(refused(tmp_path, read_only=read_only), StoreUnavailable)


def test_a_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "graph").touch()
    assert isinstance(refused(tmp_path / "graph", read_only=False), StoreUnavailable)
    assert isinstance(refused(tmp_path / "graph" / "deeper", read_only=False), StoreUnavailable)


def test_another_process_that_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_BUSY_SECONDS", 0.2)
    other = sqlite3.connect(make(tmp_path), isolation_level=None)
    store = open_graph(tmp_path, read_only=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        store.apply(Changes(meta={"a": "2"}))
    assert store.meta("a") == "1"
    other.execute("ROLLBACK")
    store.apply(Changes(meta={"a": "2"}))
    assert store.meta("a") == "2"
    store.close()
    other.close()


def test_a_store_opened_for_reading_refuses_writes_and_sees_new_ones(tmp_path: Path) -> None:
    make(tmp_path)
    reader = open_graph(tmp_path, read_only=True)
    with pytest.raises(StoreUnavailable, match="reading only"):
        reader.apply(Changes(meta={"a": "2"}))
    with pytest.raises(StoreUnavailable, match="reading only"):
        reader.acknowledge(1)
    writer = open_graph(tmp_path, read_only=False)
    writer.apply(Changes(meta={"a": "3"}))
    assert reader.meta("a") == "3"
    reader.close()
    writer.close()


def test_two_that_make_the_file_at_once(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def write(name: str) -> None:
        try:
            store = open_graph(tmp_path, read_only=False)
            store.apply(Changes(meta={name: name}))
            store.close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(str(n),)) for n in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not errors
    store = open_graph(tmp_path, read_only=True)
    assert [store.meta(str(n)) for n in range(8)] == [str(n) for n in range(8)]
    store.close()
