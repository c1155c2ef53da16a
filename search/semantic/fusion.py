"""Words and meaning in one order. Pure: numbers in, numbers out.

Measured by `python -m bench.search_meaning`; each figure stands beside its constant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from schemas.queries import Hit


@dataclass(frozen=True, slots=True)
class Mixture:
    """How to mix: `share` of meaning (the rest is of words), and `bound`, the least cosine that is near enough.

    What no word brings up and is not near enough is no hit, unless a deep list is asked for.
    """

    share: float
    bound: float


MIXTURE = Mixture(share=0.7, bound=0.6)


@dataclass(frozen=True, slots=True)
class Mixed:
    """Hits in their new order, and those of them that the words had not brought up."""

    hits: tuple[Hit, ...]
    added: tuple[str, ...]


def mix(
    words: Sequence[Hit],
    near: Sequence[Hit],
    similarities: Mapping[str, float],
    mixture: Mixture,
    *,
    keep_all: bool = False,
) -> Mixed:
    """Order the hits of words together with the nearest in meaning by (1 - share) · words + share · cosine, then id.

    Scores of words count in parts of the best one. `similarities` are cosines of the hits of words; those that have
    no vector yet get the middle one of the others, so that they stay where the words put them. `keep_all` keeps what
    is not near enough.
    """
    best = max((hit.score for hit in words), default=0.0) or 1.0
    usual = median(similarities.values()) if similarities else 0.0
    share = mixture.share
    scores = {h.id: (1 - share) * h.score / best + share * similarities.get(h.id, usual) for h in words}
    added = tuple(h.id for h in near if h.id not in scores and (keep_all or h.score >= mixture.bound))
    kept = set(added)
    scores |= {h.id: share * h.score for h in near if h.id in kept}
    ordered = sorted((-round(score, 6), identifier) for identifier, score in scores.items())
    return Mixed(tuple(Hit(identifier, -score) for score, identifier in ordered), added)
