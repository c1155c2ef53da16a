"""A delta beside the weights does what the same delta in the weights would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from schemas.errors import ModelUnavailable
from search.semantic import Meaning
from search.semantic.model import BGE_SMALL_ZH
from search.semantic.tuning import Delta, build_tuned, load_delta, save_delta

_DRAW = np.random.default_rng(3)
_WEIGHT = _DRAW.normal(size=(6, 4)).astype(np.float32)
_BIAS = _DRAW.normal(size=4).astype(np.float32)
_PAIR = (_DRAW.normal(size=(6, 2)).astype(np.float32), _DRAW.normal(size=(2, 4)).astype(np.float32))
_X = _DRAW.normal(size=(1, 3, 6)).astype(np.float32)


def _write_model(path: Path, *, quantised: bool) -> Path:
    """x · weight + bias, the product in floats or in int8 as exporters write it."""
    constants = [numpy_helper.from_array(_BIAS, "layer.dense.bias")]
    if quantised:
        scale = np.abs(_WEIGHT).max() / 127
        rounded = np.rint(_WEIGHT / scale).astype(np.int8)
        constants += [
            numpy_helper.from_array(rounded, "w8"),
            numpy_helper.from_array(np.array(scale, np.float32), "ws"),
        ]
        constants.append(numpy_helper.from_array(np.array(0, np.int8), "wz"))
        nodes = [
            helper.make_node("DynamicQuantizeLinear", ["x"], ["x8", "xs", "xz"]),
            helper.make_node("MatMulInteger", ["x8", "w8", "xz", "wz"], ["whole"]),
            helper.make_node("Cast", ["whole"], ["cast"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["xs", "ws"], ["scales"]),
            helper.make_node("Mul", ["cast", "scales"], ["product"]),
        ]
    else:
        constants.append(numpy_helper.from_array(_WEIGHT, "onnx::MatMul_1"))
        nodes = [helper.make_node("MatMul", ["x", "onnx::MatMul_1"], ["product"])]
    nodes.append(helper.make_node("Add", ["layer.dense.bias", "product"], ["out"]))
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, 6])
    out = helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, 3, 4])
    graph = helper.make_graph(nodes, "one", [x], [out], constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)
    return path


def _run(model: bytes | Path) -> np.ndarray:
    return np.asarray(onnxruntime.InferenceSession(model).run(None, {"x": _X})[0])


@pytest.mark.parametrize("quantised", [False, True])
def test_the_branch_adds_its_product(tmp_path: Path, quantised: bool) -> None:
    path = _write_model(tmp_path / "model.onnx", quantised=quantised)
    tuned = build_tuned(path, Delta("", {"layer.dense.weight": _PAIR}))
    assert _run(tuned) - _run(path) == pytest.approx(_X @ _PAIR[0] @ _PAIR[1], abs=1e-4)


def test_a_delta_for_other_weights_is_refused(tmp_path: Path) -> None:
    path = _write_model(tmp_path / "model.onnx", quantised=False)
    with pytest.raises(ModelUnavailable, match=r"has no other\.dense\.weight"):
        build_tuned(path, Delta("", {"other.dense.weight": _PAIR}))


def test_a_delta_is_kept_in_half_precision(tmp_path: Path) -> None:
    save_delta(Delta("abc", {"layer.dense.weight": _PAIR}), tmp_path / "delta.npz")
    held = load_delta(tmp_path / "delta.npz")
    assert held.base == "abc"
    for kept, given in zip(held.pairs["layer.dense.weight"], _PAIR, strict=True):
        assert kept == pytest.approx(given, abs=2e-3)


@pytest.mark.parametrize("damage", ["missing", "cut off", "other"])
def test_a_damaged_delta_is_said_plainly(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "delta.npz"
    if damage != "missing":
        save_delta(Delta("abc", {"layer.dense.weight": _PAIR}), path)
        path.write_bytes(path.read_bytes()[:200] if damage == "cut off" else b"delta")
    with pytest.raises(ModelUnavailable, match="can't be read"):
        load_delta(path)


def test_a_delta_of_another_model_is_refused_and_documents_go_on(tmp_path: Path, meaning: Meaning) -> None:
    save_delta(Delta("another", {}), tmp_path / "delta.npz")
    foreign = Meaning(meaning.files.folder.parent, meaning.vectors, replace(meaning.spec, delta=tmp_path / "delta.npz"))
    assert foreign.fingerprint == meaning.fingerprint
    assert foreign.open_model(1).encode("河道").any()
    with pytest.raises(ModelUnavailable, match="trained for another model"):
        foreign.open_tuned()


def test_the_delta_of_fatu_is_for_its_model() -> None:
    assert BGE_SMALL_ZH.delta is not None
    delta = load_delta(BGE_SMALL_ZH.delta)
    assert delta.base == BGE_SMALL_ZH.weights.sha256
    assert len(delta.pairs) == 24
    assert all(np.isfinite(m).all() for pair in delta.pairs.values() for m in pair)
