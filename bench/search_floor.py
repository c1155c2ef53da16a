"""Indexing against its floor: `python -m bench.search_floor`.

The floor cuts the same titles, headings and texts with rjieba and adds them to a bare tantivy index with the fields
that an answer needs (id, words, filters), nothing else. Both in one run, in turns, because machines differ.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rjieba
import tantivy

from bench.corpus_articles import build_documents, read_articles, shared_folder
from schemas.queries import IndexDocument
from search import open_index

_ROUNDS = 3


def main() -> None:
    """Print seconds of floor and engine, and their ratio."""
    documents = list(build_documents(read_articles(shared_folder() / "corpus" / "laws")))
    rounds = []
    for _ in range(_ROUNDS):
        floor = _timed(lambda folder: index_bare(documents, folder))
        rounds.append((floor, _timed(lambda folder: index_ours(documents, folder))))
    for n, name in enumerate(("seconds", "seconds of processor")):
        ratios = [engine[n] / floor[n] for floor, engine in rounds]
        best = [min(r[side][n] for r in rounds) for side in (0, 1)]
        print(f"{len(documents)} articles, {name}: floor {best[0]:.2f}, engine {best[1]:.2f}, ", end="")
        print(f"median ratio {statistics.median(ratios):.2f} of {', '.join(f'{r:.2f}' for r in sorted(ratios))}")


def _timed(work: Callable[[Path], None]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter(), time.process_time()
        work(Path(folder) / "index")
        return time.perf_counter() - started[0], time.process_time() - started[1]


def index_bare(documents: list[IndexDocument], folder: Path) -> None:
    """rjieba and tantivy as in their tutorials."""
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    for name in ("expression", "kind", "path"):
        builder.add_text_field(name, fast=name == "kind", tokenizer_name="raw", index_option="basic")
    for name in ("effective_from", "effective_to"):
        builder.add_integer_field(name, indexed=True, fast=True)
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(150_000_000, 1)
    for d in documents:
        writer.add_document(
            tantivy.Document.from_dict(
                {
                    "id": d.id,
                    "words": " ".join(rjieba.cut_for_search(f"{d.title} {d.headings} {d.text}")),
                    "expression": d.expression,
                    "kind": d.kind,
                    "path": d.path,
                    "effective_from": int((d.effective_from or "0").replace("-", "")),
                    "effective_to": int((d.effective_to or "0").replace("-", "")),
                },
                schema,
            )
        )
    writer.commit()
    writer.wait_merging_threads()


def index_ours(documents: list[IndexDocument], folder: Path) -> None:
    """Through the port."""
    index = open_index(folder, read_only=False)
    index.replace([], documents)
    index.publish()
    index.close()


if __name__ == "__main__":
    main()
