from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from schemas.ids import NATIONAL, ExpressionId, ProvisionId, WorkId, slug

SHARED = os.environ.get("FATU_TEST_SHARED")


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED, reason="needs the real corpus: set FATU_TEST_SHARED")
def test_ids_of_every_title_of_the_corpus_come_through_paths_as_they_are(client: TestClient) -> None:
    """None of them is held here, and the answer names what was asked for."""
    names = {re.sub(r"\(\d{4}-\d\d-\d\d\)\Z", "", p.stem) for p in Path(str(SHARED), "corpus/laws").rglob("*.md")}
    assert len(names) > 3_000
    for name in names:
        work = WorkId(NATIONAL, "law", slug(name))
        place = str(ProvisionId(ExpressionId(work, "undated"), "art_1__para_2"))
        detail = client.get(f"/api/v1/provisions/{quote(place, safe='')}").json()["detail"]
        assert detail == f"nothing is held under {place[:200]}"
