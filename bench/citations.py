"""Figures of the citations: found, resolved, wrong links, with a bootstrap interval, by stratum, and what remains.

    python -m bench.citations GOLD [--score SCORE.PY] [--data DIR] [--errors N] [--samples 1000] [--seed 0]

GOLD is a file of labelled passages (`$FATU_TEST_SHARED/gold/citations-dev.jsonl` unless given). SCORE.PY is the
scorer that comes with it; its functions do the counting here too, so that a figure and its interval are of the same
making.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson

from ingest.resolution.batch import Titles, build_cite_record, open_titles

Row = dict[str, Any]
FIGURES = ("found", "resolved", "wrong_link", "generic_and_docnumber", "relation", "edition", "quoted")


def main() -> None:
    """Print the figures of one gold file."""
    options = read_options()
    gold = [orjson.loads(line) for line in options.gold.read_bytes().splitlines() if line.strip()]
    scorer = load_scorer(options.score or options.gold.parent / "score.py")
    titles = open_titles(load_held(options.data)) if options.data else open_titles()
    print_figures(gold, scorer, titles, options)


def print_figures(gold: list[Row], scorer: ModuleType, titles: Titles, options: argparse.Namespace) -> None:
    """The figures of labelled passages with their intervals, and the first errors (`errors`, `samples`, `seed`)."""
    found = {str(row["id"]): build_cite_record(row, titles) for row in gold}
    whole = scorer.citations(gold, found, 0)
    intervals = bootstrap(scorer, gold, found, options.samples, options.seed)
    print(f"{len(gold)} passages, {whole['citations']} citations")
    for name in FIGURES:
        low, high = intervals[name]
        print(f"  {name:24}{flat(whole[name]):.4f}   [{low:.4f}, {high:.4f}]")
    for stratum, counts in whole["by_stratum"].items():
        print(f"  {stratum}: {counts['right']}/{counts['of']} right, {counts['extra']} extra")
    errors = list(list_errors(scorer, gold, found))
    print("what remains:", dict(Counter(kind for kind, _ in errors).most_common()))
    for kind, line in errors[: options.errors]:
        print(f"  {kind}: {line}")


def read_options() -> argparse.Namespace:
    """The command's options."""
    shared = Path(os.environ.get("FATU_TEST_SHARED", "."))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=shared / "gold" / "citations-dev.jsonl")
    parser.add_argument("--score", type=Path)
    parser.add_argument("--data", type=Path, help="data directory whose catalogue gives the official titles")
    parser.add_argument("--errors", type=int, default=20)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_held(data: Path) -> Any:
    """The catalogue of a data directory."""
    from graph import open_graph
    from ingest.resolution.catalogue import load_catalogue

    store = open_graph(data / "graph", read_only=True)
    try:
        return load_catalogue(store)
    finally:
        store.close()


def flat(figure: Any) -> float:
    """One number for a figure: F1 where it has precision and recall."""
    return float(figure["f1"] if isinstance(figure, dict) else figure or 0.0)


def bootstrap(
    scorer: ModuleType, gold: list[Row], found: dict[str, Row], samples: int, seed: int
) -> dict[str, tuple[float, float]]:
    """95 % interval of each figure over passages drawn with replacement."""
    draw = random.Random(seed)
    values: dict[str, list[float]] = {name: [] for name in FIGURES}
    for _ in range(samples):
        result = scorer.citations(draw.choices(gold, k=len(gold)), found, 0)
        for name in FIGURES:
            if result.get(name) is not None:
                values[name].append(flat(result[name]))
    return {name: (_quantile(v, 0.025), _quantile(v, 0.975)) for name, v in values.items()}


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def list_errors(scorer: ModuleType, gold: list[Row], found: dict[str, Row]) -> Any:
    """Kind and description of every error: missed, extra, wrong title, place, relation, quotation or edition."""
    for row in gold:
        labels, answers = row["citations"], found[str(row["id"])]["citations"]
        pairs = dict(scorer.pair(labels, answers, lambda a, b: 2 * _same(scorer, a, b) + (a["kind"] == b["kind"])))
        for i, label in enumerate(labels):
            if label.get("doubtful") or label.get("context_needed"):
                continue
            if i not in pairs:
                yield f"missed {label['kind']}", f"{row['id']} {label['text']!r}"
                continue
            for kind in _differences(scorer, label, answers[pairs[i]]):
                yield kind, f"{row['id']} {label['text']!r} as {answers[pairs[i]]['text']!r}"
        for j in set(range(len(answers))) - set(pairs.values()):
            yield f"extra {answers[j]['kind']}", f"{row['id']} {answers[j]['text']!r}"


def _same(scorer: ModuleType, label: Row, answer: Row) -> bool:
    same_title = scorer.title_key(label["title"]) == scorer.title_key(answer.get("title"))
    return bool(same_title and scorer.target_set(label) == scorer.target_set(answer))


def _differences(scorer: ModuleType, label: Row, answer: Row) -> list[str]:
    out = []
    if label["kind"] in ("generic", "docnumber"):
        return [] if answer["kind"] == label["kind"] else ["wrong kind"]
    if scorer.title_key(label["title"]) != scorer.title_key(answer.get("title")):
        out.append("wrong title")
    if scorer.target_set(label) != scorer.target_set(answer):
        out.append("wrong place")
    if (label.get("relation") or "cites") != (answer.get("relation") or "cites"):
        out.append("wrong relation")
    if bool(label.get("quoted")) != bool(answer.get("quoted")):
        out.append("wrong quoted")
    if label.get("edition") and label["edition"] != answer.get("edition"):
        out.append("wrong edition")
    return out


if __name__ == "__main__":
    main()
