"""Search by meaning over the gold sets, beside words alone: `python -m bench.search_meaning DIR [FOLDER …]`.

DIR keeps index, model and vectors between runs (`fatu model pull --data DIR` puts the model there); FOLDER narrows the
corpus to parts of it (for professional queries the figures then miss what lies elsewhere). The untuned model; its
share in the mix is varied, and so is the bound of what is near enough.
"""

from __future__ import annotations

import json
import runpy
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.corpus_articles import build_documents, read_articles, shared_folder
from bench.search_quality import TODAY, open_filled
from schemas.ports import SearchIndex
from schemas.queries import Filters, Hit, IndexDocument, SearchRequest
from search.conditions import build_conditions
from search.semantic import Meaning
from search.semantic.asking import find_meaning
from search.semantic.filling import open_filler
from search.semantic.fusion import MIXTURE, Mixture, mix
from search.semantic.hybrid import DEPTH
from search.understanding.reading import read_query

SHARES = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
BOUNDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65)


@dataclass(frozen=True, slots=True)
class Found:
    """What each side brought up for one query, before mixing; seconds of words, of the encoder, of the search."""

    id: str
    words: tuple[Hit, ...]
    total: int
    near: tuple[Hit, ...]
    similarities: dict[str, float]
    seconds: tuple[float, float, float]


def main() -> None:
    """Print figures of both gold sets for words, meaning and their mixes, and how long each part takes."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    folder, parts = Path(sys.argv[1]), tuple(sys.argv[2:])
    gold = shared_folder() / "gold"
    score = SimpleNamespace(**runpy.run_path(str(gold / "score.py")))
    index = open_filled(folder / "index")
    meaning = Meaning(folder / "meaning", folder / "models")
    fill(meaning, parts)
    print(f"search by meaning: {meaning.status()}")
    concepts = score.rows(gold / "concepts-dev.jsonl")
    qrels = gold / "concepts-dev-qrels.jsonl"
    found = [ask(index, meaning, q, None) for q in concepts]
    tell("concepts", found, lambda runs: score.concepts(concepts, runs, 0, qrels))
    calibrate(found, score, qrels)
    stard = score.rows(gold / "stard" / "train.jsonl")
    tell("stard", [ask(index, meaning, q, "DLC/") for q in stard], lambda runs: score.stard(stard, runs, 0))


def fill(meaning: Meaning, parts: tuple[str, ...] = ()) -> None:
    """Embed the corpus's articles that have no vector yet, and print how fast."""
    documents: dict[str, list[IndexDocument]] = {}
    for d in build_documents(read_articles(shared_folder() / "corpus" / "laws")):
        if not parts or d.path.startswith(parts):
            documents.setdefault(d.path, []).append(d)

    def read(paths: Sequence[str]) -> Iterator[IndexDocument]:
        return (d for path in paths for d in documents[path])

    with open_filler(meaning) as filler:
        wanted = filler.list_entries(dict.fromkeys(documents, "1"), read)
        if wanted.texts:
            started = time.perf_counter()
            filler.add_vectors(wanted.texts, meaning.open_model(2), lambda n: None, lambda: False)
            seconds = time.perf_counter() - started
            print(f"embedded {len(wanted.texts)} texts in {seconds:.0f} s: {len(wanted.texts) / seconds:.0f} a second")


def ask(index: SearchIndex, meaning: Meaning, query: dict[str, Any], not_under: str | None) -> Found:
    """Both sides' hits for a query."""
    filters = Filters(all_versions=True, path_not_prefix=not_under)
    request = SearchRequest(query["query"], TODAY, filters, limit=DEPTH, tail=True)
    at = [time.perf_counter()]
    found = index.search(request)
    at.append(time.perf_counter())
    inquiry = meaning.ask(find_meaning(read_query(query["query"])) or query["query"])
    at.append(time.perf_counter())
    near = inquiry.find_nearest(build_conditions(filters, TODAY), DEPTH)
    similarities = inquiry.find_similarities(h.id for h in found.hits)
    at.append(time.perf_counter())
    seconds = (at[1] - at[0], at[2] - at[1], at[3] - at[2])
    return Found(str(query["id"]), found.hits, found.total, tuple(near), similarities, seconds)


def tell(name: str, found: Sequence[Found], figure: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Figures of words alone, meaning alone and mixes."""

    def line(label: str, hits: Callable[[Found], Sequence[Hit]]) -> None:
        runs = {f.id: {"hits": [_place(h) for h in hits(f)[:100]]} for f in found}
        print(f"{name} {label:16} {json.dumps(figure(runs))}", flush=True)

    line("words", lambda f: f.words)
    line("meaning", lambda f: f.near)
    for share in SHARES:
        line(f"mixed {share}", lambda f, s=share: _mixed(f, Mixture(s, MIXTURE.bound)))  # type: ignore[misc]
    for part, label in enumerate(("words", "encoder", "vectors")):
        times = sorted(f.seconds[part] for f in found)
        p95 = times[int(0.95 * len(times))]
        print(f"{name} {label}: p50 {statistics.median(times) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms")


def calibrate(found: Sequence[Found], score: Any, qrels: Path) -> None:
    """For each bound, how many judged hits of meaning lie above it, and what share of them is relevant."""
    grades = {(r["id"], *score.place(r)): r["grade"] for r in score.rows(qrels)}
    judged = [
        (h.score, grade)
        for f in found
        for h in f.near
        if (grade := grades.get((f.id, *score.place(_place(h))))) is not None
    ]
    relevant = sum(g >= 1 for _, g in judged)
    for bound in BOUNDS:
        above = [g for s, g in judged if s >= bound]
        near = statistics.median(sum(h.score >= bound for h in f.near) for f in found)
        if above:
            share = sum(g >= 1 for g in above)
            print(
                f"bound {bound}: {share / len(above):.2f} of {len(above)} judged are relevant, "
                f"{share / relevant:.2f} of the relevant lie above; median hits of a query above {near:.0f}"
            )


def _mixed(found: Found, mixture: Mixture) -> Sequence[Hit]:
    is_cut = len(found.words) == DEPTH
    return mix(found.words, found.near, found.similarities, mixture, is_cut=is_cut, keep_all=True).hits


def _place(hit: Hit) -> dict[str, str]:
    return dict(zip(("path", "article"), hit.id.split("~"), strict=False))


if __name__ == "__main__":
    main()
