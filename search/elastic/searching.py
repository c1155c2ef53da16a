"""One search: relaxes until enough match, orders, counts facets."""

from __future__ import annotations

from typing import Any

from elasticsearch import Elasticsearch

from schemas.errors import StoreUnavailable
from schemas.queries import Hit, SearchRequest, SearchResult, Sort
from search.conditions import build_request_conditions, date_number
from search.counting import build_facet_request, read_counts
from search.elastic.queries import ORDERS, Body, build_filters, build_matching, build_query, build_ranking
from search.planning import QueryPlan, build_plan
from search.ranking import ENOUGH_HITS
from search.tokens import Segmenter

Answer = dict[str, Any]


def run_search(
    client: Elasticsearch, index: str, request: SearchRequest, segmenter: Segmenter
) -> tuple[SearchResult, str]:
    """The result, and the name of the generation that the hits are from (empty without hits)."""
    plan = build_plan(request.text, segmenter, request.groups)
    day = date_number(request.filters.in_force_on or request.today)
    conditions = build_filters(build_request_conditions(request, segmenter))
    extra = {"aggs": build_facet_request(request.facets, day)} if request.facets else {}
    if plan.is_empty:
        answer = ask(client, index, _body(request, build_query(conditions, ()), Sort.DATE) | extra)
        return _read(request, plan, answer, answer, False, scored=False)
    ranking = build_ranking(plan)
    deep = request.tail and request.sort is Sort.RELEVANCE
    for threshold in plan.thresholds:
        filters = [*build_matching(plan, threshold), *conditions]
        if deep:
            body: Body = {"query": build_query(filters, ()), "size": 0}
        else:
            body = _body(request, build_query(filters, ranking if request.sort is not Sort.DATE else ()), request.sort)
        counted = ask(client, index, body | extra)
        if _total(counted) >= ENOUGH_HITS:
            break
    relaxed = threshold != plan.thresholds[0]
    listed = counted
    if deep:
        listed = ask(client, index, _body(request, build_query(conditions, ranking, any_word=True), request.sort))
    return _read(request, plan, counted, listed, relaxed, scored=request.sort is not Sort.DATE)


def ask(client: Elasticsearch, index: str, body: Body) -> Answer:
    """One search, whole or not at all: an answer of only some shards is no answer.

    The global word statistics (dfs) let several shards rank as one.
    """
    answer = client.search(
        index=index,
        body={"_source": False, "track_total_hits": True, **body},
        search_type="dfs_query_then_fetch",
        allow_partial_search_results=False,
    ).body
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise StoreUnavailable(f"some shards of {index} do not answer", "check the cluster's health, then try again")
    return dict(answer)


def _body(request: SearchRequest, query: Body, sort: Sort) -> Body:
    return {
        "query": query,
        "from": request.offset,
        "size": request.limit,
        "sort": ORDERS[sort],
        "track_scores": sort is Sort.AUTHORITY,
        "docvalue_fields": ["id"],
    }


def _read(
    request: SearchRequest, plan: QueryPlan, counted: Answer, listed: Answer, relaxed: bool, *, scored: bool
) -> tuple[SearchResult, str]:
    found = listed["hits"]["hits"]
    hits = tuple(Hit(h["fields"]["id"][0], round(h["_score"], 4) if scored else 0.0) for h in found)
    facets = read_counts(request.facets, counted["aggregations"]) if request.facets else {}
    result = SearchResult(hits, _total(counted), plan.units, relaxed, facets)
    return result, found[0]["_index"] if found else ""


def _total(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])
