"""Invented documents, read: input beside what is expected of it. `pytest --update-golden` writes the latter anew."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from ingest.reading import read_document
from schemas.documents import Document

FOLDER = Path(__file__).parent / "reading"
SOURCES = sorted(p for p in FOLDER.rglob("*") if p.suffix in (".md", ".txt"))


def describe(document: Document) -> dict[str, object]:
    meta = dataclasses.asdict(document.metadata)
    provisions = [
        " | ".join((p.level, p.eid, p.parent or "-", p.num, p.heading, p.text.replace("\n", "⏎")))
        if p.text is not None
        else f"{p.level} | {p.eid} | {p.parent or '-'} | {p.num} | {p.heading}"
        + (f" | {p.start}:{p.end}" if p.start is not None else "")
        for p in document.provisions
    ]
    return {
        "metadata": meta,
        "article_lines": document.article_lines,
        "warnings": document.warnings,
        "provisions": provisions,
    }


@pytest.mark.parametrize("source", SOURCES, ids=[p.stem for p in SOURCES])
def test_document(source: Path, update_golden: bool) -> None:
    document = read_document(source, source.relative_to(FOLDER).as_posix())
    assert isinstance(document, Document)
    actual = json.dumps(describe(document), ensure_ascii=False, indent=1) + "\n"
    expected = source.with_suffix(".json")
    if update_golden:
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")
