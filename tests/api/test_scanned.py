"""A scan among texts: ingested, marked, its misread title repaired by the catalogue and told."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from api.services.container import open_services
from api.services.ingest import run_ingest
from schemas.citations import Verdict
from schemas.settings import Settings
from tests.unit.ingest.formats.ocr.conftest import build_pdf, render, save, write_lines

REGULATION = """湖畔市治安条例
第一条　为了维护治安，制定本条例。
第二条　渡船应当有灯。
第三条　本条例自2015年3月1日起施行。
"""
# Printed with 冶 for 治, as a careless engine would read it.
SCANNED = [
    (6, "湖畔市渡船管理办法"),
    (2, "第一条　根据《湖畔市冶安条例》第二条，制定"),
    (0, "本办法。"),
    (2, "第二条　渡船应当登记。"),
    (2, "第三条　本办法自2016年3月1日起施行。"),
]


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="needs fatu[ocr]")
def test_a_scan_is_marked_and_its_repair_told(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "条例.txt").write_text(REGULATION, "utf-8")
    (folder / "办法.png").write_bytes(save(render(build_pdf(lambda c: write_lines(c, SCANNED))), "PNG"))
    with open_services(Settings(data=tmp_path / "data", workers=1), write=True) as services:
        report = run_ingest(services, [folder])
        assert report.rejected == []
        told = [(n.path, n.reason) for n in report.warnings]
        assert any(p == "办法.png" and r.startswith("read by OCR: pages 1") for p, r in told)
        assert (
            "办法.png",
            "repaired: 湖畔市冶安条例 was read by OCR, 湖畔市治安条例 is the one title held like it",
        ) in told

        [source] = [s for s in services.store.find("Source") if s.properties["ocr"]]
        scan = source.properties["ocr"]
        assert isinstance(scan, dict)
        assert source.properties["locator"] == "办法.png"
        assert isinstance(scan["confidence"], float)
        assert 0.9 < scan["confidence"] <= 1

        cited = services.store.find("Citation", {"reading": ["ocr"]})
        [named] = [c for c in cited if c.properties["repaired"]]
        assert (named.properties["verdict"], named.properties["repaired"]) == (Verdict.RESOLVED, "湖畔市治安条例")
        page = services.store.neighbours([str(named.properties["block"])], direction="out", kinds=["BASED_ON", "CITES"])
        assert [str(n.node.id).partition("~")[2] for n in page.items if n.edge.quote == named.properties["text"]] == [
            "art_2"
        ]
        assert all(c.properties["reading"] is None for c in services.store.find("Citation") if c not in cited)
