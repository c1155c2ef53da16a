"""Citations on passages that readers labelled who had never seen the extractor; see `bench/citation_passages.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.citation_passages import read_passages
from bench.citations import load_scorer
from ingest.resolution.batch import build_cite_record, open_titles

pytestmark = [pytest.mark.corpus, pytest.mark.slow]


@pytest.fixture(scope="module")
def figures(corpus: Path) -> Any:
    scorer = load_scorer(corpus.parent.parent / "gold" / "score.py")
    passages = list(read_passages(corpus.parent))
    titles = open_titles()
    found = {row["id"]: build_cite_record(row, titles) for row in passages}
    assert len(passages) == 179
    return scorer.citations(passages, found, 0)


def test_found_and_resolved(figures: Any) -> None:
    assert figures["found"]["f1"] >= 0.99
    assert figures["resolved"]["f1"] >= 0.98


def test_links_are_not_wrong(figures: Any) -> None:
    assert figures["wrong_link"] <= 0.01


def test_relation_edition_and_quotation(figures: Any) -> None:
    assert min(figures["relation"], figures["edition"], figures["quoted"]) >= 0.98
    assert figures["generic_and_docnumber"]["f1"] >= 0.95
