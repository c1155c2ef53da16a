"""Both engines side by side: `python -m bench.search_parity [DIR]` (FATU_TEST_ELASTICSEARCH_URL names the server).

Fills a fresh index of one shard and one of three with the corpus and compares the first ten hits of 200 queries. With
one shard the order must be the same; with three, up to ties (scores within 2 %).
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.corpus_articles import build_documents, read_articles, shared_folder
from bench.search_quality import TODAY, open_filled
from schemas.ports import SearchIndex
from schemas.queries import Filters, SearchRequest, SearchResult
from search.elastic import drop_dataset, open_elastic

_TIE = 0.02


def main() -> None:
    """Print for each number of shards how many queries agree."""
    url = os.environ["FATU_TEST_ELASTICSEARCH_URL"]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    queries = read_queries()
    embedded = open_filled(folder)
    expected = [ask(embedded, q) for q in queries]
    documents = list(build_documents(read_articles(shared_folder() / "corpus" / "laws")))
    for shards in (1, 3):
        dataset = f"parity-{shards}"
        drop_dataset(url, dataset)
        server = open_elastic(url, dataset=dataset, read_only=False, shards=shards)
        started = time.perf_counter()
        server.replace([], documents)
        server.publish()
        print(f"{shards} shards: loaded in {time.perf_counter() - started:.1f} s", flush=True)
        found = [ask(server, q) for q in queries]
        compare(shards, queries, expected, found)
        server.close()
        drop_dataset(url, dataset)


def read_queries() -> list[str]:
    """200 queries: the professional ones and lay ones."""
    gold = shared_folder() / "gold"
    files = (gold / "concepts-dev.jsonl", gold / "stard" / "train.jsonl")
    texts = [json.loads(line)["query"] for file in files for line in file.read_text("utf8").splitlines()]
    return list(dict.fromkeys(texts))[:200]


def ask(index: SearchIndex, query: str) -> SearchResult:
    """The first ten over all versions, which have most ties."""
    return index.search(SearchRequest(query, TODAY, Filters(all_versions=True), facets=("kind", "status")))


def compare(
    shards: int, queries: list[str], expected: list[SearchResult], found: list[SearchResult]
) -> dict[str, object]:
    """The agreement, printed with the first differences."""
    same = ties = totals = 0
    shown = 0
    for query, one, other in zip(queries, expected, found, strict=True):
        order = [h.id for h in one.hits] == [h.id for h in other.hits]
        tied = order or agrees_up_to_ties(one, other)
        same += order
        ties += tied
        totals += (one.total, one.relaxed, one.facets) == (other.total, other.relaxed, other.facets)
        if not order and shown < 5:
            shown += 1
            print(f"  differs{' (tie)' if tied else ''}: {query}")
            print("   ", [(h.id[-24:], h.score) for h in one.hits][:4], [(h.id[-24:], h.score) for h in other.hits][:4])
    ratios = [
        b.score / a.score
        for x, y in zip(expected, found, strict=True)
        for a, b in zip(x.hits, y.hits, strict=False)
        if a.score
    ]
    spread = (
        f"scores {min(ratios):.4f} to {max(ratios):.4f} of the embedded ones, median {statistics.median(ratios):.4f}"
    )
    print(
        f"{shards} shards, {len(queries)} queries: order {same}, with ties {ties}, totals and facets {totals}; {spread}"
    )
    return {"queries": len(queries), "same_order": same, "same_up_to_ties": ties, "same_totals_and_facets": totals}


def agrees_up_to_ties(one: SearchResult, other: SearchResult) -> bool:
    """Whether each place holds a hit whose score is within 2 % of the other engine's at that place."""
    if len(one.hits) != len(other.hits):
        return False
    places = {h.id: h.score for h in one.hits}
    floor = one.hits[-1].score if one.hits else 0.0
    return all(
        abs(places.get(b.id, floor) - a.score) <= _TIE * a.score for a, b in zip(one.hits, other.hits, strict=True)
    )


if __name__ == "__main__":
    main()
