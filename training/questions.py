"""Questions with the articles that answer them, and queries that hold the encoder where it was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from schemas.thesaurus import load_thesaurus

_OWN = Path(__file__).parent / "data" / "questions.jsonl"

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its articles, each by name of the file and printed number (第三十三条).

    By name, since some laws of the corpus lie in two folders.
    """

    text: str
    articles: tuple[Place, ...]


def load_own() -> list[Question]:
    """Questions in plain words written for fatu, two to four for each of some 8,000 articles, one article each."""
    rows = map(json.loads, _OWN.read_text("utf8").splitlines())
    return [Question(q, ((Path(row["path"]).name, row["article"]),)) for row in rows for q in row["queries"]]


def load_lay(file: Path) -> list[Question]:
    """The training half of STARD: questions of lay people, most with one or two articles."""
    rows = map(json.loads, file.read_text("utf8").splitlines())
    return [Question(row["query"], tuple((Path(g["path"]).name, g["article"]) for g in row["gold"])) for row in rows]


def build_professional() -> list[str]:
    """What professionals type: labels of concepts by themselves, and beside a related or broader one."""
    thesaurus = load_thesaurus()
    queries = []
    for concept in thesaurus:
        queries.append(concept.zh)
        queries += [f"{concept.zh} {thesaurus.concept(other).zh}" for other in (*concept.broader, *concept.related)]
    return list(dict.fromkeys(queries))


def split_folds(count: int, folds: int, seed: int = 0) -> list[np.ndarray]:
    """Rows of each fold, drawn with that seed."""
    order = np.random.default_rng(seed).permutation(count)
    return [order[fold::folds] for fold in range(folds)]


def find_unseen(asked: Sequence[Question], trained: Sequence[Question]) -> list[int]:
    """Which of the asked have no article that a trained question has."""
    seen = {place for question in trained for place in question.articles}
    return [n for n, question in enumerate(asked) if seen.isdisjoint(question.articles)]
