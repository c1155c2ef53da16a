"""One search: relaxes until enough match, orders, counts facets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Order, Query

from schemas.authority import Kind
from schemas.queries import DEEPEST, Hit, SearchRequest, Sort
from search.conditions import Between, Condition
from search.counting import Counts, build_facet_request, read_counts
from search.planning import QueryPlan
from search.ranking import ENOUGH_HITS
from search.tantivy.compiling import Compiler
from search.tantivy.schema import WEIGHT_SCALE

Clauses = list[tuple[Occur, Query]]
Found = list[tuple[float, tantivy.DocAddress]]
Fetch = Callable[[int], tantivy.SearchResult]
Key = Callable[[tuple[float, tantivy.DocAddress]], float]


@dataclass(frozen=True, slots=True)
class Search:
    """A request against one searcher."""

    searcher: tantivy.Searcher
    compiler: Compiler
    request: SearchRequest
    plan: QueryPlan
    conditions: list[Condition]
    day: int

    def run(self) -> tuple[list[Hit], int, bool, Counts]:
        """Hits of the page, total, whether relaxed, facet counts."""
        filters = self.compiler.compile_filters(self.conditions)
        if self.plan.is_empty:
            everything = [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0)), *filters]
            hits, total = self._by_date(everything)
            return hits, total, False, self._count(everything)
        ranking = self.compiler.compile_ranking(self.plan)
        counted, found, total, relaxed = self._relax(filters, ranking)
        request = self.request
        match request.sort:
            case Sort.RELEVANCE if request.tail:
                hits, _ = self._page([(Occur.Must, ranking), *filters])
            case Sort.RELEVANCE:
                hits, _ = self._page([*counted, (Occur.Should, ranking)], found)
            case Sort.DATE:
                hits, _ = self._by_date(counted)
            case Sort.AUTHORITY:
                hits = self._by_authority([*counted, (Occur.Should, ranking)], total)
        return hits, total, relaxed, self._count(counted)

    def _relax(self, filters: Clauses, ranking: Query) -> tuple[Clauses, tantivy.SearchResult, int, bool]:
        """The strictest threshold that enough entries reach: its clauses, the first hits, the total, and whether
        it is not the first.
        """
        request = self.request
        paged = request.sort is Sort.RELEVANCE and not request.tail
        size = request.offset + request.limit + 1 if paged else 1
        for threshold in self.plan.thresholds:
            counted = [*self.compiler.compile_matching(self.plan, threshold), *filters]
            query = Query.boolean_query([*counted, (Occur.Should, ranking)] if paged else counted)
            found = self.searcher.search(query, size, weight_by_field="weight" if paged else None)
            if _total(found) >= ENOUGH_HITS:
                break
        return counted, found, _total(found), threshold != self.plan.thresholds[0]

    def _page(
        self, clauses: Clauses, first: tantivy.SearchResult | None = None, place: tuple[int, int] | None = None
    ) -> tuple[list[Hit], int]:
        """Hits by score; `place` is (offset, limit) where it is not the request's."""
        query = Query.boolean_query(clauses)

        def fetch(size: int) -> tantivy.SearchResult:
            return self.searcher.search(query, size, weight_by_field="weight")

        return self._collect(fetch, first, _score, place or (self.request.offset, self.request.limit))

    def _by_date(self, clauses: Clauses) -> tuple[list[Hit], int]:
        query = Query.boolean_query(clauses)

        def fetch(size: int) -> tantivy.SearchResult:
            return self.searcher.search(query, size, order_by_field="date_order", order=Order.Desc)

        hits, total = self._collect(fetch, None, _value, (self.request.offset, self.request.limit))
        return [Hit(h.id, 0.0) for h in hits], total

    def _by_authority(self, clauses: Clauses, total: int) -> list[Hit]:
        """Level by level, each by relevance: tantivy orders by one thing at a time, and few levels fill a page."""
        skip, hits = self.request.offset, list[Hit]()
        for kind in Kind:
            wanted = self.request.limit - len(hits)
            if wanted <= 0 or total <= 0:
                break
            level = self.compiler.compile_filters([Between("rank", kind.rank, kind.rank)])
            page, count = self._page([*clauses, *level], place=(skip, wanted))
            hits += page
            skip, total = max(0, skip - count), total - count
        return hits

    def _collect(
        self, fetch: Fetch, first: tantivy.SearchResult | None, key: Key, place: tuple[int, int]
    ) -> tuple[list[Hit], int]:
        """The page at `place` (offset, limit), equal keys in the order of their ids; and the number of all that match.

        Fetches one more than the page needs, and on while that one ties with the last of the page.
        """
        offset, limit = place
        size = offset + limit + 1
        result = first or fetch(size)
        end = min(offset + limit, _total(result))
        while (hits := result.hits)[end:] and key(hits[-1]) == key(hits[end - 1]):
            if len(hits) < size or size > 2 * DEEPEST:
                break
            size *= 2
            result = fetch(size)
        return self._order(hits, key, offset, end), _total(result)

    def _order(self, hits: Found, key: Key, offset: int, end: int) -> list[Hit]:
        if offset >= end:
            return []
        low, high = offset, end
        while low > 0 and key(hits[low - 1]) == key(hits[offset]):
            low -= 1
        while high < len(hits) and key(hits[high]) == key(hits[end - 1]):
            high += 1
        doc = self.searcher.doc
        page = sorted((-key(hit), doc(hit[1])["id"][0]) for hit in hits[low:high])
        return [Hit(identifier, -value) for value, identifier in page[offset - low : end - low]]

    def _count(self, clauses: Clauses) -> Mapping[str, tuple[tuple[str, int], ...]]:
        facets = self.request.facets
        if not facets:
            return {}
        wanted = build_facet_request(facets, self.day)
        return read_counts(facets, self.searcher.aggregate(Query.boolean_query(clauses), wanted))


def _score(hit: tuple[float, tantivy.DocAddress]) -> float:
    # The order in which a segment adds up the words of a query shows in the last digits of a 32-bit float.
    return round(hit[0] / WEIGHT_SCALE, 4)


def _value(hit: tuple[float, tantivy.DocAddress]) -> float:
    return hit[0]


def _total(result: tantivy.SearchResult) -> int:
    count: int = result.count  # type: ignore[attr-defined]  # missing from tantivy's stub
    return count
