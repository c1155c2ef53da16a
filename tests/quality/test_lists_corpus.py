"""The real lists: what is read of them reaches graph, index and export, counted as docs/lists.md counts."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from api.services.container import open_services
from api.services.doctor import diagnose
from api.services.ingest import run_ingest
from api.services.record_export import export_records
from schemas.settings import Settings

SHARED = os.environ.get("FATU_TEST_SHARED")
DOCS = Path(__file__).parents[2] / "docs" / "lists.md"
_ROW = re.compile(r"\| ([^|]+?) \| (\d+) \| (\d+) \|")


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED, reason="FATU_TEST_SHARED is not set")
def test_every_record_of_the_real_lists_is_held(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", workers=1)
    with open_services(settings, write=True) as services:
        report = run_ingest(services, [Path(str(SHARED)) / "corpus" / "lists"])
        assert report.rejected == []
        assert diagnose(services).findings == ()
        records = list(export_records(services.store, "power")) + list(export_records(services.store, "power_subitem"))
        counts: dict[str, Counter[str]] = {}
        for record in records:
            counts.setdefault(str(record["path"]), Counter())[str(record["kind_code"])] += 1
            for found in record["citations"]:  # type: ignore[union-attr]
                text = record["fields"][found["field"]]  # type: ignore[index, call-overload]
                assert text[found["start"] : found["end"]] == found["text"]  # type: ignore[index, call-overload]
        documented = [(m[1], int(m[2]), int(m[3])) for m in _ROW.finditer(DOCS.read_text(encoding="utf-8"))]
        held = Counter((c["power"], c["power_subitem"]) for c in counts.values())
        assert documented
        for name, items, parts in documented:
            assert held[items, parts], name
