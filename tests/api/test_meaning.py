"""Search by meaning through services and HTTP: off without a model, on with one, following what is ingested."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.services.container import Services, open_services
from api.services.doctor import diagnose
from api.services.embedding import embed_in_background, find_stamps, run_embedding
from api.services.ingest import run_ingest
from schemas.errors import ModelUnavailable
from schemas.settings import Settings
from search.semantic import HybridIndex, Meaning, open_local
from tests.api.invented import write_laws


class _Steps:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.stages: dict[str, int] = {}

    def begin(self, stage: str, steps: int | None) -> None:
        self.stages[stage] = 0

    def advance(self, steps: int = 1) -> None:
        last = list(self.stages)[-1]
        self.stages[last] += steps


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    """A data directory of its own with the invented law, and no model."""
    with open_services(Settings(data=tmp_path / "data", models=tmp_path / "models", workers=1), write=True) as services:
        run_ingest(services, [write_laws(tmp_path / "laws")])
        yield services


@pytest.fixture
def lit(opened: Services, tmp_path: Path) -> Services:
    """The same with a tiny model."""
    for name in ("numpy", "onnx", "onnxruntime", "tokenizers"):
        pytest.importorskip(name, reason=f"search by meaning is not installed: no {name}")
    from tests.unit.search.semantic.tiny import open_tiny

    assert isinstance(opened.index, HybridIndex)
    tiny = open_tiny(tmp_path / "tiny")
    meaning = Meaning(tiny.files.folder.parent, open_local(opened.settings.data / "meaning", tiny.spec), tiny.spec)
    return replace(opened, index=HybridIndex(opened.index.words, meaning), meaning=meaning)


def _search(services: Services, query: str) -> dict[str, object]:
    with TestClient(create_app(services), raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/search", params={"q": query})
    assert answer.status_code == 200
    data: dict[str, object] = answer.json()["data"]
    return data


def test_without_a_model_it_is_said_to_be_off(opened: Services) -> None:
    answer = _search(opened, "夜间 摆摊")
    assert answer["meaning"] == "off"
    assert answer["meaning_note"]
    diagnosis = diagnose(opened)
    assert diagnosis.healthy
    assert not diagnosis.meaning.on
    with pytest.raises(ModelUnavailable):
        run_embedding(opened, _Steps())


def test_with_a_model_it_follows_what_is_ingested(lit: Services, tmp_path: Path) -> None:
    steps = _Steps()
    report = run_embedding(lit, steps, threads=1)
    assert report.status.on
    assert report.status.entries == lit.index.count()
    assert steps.stages == {"list": report.versions, "embed": report.embedded}
    assert _search(lit, "夜间能不能摆摊")["meaning"] == "used"
    again = run_embedding(lit, _Steps())
    assert (again.versions, again.embedded) == (0, 0)
    laws = tmp_path / "laws"
    first = next(p for p in laws.rglob("*.md") if "第二条 " in p.read_text("utf8"))
    first.write_text(first.read_text("utf8").replace("第二条 ", "第二条 夜间摆摊的，"), "utf8")
    before = find_stamps(lit.store)
    run_ingest(lit, [laws])
    assert find_stamps(lit.store) != before
    changed = run_embedding(lit, _Steps())
    assert 0 < changed.embedded < report.embedded
    assert changed.status.entries == lit.index.count()


def test_doctor_compares_what_is_listed_with_the_graph(lit: Services) -> None:
    run_embedding(lit, _Steps(), threads=1)
    assert diagnose(lit).healthy
    assert lit.meaning is not None
    from search.semantic.reading import Snapshot

    reader = lit.meaning.open_reader()
    lost = next(i for i in reader.ids() if "~" in i)
    with lit.meaning.vectors.open_writer() as writer:
        assert isinstance(reader, Snapshot)
        kept = [(v, [e for e in entries if e.id != lost]) for v, entries in reader.catalogue.entries()]
        writer.replace(writer.listed().keys(), kept)
    (finding,) = diagnose(lit).findings
    assert (finding.check, finding.examples) == ("listed for their vectors, but not as in the graph", (lost,))
    with lit.meaning.vectors.open_writer() as writer:
        writer.replace([lost.partition("~")[0]], [])
    behind = diagnose(lit)
    assert behind.healthy
    assert behind.meaning.note == "1 versions wait to be listed for their vectors: `fatu embed`"
    run_embedding(lit, _Steps(), threads=1)
    assert (diagnose(lit).healthy, diagnose(lit).meaning.note) == (True, "")


def test_serving_embeds_in_the_background(lit: Services) -> None:
    with embed_in_background(lit):
        until = time.monotonic() + 60
        while not (found := diagnose(lit).meaning).on or found.waiting:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert _search(lit, "夜间能不能摆摊")["meaning"] == "used"
    assert not [t for t in threading.enumerate() if t.name == "embedding"]


_WITHOUT = """
import importlib.util, sys
from datetime import date
LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "jgo")
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name in LIBRARIES else find(name, *rest)
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in LIBRARIES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from api.cli.application import main
sys.argv = ["fatu", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["search", "监督机关怎么公开"], 0, "the extra `semantic` is not installed"),
        (["doctor"], 0, "search by meaning is off"),
        (["embed"], 4, "install fatu[semantic]"),
        (["model", "status"], 1, "fatu model pull"),
        (["model", "pull"], 4, "install fatu[semantic]"),
    ],
)
def test_without_the_libraries_words_go_on(data: Path, arguments: list[str], code: int, said: str) -> None:
    environment = {**os.environ, "FATU_MODELS": str(data / "no-models"), "COLUMNS": "300"}
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, *arguments, "--data", data],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == code


def test_nothing_is_imported_before_it_is_used(data: Path) -> None:
    program = (
        "import sys; from api.cli.application import app; from api.services.container import open_services; "
        "from schemas.settings import Settings; from pathlib import Path\n"
        "with open_services(Settings(data=Path(sys.argv[1]))) as s: s.meaning.status()\n"
        "print(sorted({'numpy', 'onnxruntime', 'tokenizers', 'jgo'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, data], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
