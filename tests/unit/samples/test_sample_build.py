"""The committed samples are what `samples/build.py` writes, byte for byte."""

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(SAMPLES / "build.py"), str(root)], check=True, capture_output=True)
    return root


def test_build_reproduces_the_committed_files(built: Path) -> None:
    differing = [
        str(path.relative_to(built))
        for path in sorted(built.rglob("*"))
        if path.is_file() and path.read_bytes() != (SAMPLES / path.relative_to(built)).read_bytes()
    ]
    assert differing == []


def test_every_sample_is_written_by_hand_or_built(built: Path) -> None:
    folders = [SAMPLES / name for name in ("laws", "documents", "lists", "reports")]
    committed = [path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()]
    unexplained = [p for p in committed if p.suffix != ".md" and not (built / p.relative_to(SAMPLES)).is_file()]
    assert unexplained == []
