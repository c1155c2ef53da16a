"""Cross-validation: what the encoder finds for lay questions that it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from training.bert import Delta
from training.fitting import Fitter, Recipe, Task, scale
from training.measuring import Figures, average, measure
from training.questions import Question, find_unseen, split_folds

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Fold:
    """Figures of the questions left out: all, and those with no article that a lay question in training had."""

    all: Figures
    unseen: Figures


def validate(
    fitter: Fitter,
    start: Delta,
    lay: Sequence[Question],
    tasks: Sequence[Task],
    recipe: Recipe,
    others: Sequence[Task],
    part: float,
) -> tuple[list[Fold], np.ndarray]:
    """Fit `start` on four fifths of the lay tasks (and the `others`) five times; figures of the fifth left out.

    `part` of each delta is kept. Also the vectors (questions × 512): each question by the encoder that had not seen it.
    """
    vectors = np.zeros((len(lay), 512), np.float32)
    folds = []
    for left_out in split_folds(len(lay), FOLDS):
        kept = np.setdiff1d(np.arange(len(lay)), left_out)
        delta = scale(fitter.fit(start, [*(tasks[n] for n in kept), *others], recipe), part)
        asked = [tasks[n] for n in left_out]
        vectors[left_out] = fitter.encode(delta, asked)
        unseen = find_unseen([lay[n] for n in left_out], [lay[n] for n in kept])
        folds.append(_tell(fitter, vectors[left_out], [t.rows for t in asked], unseen))
    return folds, vectors


def _tell(fitter: Fitter, vectors: np.ndarray, right: Sequence[Sequence[int]], unseen: Sequence[int]) -> Fold:
    scores = fitter.score(vectors)
    return Fold(measure(scores, right), measure(scores, right, unseen))


def sum_up(folds: Sequence[Fold], show: Callable[[str], None]) -> None:
    """Print the means."""
    show(f"all        {average([f.all for f in folds])}")
    show(f"unseen     {average([f.unseen for f in folds])}")
