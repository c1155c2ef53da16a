"""Which article of one version corresponds to which of another, by their text (条文对照)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

# Similarity (0–100) of texts from which two articles are taken for the same one. On the 103 works of the corpus held
# in several versions, pairs at 60 and above with a margin were all the same matter by eye; below 50 shared legal
# phrases alone make up half of a short article.
SAME = 60.0
# A best match no better than the runner-up by this much is not unique.
MARGIN = 5.0
# No text of the other version comes nearer than this: the article is gone.
GONE = 50.0
# Unless a sentence of it stands, this much alike, inside another: then it was merged, and where to is for a reader to
# say. Of the 11 cited articles of the corpus that nothing resembled as a whole, 6 lived on so.
MERGED = 75.0
# Shorter ones are turns of phrase (依法追究刑事责任).
_SENTENCE = 12
# A sentence stands in another article from this likeness on; one article that holds half of the old one's text so, and
# twice what any other holds, is where it went.
CARRIED = 85.0
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Article:
    """An article as alignment sees it: eId and text."""

    eid: str
    text: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of each old article: its counterpart's eId, `gone`, or neither when it can't be told."""

    counterparts: Mapping[str, str]
    gone: frozenset[str]


def align_articles(old: Sequence[Article], new: Sequence[Article]) -> Alignment:
    """Same texts first, then the most similar text that is unique and whose own best counterpart is the old one.

    An article between two neighbours whose counterparts are neighbours too, with one new article between them, is
    that one's: amended beyond similarity, but in its place. One that was taken up into a longer article is there.
    """
    by_text = _unique(new)
    found = {eid: by_text[text] for text, eid in _unique(old).items() if text in by_text}
    gone = _match_similar(old, new, found)
    _match_enclosed(old, new, found)
    _match_carried([a for a in old if a.eid not in found and a.eid not in gone], new, found)
    return Alignment(found, frozenset(gone - found.keys()))


def _match_similar(old: Sequence[Article], new: Sequence[Article], found: dict[str, str]) -> set[str]:
    """Add the pairs that are clearly each other's best; the old articles that nothing resembles."""
    taken = set(found.values())
    rest_old = [a for a in old if a.eid not in found]
    rest_new = [a for a in new if a.eid not in taken]
    if not rest_old or not rest_new:
        return {a.eid for a in rest_old}
    texts_old, texts_new = [a.text for a in rest_old], [a.text for a in rest_new]
    gone = set()
    for row, article in enumerate(rest_old):
        ranked = process.extract(article.text, texts_new, scorer=fuzz.ratio, limit=2, score_cutoff=GONE)
        column = _clear_best(ranked)
        if not ranked:
            if not _is_merged(article.text, [a.text for a in new]):
                gone.add(article.eid)
        elif column is not None:
            back = process.extract(texts_new[column], texts_old, scorer=fuzz.ratio, limit=2, score_cutoff=GONE)
            if _clear_best(back) == row:
                found[article.eid] = rest_new[column].eid
    return gone


def _is_merged(text: str, others: Sequence[str]) -> bool:
    """Whether a sentence of the text stands, nearly so, inside another text."""
    return any(
        process.extractOne(s, others, scorer=fuzz.partial_ratio, score_cutoff=MERGED) for s in _split_sentences(text)
    )


def _split_sentences(text: str) -> list[str]:
    return [s for s in re.split(r"[。；\n]", text) if len(s) >= _SENTENCE]


def _clear_best(ranked: Sequence[tuple[str, float, int]]) -> int | None:
    """Index of the first when it is similar enough and the second does not come near."""
    if not ranked or ranked[0][1] < SAME:
        return None
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][2] if ranked[0][1] - runner_up >= MARGIN else None


def _match_enclosed(old: Sequence[Article], new: Sequence[Article], found: dict[str, str]) -> None:
    """Add the pairs that their neighbours' pairs enclose."""
    place = {a.eid: n for n, a in enumerate(new)}
    taken = set(found.values())
    for before, article, after in zip(old, old[1:], old[2:], strict=False):
        if article.eid in found or before.eid not in found or after.eid not in found:
            continue
        first, last = place[found[before.eid]], place[found[after.eid]]
        if last - first == 2 and new[first + 1].eid not in taken:
            found[article.eid] = new[first + 1].eid
            taken.add(new[first + 1].eid)


def _match_carried(rest: Sequence[Article], new: Sequence[Article], found: dict[str, str]) -> None:
    """Add the pairs of old articles and those that hold most of their sentences, which may be more than one's."""
    texts = {a.eid: a.text for a in new}
    for article in rest:
        sentences = _split_sentences(article.text)
        shares: Counter[str] = Counter()
        for sentence in sentences:
            held = process.extract(sentence, texts, scorer=fuzz.partial_ratio, limit=None, score_cutoff=CARRIED)
            for _, _, eid in held:
                shares[eid] += len(sentence)
        (first, most), (_, next_most) = [*shares.most_common(2), ("", 0), ("", 0)][:2]
        if most >= _HALF * sum(map(len, sentences)) and most >= 2 * next_most and first:
            found[article.eid] = first


def _unique(articles: Sequence[Article]) -> Mapping[str, str]:
    """eIds by text, of texts that stand once."""
    counts = Counter(a.text for a in articles)
    return {a.text: a.eid for a in articles if counts[a.text] == 1}
