"""A low-rank delta fitted so that questions come near the articles that answer them, out of the whole pool."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import Array
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.bert import Delta, Weights, encode
from training.pool import Pool

# Lengths that batches are padded to: half of the questions have 24 tokens at most, 95 % have 55.
_LENGTHS = (16, 24, 32, 40, 64)
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit.

    `hold` weighs (1 - cosine) to the base model's vector: once for questions, ten times for mere queries.
    """

    epochs: int
    rate: float = 1e-3
    rank: int = 16
    temperature: float = 0.02
    hold: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A text to fit on: its tokens, and the rows of the pool that answer it (none: it is only held in place).

    `twins` are rows that are neither right nor wrong, and count for nothing.
    """

    tokens: Sequence[int]
    rows: Sequence[int]
    twins: Sequence[int] = ()


class Fitter:
    """The base model and the pool, and what is compiled of them."""

    def __init__(self, weights: Mapping[str, Array], tuned: Sequence[str], pool: Pool, tokenizer: Tokenizer) -> None:
        self._weights: Weights = dict(weights)
        self._tuned = tuple(tuned)
        self._pool, self._articles = pool, jnp.asarray(pool.vectors)
        self._tokenizer = tokenizer
        self._encode = jax.jit(encode)

    def build_tasks(self, texts: Sequence[str], rows: Sequence[Sequence[int]]) -> list[Task]:
        """Tasks of texts with the rows that answer each."""
        encoded = self._tokenizer.encode_batch(list(texts))
        twins = self._pool.find_twins(row for found in rows for row in found)
        return [
            Task(e.ids[: _LENGTHS[-1]], found, sorted({t for row in found for t in twins[row]} - {*found}))
            for e, found in zip(encoded, rows, strict=True)
        ]

    def start(self, recipe: Recipe) -> Delta:
        """A delta that changes nothing yet."""
        draw = np.random.default_rng(recipe.seed)
        shapes = {name: self._weights[name].shape for name in self._tuned}
        return {
            name: (
                jnp.asarray(draw.normal(0, wide**-0.5, (wide, recipe.rank)), jnp.float32),
                jnp.zeros((recipe.rank, out), jnp.float32),
            )
            for name, (wide, out) in shapes.items()
        }

    def fit(
        self, delta: Delta, tasks: Sequence[Task], recipe: Recipe, told: Callable[[int, float], None] = lambda *_: None
    ) -> Delta:
        """The delta after `recipe.epochs` rounds over the tasks; `told` gets each round's mean loss."""
        base = self.encode({}, tasks)
        draw = np.random.default_rng(recipe.seed)
        steps = recipe.epochs * (len(tasks) // _BATCH)
        schedule = optax.warmup_cosine_decay_schedule(0.0, recipe.rate, max(1, steps // 10), steps)
        optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01))
        step = jax.jit(_make_step(self._weights, self._articles, optimiser, recipe))
        state, key, number = optimiser.init(delta), jax.random.PRNGKey(recipe.seed), 0
        for epoch in range(recipe.epochs):
            losses = []
            for rows in _draw_batches(tasks, draw):
                number += 1
                batch = (*_pad(tasks, rows), *_aim(tasks, rows), base[rows])
                delta, state, loss = step(delta, state, jax.random.fold_in(key, number), *batch)
                losses.append(float(loss))
            told(epoch, float(np.mean(losses)))
        return delta

    def encode(self, delta: Delta, tasks: Sequence[Task]) -> NDArray[np.float32]:
        """Unit vectors of the tasks' texts (tasks × 512)."""
        out = np.zeros((len(tasks), self._articles.shape[1]), np.float32)
        order = sorted(range(len(tasks)), key=lambda n: len(tasks[n].tokens))
        for start in range(0, len(order), _BATCH):
            rows = np.array(order[start : start + _BATCH])
            out[rows] = self._encode(self._weights, delta, *_pad(tasks, rows))[: len(rows)]
        return out

    def score(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosines of questions to every article of the pool."""
        return np.asarray(jnp.asarray(vectors) @ self._articles.T)


def scale(delta: Delta, part: float) -> Delta:
    """That part of a delta: weights between the base model's and the tuned one's."""
    return {name: (one * part, other) for name, (one, other) in delta.items()}


def _make_step(weights: Weights, articles: Array, optimiser: Any, recipe: Recipe) -> Callable[..., Any]:
    def find_loss(delta: Delta, key: Array, *batch: Array) -> Array:
        ids, mask, right, share, twins, base = batch
        vectors = encode(weights, delta, ids, mask, key)
        scores = vectors @ articles.T / recipe.temperature
        scores = jax.vmap(lambda row, out: row.at[out].set(-1e9, mode="drop"))(scores, twins)
        missed = jax.nn.logsumexp(scores, 1)[:, None] - jnp.take_along_axis(scores, right, 1)
        moved = 1 - (vectors * base).sum(1)
        asks = share.sum(1) > 0
        return jnp.where(asks, (missed * share).sum(1) + recipe.hold * moved, 10 * recipe.hold * moved).mean()

    def step(delta: Delta, state: Any, key: Array, *batch: Array) -> tuple[Delta, Any, Array]:
        loss, gradient = jax.value_and_grad(find_loss)(delta, key, *batch)
        change, state = optimiser.update(gradient, state, delta)
        return optax.apply_updates(delta, change), state, loss

    return step


def _draw_batches(tasks: Sequence[Task], draw: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Batches in random order, of texts alike in length: padding costs as much as text."""
    order = draw.permutation(len(tasks))
    window = 16 * _BATCH
    batches = []
    for start in range(0, len(order), window):
        near = sorted(order[start : start + window], key=lambda n: len(tasks[n].tokens))
        batches += [np.array(near[k : k + _BATCH]) for k in range(0, len(near) - _BATCH + 1, _BATCH)]
    yield from (batches[n] for n in draw.permutation(len(batches)))


def _pad(tasks: Sequence[Task], rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    longest = max(len(tasks[row].tokens) for row in rows)
    length = next(n for n in _LENGTHS if n >= longest)
    ids = np.zeros((_BATCH, length), np.int32)
    mask = np.zeros((_BATCH, length), np.float32)
    mask[:, 0] = 1
    for n, row in enumerate(rows):
        tokens = tasks[row].tokens
        ids[n, : len(tokens)], mask[n, : len(tokens)] = tokens, 1
    return ids, mask


# Articles of one question that count: of 1,235 lay questions 99 % have no more.
_MOST_RIGHT, _MOST_TWINS = 8, 24
_NOWHERE = 1 << 30


def _aim(tasks: Sequence[Task], rows: NDArray[np.int64]) -> tuple[NDArray[Any], ...]:
    """Per task: rows that are right, their shares, and rows that count for nothing (_NOWHERE: none)."""
    right = np.zeros((len(rows), _MOST_RIGHT), np.int32)
    share = np.zeros((len(rows), _MOST_RIGHT), np.float32)
    twins = np.full((len(rows), _MOST_TWINS), _NOWHERE, np.int32)
    for n, row in enumerate(rows):
        found = tasks[row].rows[:_MOST_RIGHT]
        right[n, : len(found)] = found
        share[n, : len(found)] = 1 / len(found) if found else 0
        beside = tasks[row].twins[:_MOST_TWINS]
        twins[n, : len(beside)] = beside
    return right, share, twins
