"""The encoder: a text → a unit vector, by onnxruntime. Nothing else imports onnxruntime or tokenizers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from schemas.errors import ModelUnavailable
from search.semantic.tuning import Delta, build_tuned

Vector = NDArray[np.float32]

# Tokens of a text that the model sees; the model takes 512, and twice the time for them.
_MOST_TOKENS = 256
# Texts handed to the threads at once: enough that none waits, few enough that a stop comes within a second.
_AHEAD = 32


class Encoder:
    """One model, opened. `threads` texts are encoded at a time, each alone on one thread. `delta` tunes it.

    Alone: int8 scales the activations of a batch together, so that a text's vector would depend on its neighbours
    (cosine 0.990 to 0.999 to the text's own over 1,200 articles), and batches gain nothing: 83 articles of 137 tokens a
    second and core alone, 84, 81, 75, 66 in batches of 4, 8, 16, 32 sorted by length.
    """

    def __init__(
        self,
        model: Path,
        tokenizer: Path,
        *,
        threads: int = 1,
        query_prefix: str = "",
        delta: Delta | None = None,
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        graph = build_tuned(model, delta) if delta else model
        try:
            self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:  # both libraries raise classes of their own, none of which says more
            raise ModelUnavailable(
                f"the model in {model.parent} can't be opened: {str(error)[:200]}", "run `fatu model pull`"
            ) from error
        self._dimensions = int(self._session.get_outputs()[0].shape[-1])
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.no_padding()
        self._prefix = query_prefix
        self._threads = threads

    def encode(self, text: str) -> Vector:
        """The unit vector of a text; zero for one without a token. Raises ModelUnavailable when the model fails."""
        tokens = self._tokenizer.encode(text).ids
        if not tokens:
            return np.zeros(self._dimensions, np.float32)
        ids = np.array([tokens], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        try:
            first: Vector = np.asarray(self._session.run(None, inputs)[0], np.float32)[0, 0]
        except Exception as error:  # onnxruntime's own classes
            raise ModelUnavailable(f"the model fails: {str(error)[:200]}", "run `fatu model pull`") from error
        length = float(np.linalg.norm(first))
        return first / length if length else first

    def encode_query(self, text: str) -> Vector:
        """The unit vector of a question: with the prefix that the model was trained with."""
        return self.encode(self._prefix + text)

    def encode_all(self, texts: Iterable[str]) -> Iterator[Vector]:
        """The vectors of many texts, in their order."""
        waiting = iter(texts)
        with ThreadPoolExecutor(self._threads, initializer=_yield_to_others) as pool:
            while some := list(islice(waiting, _AHEAD)):
                yield from pool.map(self.encode, some)


def _yield_to_others() -> None:
    """Let whatever else runs go first: on Linux each thread has a niceness of its own."""
    if hasattr(os, "setpriority") and hasattr(os, "PRIO_PROCESS"):
        os.setpriority(os.PRIO_PROCESS, 0, 19)
