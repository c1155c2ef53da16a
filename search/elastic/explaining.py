"""Why an entry scores as it does, by asking the engine for each part of the score."""

from __future__ import annotations

from collections.abc import Sequence

from elasticsearch import Elasticsearch

from schemas.queries import Explanation
from search.elastic.queries import Body, build_part, build_query
from search.explaining import build_explanation
from search.planning import QueryPlan
from search.scoring import ScoredPart, TermPart


def explain_entry(client: Elasticsearch, index: str, plan: QueryPlan, entry: str) -> Explanation | None:
    """The explanation, or None when the entry is not held. Asks for all parts in one request."""
    only: Body = {"term": {"id": entry}}
    even = {"constant_score": {"filter": only, "boost": 1.0}}
    weighed = _score(client, index, [build_query([only], [even])])[0]
    if weighed is None:
        return None

    def ask(parts: Sequence[ScoredPart | TermPart]) -> list[float]:
        queries = [{"bool": {"filter": [only], "should": [build_part(p)]}} for p in parts]
        return [score or 0.0 for score in _score(client, index, queries)]

    return build_explanation(plan, entry, round(weighed, 4), ask)


def _score(client: Elasticsearch, index: str, queries: Sequence[Body]) -> list[float | None]:
    """The score of the first hit of each query, None where there is no hit."""
    if not queries:
        return []
    searches = [line for q in queries for line in ({}, {"query": q, "size": 1, "_source": False})]
    answer = client.msearch(index=index, searches=searches, search_type="dfs_query_then_fetch")
    hits = [response["hits"]["hits"] for response in answer["responses"]]
    return [found[0]["_score"] if found else None for found in hits]
