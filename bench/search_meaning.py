"""Search by meaning over the gold sets, beside words alone: `python -m bench.search_meaning DATA`.

DATA holds the corpus's laws and their vectors (`fatu ingest`, `fatu model pull`, `fatu embed`). For the base model and
the tuned one: figures of meaning alone and of its mixes with words; then how many hits of meaning above a cosine are
relevant. The tuned encoder was trained on these lay questions: `make train` tells how it does on those left out.
"""

from __future__ import annotations

import runpy
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from api.cli.options import load_settings
from api.services.batch_search import find_articles
from api.services.container import Services, open_services
from api.services.understanding import read_request
from bench.corpus_articles import shared_folder
from bench.search_quality import ENGLISH, TODAY
from bench.understanding import read_grades, score_hits
from schemas.queries import Filters, Hit, HitType, SearchRequest
from search.semantic import Meaning
from search.semantic.fusion import BOUND, Mixture, choose_share, mix
from search.semantic.hybrid import DEPTH, HybridIndex
from search.semantic.meaning import Inquiry

SHARES = (0.5, 0.7, 0.8, 0.93)
BOUNDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
LOCAL = "DLC/"
"""Local law answers no lay question of the gold set."""

Query = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the index takes it and its hits by words."""

    query: Query
    request: SearchRequest
    words: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What each side brought up for a query, before mixing."""

    asked: Asked
    near: tuple[Hit, ...]
    similarities: Mapping[str, float]


def main() -> None:
    """Print the figures."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    gold = shared_folder() / "gold"
    score = SimpleNamespace(**runpy.run_path(str(gold / "score.py")))
    qrels = gold / "concepts-dev-qrels.jsonl"
    concepts, lay = score.rows(gold / "concepts-dev.jsonl"), score.rows(gold / "stard" / "train.jsonl")
    with open_services(load_settings(Path(sys.argv[1]))) as services:
        print(f"search by meaning: {meaning_of(services).status()}")
        asked = [ask_words(services, q, None) for q in concepts]
        asked_lay = [ask_words(services, q, LOCAL) for q in lay]
        english = score.rows(ENGLISH)
        asked_english = [ask_words(services, q, None) for q in english]
        show_words(services, "English", asked_english, lambda runs: score_english(english, runs))
        show_words(services, "concepts", asked, lambda runs: score.concepts(concepts, runs, 0, qrels))
        show_words(services, "lay", asked_lay, lambda runs: score.stard(lay, runs, 0))
        for name, meaning in (("base", _untuned(services)), ("tuned", meaning_of(services))):
            found = [ask_meaning(meaning, a) for a in asked]
            show(services, f"{name} concepts", found, lambda runs: score.concepts(concepts, runs, 0, qrels))
            calibrate(services, found, score, qrels)
            found = [ask_meaning(meaning, a) for a in asked_english]
            show(services, f"{name} English", found, lambda runs: score_english(english, runs))
            found = [ask_meaning(meaning, a) for a in asked_lay]
            show(services, f"{name} lay", found, lambda runs: score.stard(lay, runs, 0))
            show_times(meaning, asked_lay)


def meaning_of(services: Services) -> Meaning:
    """Search by meaning of an opened data directory."""
    assert isinstance(services.index, HybridIndex)
    return services.index.meaning


def _untuned(services: Services) -> Meaning:
    tuned = meaning_of(services)
    return Meaning(tuned.files.folder.parent, tuned.vectors, replace(tuned.spec, delta=None))


def ask_words(services: Services, query: Query, not_under: str | None) -> Asked:
    """A query read as the service reads it, and its hits by words."""
    assert isinstance(services.index, HybridIndex)
    filters = Filters(HitType.ARTICLE, all_versions=True, path_not_prefix=not_under)
    request = read_request(services, SearchRequest(query["query"], TODAY, filters, limit=DEPTH, tail=True)).request
    return Asked(query, request, services.index.words.search(request).hits)


def ask_meaning(meaning: Meaning, asked: Asked) -> Found:
    """Hits by meaning of a query, where it asks for any."""
    sought = asked.request.meaning
    return find_near(meaning.ask(sought.text), asked) if sought and sought.text else Found(asked, (), {})


def find_near(inquiry: Inquiry, asked: Asked) -> Found:
    """Hits by meaning of a vector."""
    near = inquiry.find_nearest(asked.request.filters, TODAY, DEPTH)
    return Found(asked, tuple(near), inquiry.find_similarities(hit.id for hit in asked.words))


def mix_found(found: Found, share: float | None) -> Sequence[Hit]:
    """The hits in the order of the mix, by default as search mixes them; those of words where meaning was not asked."""
    sought = found.asked.request.meaning
    if not found.near or not sought:
        return found.asked.words
    share = choose_share(sought.covered) if share is None else share
    is_cut = len(found.asked.words) == DEPTH
    mixture = Mixture(share, BOUND)
    return mix(found.asked.words, found.near, found.similarities, mixture, is_cut=is_cut, keep_all=True).hits


def score_english(queries: Sequence[Query], runs: Mapping[str, Any]) -> dict[str, Any]:
    """Mean nDCG@10 of paraphrases, which share the grades of the query that each is of, and the share judged."""
    grades, scores, judged = read_grades(), [], []
    for q in queries:
        hits = [(hit["path"], hit["article"]) for hit in runs[str(q["id"])]["hits"][:10]]
        scores.append(score_hits(hits, grades[q["of"]]))
        judged.append(sum(hit in grades[q["of"]] for hit in hits) / 10)
    return {
        "nDCG@10": round(statistics.fmean(scores), 4),
        "judged": round(statistics.fmean(judged), 3),
        "n": len(scores),
    }


Figure = Callable[[dict[str, Any]], dict[str, Any]]


def show_words(services: Services, name: str, asked: Sequence[Asked], figure: Figure) -> None:
    """Figures of words alone."""
    _line(services, f"words {name}", {str(a.query["id"]): a.words for a in asked}, figure)


def show(services: Services, name: str, found: Sequence[Found], figure: Figure) -> None:
    """Figures of meaning alone and of its mixes with words."""
    _line(services, f"{name} alone", {str(f.asked.query["id"]): f.near for f in found}, figure)
    for share in (*SHARES, None):
        runs = {str(f.asked.query["id"]): mix_found(f, share) for f in found}
        _line(services, f"{name} {share or 'as search does'}", runs, figure)


def _line(services: Services, label: str, hits: Mapping[str, Sequence[Hit]], figure: Figure) -> None:
    runs = {}
    for number, found in hits.items():
        places = find_articles(services.store, [hit.id for hit in found[:120]])
        listed = [{"path": path, "article": article} for path, article in places.values()]
        runs[number] = {"hits": listed[:100]}
    told = "  ".join(f"{key} {value}" for key, value in figure(runs).items())
    print(f"{label:22} {told}", flush=True)


def show_times(meaning: Meaning, asked: Sequence[Asked]) -> None:
    """Medians of encoding a question and of comparing it with every vector, in ms."""
    encoder = meaning.open_tuned()
    reader = meaning.open_reader()
    times: list[tuple[float, float]] = []
    for a in asked[:200]:
        at = [time.perf_counter()]
        vector = encoder.encode_query(a.request.meaning.text if a.request.meaning else "")
        at.append(time.perf_counter())
        reader.find_nearest(vector.tolist(), a.request.filters, TODAY, DEPTH)
        at.append(time.perf_counter())
        times.append((at[1] - at[0], at[2] - at[1]))
    encoding, comparing = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    print(f"{len(times)} questions: encoder p50 {encoding:.1f} ms, vectors p50 {comparing:.1f} ms")


def calibrate(services: Services, found: Sequence[Found], score: Any, qrels: Path) -> None:
    """For each bound, how many judged hits of meaning lie above it, and what share of them is relevant."""
    grades = {(r["id"], *score.place(r)): r["grade"] for r in score.rows(qrels)}
    judged = []
    for f in found:
        places = find_articles(services.store, [hit.id for hit in f.near])
        for hit in f.near:
            if hit.id in places:
                path, article = places[hit.id]
                grade = grades.get((f.asked.query["id"], *score.place({"path": path, "article": article})))
                judged += [(hit.score, grade)] if grade is not None else []
    relevant = sum(grade >= 1 for _, grade in judged)
    for bound in BOUNDS:
        above = [grade for cosine, grade in judged if cosine >= bound]
        near = statistics.median(sum(hit.score >= bound for hit in f.near) for f in found)
        if above:
            share = sum(grade >= 1 for grade in above)
            print(
                f"bound {bound}: {share / len(above):.2f} of {len(above)} judged are relevant, "
                f"{share / relevant:.2f} of the relevant lie above; median hits of a query above {near:.0f}"
            )


if __name__ == "__main__":
    main()
