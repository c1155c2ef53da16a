"""Words and meaning in one order. Pure: numbers in, numbers out.

How much meaning counts depends on how much of the query names concepts of the thesaurus: professionals write in the
law's own words, lay people do not (the covered share of a query is 0.68 to 0.98 in professional keywords, 0.32 to 0.62
in professional questions, 0.08 to 0.29 in lay questions; middle halves). Measured over the whole corpus: nDCG@10 of the
keywords and of the questions of concepts-dev, and R@10, R@100, MRR@10 of the 1,235 lay questions, each by an encoder
that had not seen it (`make train`):

    share 0.7 for all              0.867 0.691   0.628 0.870 0.523
    share 0.8 for all              0.873 0.702   0.674 0.890 0.563
    share 0.93 for all             0.763 0.664   0.704 0.897 0.606
    0.93 up to a cover of 0.3,
    down to 0.8 at one of 0.6      0.873 0.701   0.702 0.897 0.601
    the same, down to 0.7          0.868 0.698   0.695 0.896 0.599

Tried and left out: the share for lay people wherever 我 or 吗 stands (a third of their questions: 0.702); with the
untuned model cosines in parts of the nearest's, between the nearest and the last, 0.01 less for superseded versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from schemas.queries import Explanation, Hit, ScorePart


@dataclass(frozen=True, slots=True)
class Mixture:
    """How to mix: `share` of meaning (the rest is of words), and `bound`, the least cosine that is near enough.

    What no word brings up and is not near enough is no hit, unless a deep list is asked for.
    """

    share: float
    bound: float


LAY, PROFESSIONAL = 0.93, 0.8
"""Shares of meaning for queries in everyday words and in those of the law."""
_EVERYDAY, _LEGAL = 0.3, 0.6


def choose_share(covered: float) -> float:
    """The share of meaning for a query of which concepts cover that part (0 to 1)."""
    legal = min(max((covered - _EVERYDAY) / (_LEGAL - _EVERYDAY), 0.0), 1.0)
    return LAY + (PROFESSIONAL - LAY) * legal


# Least cosine that is near enough. Of what was judged professionally and lies above 0.55, 0.6, 0.65, two thirds are
# relevant (0.66, 0.67, 0.66), which is 0.72, 0.51, 0.28 of the relevant; a query has 336, 71, 15 entries above
# (median).
BOUND = 0.6


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
    is_cut: bool = False,
    keep_all: bool = False,
) -> Mixed:
    """Order the hits of words together with the nearest in meaning by (1 - share) · words + share · cosine, then id.

    Scores of words count in parts of the best one. `similarities` are cosines of the hits of words; those that have
    no vector yet get the middle one of the others, so that they stay where the words put them. Where the list of words
    `is_cut`, what is not on it counts as its last. `keep_all` keeps what is not near enough.
    """
    best = max((hit.score for hit in words), default=0.0) or 1.0
    usual = median(similarities.values()) if similarities else 0.0
    share = mixture.share
    scores = {h.id: (1 - share) * h.score / best + share * similarities.get(h.id, usual) for h in words}
    added = tuple(h.id for h in near if h.id not in scores and (keep_all or h.score >= mixture.bound))
    kept = set(added)
    last = min((hit.score for hit in words), default=0.0) / best if is_cut else 0.0
    scores |= {h.id: (1 - share) * last + share * h.score for h in near if h.id in kept}
    ordered = sorted((-round(score, 6), identifier) for identifier, score in scores.items())
    return Mixed(tuple(Hit(identifier, -score) for score, identifier in ordered), added)


def explain_mix(told: Explanation, best: float, cosine: float | None, text: str, mixture: Mixture) -> Explanation:
    """What the words give to an entry, in parts of the `best` hit's score, and what the nearness of `text` adds.

    Without a vector of its own (`cosine` None) an entry is ordered as if it were as near as the others: no part tells.
    """
    share = mixture.share
    factor = (1 - share) * told.weight / (best or told.score or 1.0)
    within = tuple(_scale(part, factor) for part in told.parts)
    parts = [ScorePart("words", "", round(sum(p.score for p in within), 4), round(factor, 6), within)]
    if cosine is not None:
        parts.append(ScorePart("meaning", text, round(share * cosine, 4), share))
    return Explanation(told.id, round(sum(part.score for part in parts), 4), 1.0, tuple(parts))


def _scale(part: ScorePart, factor: float) -> ScorePart:
    return replace(part, score=round(part.score * factor, 4), parts=tuple(_scale(p, factor) for p in part.parts))
