"""The writer: goes on where it was stopped, follows changes, and never shows anything half done."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemas.errors import FatuError, IncompatibleData, StoreBusy, StoreUnavailable
from schemas.queries import Filters
from search.semantic import Meaning, open_local
from search.semantic.filling import open_filler
from search.semantic.shelf import load_manifest
from tests.contracts.search.documents import TODAY, build_corpus, make_document
from tests.unit.search.semantic.test_nearest import build_many
from tests.unit.search.semantic.tiny import embed, shelf_of


def _found(meaning: Meaning) -> list[tuple[str, float]]:
    return [
        (h.id, h.score) for h in meaning.ask("倾倒垃圾如何处罚").find_nearest(Filters(all_versions=True), TODAY, 1_000)
    ]


def test_a_second_run_has_nothing_to_do(meaning: Meaning) -> None:
    documents = build_corpus()
    assert embed(meaning, documents) == len(documents)
    before = load_manifest(shelf_of(meaning).folder)
    assert embed(meaning, documents) == 0
    assert load_manifest(shelf_of(meaning).folder) == before


def test_a_stopped_run_counts_and_the_next_goes_on(meaning: Meaning, tmp_path: Path) -> None:
    documents = build_many(300)
    done = embed(meaning, documents, most=40)
    status = meaning.status()
    assert status.on
    assert (status.vectors, status.waiting > 0) == (done, True)
    assert "texts wait for their vectors" in status.note
    assert 0 < len(_found(meaning)) < 300
    rest = embed(meaning, documents)
    assert rest == status.waiting
    assert meaning.status().waiting == 0
    from tests.unit.search.semantic.tiny import open_tiny

    fresh = open_tiny(tmp_path / "fresh")
    embed(fresh, documents)
    assert _found(meaning) == _found(fresh), "however the work was cut up, the answers are the same"


def test_only_what_changed_is_embedded(meaning: Meaning) -> None:
    documents = build_corpus()
    embed(meaning, documents)
    changed = [d._replace(text="河道内不得养鸭。") if d.id.endswith("2020-01-01~art_8") else d for d in documents]
    assert embed(meaning, changed, stamp="2") == 1
    assert embed(meaning, [d for d in changed if "澄江市" not in d.id], stamp="2") == 0
    assert not any("澄江市" in i for i, _ in _found(meaning))


def test_readers_follow_what_is_published(meaning: Meaning) -> None:
    embed(meaning, build_corpus()[:4])
    before = _found(meaning)
    embed(meaning, build_corpus())
    assert len(_found(meaning)) == len(build_corpus()) > len(before)


def test_vectors_of_texts_that_are_no_more_are_dropped_in_the_end(meaning: Meaning) -> None:
    first = build_many(4_000, seed=1)
    embed(meaning, first)
    held = meaning.status().vectors
    kept = [d for d in first if int(d.id.rpartition("_")[2]) < 100]
    assert embed(meaning, kept) == 0
    status = meaning.status()
    assert held > 2_000 > status.vectors
    assert (status.entries, len(_found(meaning))) == (100, 100)


def _cut_vectors(folder: Path) -> None:
    path = next(folder.glob("vectors.*"))
    path.write_bytes(path.read_bytes()[:-100])


def _cut_catalogue(folder: Path) -> None:
    path = next(folder.glob("catalogue.*"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_cut_vectors, "are cut off"),
        (_cut_catalogue, "can't be read"),
        (lambda folder: next(folder.glob("vectors.*")).unlink(), "can't be read"),
        (lambda folder: next(folder.glob("catalogue.*")).unlink(), "can't be read"),
        (lambda folder: (folder / "manifest.json").write_text('{"format": 1'), "can't be read"),
        (
            lambda folder: (folder / "manifest.json").write_text('{"fingerprint": "x", "dimensions": 8}'),
            "other vectors",
        ),
    ],
)
def test_damage_is_said_and_mended(meaning: Meaning, spoil: object, said: str) -> None:
    documents = build_corpus()
    embed(meaning, documents)
    whole = _found(meaning)
    spoil(shelf_of(meaning).folder)  # type: ignore[operator]
    reader = Meaning(meaning.files.folder.parent, open_local(shelf_of(meaning).root, meaning.spec), meaning.spec)
    with pytest.raises(IncompatibleData, match=said) as caught:
        reader.ask("河道")
    assert "fatu embed" in caught.value.hint
    assert not reader.status().on
    embed(meaning, documents)
    assert _found(reader) == whole
    assert reader.status().on


def test_one_writer_at_a_time(meaning: Meaning) -> None:
    with open_filler(meaning.vectors), pytest.raises(StoreBusy), open_filler(meaning.vectors):
        pass


@contextmanager
def _small_disk(most: int) -> Iterator[None]:
    """No file may grow beyond that many bytes: the same error as a full disk's, on any machine."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_and_what_was_there_stays(meaning: Meaning) -> None:
    first = build_corpus()
    embed(meaning, first)
    before = _found(meaning)
    more = first + [make_document(n, f"渡船第{n}号" * 3, expression="cn:law:新法@2021-01-01") for n in range(900)]
    with _small_disk(20_000), pytest.raises(StoreUnavailable, match="can't be written"):
        embed(meaning, more)
    assert _found(meaning) == before
    embed(meaning, more)
    assert len(_found(meaning)) == len(more)


def test_a_reader_that_failed_recovers_by_itself(meaning: Meaning) -> None:
    with pytest.raises(FatuError, match="nothing is embedded yet"):
        meaning.ask("河道")
    embed(meaning, build_corpus())
    assert _found(meaning)
