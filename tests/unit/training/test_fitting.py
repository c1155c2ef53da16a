"""Fitting brings questions near their articles and leaves in place what is to stay; on a random model of full shape."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("jax", reason="training is not installed: no jax")
pytest.importorskip("optax", reason="training is not installed: no optax")

import jax.numpy as jnp
from jax import Array
from tokenizers import Tokenizer, models, pre_tokenizers

from training.fitting import Fitter, Recipe, scale
from training.measuring import measure
from training.pool import Pool
from training.weights import find_tuned

_WIDE, _INNER, _LAYERS, _WORDS = 512, 2048, 4, 80


def _build_weights() -> dict[str, Array]:
    draw = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (_WORDS, _WIDE),
        "embeddings.position_embeddings.weight": (64, _WIDE),
        "embeddings.token_type_embeddings.weight": (2, _WIDE),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(_LAYERS):
        at = f"encoder.layer.{layer}."
        for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            shapes |= {f"{at}{name}.weight": (_WIDE, _WIDE), f"{at}{name}.bias": (_WIDE,)}
        shapes |= {f"{at}intermediate.dense.weight": (_WIDE, _INNER), f"{at}intermediate.dense.bias": (_INNER,)}
        shapes |= {f"{at}output.dense.weight": (_INNER, _WIDE), f"{at}output.dense.bias": (_WIDE,)}
        norms += [f"{at}attention.output.LayerNorm", f"{at}output.LayerNorm"]
    made = {name: draw.normal(0, 0.04, shape).astype(np.float32) for name, shape in shapes.items()}
    for name in norms:
        made |= {f"{name}.weight": np.ones(_WIDE, np.float32), f"{name}.bias": np.zeros(_WIDE, np.float32)}
    return {name: jnp.asarray(value) for name, value in made.items()}


@pytest.fixture(scope="module")
def fitter() -> Fitter:
    draw = np.random.default_rng(2)
    vectors = draw.normal(size=(120, _WIDE)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    pool = Pool(vectors, np.arange(120), {})
    words = [chr(0x4E00 + n) for n in range(_WORDS)]
    tokenizer = Tokenizer(models.WordLevel({w: n for n, w in enumerate(words)}, unk_token=words[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = _build_weights()
    return Fitter(weights, find_tuned(weights), pool, tokenizer)


def test_every_product_is_tuned() -> None:
    assert len(find_tuned(_build_weights())) == 6 * _LAYERS


@pytest.mark.slow
def test_questions_find_their_articles_and_other_queries_stay(fitter: Fitter) -> None:
    texts = ["".join(chr(0x4E00 + (7 * n + 3 * k) % 60) for k in range(6)) for n in range(32)]
    held = ["".join(chr(0x4E00 + 60 + (n + k) % 20) for k in range(4)) for n in range(32)]
    right = [[n] for n in range(32)]
    tasks, others = fitter.build_tasks(texts, right), fitter.build_tasks(held, [()] * 32)
    recipe = Recipe(epochs=12, rate=3e-3, hold=1.0)
    before = fitter.encode({}, others)
    losses: list[float] = []
    delta = fitter.fit(fitter.start(recipe), [*tasks, *others], recipe, lambda _, loss: losses.append(loss))
    assert losses[-1] < 0.7 * losses[0]
    base, tuned = (measure(fitter.score(fitter.encode(d, tasks)), right) for d in ({}, delta))
    assert tuned.recall_10 > base.recall_10 + 0.2
    assert float((fitter.encode(delta, others) * before).sum(1).mean()) > 0.8
    assert np.allclose(fitter.encode(scale(delta, 0.0), tasks), fitter.encode({}, tasks), atol=1e-5)
