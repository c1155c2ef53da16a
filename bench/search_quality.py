"""Ranking by words over the gold sets, each feature with and without: `python -m bench.search_quality [DIR]`.

DIR keeps the index between runs. Columns: nDCG@10 of concepts-dev (Chinese: keywords, questions, all with a bootstrap
interval; English as typed: the gold's three and the sets of `data/concepts-en.jsonl` together), then R@10, R@100 and
MRR@10 of the lay questions of stard/train, and the median time of a query in the engine.
"""

from __future__ import annotations

import importlib.util
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import tantivy

from bench.corpus_articles import build_documents, read_articles, shared_folder
from bench.understanding import read_grades, score_hits
from schemas.queries import Filters, SearchRequest
from search import entries, open_index, planning, scoring
from search.conditions import build_conditions
from search.tantivy import TantivyIndex
from search.tokens import load_segmenter
from search.understanding import english, wording
from search.understanding.reading import find_terms, read_query

TODAY = "2025-04-30"
ENGLISH = Path(__file__).with_name("data") / "concepts-en.jsonl"

Query = Mapping[str, Any]
Ask = Callable[[SearchRequest], list[str]]
Read = Callable[[SearchRequest], SearchRequest]
Patch = tuple[object, str, Any]


def open_filled(folder: Path) -> TantivyIndex:
    """The index of the corpus in that folder, filled where it is new."""
    index = open_index(folder, read_only=False)
    assert isinstance(index, TantivyIndex)
    if not index.count():
        documents = list(build_documents(read_articles(shared_folder() / "corpus" / "laws")))
        started = time.perf_counter()
        index.replace([], documents)
        index.publish()
        print(f"indexed {len(documents)} articles in {time.perf_counter() - started:.2f} s")
    return index


def read_as_typed(request: SearchRequest) -> SearchRequest:
    """No understanding: the words as they stand."""
    return request


def read_understood(request: SearchRequest) -> SearchRequest:
    """As the service reads it, but for chips that become conditions (no query of these sets has one)."""
    text, groups = wording.find_wording(read_query(request.text), load_segmenter().find_words)
    return replace(request, text=text, groups=groups)


def read_with_all_terms(request: SearchRequest) -> SearchRequest:
    """Terms of every concept in every query."""
    reading = read_query(request.text)
    text, groups = wording.find_wording(reading, load_segmenter().find_words)
    return replace(request, text=text, groups=tuple(dict.fromkeys((*find_terms(reading), *groups))))


def ask_plainly(index: TantivyIndex) -> Ask:
    """BM25 of the words in one field, with the request's filter and nothing else."""

    def ask(request: SearchRequest) -> list[str]:
        words = load_segmenter().find_tokens(request.text)
        with index._reader.searcher() as (searcher, compiler):
            terms = [(tantivy.Occur.Should, compiler._term("words", w)) for w in dict.fromkeys(words)]
            clauses = [(tantivy.Occur.Must, tantivy.Query.boolean_query(terms))]
            clauses += compiler.compile_filters(build_conditions(request.filters, request.today))
            found = searcher.search(tantivy.Query.boolean_query(clauses), request.limit)
            return [searcher.doc(address)["id"][0] for _, address in found.hits]

    return ask


def ask_port(index: TantivyIndex) -> Ask:
    """Through the port."""
    return lambda request: [hit.id for hit in index.search(request).hits]


@dataclass(frozen=True, slots=True)
class Gold:
    """The queries of a run and what is known of them."""

    chinese: list[dict[str, Any]]
    english: list[dict[str, Any]]
    lay: list[dict[str, Any]]
    grades: dict[str, dict[tuple[str, str], int]]
    score: Any


def load_gold() -> Gold:
    """The development halves of the gold sets, and the English paraphrases."""
    gold = shared_folder() / "gold"
    score = _load_module(gold / "score.py")
    concepts = score.rows(gold / "concepts-dev.jsonl")
    english = [q for q in concepts if q["lang"] == "en"] + score.rows(ENGLISH)
    chinese = [q for q in concepts if q["lang"] == "zh"]
    return Gold(chinese, english, score.rows(gold / "stard" / "train.jsonl"), read_grades(), score)


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    index, gold = open_filled(folder), load_gold()
    print_row("plain BM25", gold, ask_plainly(index), read_as_typed)
    print_row("words, not understood", gold, ask_port(index), read_as_typed)
    print_row("words, understood", gold, ask_port(index), read_understood)
    print_row("terms in every query", gold, ask_port(index), read_with_all_terms)
    for name, patches in FEATURES.items():
        with ExitStack() as stack:
            for owner, attribute, value in patches:
                stack.enter_context(patch.object(owner, attribute, value))
            for cached in (english.load_phrases, english.load_paraphrases):
                cached.cache_clear()
            print_row(f"without {name}", gold, ask_port(index), read_understood)
    for cached in (english.load_phrases, english.load_paraphrases):
        cached.cache_clear()
    with patch.object(entries, "find_weight", lambda *_: 1.0):
        unweighted = open_filled(folder.with_name(f"{folder.name}-unweighted"))
    print_row("without weights", gold, ask_port(unweighted), read_understood)


FEATURES: dict[str, tuple[Patch, ...]] = {
    "stop words": ((planning, "load_stop_words", frozenset),),
    "headings": ((scoring, "HEADINGS_BOOST", 0.0),),
    "proximity": ((scoring, "PROXIMITY", 0.0),),
    "a share of other terms": ((scoring, "OTHER_TERMS", 0.0),),
    "second and third terms": ((english, "ALTERNATES", (1.0,)),),
    "words that answers hold": ((wording, "_find_asked", lambda _: iter(())),),
    "terms said in other words": ((english, "_find_in_other_words", lambda *_: iter(())),),
}
"""What each row of the table leaves out."""


def print_row(name: str, gold: Gold, ask: Ask, read: Read) -> None:
    """One line of the table."""
    seconds: list[float] = []
    chinese, judged = _grade(gold, gold.chinese, ask, read, seconds)
    english, judged_english = _grade(gold, gold.english, ask, read, seconds)
    styles = {s: statistics.fmean(chinese[q["id"]] for q in gold.chinese if q["style"] == s) for s in STYLES}
    runs = {str(q["id"]): {"hits": list(_hits(q, ask, read, 100, seconds, "DLC/"))} for q in gold.lay}
    lay = gold.score.stard(gold.lay, runs, 0)
    print(
        f"{name:28} zh {styles['keywords']:.3f} {styles['question']:.3f} {_interval(chinese)} judged {judged:.2f}"
        f" | en {_interval(english)} judged {judged_english:.2f}"
        f" | lay {lay['R@10']:.3f} {lay['R@100']:.3f} {lay['MRR@10']:.3f}"
        f" | p50 {statistics.median(seconds) * 1000:.1f} ms",
        flush=True,
    )


STYLES = ("keywords", "question")


def _grade(
    gold: Gold, queries: Sequence[Query], ask: Ask, read: Read, seconds: list[float]
) -> tuple[dict[str, float], float]:
    """nDCG@10 by query, and the share of the first ten hits that were judged."""
    scores, judged = {}, []
    for q in queries:
        hits = [(h["path"], h["article"]) for h in _hits(q, ask, read, 10, seconds)]
        grades = gold.grades[q.get("of", q["id"])]
        scores[q["id"]] = score_hits(hits, grades)
        judged.append(sum(hit in grades for hit in hits) / 10)
    return scores, statistics.fmean(judged)


def _hits(
    q: Query, ask: Ask, read: Read, limit: int, seconds: list[float], not_under: str | None = None
) -> Iterator[dict[str, str]]:
    filters = Filters(all_versions=True, path_not_prefix=not_under)
    started = time.perf_counter()
    ids = ask(read(SearchRequest(q["query"], TODAY, filters, limit=limit, tail=True)))
    seconds.append(time.perf_counter() - started)
    return (dict(zip(("path", "article"), i.split("~"), strict=False)) for i in ids)


def _interval(scores: Mapping[str, float]) -> str:
    """The mean with its 95 % bootstrap interval over queries."""
    draw = random.Random(7)
    values = list(scores.values())
    means = sorted(statistics.fmean(draw.choices(values, k=len(values))) for _ in range(1000))
    return f"{statistics.fmean(values):.3f} [{means[25]:.3f}, {means[-26]:.3f}] n={len(values)}"


def _load_module(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
