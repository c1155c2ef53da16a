"""The tuned query encoder: the base model with a low-rank branch beside each of its products. Documents keep the base.

The branches are spliced into the graph of the int8 model, so that one set of weights serves both and stays unchanged.
Nothing else imports onnx.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnx.helper
import onnx.numpy_helper
from numpy.typing import NDArray

from schemas.errors import ModelUnavailable

_REINSTALL = "install fatu again"
# From a product down to the activations that enter it: scaled, cast, multiplied, quantised.
_DEEPEST = 6
_SIDES = ("in", "out")

Matrix = NDArray[np.float32]
Node = onnx.NodeProto


@dataclass(frozen=True, slots=True)
class Delta:
    """What is added to weights: by name of the weight a pair (in × rank, rank × out) whose product it is.

    `base` is the SHA-256 of the weights that it was trained for.
    """

    base: str
    pairs: Mapping[str, tuple[Matrix, Matrix]]


def load_delta(path: Path) -> Delta:
    """Read a delta. Raises ModelUnavailable for a file that is missing, cut off or another."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            names = sorted({name.rpartition(".")[0] for name in held.files if name != "base"})
            pairs = {n: (_widen(held[f"{n}.in"]), _widen(held[f"{n}.out"])) for n in names}
            return Delta(str(held["base"]), pairs)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ModelUnavailable(f"the tuned query encoder {path} can't be read: {error}", _REINSTALL) from error


def save_delta(delta: Delta, path: Path) -> None:
    """Write a delta in half precision: 1.2 MB at rank 16."""
    arrays = {
        f"{name}.{side}": matrix.astype(np.float16)
        for name, pair in delta.pairs.items()
        for side, matrix in zip(_SIDES, pair, strict=True)
    }
    with path.open("wb") as file:
        np.savez_compressed(file, base=np.array(delta.base), **arrays)  # type: ignore[arg-type]


def build_tuned(weights: Path, delta: Delta) -> bytes:
    """The model in that ONNX file with the delta's branches, as onnxruntime takes it.

    Raises ModelUnavailable where a weight has no place in the graph.
    """
    try:
        model = onnx.load(weights)
    except Exception as error:  # protobuf's own classes
        raise ModelUnavailable(f"{weights} can't be read: {str(error)[:200]}", "run `fatu model pull`") from error
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    nodes, missing = [], set(delta.pairs)
    for node in graph.node:
        for name in _weights_of(node):
            if name in missing:
                nodes += _build_branch(graph, node, name, delta.pairs[name], made_by)
                missing.remove(name)
        nodes.append(node)
    if missing:
        raise ModelUnavailable(f"{weights} has no {min(missing)}: the delta is another model's", _REINSTALL)
    del graph.node[:]
    graph.node.extend(nodes)
    return bytes(model.SerializeToString())


def _weights_of(node: Node) -> Iterator[str]:
    """A product is known by the bias that is added to it: exporters rename the weights."""
    if node.op_type == "Add":
        for name in node.input:
            if name.endswith(".bias"):
                yield f"{name.removesuffix('bias')}weight"


def _build_branch(
    graph: onnx.GraphProto, add: Node, name: str, pair: tuple[Matrix, Matrix], made_by: Mapping[str, Node]
) -> list[Node]:
    """Nodes that add x · in · out to the product that `add` takes, which they come before."""
    side = next(n for n, given in enumerate(add.input) if not given.endswith(".bias"))
    product = add.input[side]
    narrow, wide, total = (f"{name}:{step}" for step in ("narrow", "wide", "total"))
    for part, matrix in zip(_SIDES, pair, strict=True):
        graph.initializer.append(onnx.numpy_helper.from_array(matrix, f"{name}.{part}"))
    add.input[side] = total
    return [
        onnx.helper.make_node("MatMul", [_find_entering(product, made_by), f"{name}.in"], [narrow]),
        onnx.helper.make_node("MatMul", [narrow, f"{name}.out"], [wide]),
        onnx.helper.make_node("Add", [product, wide], [total]),
    ]


def _find_entering(product: str, made_by: Mapping[str, Node]) -> str:
    """The activations that enter a product: of an int8 model those that are quantised for it."""
    name = product
    for _ in range(_DEEPEST):
        node = made_by[name]
        if node.op_type in ("DynamicQuantizeLinear", "MatMul"):
            break
        name = node.input[0]
    return str(made_by[name].input[0])


def _widen(matrix: NDArray[np.generic]) -> Matrix:
    if matrix.ndim != 2:
        raise ValueError(f"a matrix has {matrix.ndim} dimensions")
    return np.asarray(matrix, np.float32)
