"""Titles that OCR misread: repaired where one held title is like them, never linked from a doubtful line."""

from __future__ import annotations

import pytest

from ingest.resolution.batch import answer_for, open_titles
from ingest.resolution.catalogue import Catalogue, Instrument, Version
from ingest.resolution.resolver import Question, resolve
from schemas.citations import Citation, CitationKind, CitingSource, Verdict
from schemas.scans import OCR, OCR_DOUBTFUL


def build_catalogue(*titles: str) -> Catalogue:
    catalogue = Catalogue()
    for title in titles:
        work = f"cn-330100:local_rule:{title}"
        held = Instrument(
            work, title, title, "local_rule", "330100", (Version(f"{work}@2015-01-01", "2015-01-01", None, None),)
        )
        catalogue.by_id[work] = held
        catalogue.by_slug[title].append(held)
    return catalogue


def ask(slug: str, reading: str | None, *titles: str) -> tuple[Verdict, str | None, int]:
    question = Question("external", slug, None, None, "", "", "330100", "2020-01-01", "", reading=reading)
    answer = resolve(question, build_catalogue(*titles))
    return answer.verdict, answer.repaired, len(answer.candidates)


@pytest.mark.parametrize(
    ("named", "reading", "held", "expected"),
    [
        ("湖畔市冶安条例", OCR, ["湖畔市治安条例"], (Verdict.RESOLVED, "湖畔市治安条例", 0)),
        ("湖畔市治安条例", OCR, ["湖畔市治安条例"], (Verdict.RESOLVED, None, 0)),
        ("湖畔市冶安条例", None, ["湖畔市治安条例"], (Verdict.NOT_HELD, None, 0)),
        ("湖畔市己建房条例", OCR, ["湖畔市已建房条例", "湖畔市巳建房条例"], (Verdict.AMBIGUOUS, None, 2)),
        ("湖畔市冶安条列", OCR, ["湖畔市治安条例"], (Verdict.NOT_HELD, None, 0)),
        ("湖畔市公安条例", OCR, ["湖畔市治安条例"], (Verdict.NOT_HELD, None, 0)),
        ("湖畔市治安条例", OCR_DOUBTFUL, ["湖畔市治安条例"], (Verdict.AMBIGUOUS, None, 1)),
        ("湖畔市冶安条例", OCR_DOUBTFUL, ["湖畔市治安条例"], (Verdict.AMBIGUOUS, None, 1)),
        ("湖畔市灯塔条例", OCR_DOUBTFUL, ["湖畔市治安条例"], (Verdict.AMBIGUOUS, None, 0)),
    ],
)
def test_a_title_as_read(
    named: str, reading: str | None, held: list[str], expected: tuple[Verdict, str | None, int]
) -> None:
    assert ask(named, reading, *held) == expected


@pytest.mark.parametrize("kind", [CitationKind.EXTERNAL, CitationKind.SELF])
def test_without_a_store_a_doubtful_line_is_not_linked_either(kind: CitationKind) -> None:
    said = Citation(0, 9, "《行政处罚法》", kind, "行政处罚法")
    source = CitingSource("湖畔市渡船管理办法")
    assert answer_for(said, source, open_titles()).verdict == Verdict.RESOLVED
    doubtful = Citation(0, 9, "《行政处罚法》", kind, "行政处罚法", reading=OCR_DOUBTFUL)
    assert answer_for(doubtful, source, open_titles()).verdict == Verdict.AMBIGUOUS
