"""Vectors in files and on Elasticsearch side by side: `python -m bench.vector_parity DATA DATASET`.

DATA holds the corpus with its vectors, and was moved to DATASET: `FATU_DATA=DATA FATU_DATASET=DATASET
FATU_SEARCH_URL=$FATU_TEST_ELASTICSEARCH_URL fatu migrate --from DATA --to servers`. Needs FATU_TEST_SHARED for the
queries. All ways take turns, query by query, so that a busy machine slows them alike.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from elasticsearch import Elasticsearch

from api.cli.options import load_settings
from api.services.container import Services, open_services
from api.services.understanding import read_request
from bench.search_meaning import meaning_of
from bench.search_parity import agrees_up_to_ties, read_queries
from bench.search_quality import TODAY
from schemas.ports import VectorReader
from schemas.queries import Filters, Hit, HitType, SearchRequest, SearchResult
from search.semantic import HybridIndex

FILTERS = {
    "articles in force": Filters(HitType.ARTICLE),
    "all": Filters(all_versions=True),
    "national law": Filters(kinds=("law",)),
}
T = TypeVar("T")
# As many as search mixes with the hits of words.
DEPTH = 500


@dataclass
class Taken:
    """Milliseconds of each way."""

    times: dict[str, list[float]] = field(default_factory=dict)

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Time one call."""
        started = time.perf_counter()
        done = work()
        self.times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
        return done

    def tell(self, name: str) -> str:
        """Median and 99th percentile."""
        ordered = sorted(self.times[name])
        return f"p50 {statistics.median(ordered):5.1f} ms, p99 {ordered[-max(1, len(ordered) // 100)]:5.1f} ms"


def main() -> None:
    """Print bytes, recall, agreement and times."""
    data, dataset, url = Path(sys.argv[1]), sys.argv[2], os.environ["FATU_TEST_ELASTICSEARCH_URL"]
    show_bytes(url, dataset)
    with ExitStack() as stack:
        opened = {
            "files": load_settings(data, search_url=""),
            "exact": load_settings(data, search_url=url, dataset=dataset, search_exact=True),
            "graph": load_settings(data, search_url=url, dataset=dataset, search_exact=False),
        }
        ways = {name: stack.enter_context(open_services(settings)) for name, settings in opened.items()}
        compare_vectors(ways)
        compare_search(ways)


def show_bytes(url: str, dataset: str) -> None:
    """What an entry's vector takes, with its filters and its place in the graph."""
    with Elasticsearch(url) as client:
        stats = client.indices.stats(index=f"fatu-{dataset}.meaning")["_all"]["primaries"]
    size, entries = stats["store"]["size_in_bytes"], stats["docs"]["count"]
    print(f"{entries:,} entries with vectors: {size:,} bytes, {size / entries:.0f} an entry", flush=True)


def compare_vectors(ways: Mapping[str, Services]) -> None:
    """The nearest alone: how many of the true ones come, how far cosines are off, how long it takes."""
    encode = meaning_of(ways["files"]).open_tuned().encode_query
    questions = [encode(query).tolist() for query in read_queries()]
    readers: dict[str, VectorReader] = {name: meaning_of(s).open_reader() for name, s in ways.items()}
    for label, filters in FILTERS.items():
        taken, found = Taken(), dict[str, list[list[Hit]]]()
        for question in questions:
            for name, reader in readers.items():
                hits = taken.run(name, partial(reader.find_nearest, question, filters, TODAY, DEPTH))
                found.setdefault(name, []).append(hits)
        print(f"{label}: files {taken.tell('files')}", flush=True)
        for name in ("exact", "graph"):
            recalls = [f"@{n} {_recall(found['files'], found[name], n):.4f}" for n in (10, 100, DEPTH)]
            off = max(map(_find_distance, found["files"], found[name]))
            same = sum(a[:10] == b[:10] for a, b in zip(_ids(found["files"]), _ids(found[name]), strict=True))
            print(
                f"  {name}: {taken.tell(name)}; recall {' '.join(recalls)}; cosines off by {off:.5f} at most; "
                f"the same ten in the same order {same} of {len(questions)}",
                flush=True,
            )


def compare_search(ways: Mapping[str, Services]) -> None:
    """The first ten of words and meaning, and of words alone, as the service asks."""
    taken, found = Taken(), dict[str, list[SearchResult]]()
    queries = read_queries()
    for query in queries:
        request = read_request(ways["files"], SearchRequest(query, TODAY, Filters(all_versions=True))).request
        for name, services in ways.items():
            index = services.index
            assert isinstance(index, HybridIndex)
            result = taken.run(name, partial(index.search, request))
            found.setdefault(name, []).append(result)
            taken.run(f"{name}, words", partial(index.words.search, request))
    print(f"search: files {taken.tell('files')}; words alone {taken.tell('files, words')}")
    for name in ("exact", "graph"):
        pairs = list(zip(found["files"], found[name], strict=True))
        same = sum([h.id for h in a.hits] == [h.id for h in b.hits] for a, b in pairs)
        ties = sum(agrees_up_to_ties(a, b) for a, b in pairs)
        sets = sum({h.id for h in a.hits} == {h.id for h in b.hits} for a, b in pairs)
        totals = sum(a.total == b.total for a, b in pairs)
        print(
            f"  {name}: the same ten in the same order {same} of {len(queries)}, up to ties {ties}, as sets {sets}; "
            f"totals {totals}; {taken.tell(name)}; words alone {taken.tell(f'{name}, words')}",
            flush=True,
        )


def _ids(found: Sequence[Sequence[Hit]]) -> list[list[str]]:
    return [[hit.id for hit in hits] for hits in found]


def _recall(expected: Sequence[Sequence[Hit]], found: Sequence[Sequence[Hit]], limit: int) -> float:
    """Mean share of the true nearest; a hit as near as the last of them stands for it."""
    shares = []
    for true, near in zip(expected, found, strict=True):
        if true:
            least = true[:limit][-1].score - 1.5e-5
            shares.append(min(1.0, sum(h.score >= least for h in near[:limit]) / len(true[:limit])))
    return statistics.fmean(shares)


def _find_distance(expected: Sequence[Hit], found: Sequence[Hit]) -> float:
    scores = {hit.id: hit.score for hit in expected}
    return max((abs(scores[h.id] - h.score) for h in found if h.id in scores), default=0.0)


if __name__ == "__main__":
    main()
