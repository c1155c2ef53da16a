"""The forward pass of a four-layer BERT in JAX: tokens → unit vectors, differentiable in a low-rank delta."""

from __future__ import annotations

from collections.abc import Mapping

import jax
import jax.numpy as jnp
from jax import Array

_LAYERS, _HEADS, _WIDTH = 4, 8, 64
_EPSILON = 1e-12
_DROPOUT = 0.1

Weights = Mapping[str, Array]
Delta = Mapping[str, tuple[Array, Array]]


def encode(weights: Weights, delta: Delta, ids: Array, mask: Array, key: Array | None = None) -> Array:
    """Unit vectors (batch, 512) of tokens (batch, length); `mask` is 1 for a token, `key` switches dropout on.

    A delta's pair (in × rank, rank × out) stands beside the weight of its name.
    """
    x = weights["embeddings.word_embeddings.weight"][ids]
    x += weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x += weights["embeddings.token_type_embeddings.weight"][0]
    x = _normalise(weights, x, "embeddings.LayerNorm")
    hidden = (1 - mask[:, None, None, :]) * -1e9
    for layer in range(_LAYERS):
        keys = (None, None) if key is None else tuple(jax.random.fold_in(key, 2 * layer + n) for n in (0, 1))
        x = _run_layer(weights, delta, x, hidden, f"encoder.layer.{layer}.", keys)
    first = x[:, 0]
    unit: Array = first / jnp.linalg.norm(first, axis=-1, keepdims=True)
    return unit


def _run_layer(
    weights: Weights, delta: Delta, x: Array, hidden: Array, at: str, keys: tuple[Array | None, ...]
) -> Array:
    def multiply(given: Array, name: str) -> Array:
        out = given @ weights[f"{at}{name}.weight"] + weights[f"{at}{name}.bias"]
        if pair := delta.get(f"{at}{name}.weight"):
            out += given @ pair[0] @ pair[1]
        return out

    def split(name: str) -> Array:
        return multiply(x, f"attention.self.{name}").reshape(*x.shape[:2], _HEADS, _WIDTH).transpose(0, 2, 1, 3)

    near = jax.nn.softmax(split("query") @ split("key").transpose(0, 1, 3, 2) / _WIDTH**0.5 + hidden, -1)
    mixed = (near @ split("value")).transpose(0, 2, 1, 3).reshape(x.shape)
    x = x + _drop(multiply(mixed, "attention.output.dense"), keys[0])
    x = _normalise(weights, x, f"{at}attention.output.LayerNorm")
    wide = jax.nn.gelu(multiply(x, "intermediate.dense"), approximate=False)
    x = x + _drop(multiply(wide, "output.dense"), keys[1])
    return _normalise(weights, x, f"{at}output.LayerNorm")


def _normalise(weights: Weights, x: Array, name: str) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    spread = jnp.sqrt((centred**2).mean(-1, keepdims=True) + _EPSILON)
    return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _drop(x: Array, key: Array | None) -> Array:
    if key is None:
        return x
    return x * jax.random.bernoulli(key, 1 - _DROPOUT, x.shape) / (1 - _DROPOUT)
