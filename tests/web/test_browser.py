"""A real browser, where one is installed: the pages as people see them, with their policy in force."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from api.http.app import create_app
from api.services.container import Services

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def address(services: Services) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(services), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def browse(url: str, profile: Path, *options: str) -> str:
    """The page's markup after its scripts have run, and what the browser complained of."""
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            f"--user-data-dir={profile}",
            "--enable-logging=stderr",
            "--virtual-time-budget=5000",
            *options,
            url,
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    complaints = [line for line in done.stderr.decode().splitlines() if "CONSOLE" in line]
    assert complaints == []
    return done.stdout.decode()


@pytest.mark.parametrize("path", ["/", "/?q=监督", "/works/cn:law:示例监督法"])
def test_pages_run_without_complaint(address: str, path: str, tmp_path: Path) -> None:
    assert "不是法律意见" in browse(address + path, tmp_path, "--dump-dom")


def test_docs_page_draws_the_operations(address: str, tmp_path: Path) -> None:
    page = browse(f"{address}/docs", tmp_path, "--dump-dom")
    assert "/api/v1/search" in page
    assert "Search articles and documents" in page


@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_are_drawn_at_both_widths(address: str, width: int, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    browse(f"{address}/?q=监督", tmp_path / "profile", f"--screenshot={picture}", f"--window-size={width},900")
    assert picture.stat().st_size > 5_000
