"""Plans and conditions as Elasticsearch queries: the same parts as in the embedded engine, with the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.queries import Sort
from search.conditions import AllOf, AnyOf, Between, Condition, InARow, Not, OneOf, StartsWith
from search.entries import split_characters
from search.planning import QueryPlan
from search.ranking import PROXIMITY_SLOP
from search.scoring import GroupPart, NearPart, ScoredPart, TermPart, TitlePart, WordPart, build_parts

Body = dict[str, Any]

ORDERS: dict[Sort, list[Body]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {"id": "asc"}],
    Sort.AUTHORITY: [{"rank": "asc"}, {"_score": "desc"}, {"id": "asc"}],
    Sort.DATE: [{"date_order": "desc"}, {"id": "asc"}],
}


def build_ranking(plan: QueryPlan) -> list[Body]:
    """What is scored: the sum of all parts."""
    return [build_part(part) for part in build_parts(plan)]


def build_part(part: ScoredPart | TermPart) -> Body:
    """A query whose score is the part's."""
    match part:
        case WordPart(field, word, boost):
            return {"term": {field: {"value": word, "boost": boost}}}
        case NearPart(pair, points):
            words = {"query": " ".join(pair), "slop": PROXIMITY_SLOP, "analyzer": "whitespace"}
            return {"constant_score": {"filter": {"match_phrase": {"words": words}}, "boost": points}}
        case TitlePart(key, points):
            return {"constant_score": {"filter": {"term": {"title_key": key}}, "boost": points}}
        case TermPart(_, parts, weight):
            return {"bool": {"should": [build_part(p) for p in parts], "boost": weight}}
        case GroupPart(_, terms, others):
            return {"dis_max": {"queries": [build_part(t) for t in terms], "tie_breaker": others}}


def build_matching(plan: QueryPlan, threshold: int) -> list[Body]:
    """Filters that at least `threshold` of the needs are met."""
    needs = [_need(need) for need in plan.needs]
    if threshold == len(needs):
        return needs
    return [{"bool": {"should": needs, "minimum_should_match": threshold}}]


def _need(alternatives: Sequence[Sequence[str]]) -> Body:
    ways = [_all(words) for words in alternatives]
    return ways[0] if len(ways) == 1 else {"bool": {"should": ways, "minimum_should_match": 1}}


def _all(words: Sequence[str]) -> Body:
    terms: list[Body] = [{"term": {"words": w}} for w in words]
    return terms[0] if len(terms) == 1 else {"bool": {"filter": terms}}


def build_query(filters: Sequence[Body], ranking: Sequence[Body], *, any_word: bool = False) -> Body:
    """The whole query: entries that pass the filters, by the sum of the scores times their weight.

    `any_word` keeps those that something scores.
    """
    if not ranking:
        return {"bool": {"filter": list(filters)}}
    query = {"filter": list(filters), "should": list(ranking), "minimum_should_match": int(any_word)}
    factor = {"field": "weight", "missing": 1}
    return {"function_score": {"query": {"bool": query}, "field_value_factor": factor, "boost_mode": "multiply"}}


def build_filters(conditions: Sequence[Condition]) -> list[Body]:
    """Filters, which add nothing to the score."""
    return [_condition(c) for c in conditions]


def build_title_query(typed: str, *, beginning: bool) -> Body | None:
    """Titles that contain what was typed, or begin with it; None when nothing of it can be searched."""
    words = split_characters(typed, beginning=beginning)
    if not split_characters(typed, beginning=False):
        return None
    return {"match_phrase": {"title_chars": {"query": words, "analyzer": "whitespace"}}}


def _condition(condition: Condition) -> Body:
    match condition:
        case AnyOf(field, values):
            return {"terms": {field: list(values)}}
        case Between(field, low, high):
            bounds = {"gte": low, "lte": high}
            return {"range": {field: {k: v for k, v in bounds.items() if v is not None}}}
        case StartsWith(field, prefixes):
            ways = [{"prefix": {field: p}} for p in prefixes]
            return ways[0] if len(ways) == 1 else {"bool": {"should": ways, "minimum_should_match": 1}}
        case InARow(field, words):
            return {"match_phrase": {field: {"query": " ".join(words), "analyzer": "whitespace"}}}
        case OneOf(parts):
            return {"bool": {"should": [_condition(p) for p in parts], "minimum_should_match": 1}}
        case AllOf(parts):
            return {"bool": {"filter": [_condition(p) for p in parts]}}
        case Not(part):
            return {"bool": {"must_not": [_condition(part)]}}
