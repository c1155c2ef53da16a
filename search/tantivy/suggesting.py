"""Titles while typing: phrases over the characters of titles, best first by a field that holds the order."""

from __future__ import annotations

from collections.abc import Iterator

import tantivy
from tantivy import Occur, Order, Query

from schemas.queries import Suggestion
from search.conditions import Condition
from search.tantivy.compiling import Compiler


def find_suggestions(
    searcher: tantivy.Searcher, compiler: Compiler, typed: str, in_force: list[Condition], limit: int
) -> list[Suggestion]:
    """Works whose titles begin with what was typed, then those that contain it; of both, those in force first."""
    found: dict[str, Suggestion] = {}
    for query in _tiers(compiler, typed, in_force):
        # Versions of one work follow each other in the order: the first is taken.
        result = searcher.search(query, limit * 4, order_by_field="suggest_order", order=Order.Asc, count=False)
        for _, address in result.hits:
            work, _, title = searcher.doc(address)["label"][0].partition("\t")
            found.setdefault(work, Suggestion(title, "work", work))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _tiers(compiler: Compiler, typed: str, in_force: list[Condition]) -> Iterator[Query]:
    filters = compiler.compile_filters(in_force)
    for beginning in (True, False):
        title = compiler.compile_title(typed, beginning=beginning)
        if title is None:
            continue
        yield Query.boolean_query([(Occur.Must, title), *filters])
        yield Query.boolean_query([(Occur.Must, title)])
