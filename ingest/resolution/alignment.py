"""Which article of one version corresponds to which of the next, by their text (条文对照)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

# Similarity (0–100) of normalised texts from which two articles are taken for the same one. On the 103 works of the
# corpus held in several versions, pairs at 60 and above with a margin were all the same matter by eye; below 50
# shared legal phrases alone make up half of a short article.
SAME = 60.0
# A best match no better than the runner-up by this much is not unique.
MARGIN = 5.0


@dataclass(frozen=True, slots=True)
class Article:
    """An article as alignment sees it: eId and text."""

    eid: str
    text: str


def align_articles(old: Sequence[Article], new: Sequence[Article]) -> dict[str, str | None]:
    """For each old article's eId the new one's, or None when it is gone.

    Same texts first, then the most similar new text that is unique, and whose own best counterpart is the old one.
    """
    by_text = _unique(new)
    found: dict[str, str | None] = {a.eid: by_text.get(a.text) for a in old}
    rest_old = [a for a in old if found[a.eid] is None]
    taken = set(found.values())
    rest_new = [a for a in new if a.eid not in taken]
    if not rest_old or not rest_new:
        return found
    texts_old = [a.text for a in rest_old]
    texts_new = [a.text for a in rest_new]
    for row, article in enumerate(rest_old):
        column = _clear_best(article.text, texts_new)
        if column is not None and _clear_best(texts_new[column], texts_old) == row:
            found[article.eid] = rest_new[column].eid
    return found


def _clear_best(text: str, choices: Sequence[str]) -> int | None:
    """Index of the most similar text when it is similar enough and no other comes near."""
    ranked = process.extract(text, choices, scorer=fuzz.ratio, limit=2, score_cutoff=SAME - MARGIN)
    if not ranked or ranked[0][1] < SAME:
        return None
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][2] if ranked[0][1] - runner_up >= MARGIN else None


def _unique(articles: Sequence[Article]) -> Mapping[str, str]:
    seen: dict[str, list[str]] = {}
    for a in articles:
        seen.setdefault(a.text, []).append(a.eid)
    return {text: eids[0] for text, eids in seen.items() if len(eids) == 1}
