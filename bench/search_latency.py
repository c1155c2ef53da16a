"""Time of a query in the embedded engine: `python -m bench.search_latency [DIR]`.

Beside the port: the same words as a plain OR in tantivy with the same filter (in force today), top ten with ids; and
the time that the port takes outside tantivy (words, plan, queries built, ids read).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from bench.search_parity import read_queries
from bench.search_quality import TODAY, open_filled, read_understood
from schemas.queries import Filters, SearchRequest
from search.conditions import build_conditions
from search.planning import build_plan
from search.tantivy.compiling import Compiler
from search.tokens import load_segmenter


def main() -> None:
    """Print medians and 99th percentiles in turns over 200 queries, three rounds."""
    index = open_filled(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
    filters = build_conditions(Filters(), TODAY)
    segmenter = load_segmenter()
    with index._reader.searcher() as (searcher, compiler):

        def plain(query: str) -> object:
            words = segmenter.find_tokens(query)
            terms = [(Occur.Should, Query.term_query(compiler._schema, "words", w)) for w in words]
            must = (Occur.Must, Query.boolean_query(terms))
            found = searcher.search(Query.boolean_query([must, *compiler.compile_filters(filters)]), 10)
            return [searcher.doc(address)["id"][0] for _, address in found.hits]

        ways: dict[str, Callable[[str], object]] = {
            "plain BM25, same filter": plain,
            "port": lambda q: index.search(SearchRequest(q, TODAY)),
            "port, understood": lambda q: index.search(read_understood(SearchRequest(q, TODAY))),
            "reading alone": lambda q: read_understood(SearchRequest(q, TODAY)),
            "port, all versions": lambda q: index.search(SearchRequest(q, TODAY, Filters(all_versions=True))),
            "port, three facets": lambda q: index.search(SearchRequest(q, TODAY, facets=("kind", "year", "status"))),
            "port, by authority": lambda q: index.search(SearchRequest(q, TODAY, sort="authority")),  # type: ignore[arg-type]
            "port, top 100 with tail": lambda q: index.search(SearchRequest(q, TODAY, limit=100, tail=True)),
            "suggest, four characters": lambda q: index.suggest(q[:4], 10),
            "outside the engine": lambda q: _prepare(q, searcher, compiler),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(3):
            for query in read_queries():
                for name, ask in ways.items():
                    started = time.perf_counter()
                    ask(query)
                    times[name].append(time.perf_counter() - started)
    for name, taken in times.items():
        ordered = sorted(seconds * 1000 for seconds in taken)
        last = ordered[-len(ordered) // 100]
        print(f"{name:26} p50 {statistics.median(ordered):6.2f} ms  p99 {last:6.2f} ms")


def _prepare(query: str, searcher: tantivy.Searcher, compiler: Compiler) -> object:
    plan = build_plan(query, load_segmenter())
    conditions = build_conditions(Filters(), TODAY)
    return compiler.compile_ranking(plan), compiler.compile_matching(plan, 1), compiler.compile_filters(conditions)


if __name__ == "__main__":
    main()
