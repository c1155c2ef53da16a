"""The sample city's lists and documents against its answer key."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.formats.content import read_content
from ingest.normative.metadata import read_instrument
from ingest.records.reading import read_records
from schemas.pages import TextDocument
from schemas.records import DocumentKind, RecordDocument
from schemas.sheets import Workbook

SAMPLES = Path(__file__).parents[4] / "samples"
FILES: list[dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))["files"]
KINDS = {
    "权责清单": DocumentKind.POWER_LIST,
    "行政裁量权基准": DocumentKind.DISCRETION_BENCHMARK,
    "四张清单": DocumentKind.LENIENT_LIST,
    "行政执法事项清单": DocumentKind.ENFORCEMENT_LIST,
    "双随机抽查": DocumentKind.RANDOM_CHECK_LIST,
    "执法机构台账": DocumentKind.BODY_LEDGER,
    "园区赋权/收回清单": DocumentKind.EMPOWERMENT_LIST,
    "审批中介服务事项清单": DocumentKind.INTERMEDIARY_LIST,
    "容缺受理清单": DocumentKind.DEFERRED_MATERIAL_LIST,
    "一件事一次办": DocumentKind.ONE_THING_LIST,
    "便民服务/全市通办": DocumentKind.SERVICE_LIST,
    "证照联办": DocumentKind.JOINT_LICENCE_LIST,
    "证明事项告知承诺": DocumentKind.PROOF_COMMITMENT_LIST,
    "行政规范性文件": DocumentKind.NORMATIVE_DOCUMENT,
    "征求意见稿": DocumentKind.CONSULTATION_DRAFT,
    "解读": DocumentKind.EXPLAINER,
    "地方立法问答": DocumentKind.EXPLAINER,
    "清理结果": DocumentKind.CLEANUP_RESULT,
    "三定规定": DocumentKind.THREE_FIXINGS,
    "重大行政决策事项目录": DocumentKind.DECISION_CATALOGUE,
    "政府立法基层联系点名单": DocumentKind.CONTACT_POINT_LIST,
    "指导性案例": DocumentKind.GUIDING_CASES,
    "工作方案": DocumentKind.WORK_PLAN,
    "应急预案": DocumentKind.WORK_PLAN,
    "地方标准": DocumentKind.LOCAL_STANDARD,
    "法治政府建设年度报告": DocumentKind.REPORT,
}


def load(entry: dict[str, Any]) -> RecordDocument:
    found = read_records(SAMPLES / entry["path"], entry["path"])
    assert isinstance(found, RecordDocument), found
    return found


@pytest.mark.parametrize("entry", FILES, ids=lambda e: e["path"])
def test_kind_and_number_of_records(entry: dict[str, Any]) -> None:
    found = load(entry)
    assert found.recognition.kind is KINDS[entry["type"]], found.recognition.reason
    if "records" in entry:
        assert Counter(r.kind.value for r in found.records) == entry["records"]
    by_sheet = Counter(r.sheet for r in found.records if r.parent is None)
    for sheet, count in entry.get("sheets", {}).items():
        assert by_sheet[sheet] == count
    declared = [f for f in entry.get("findings", ()) if f["rule"] == "declared_count"]
    counted = {(int(f.expected), int(f.found)) for f in found.findings if f.rule == "declared_count"}
    assert {(f["declared"], f["counted"]) for f in declared if "counted" in f} <= counted or not declared


@pytest.mark.parametrize("entry", [e for e in FILES if "wrapper" in e or "repeals" in e], ids=lambda e: e["path"])
def test_instrument_and_notice(entry: dict[str, Any]) -> None:
    body = read_content((SAMPLES / entry["path"]).read_bytes()).body
    assert isinstance(body, TextDocument)
    _, data = read_instrument(body)
    said: dict[str, Any] = {
        "title": data.title,
        "wrapper": data.carrier,
        "document_numbers": list(data.document_numbers),
        "issuers": list(data.issuers),
        "adopted": data.adopted,
        "published": data.published,
        "first_effective": data.effective_from,
        "unified_number": data.unified_number,
        "repeals": [r.title for r in data.repeals],
    }
    assert {k: v for k, v in said.items() if k in entry} == {k: entry[k] for k in said if k in entry}


@pytest.mark.parametrize("entry", FILES, ids=lambda e: e["path"])
def test_no_text_is_lost(entry: dict[str, Any]) -> None:
    found = load(entry)
    said = "".join(c.text for r in found.records for c in (*r.cells, *(x for level in r.levels for x in level.cells)))
    said += "".join(m.text for m in found.remnants)
    kept = "".join(said.split())
    sheets = found.content.sheets if isinstance(found.content, Workbook) else [t.sheet for t in found.content.tables]
    # Two items share a cell of the power list: "2,3" over a name of two lines.
    lines = [part for sheet in sheets for row in sheet.rows for t in row for part in re.split(r"[\n,]", t)]
    lost = [t for t in ("".join(x.replace("\u200b", "").split()) for x in lines) if t not in kept]
    assert lost == []
