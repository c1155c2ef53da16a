"""Every number that decides the order of hits, with the measurement that set it.

Measured on the real corpus (142,658 articles, all versions). `concepts`: nDCG@10 over the 21 Chinese queries of
concepts-dev, keywords / questions / all; `stard`: R@10, R@100, MRR@10 over all 1,235 lay questions of stard/train.
`python -m bench.search_quality` prints them.

                                    concepts               stard
    all features                    0.805 0.652 0.732      0.482 0.690 0.401
    without stop words              0.805 0.625 0.719      0.482 0.684 0.401
    without HEADINGS_BOOST          0.788 0.652 0.723      0.482 0.686 0.394
    without PROXIMITY               0.793 0.617 0.709      0.482 0.695 0.394
    without weights                 0.793 0.639 0.720      0.478 0.688 0.398
    plain BM25 in one field         0.774 0.578 0.681

The other figures here are of a trial with the same features on half or a third of stard.
"""

from __future__ import annotations

from schemas.authority import Kind

# The defaults of both engines, fixed in tantivy. Scores are equal to five digits on a fresh index of one shard.
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

# Share of the other terms of a group that adds to the best one's. English (108 queries) at 0, 0.15, 0.3, 0.5: 0.683,
# 0.686, 0.690, 0.688.
OTHER_TERMS = 0.3

# Points for a document whose title is the query: more than any sum of words reaches (60 over those queries).
TITLE_MATCH = 100.0

# Factor on the score by authority. None / these / twice as far from 1 / four times as far: concepts 0.738, 0.734,
# 0.722, 0.690, lay questions R@100 0.693, 0.697, 0.704, 0.705 and MRR@10 0.410, 0.416, 0.422, 0.420 (a sixth of them).
_WEIGHTS = {
    Kind.JUDICIAL_INTERPRETATION: 0.98,
    Kind.LOCAL_REGULATION: 0.95,
    Kind.AUTONOMOUS_REGULATION: 0.95,
    Kind.SEZ_REGULATION: 0.95,
    Kind.DEPT_RULE: 0.97,
    Kind.LOCAL_RULE: 0.95,
    Kind.NORMATIVE_DOCUMENT: 0.94,
    Kind.PARTY_REGULATION: 0.94,
    Kind.POLICY: 0.94,
    Kind.STANDARD: 0.94,
    Kind.THREE_FIXINGS: 0.94,
    Kind.CASE: 0.83,
    Kind.GUIDE: 0.83,
    Kind.REPORT: 0.83,
    Kind.LIST: 0.83,
    Kind.UNKNOWN: 0.94,
}
# The graders put an old version one grade below the current one. Factors 1, 0.94, 0.88, 0.8, 0.7: concepts 0.718,
# 0.733, 0.734, 0.732, 0.731; lay questions are the same within 0.002.
SUPERSEDED = 0.88

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
