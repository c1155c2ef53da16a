"""The whole corpus read: nothing lost, all articles there, dates and kinds as checked by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats import read_layout
from ingest.metadata.instrument import find_title
from ingest.reading import read_document
from ingest.sources import find_sources
from schemas.documents import Document, Provision, Rejected
from schemas.ids import WorkId, parse_id, slug

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

FACTS = Path(__file__).parent / "data" / "reading_facts.tsv"
ARTICLES = 142_658
FILES = 3_372


@pytest.fixture(scope="module")
def documents(corpus: Path) -> dict[str, Document | Rejected]:
    return {s.locator: read_document(s.path, s.locator) for s in find_sources([corpus])}


@pytest.fixture(scope="module")
def held(documents: dict[str, Document | Rejected]) -> dict[str, Document]:
    return {k: d for k, d in documents.items() if isinstance(d, Document)}


def load_facts() -> list[list[str]]:
    lines = FACTS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_every_file_is_held_or_rejected_with_a_reason(documents: dict[str, Document | Rejected]) -> None:
    assert len(documents) == FILES
    rejected = [d for d in documents.values() if isinstance(d, Rejected)]
    assert len(rejected) <= 0.001 * FILES
    assert all(d.reason for d in rejected)


def test_articles_read(held: dict[str, Document]) -> None:
    read = sum(d.article_lines for d in held.values())
    assert abs(read - ARTICLES) <= 0.001 * ARTICLES


def test_no_text_is_lost(corpus: Path, held: dict[str, Document]) -> None:
    for locator, document in held.items():
        layout, _ = read_layout((corpus / locator).read_bytes(), locator)
        part = find_title(layout, locator)[1] or ""
        body = part + "".join(line.text for line in layout.lines)
        assert join_leaves(document.provisions) == "".join(body.split()), locator


def join_leaves(provisions: tuple[Provision, ...]) -> str:
    texts = (p.num + p.heading + (p.text or "") for p in provisions if p.start is None)
    return "".join("".join(texts).split())


def test_eids_are_unique_and_have_parents(held: dict[str, Document]) -> None:
    for locator, document in held.items():
        work = str(WorkId(document.metadata.jurisdiction, document.metadata.kind, slug(document.metadata.title)))
        seen: set[str] = set()
        for provision in document.provisions:
            assert provision.eid not in seen, (locator, provision.eid)
            assert provision.parent is None or provision.parent in seen, (locator, provision.eid)
            seen.add(provision.eid)
        for eid in list(seen)[:5]:
            name = f"{work}@{document.metadata.version}~{eid}"
            assert str(parse_id(name)) == name


def test_spans_lie_inside_their_blocks(held: dict[str, Document]) -> None:
    for locator, document in held.items():
        length = 0
        for provision in document.provisions:
            if provision.text is not None:
                length = len(provision.text)
            elif provision.start is not None and provision.end is not None:
                assert 0 <= provision.start < provision.end <= length, (locator, provision.eid)


def test_dates_and_kinds_as_read_by_eye(held: dict[str, Document]) -> None:
    facts = load_facts()
    assert len(facts) >= 150
    assert sum(f[1] == "修正" for f in facts) >= 50
    wrong: dict[str, list[str]] = {"kind": [], "first_effective": [], "effective_from": []}
    for path, _, kind, first, start, _basis in facts:
        meta = held[path].metadata
        found = (meta.kind, meta.first_effective or "", meta.effective_from or "")
        for name, expected, actual in zip(wrong, (kind, first, start), found, strict=True):
            if expected != actual:
                wrong[name].append(path)
    assert len(wrong["kind"]) <= 0.01 * len(facts), wrong["kind"]
    assert len(wrong["first_effective"]) <= 0.02 * len(facts), wrong["first_effective"]
    assert len(wrong["effective_from"]) <= 0.02 * len(facts), wrong["effective_from"]


def test_versions_of_a_title_agree_in_kind(held: dict[str, Document]) -> None:
    kinds: dict[tuple[str, str], set[str]] = {}
    for document in held.values():
        meta = document.metadata
        kinds.setdefault((meta.jurisdiction, slug(meta.title)), set()).add(meta.kind)
    assert [k for k, v in kinds.items() if len(v) > 1] == []
