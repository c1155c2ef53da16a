"""What the pages say is so: sessions print what stands there, commands and options exist, links lead somewhere.

`--update-golden` writes what the commands of a session print today; it may be cut by a line `…`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer.main
from fastapi.testclient import TestClient

from api.cli.application import app
from api.cli.demo import FOLDERS, find_samples
from api.http.app import create_app
from api.services.container import open_services
from schemas.settings import Settings
from tests.docs.pages import PAGES, READMES, ROOT, Block, find_anchors, find_blocks, find_links

FATU = Path(sys.executable).with_name("fatu")
# Programs of other people: that they are called rightly can't be tried here.
FOREIGN = ("git", "docker", "mkdir", "echo", "export", "cd", "uv", "pipx")

SESSIONS = [(p, n) for p in PAGES for n in range(len(find_blocks(p.read_text(encoding="utf-8"), "console")))]
SHELL = [(p, c) for p in PAGES for b in find_blocks(p.read_text(encoding="utf-8"), "sh", "console") for c in b.commands]
PYTHON = [(p, b) for p in PAGES for b in find_blocks(p.read_text(encoding="utf-8"), "python")]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make demo` holds."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    paths = [find_samples() / name for name in FOLDERS]
    done = subprocess.run([FATU, "ingest", *paths, "--data", folder], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return folder


def run(command: str, data: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "fatu", command
    environment = {**os.environ, "FATU_DATA": str(data)}
    done = subprocess.run([FATU, *words[1:]], check=False, capture_output=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())


@pytest.mark.parametrize(("page", "number"), SESSIONS, ids=lambda v: v.name if isinstance(v, Path) else str(v))
def test_sessions_print_what_stands_there(page: Path, number: int, data: Path, update_golden: bool) -> None:
    text = page.read_text(encoding="utf-8")
    block = find_blocks(text, "console")[number]
    printed = "\n".join(f"$ {c}\n{run(c, data)}" for c in block.commands) + "\n"
    if update_golden and not _agrees(block.text, printed):
        page.write_text(text[: block.start] + printed + text[block.end :], encoding="utf-8")
        return
    assert _agrees(block.text, printed), printed


def _agrees(shown: str, printed: str) -> bool:
    """Whether the page shows what is printed; a line `…` stands for any lines."""
    pattern = "(?:.*\n)*?".join(re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE))
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize(("page", "command"), SHELL, ids=lambda v: v.name if isinstance(v, Path) else str(v)[:60])
def test_commands_exist(page: Path, command: str) -> None:
    for part in re.split(r"\s*(?:&&|\|)\s*", command):
        words = shlex.split(part)
        if words[0] == "make":
            targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
            assert {w for w in words[1:] if "=" not in w} <= set(targets)
        elif words[0] == "fatu":
            _check_fatu(words[1:])
        elif words[0] in ("python", ".venv/bin/python"):
            assert words[1] == "-m"
            assert (ROOT / words[2].replace(".", "/")).with_suffix(".py").exists() or words[2] == "bench"
        else:
            assert words[0] in (*FOREIGN, "curl"), f"{page.name}: what is {words[0]}?"


def _check_fatu(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    known = {o for p in command.params for o in [*p.opts, *p.secondary_opts]} | {"--help"}
    assert {w for w in words if w.startswith("--")} <= known
    assert not hasattr(command, "commands") or command.invoke_without_command or "--version" in words


@pytest.mark.parametrize("command", sorted({c for _, c in SHELL if c.startswith("curl")}))
def test_requests_are_answered(command: str, data: Path) -> None:
    words = shlex.split(command)
    address = next(w for w in words if w.startswith("http"))
    given = [w for flag, w in pairwise(words) if flag in ("-d", "--data-urlencode")]
    with open_services(Settings(data=data)) as services, TestClient(create_app(services)) as client:
        path = address.removeprefix("http://127.0.0.1:8000")
        if any(w.startswith("-") and "G" in w for w in words):
            answer = client.get(path, params=dict(g.split("=", 1) for g in given))
        elif given:
            answer = client.post(path, content=given[0], headers={"content-type": "application/json"})
        else:
            answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["data"]


@pytest.mark.parametrize(("page", "block"), PYTHON, ids=lambda v: v.name if isinstance(v, Path) else "python")
def test_programs_run(page: Path, block: Block) -> None:
    done = subprocess.run([sys.executable, "-c", block.text], check=False, capture_output=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in find_links(text):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in find_anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "CHANGELOG.md"], ids=lambda p: p.name)
def test_paths_named_exist(page: Path) -> None:
    """`ingest/citations/finder.py` in a page is a file of the repository."""
    named = re.findall(
        r"`((?:schemas|ingest|graph|search|api|tests|bench|docs|samples)/[\w./\-]*)`", page.read_text(encoding="utf-8")
    )
    base = ROOT / "samples" if page.parent.name == "samples" else ROOT
    missing = [n for n in named if not (ROOT / n).exists() and not (base / n).exists()]
    assert not missing


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = (
        [c for b in find_blocks((ROOT / p).read_text(encoding="utf-8"), "sh", "console") for c in b.commands]
        for p in READMES
    )
    assert english == chinese


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {str(p.relative_to(ROOT / "docs")) for p in (ROOT / "docs").rglob("*.md")} - {"README.md"}
    assert pages <= set(find_links(index))
