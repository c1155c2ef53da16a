"""Why an entry scores as it does: each part of the score asked for on its own, in the words of a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from schemas.queries import Explanation, ScorePart
from search.planning import QueryPlan
from search.scoring import GroupPart, NearPart, ScoredPart, TermPart, TitlePart, WordPart, build_parts

Ask = Callable[[Sequence[ScoredPart | TermPart]], list[float]]


def build_explanation(plan: QueryPlan, entry: str, weight: float, ask: Ask) -> Explanation:
    """The explanation of an entry that is held; `ask` gives the entry's score for each part alone."""
    parts = build_parts(plan)
    terms = [term for part in parts if isinstance(part, GroupPart) for term in part.terms]
    scores = ask([*parts, *terms])
    of_terms = iter(scores[len(parts) :])
    told = tuple(_tell(part, score, of_terms) for part, score in zip(parts, scores, strict=False))
    total = round(sum(scores[: len(parts)]) * weight, 4)
    return Explanation(entry, total, weight, tuple(part for part in told if part.score))


def _tell(part: ScoredPart, score: float, of_terms: Iterator[float]) -> ScorePart:
    match part:
        case WordPart("headings", word, boost):
            return ScorePart("heading", word, round(score, 4), boost)
        case WordPart(_, word, boost):
            return ScorePart("word", word, round(score, 4), boost)
        case NearPart((one, other), points):
            return ScorePart("near", f"{one} {other}", round(score, 4), points)
        case TitlePart(key, points):
            return ScorePart("title", key, round(score, 4), points)
        case GroupPart(source, terms, others):
            found = [(t, next(of_terms)) for t in terms]
            best = sorted((ScorePart("term", t.text, round(s, 4), t.weight) for t, s in found if s), key=_by_score)
            return ScorePart("terms", source, round(score, 4), others, tuple(best))


def _by_score(part: ScorePart) -> float:
    return -part.score
