"""Ranking by words over the gold sets: `python -m bench.search_quality [DIR]` (DIR keeps the index between runs)."""

from __future__ import annotations

import importlib.util
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.corpus_articles import build_documents, read_articles, shared_folder
from schemas.ports import SearchIndex
from schemas.queries import Filters, SearchRequest
from search import entries, open_index, planning
from search.tantivy import compiling

TODAY = "2025-04-30"


def open_filled(folder: Path) -> SearchIndex:
    """The index of the corpus in that folder, filled where it is new."""
    index = open_index(folder, read_only=False)
    if not index.count():
        documents = list(build_documents(read_articles(shared_folder() / "corpus" / "laws")))
        started = time.perf_counter()
        index.replace([], documents)
        index.publish()
        print(f"indexed {len(documents)} articles in {time.perf_counter() - started:.2f} s")
    return index


def run_queries(index: SearchIndex, queries: list[dict[str, Any]], top: int, not_under: str | None, tail: bool) -> Any:
    """Hits per query id, totals and seconds, as `score.py` takes them."""
    filters = Filters(all_versions=True, path_not_prefix=not_under)
    runs, totals, seconds = {}, [], []
    for q in queries:
        started = time.perf_counter()
        result = index.search(SearchRequest(q["query"], TODAY, filters, limit=top, tail=tail))
        seconds.append(time.perf_counter() - started)
        totals.append(result.total)
        hits = [dict(zip(("path", "article"), h.id.split("~"), strict=False)) for h in result.hits]
        runs[str(q["id"])] = {"hits": hits}
    return runs, totals, seconds


def main() -> None:
    """Print the figures of both gold sets: as it is, without the tail, and without each feature."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    score = _load_score(shared_folder() / "gold" / "score.py")
    index = open_filled(folder)
    print_figures("all features", score, index)
    print_figures("only what counts in totals", score, index, tail=False)
    variants: dict[str, tuple[object, str, Any]] = {
        "without stop words": (planning, "load_stop_words", frozenset),
        "without headings": (compiling, "HEADINGS_BOOST", 0.0),
        "without proximity": (compiling, "PROXIMITY", 0.0),
    }
    for name, (module, constant, value) in variants.items():
        with patch.object(module, constant, value):
            print_figures(name, score, index)
    with patch.object(entries, "find_weight", lambda *_: 1.0):
        print_figures("without weights", score, open_filled(folder.with_name(f"{folder.name}-unweighted")))


def print_figures(name: str, score: Any, index: SearchIndex, *, tail: bool = True) -> None:
    """Both gold sets; English queries need the thesaurus and are left out."""
    gold = shared_folder() / "gold"
    concepts = [q for q in score.rows(gold / "concepts-dev.jsonl") if q["lang"] == "zh"]
    runs, totals, seconds = run_queries(index, concepts, 50, None, tail)
    figures = score.concepts(concepts, runs, 0, gold / "concepts-dev-qrels.jsonl")
    _tell(f"{name}, concepts", figures, totals, seconds)
    stard = score.rows(gold / "stard" / "train.jsonl")
    runs, totals, seconds = run_queries(index, stard, 100, "DLC/", tail)
    _tell(f"{name}, stard", score.stard(stard, runs, 0), totals, seconds)


def _load_score(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", file)
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score


def _tell(name: str, figures: dict[str, Any], totals: list[int], seconds: list[float]) -> None:
    count = sorted(totals)
    spread = f"totals median {statistics.median(count):.0f} p90 {count[int(0.9 * len(count))]}"
    shown = {k: v for k, v in figures.items() if not k.startswith("zh.") or k.count(".") == 2}
    print(f"{name}: {json.dumps(shown)} {spread} p50 {statistics.median(seconds) * 1000:.1f} ms", flush=True)


if __name__ == "__main__":
    main()
