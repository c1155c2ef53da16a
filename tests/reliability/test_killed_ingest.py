"""An ingest killed at any moment leaves nothing half-written, and the next one completes what it began."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.services.container import open_services
from schemas.settings import Settings
from tests.generated import make_documents, write_documents

ROUNDS = int(os.environ.get("FATU_RELIABILITY_ROUNDS", "3"))
FATU = str(Path(sys.executable).with_name("fatu"))
# So many to read that a process beside indexes them.
HELD_BEFORE, ALL = 40, 480

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Stage:
    """Made once: the folder, data that hold a tenth of it, and how they look when whole."""

    folder: Path
    before: Path
    seconds: float
    works: list[str]
    blocks: Counter[str]


def run(*arguments: str | Path) -> str:
    return subprocess.run([FATU, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def count_blocks(data: Path) -> Counter[str]:
    """Entries of the index by version, whole documents included."""
    with open_services(Settings(data=data)) as services:
        return Counter(entry.partition("~")[0] for entry in services.index.ids())


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    root = tmp_path_factory.mktemp("killed")
    documents = make_documents(ALL, articles=20)
    folder = root / "laws"
    write_documents(folder, documents[:HELD_BEFORE])
    run("ingest", folder, "--data", root / "before")
    write_documents(folder, documents)
    started = time.perf_counter()
    run("ingest", folder, "--data", root / "whole")
    seconds = time.perf_counter() - started
    works = sorted(run("export", "works", "--data", root / "whole").splitlines())
    return Stage(folder, root / "before", seconds, works, count_blocks(root / "whole"))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_kill(stage: Stage, tmp_path: Path, round_: int) -> None:
    data = tmp_path / "data"
    shutil.copytree(stage.before, data)
    process = subprocess.Popen(
        [FATU, "ingest", str(stage.folder), "--data", str(data)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(random.Random(round_).uniform(0.05, 1.0) * stage.seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()

    titles = {json.loads(line)["title"] for line in run("export", "works", "--data", data).splitlines()}
    assert {d.title for d in make_documents(ALL, articles=20)[:HELD_BEFORE]} <= titles
    hits = run("search", "水库", "--data", data, "--json", "--versions", "all").splitlines()
    assert hits, "what was held before is no longer found"
    for version, blocks in count_blocks(data).items():
        assert blocks == stage.blocks[version], f"{version} is there in part"

    run("ingest", stage.folder, "--data", data)
    run("doctor", "--data", data)
    assert sorted(run("export", "works", "--data", data).splitlines()) == stage.works
    assert count_blocks(data) == stage.blocks
