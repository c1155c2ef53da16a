"""A scan among texts: ingested, marked, its misread title repaired by the catalogue and told."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.services.container import open_services
from api.services.ingest import run_ingest
from api.services.provisions import show_provision
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


REPAIRED = [
    (6, "湖畔市渡口管理办法"),
    (2, "第一条　根据《湖畔市治安条例》第二条，制定"),
    (0, "本办法。"),
    # An engine takes 十 for a cross; 条 after it can only be the next article.
    (2, "第二条　渡口应当登记。"),
    (2, "第+条　渡口应当有灯，并按照云政发〔2015]56"),
    (0, "号文件设置标志。"),
    (2, "第四条　本办法自2O16年3月1日起施行。"),
]


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="needs fatu[ocr]")
def test_the_answer_tells_that_a_text_was_read_by_ocr(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "条例.txt").write_text(REGULATION, "utf-8")
    (folder / "办法.png").write_bytes(save(render(build_pdf(lambda c: write_lines(c, REPAIRED))), "PNG"))
    settings = Settings(data=tmp_path / "data", workers=1)
    with open_services(settings, write=True) as services:
        assert run_ingest(services, [folder]).rejected == []
        today = date(2024, 1, 1)
        [scanned] = [n for n in services.store.find("Expression") if "渡口" in str(n.properties["title"])]
        texts = list(services.store.provisions([scanned.id], ["article"]))
        answers = [show_provision(services, n.id, today) for n in texts]
        readings = [a.ocr for a in answers]
        assert all(r is not None and 0.8 < r.confidence <= 1 and r.pages == (1,) for r in readings)
        told = {(r.before, r.after) for a in readings if a for r in a.repairs}
        assert ("〔2015]", "〔2015〕") in told
        for answer in answers:
            for doubt in answer.ocr.doubts if answer.ocr else ():
                assert (answer.text or "")[doubt.start : doubt.end] == doubt.text
        [source] = answers[0].sources
        assert source.ocr_confidence is not None

        [plain] = [n for n in services.store.find("Expression") if "治安" in str(n.properties["title"])]
        [first, *_] = services.store.provisions([plain.id], ["article"])
        answer = show_provision(services, first.id, today)
        assert answer.ocr is None
        assert answer.sources[0].ocr_confidence is None
        repaired = next(a for a in answers if a.ocr and a.ocr.repairs)
        assert repaired.ocr is not None
        with TestClient(create_app(services)) as client:
            page = client.get(f"/provisions/{repaired.id}").text
            body = client.get(f"/api/v1/provisions/{repaired.id}").json()["data"]
    assert "经 OCR 识别" in page
    assert "已更正" in page
    assert body["ocr"]["repairs"][0]["after"] == repaired.ocr.repairs[0].after
    assert body["sources"][0]["ocr_confidence"] == source.ocr_confidence
    command = [str(Path(sys.executable).with_name("fatu")), "show", repaired.id, "--data", str(settings.data)]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()
    assert "read by OCR from page 1, confidence" in shown
    assert "repaired by" in shown
