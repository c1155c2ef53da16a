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
from ingest.citations import find_citations
from ingest.records.reading import read_records
from schemas.citations import Relation
from schemas.records import RecordDocument, Role
from schemas.settings import Settings

SHARED = os.environ.get("FATU_TEST_SHARED")
DOCS = Path(__file__).parents[2] / "docs" / "lists.md"
_RANK = re.compile(r"【\s?[^【】]{1,8}\s?】")
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
        assert all(any(b["part"] == "body" for b in r["bodies"]) for r in records)  # type: ignore[union-attr, index, call-overload]
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


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED, reason="FATU_TEST_SHARED is not set")
def test_behind_every_printed_rank_stands_a_basis() -> None:
    """Of 3,289 ranks in different cells all but six, three of which are years in brackets; issuers come before two."""
    cells: dict[str, None] = {}
    for path in sorted((Path(str(SHARED)) / "corpus" / "lists").iterdir()):
        if path.suffix in (".xls", ".xlsx"):
            read = read_records(path, path.name)
            assert isinstance(read, RecordDocument)
            cells |= dict.fromkeys(c.text for r in read.records for c in r.texts(Role.BASIS))
    ranks = missed = 0
    for text in cells:
        bases = [c.start for c in find_citations(text) if c.relation is Relation.BASED_ON] if _RANK.search(text) else []
        for rank in _RANK.finditer(text):
            ranks += 1
            missed += not any(rank.end() <= start <= rank.end() + 16 for start in bases)
    assert ranks > 3000
    assert missed <= 0.002 * ranks
