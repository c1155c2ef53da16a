"""Damage, versions, locks and crashes of the embedded index."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from schemas.errors import IncompatibleData, StoreBusy, StoreUnavailable
from schemas.ports import SearchIndex
from schemas.queries import Filters, SearchRequest
from search import open_index
from search.tantivy import open_tantivy
from search.tokens import Segmenter, load_segmenter
from tests.contracts.search.documents import TODAY, build_corpus, make_document

LAW = "cn:law:云溪法@2020-01-01"


def fill(path: Path, segmenter: Segmenter | None = None) -> str:
    index = open_tantivy(path, segmenter or load_segmenter(), read_only=False)
    index.replace([], build_corpus())
    index.publish()
    index.close()
    return index.fingerprint


def total(index: SearchIndex, text: str) -> int:
    return index.search(SearchRequest(text, TODAY, Filters(all_versions=True))).total


def other_segmenter() -> Segmenter:
    base = load_segmenter()
    return Segmenter(base.name, (*base.user_words, "河道名录"), base.cut_words, base.cut_search)


@pytest.mark.parametrize("content", ["nothing", "file", "empty folder"])
def test_missing_index_is_told_with_what_to_do(tmp_path: Path, content: str) -> None:
    path = tmp_path / "index"
    if content == "file":
        path.write_text("?")
    if content == "empty folder":
        path.mkdir()
    with pytest.raises(StoreUnavailable) as error:
        open_index(path, read_only=True)
    assert "fatu ingest" in error.value.hint
    if content == "file":
        with pytest.raises(StoreUnavailable):
            open_index(path, read_only=False)


@pytest.mark.parametrize("damage", ["meta.json", "*.idx", "*.term", "*.store", "*.fast"])
@pytest.mark.parametrize("how", ["cut", "gone"])
def test_damaged_index_is_told_and_built_anew(tmp_path: Path, damage: str, how: str) -> None:
    path = tmp_path / "index"
    before = fill(path)
    for file in (path / before).glob(damage):
        if how == "cut":
            os.truncate(file, file.stat().st_size // 2)
        else:
            file.unlink()
    with pytest.raises(StoreUnavailable) as error:
        total(open_index(path, read_only=True), "河道")
    assert "fatu ingest" in error.value.hint
    index = open_index(path, read_only=False)
    assert index.fingerprint != before
    index.replace([], build_corpus())
    index.publish()
    assert total(open_index(path, read_only=True), "河道") > 0


def test_index_of_other_words_is_refused_and_rebuilt_beside(tmp_path: Path) -> None:
    path = tmp_path / "index"
    old = fill(path)
    with pytest.raises(IncompatibleData, match="another version"):
        open_tantivy(path, other_segmenter(), read_only=True)
    reader = open_index(path, read_only=True)
    new = open_tantivy(path, other_segmenter(), read_only=False)
    assert new.fingerprint != old
    new.replace([], [make_document(1, "渔船。")])
    assert total(reader, "渔船") == 0
    assert total(reader, "河道") > 0
    new.publish()
    new.close()
    assert [p.name for p in path.iterdir() if p.is_dir()] == [new.fingerprint]
    with pytest.raises(IncompatibleData):
        total(reader, "河道")


def test_reader_follows_a_new_generation_of_its_own_version(tmp_path: Path) -> None:
    path = tmp_path / "index"
    old = fill(path)
    reader = open_index(path, read_only=True)
    (path / old / "meta.json").unlink()
    new = open_index(path, read_only=False)
    new.replace([], [make_document(1, "渔船。")])
    new.publish()
    assert (total(reader, "渔船"), reader.count()) == (1, 1)


def test_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "index"
    fill(path)
    first, second = open_index(path, read_only=False), open_index(path, read_only=False)
    first.replace([LAW], [])
    with pytest.raises(StoreBusy):
        second.replace([LAW], [])
    first.close()
    second.replace([LAW], [make_document(1, "渔船。")])
    assert total(second, "渔船") == 1


def _write_until_killed(path: Path, ready: object) -> None:
    index = open_index(path, read_only=False)
    for n in range(10_000):
        index.replace([LAW], [make_document(k, f"渔船 轮{n}。") for k in range(20)])
        if n == 1:
            ready.set()  # type: ignore[attr-defined]


def test_a_killed_writer_leaves_a_whole_commit(tmp_path: Path) -> None:
    path = tmp_path / "index"
    fill(path)
    context = multiprocessing.get_context("spawn")
    for wait in (0.0, 0.013, 0.05):
        ready = context.Event()
        process = context.Process(target=_write_until_killed, args=(path, ready))
        process.start()
        assert ready.wait(60)
        process.join(wait)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        reader = open_index(path, read_only=True)
        assert total(reader, "渔船") == 20
        assert sum(i.startswith(f"{LAW}~") for i in reader.ids()) == 20
        reader.close()
