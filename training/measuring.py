"""Recall of a pool by questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

_SHOWN = (10, 100)


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over `questions`: recall among the first 10 and 100, reciprocal rank of the first right one of 10."""

    recall_10: float
    recall_100: float
    rank: float
    questions: int

    def __str__(self) -> str:
        return f"R@10 {self.recall_10:.3f} R@100 {self.recall_100:.3f} MRR@10 {self.rank:.3f} (n={self.questions})"


def measure(scores: NDArray[np.float32], right: Sequence[Sequence[int]], asked: Iterable[int] | None = None) -> Figures:
    """Figures of questions by their scores (questions × articles); `asked` names the rows that count."""
    rows = range(len(right)) if asked is None else list(asked)
    found = [_measure_one(scores[row], set(right[row])) for row in rows if right[row]]
    means = np.mean(found, axis=0) if found else np.zeros(3)
    return _build(means, len(found))


def average(figures: Sequence[Figures]) -> Figures:
    """The mean over all their questions."""
    total = sum(f.questions for f in figures)
    sums = np.sum([np.array(astuple(f)[:3]) * f.questions for f in figures], axis=0)
    return _build(sums / total, total)


def _build(means: NDArray[np.float64], questions: int) -> Figures:
    ten, hundred, rank = means.tolist()
    return Figures(ten, hundred, rank, questions)


def _measure_one(scores: NDArray[np.float32], right: set[int]) -> tuple[float, float, float]:
    most = _SHOWN[1]
    top = np.argpartition(-scores, most)[:most]
    top = top[np.lexsort((top, -scores[top]))].tolist()
    recalls = (len(right & set(top[:depth])) / len(right) for depth in _SHOWN)
    rank = next((1 / place for place, row in enumerate(top[:10], start=1) if row in right), 0.0)
    return (*recalls, rank)  # type: ignore[return-value]
