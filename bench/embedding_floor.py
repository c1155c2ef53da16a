"""Embedding against its floor: `python -m bench.embedding_floor DATA [TEXTS]`, DATA as for `bench.search_meaning`.

The floor runs the same weights over the same texts in a plain loop of tokenizer and onnxruntime and keeps nothing. Ours
is what `fatu embed` does: list the entries, embed, round, write and publish. Both in turns in one run, because machines
differ; each on one thread, then on as many as there are cores. With `nice -n 19`, since ours yields to all else.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from api.cli.options import load_settings
from api.services.container import Services, open_services
from api.services.indexing import build_entries
from bench.search_meaning import meaning_of
from schemas.queries import IndexDocument
from search.semantic import Meaning, open_local
from search.semantic.filling import open_filler
from search.semantic.texts import build_key, prepare_text

_TEXTS, _TURNS = 2_000, 4
# As many tokens of a text as ours looks at.
_TOKENS = 256


def main() -> None:
    """Print texts per second and per second of processor of both, and their ratios."""
    number = int(sys.argv[2]) if len(sys.argv) > 2 else _TEXTS
    with open_services(load_settings(Path(sys.argv[1]))) as services:
        documents = read_documents(services, number)
        meaning = meaning_of(services)
        for threads in sorted({1, os.cpu_count() or 1}):
            compare(meaning, documents, threads)


def read_documents(services: Services, number: int) -> list[IndexDocument]:
    """So many entries of distinct texts, of versions from all over the store."""
    found: dict[int, IndexDocument] = {}
    versions = list(services.store.ids("Expression"))[::41]
    for document in build_entries(services.store, versions):
        found.setdefault(build_key(prepare_text(document)), document)
    return list(islice(found.values(), number))


def compare(meaning: Meaning, documents: Sequence[IndexDocument], threads: int) -> None:
    """Both over the same documents, in turns."""
    size = -(-len(documents) // _TURNS)
    session, tokenizer, encoder = *open_bare(meaning, threads), meaning.open_model(threads)
    bare, ours = [0.0, 0.0], [0.0, 0.0]
    for start in range(0, len(documents), size):
        part = documents[start : start + size]

        def embed(part: Sequence[IndexDocument] = part) -> None:
            with tempfile.TemporaryDirectory() as folder, open_filler(open_local(Path(folder))) as filler:
                held: dict[str, list[IndexDocument]] = {}
                for document in part:
                    held.setdefault(document.expression, []).append(document)

                def read(versions: Sequence[str]) -> Iterator[IndexDocument]:
                    return (d for version in versions for d in held[version])

                wanted = filler.list_entries(dict.fromkeys(held, "1"), read)
                done = filler.add_vectors(wanted.texts, encoder, lambda _: None, lambda: False)
                assert done == len(part)

        texts = [prepare_text(document) for document in part]
        _time(lambda texts=texts: run_bare(session, tokenizer, texts), bare)  # type: ignore[misc]
        _time(embed, ours)
    count = len(documents)
    print(
        f"{count} texts, {threads} threads: floor {count / bare[0]:.0f} a second ({count / bare[1]:.0f} of processor), "
        f"embed {count / ours[0]:.0f} ({count / ours[1]:.0f}), ratio {bare[0] / ours[0]:.2f} ({bare[1] / ours[1]:.2f})",
        flush=True,
    )


def open_bare(meaning: Meaning, threads: int) -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    """The model as onnxruntime's tutorials open it, with so many threads within a text."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(meaning.files.weights, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(meaning.files.tokenizer))
    tokenizer.enable_truncation(_TOKENS)
    tokenizer.no_padding()
    return session, tokenizer


def run_bare(session: onnxruntime.InferenceSession, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
    """One text at a time: int8 scales a batch together, so that in batches vectors would be others."""
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        first = session.run(None, inputs)[0][0, 0]
        first / np.linalg.norm(first)


def _time(work: Callable[[], object], taken: list[float]) -> None:
    started = time.perf_counter(), time.process_time()
    work()
    taken[0] += time.perf_counter() - started[0]
    taken[1] += time.process_time() - started[1]


if __name__ == "__main__":
    main()
