"""Train the query encoder: `python -m training DATA [--quick]`.

DATA holds the corpus's laws and their vectors (`fatu ingest`, `fatu model pull`, `fatu embed`); FATU_TEST_SHARED points
to the gold sets. Prints what each stage finds and writes the delta into the package. `--quick` runs one epoch of each
stage on a tenth of the questions and writes nothing: it shows that the whole runs.
"""

from __future__ import annotations

import runpy
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from tokenizers import Tokenizer

from api.cli.options import load_settings
from api.services.container import Services, open_services
from bench.corpus_articles import shared_folder
from bench.search_meaning import LOCAL, Asked, ask_words, find_near, meaning_of, show
from search.semantic.meaning import Inquiry
from search.semantic.model import BGE_SMALL_ZH
from search.semantic.tuning import Delta as StoredDelta
from search.semantic.tuning import save_delta
from training.bert import Delta
from training.fitting import Fitter, Recipe, Task, scale
from training.measuring import measure
from training.pool import Pool, load_pool
from training.questions import Question, build_professional, find_unseen, load_lay, load_own
from training.validating import sum_up, validate
from training.weights import find_tuned, load_weights

OWN = Recipe(epochs=2, rate=1e-3, hold=0.5)
"""First the questions written for fatu, which are about nearly every article that people ask for."""
LAY = Recipe(epochs=5, rate=1e-3, hold=0.3)
"""Then the lay questions, which are fewer and real."""
SCALE = 1.0
"""How much of the delta is kept: less of it finds less (R@10 0.690, 0.672, 0.634 at 1, 0.75, 0.5, with a third of the
questions written for fatu), and no professional query more."""


def main() -> None:
    """Train, validate and write."""
    quick = "--quick" in sys.argv[1:]
    folders = [a for a in sys.argv[1:] if not a.startswith("-")]
    if len(folders) != 1:
        raise SystemExit(__doc__)
    with open_services(load_settings(Path(folders[0]))) as services:
        _train(services, quick=quick)


def _train(services: Services, *, quick: bool) -> None:
    meaning = meaning_of(services)
    pool = load_pool(meaning)
    tokenizer = Tokenizer.from_file(str(meaning.files.tokenizer))
    tokenizer.no_padding()
    weights = load_weights()
    fitter = Fitter(weights, find_tuned(weights), pool, tokenizer)
    part = slice(None, None, 10 if quick else 1)
    lay, own = load_lay(shared_folder() / "gold" / "stard" / "train.jsonl")[part], load_own()[part]
    professional = fitter.build_tasks(build_professional()[part], [()] * len(build_professional()[part]))
    tasks, right = _build(fitter, pool, lay)
    own_tasks, _ = _build(fitter, pool, own)
    first, second = (Recipe(1, r.rate, hold=r.hold) if quick else r for r in (OWN, LAY))

    print(f"{len(pool.vectors)} articles, {len(own)} own and {len(lay)} lay questions, {len(professional)} others")
    print(f"base              {measure(fitter.score(fitter.encode({}, tasks)), right)}")
    started = fitter.fit(fitter.start(first), [*own_tasks, *professional], first, _tell("own"))
    scores = fitter.score(fitter.encode(scale(started, SCALE), tasks))
    print(f"own questions     {measure(scores, right)}")
    print(f"of other articles {measure(scores, right, find_unseen(lay, own))}")

    asked = [ask_words(services, {"id": n, "query": q.text}, LOCAL) for n, q in enumerate(lay)]
    folds, vectors = validate(fitter, started, lay, tasks, second, professional[::10], SCALE)
    sum_up(folds, print)
    _show_mixes(services, asked, vectors, lay)
    if quick:
        return
    final = fitter.fit(started, [*tasks, *professional[::10]], second, _tell("final"))
    _write(scale(final, SCALE))


def _build(fitter: Fitter, pool: Pool, questions: Sequence[Question]) -> tuple[list[Task], list[list[int]]]:
    """Tasks of questions whose articles are held, and the rows of those."""
    right = [pool.find_rows(q) for q in questions]
    return fitter.build_tasks([q.text for q in questions], right), right


def _tell(stage: str) -> Callable[[int, float], None]:
    started = time.monotonic()

    def tell(epoch: int, loss: float) -> None:
        print(f"  {stage} epoch {epoch}: {loss:.3f}, {time.monotonic() - started:.0f} s", flush=True)

    return tell


def _show_mixes(services: Services, asked: Sequence[Asked], vectors: np.ndarray, lay: Sequence[Question]) -> None:
    """Each question by the encoder that had not seen it, mixed with words as search mixes them."""
    score = SimpleNamespace(**runpy.run_path(str(shared_folder() / "gold" / "score.py")))
    gold = score.rows(shared_folder() / "gold" / "stard" / "train.jsonl")
    texts = {q.text: n for n, q in enumerate(lay)}
    gold = [{**row, "id": texts[row["query"]]} for row in gold if row["query"] in texts]
    reader = meaning_of(services).open_reader()
    found = [find_near(Inquiry(v, reader), a) for v, a in zip(vectors, asked, strict=True)]
    show(services, "left out", found, lambda runs: score.stard(gold, runs, 0))


def _write(delta: Delta) -> None:
    assert BGE_SMALL_ZH.delta
    pairs = {name: (np.asarray(one), np.asarray(other)) for name, (one, other) in delta.items()}
    BGE_SMALL_ZH.delta.parent.mkdir(exist_ok=True)
    save_delta(StoredDelta(BGE_SMALL_ZH.weights.sha256, pairs), BGE_SMALL_ZH.delta)
    print(f"written to {BGE_SMALL_ZH.delta}: {BGE_SMALL_ZH.delta.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
