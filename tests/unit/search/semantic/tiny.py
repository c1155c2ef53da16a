"""A model of a few kilobytes, real in every part: each character has a vector, a text has the sum of its characters'."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from schemas.queries import IndexDocument
from search.semantic import Meaning, open_local
from search.semantic.local import LocalVectors
from search.semantic.model import ModelSpec, PinnedFile, install_model

DIMENSIONS = 32
_CHARACTERS = [chr(c) for c in range(0x4E00, 0x9FA6)]


def build_jar(path: Path, *, seed: int = 7) -> ModelSpec:
    """Write the artifact of a model made from that seed, and say what it must be."""
    weights, tokenizer = _build_network(seed), _build_tokenizer()
    with zipfile.ZipFile(path, "w") as jar:
        jar.writestr("tiny.onnx", weights)
        jar.writestr("tiny.json", tokenizer)
    return ModelSpec(
        name="tiny",
        licence="none",
        group="test",
        artifact="tiny",
        version="1",
        weights=_pin("tiny.onnx", weights),
        tokenizer=_pin("tiny.json", tokenizer),
        dimensions=DIMENSIONS,
        query_prefix="问",
    )


def open_tiny(folder: Path, *, seed: int = 7) -> Meaning:
    """Search by meaning with an installed tiny model and no vectors yet."""
    folder.mkdir(parents=True, exist_ok=True)
    spec = build_jar(folder / f"tiny-{seed}.jar", seed=seed)
    install_model(folder / f"tiny-{seed}.jar", folder / f"models-{seed}", spec)
    return Meaning(folder / f"models-{seed}", open_local(folder / "meaning", spec), spec)


def shelf_of(meaning: Meaning) -> LocalVectors:
    """Its vectors, which are in files."""
    assert isinstance(meaning.vectors, LocalVectors)
    return meaning.vectors


def embed(meaning: Meaning, documents: list[IndexDocument], *, stamp: str = "1", most: int | None = None) -> int:
    """List those documents and embed what has no vector, `most` texts at most; how many were embedded."""
    from search.semantic.filling import open_filler

    held: dict[str, list[IndexDocument]] = {}
    for document in documents:
        held.setdefault(document.expression, []).append(document)
    done: list[int] = []
    with open_filler(meaning.vectors) as filler:
        stamps = {e: f"{stamp}{len(group)}" for e, group in held.items()}
        wanted = filler.list_entries(stamps, lambda some: (d for e in some for d in held[e]))
        return filler.add_vectors(
            wanted.texts, meaning.open_model(2), done.append, lambda: most is not None and len(done) >= most
        )


def _pin(name: str, data: bytes) -> PinnedFile:
    return PinnedFile(name, len(data), hashlib.sha256(data).hexdigest())


def _build_network(seed: int) -> bytes:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(len(_CHARACTERS) + 3, DIMENSIONS)).astype(np.float32)
    table[0] = 0
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", "length", DIMENSIONS])
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["each"]),
        helper.make_node("ReduceSum", ["each", "axis"], ["sum"], keepdims=1),
        helper.make_node("Add", ["sum", "each"], ["both"]),
        helper.make_node("Sub", ["both", "each"], ["out"]),
    ]
    constants = [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([1], np.int64), "axis")]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], constants)
    opsets = [helper.make_opsetid("", 17)]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString())


def _build_tokenizer() -> bytes:
    vocabulary = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2} | {c: n for n, c in enumerate(_CHARACTERS, start=3)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    return tokenizer.to_str().encode()


__all__ = ["DIMENSIONS", "build_jar", "embed", "onnx", "open_tiny", "shelf_of"]
