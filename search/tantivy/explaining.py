"""Why an entry scores as it does, by asking the engine for each part of the score."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from schemas.queries import Explanation
from search.explaining import build_explanation
from search.planning import QueryPlan
from search.scoring import ScoredPart, TermPart
from search.tantivy.compiling import Compiler
from search.tantivy.schema import WEIGHT_SCALE


def explain_entry(searcher: tantivy.Searcher, compiler: Compiler, plan: QueryPlan, entry: str) -> Explanation | None:
    """The explanation, or None when the entry is not held."""
    only = compiler.compile_entry(entry)
    even = Query.boolean_query([(Occur.Must, Query.const_score_query(only, 1.0))])
    weighed = searcher.search(even, 1, weight_by_field="weight").hits
    if not weighed:
        return None

    def ask(parts: Sequence[ScoredPart | TermPart]) -> list[float]:
        held = (Occur.Must, Query.const_score_query(only, 0.0))
        queries = (Query.boolean_query([held, (Occur.Should, compiler.compile_part(p))]) for p in parts)
        return [searcher.search(query, 1).hits[0][0] for query in queries]

    return build_explanation(plan, entry, round(weighed[0][0] / WEIGHT_SCALE, 4), ask)
