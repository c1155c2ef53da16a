"""Every number that decides the order of hits, with the measurement that set it.

Measured on the real corpus (142,658 articles, all versions): `concepts` = nDCG@10 over the 21 Chinese queries of
concepts-dev, keywords / questions / all; `stard` = R@10, R@100, MRR@10 over all 1,235 lay questions of stard/train.
Repeat with `python -m bench.search_quality`.

    plain BM25, one field, every word counts        0.774 0.578 0.681
    + stop words left out of the query              0.774 0.593 0.688
    + HEADINGS_BOOST                                0.785 0.601 0.697
    + PROXIMITY                                     0.793 0.63  0.714
    + weights of authority and superseded versions  0.802 0.656 0.733      stard 0.478 0.689 0.397
"""

from __future__ import annotations

from schemas.authority import Kind

# The defaults of both engines. Elasticsearch leaves the factor (k1 + 1) out of its scores; the order is the same.
BM25_K1 = 1.2
BM25_B = 0.75

# Title, headings and text are one field (`words`): as three fields with boosts 1, 1, 1 concepts falls from 0.681 to
# 0.643, with 1, 0.5, 0.5 to 0.675. Headings count a little more: 0.1 gives 0.691, 0.2 0.697, 0.4 0.703 with
# keywords and the share of judged hits falling (0.785 → 0.775, 0.99 → 0.93).
HEADINGS_BOOST = 0.2

# Points for each two neighbouring words of the query that stand near each other in `words`, whatever the words (the
# same in both engines, whose scores of loose phrases differ). Slop 0: 0.702, 2: 0.724, 4: 0.733, 6: 0.730.
# Points 1: 0.723, 2: 0.733, 4: 0.734. A score of BM25 for the pair instead of points: 0.724.
PROXIMITY = 2.0
PROXIMITY_SLOP = 4

# Points for a document whose title is the query: more than any sum of words reaches (60 over those queries).
TITLE_MATCH = 100.0

# Factor on the score by authority; with it and SUPERSEDED concepts go from 0.714 to 0.733, lay questions stay.
_WEIGHTS = {
    Kind.JUDICIAL_INTERPRETATION: 0.95,
    Kind.LOCAL_REGULATION: 0.85,
    Kind.AUTONOMOUS_REGULATION: 0.85,
    Kind.SEZ_REGULATION: 0.85,
    Kind.DEPT_RULE: 0.9,
    Kind.LOCAL_RULE: 0.85,
    Kind.NORMATIVE_DOCUMENT: 0.8,
    Kind.PARTY_REGULATION: 0.8,
    Kind.POLICY: 0.8,
    Kind.STANDARD: 0.8,
    Kind.THREE_FIXINGS: 0.8,
    Kind.CASE: 0.5,
    Kind.GUIDE: 0.5,
    Kind.REPORT: 0.5,
    Kind.LIST: 0.5,
    Kind.UNKNOWN: 0.8,
}
# The graders put an old version one grade below the current one.
SUPERSEDED = 0.8

# How many of a query's words a hit must have to count: all of them; when a page can't be filled so, this share of
# them, then the next. Without the bound a question matches nine tenths of the corpus. concepts 0.727 (unbounded
# 0.733); median total 31 for professional and 129 for lay queries, nine tenths of the lay ones below 4,100.
# Shares (0.5, 0): 0.733 but 1,134 and 47,413; (0.7, 0.4, 0): 0.721, 181 and 31,786.
SHARES = (1.0, 0.6, 0.3, 0.0)
# Relaxing below 1, 3 or 10 hits: 0.636, 0.678, 0.727.
ENOUGH_HITS = 10

# Words of a query that are used: a pasted document is searched by its beginning.
MOST_WORDS = 64


def find_weight(kind: str, superseded: bool) -> float:
    """Factor on the score of an entry of that kind code."""
    known = Kind(kind) if kind in Kind._value2member_map_ else Kind.UNKNOWN
    return round(_WEIGHTS.get(known, 1.0) * (SUPERSEDED if superseded else 1.0), 4)
