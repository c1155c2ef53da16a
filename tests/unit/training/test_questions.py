"""The questions written for fatu: whole, each once, about places that can be named; folds and unseen ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="search by meaning is not installed: no numpy")

from schemas.pinpoints import parse_pinpoint
from training.questions import Question, build_professional, find_unseen, load_own, split_folds

_FILE = Path(__file__).parents[3] / "training" / "data" / "questions.jsonl"


def test_every_line_asks_about_an_article() -> None:
    rows = [json.loads(line) for line in _FILE.read_text("utf8").splitlines()]
    assert len(rows) > 8_000
    assert all(row.keys() == {"path", "article", "queries"} for row in rows)
    assert all(row["queries"] and all(4 <= len(q) <= 60 for q in row["queries"]) for row in rows)
    assert all(row["path"].endswith(".md") for row in rows)
    places = [parse_pinpoint(row["article"]) for row in rows]
    assert all(place and place.article for place in places)


def test_no_question_stands_twice() -> None:
    texts = [question.text for question in load_own()]
    assert len(texts) == len(set(texts))


def test_no_question_names_its_article() -> None:
    assert not [q.text for q in load_own() if q.articles[0][1] in q.text]


def test_professional_queries_are_labels() -> None:
    queries = build_professional()
    assert "行政处罚" in queries
    assert len(queries) == len(set(queries)) > 1_000


def test_folds_part_all_questions() -> None:
    folds = split_folds(103, 5)
    assert sorted(row for fold in folds for row in fold.tolist()) == list(range(103))
    assert max(map(len, folds)) - min(map(len, folds)) <= 1


def test_unseen_have_no_article_in_training() -> None:
    a, b, c = (("甲法.md", f"第{n}条") for n in "一二三")
    asked = [Question("?", (a,)), Question("?", (b, c)), Question("?", (c,))]
    assert find_unseen(asked, [Question("!", (b,))]) == [0, 2]
