"""Real workbooks: items per file as counted by hand (docs/lists.md); the files are not part of the project."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from ingest.records.reading import read_records
from schemas.records import DocumentKind, RecordDocument
from schemas.sheets import Workbook

SHARED = os.environ.get("FATU_TEST_SHARED", "")
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SHARED, reason="FATU_TEST_SHARED names no real corpus"),
]
# Part of the file's name → items, sub-items.
COUNTS = {
    "人力资源": (100, 12),
    "住房和城乡": (323, 8),
    "医疗保障": (17, 0),
    "发展和改革": (57, 0),
    "商务局": (21, 0),
    "宣传部": (1, 0),
    "应急管理": (137, 21),
    "文化体育": (301, 0),
    "机关事务": (10, 1),
    "林业和草原": (310, 0),
    "档案局": (12, 0),
    "生态环境": (217, 0),
    "自然资源局": (169, 8),
    "市场监督": (442, 0),
}


def lists() -> list[Path]:
    return sorted((Path(SHARED) / "corpus" / "lists").glob("*")) if SHARED else []


@pytest.mark.parametrize("path", lists(), ids=lambda p: p.name)
def test_items_as_counted_by_hand(path: Path) -> None:
    found = read_records(path, path.name)
    assert isinstance(found, RecordDocument), found
    counts = Counter(r.kind.value for r in found.records)
    if found.recognition.kind is DocumentKind.DISCRETION_BENCHMARK:
        assert counts == {"tier": 677 if path.suffix == ".xls" else 2327}
        return
    assert found.recognition.kind is DocumentKind.POWER_LIST
    items, subitems = next(v for k, v in COUNTS.items() if k in path.name)
    assert (counts["power"], counts["power_subitem"]) == (items, subitems)
    assert all({"name", "type", "basis", "body"} <= set(r.fields) for r in found.records if r.kind.value == "power")


@pytest.mark.parametrize("path", lists(), ids=lambda p: p.name)
def test_every_cell_is_reachable(path: Path) -> None:
    found = read_records(path, path.name)
    assert isinstance(found, RecordDocument)
    if not isinstance(found.content, Workbook):
        return
    said = [c.text for r in found.records for c in (*r.cells, *(x for level in r.levels for x in level.cells))]
    kept = {
        "".join(t.replace("\u200b", "").replace("\ufeff", "").split())
        for t in [*said, *(m.text for m in found.remnants)]
    }
    lost = []
    for sheet in found.content.sheets:
        for row in sheet.rows:
            for text in row:
                bare = "".join(text.replace("\u200b", "").replace("\ufeff", "").split())
                if bare and bare not in kept and not any(bare in k for k in kept):
                    lost.append(bare[:40])
    assert lost == []
