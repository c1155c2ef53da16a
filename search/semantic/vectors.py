"""Vectors on disk: records of fixed size in one file that only grows, read through a memory map.

A record is the text's key (8 bytes), a scale (4) and one byte per dimension: 524 bytes for 512 dimensions.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from schemas.errors import IncompatibleData
from schemas.vectors import Vector

Records = NDArray[Any]
Vectors = NDArray[np.float32]

# Vectors that are widened at a time: 1 MB of floats stays in a core's cache. 140,000 vectors of 512 take 20 ms on one
# core. Not by `dot`, for which BLAS starts threads that wait for each other: 45 to 1,300 ms on a busy machine.
_BLOCK = 512


def record_type(dimensions: int) -> np.dtype[Any]:
    """The layout of a record."""
    return np.dtype([("key", "<u8"), ("scale", "<f4"), ("code", "i1", (dimensions,))])


def build_records(keys: Sequence[int], vectors: Vectors) -> Records:
    """Vectors rounded to 255 steps of their own largest component (cosine to the vector itself above 0.9999)."""
    records = np.zeros(len(keys), record_type(vectors.shape[1]))
    scale = np.abs(vectors).max(axis=1, initial=0.0) / 127
    scale[scale == 0] = 1.0
    records["key"] = np.array(keys, np.uint64)
    records["scale"] = scale
    records["code"] = np.rint(vectors / scale[:, None])
    return records


def round_vectors(vectors: Vectors) -> list[Vector]:
    """The same as values, in their order."""
    records = build_records(range(len(vectors)), vectors)
    return [Vector(record["code"].tobytes(), float(record["scale"])) for record in records]


def pack_records(vectors: Mapping[int, Vector], dimensions: int) -> Records:
    """Vectors by key as records."""
    records = np.zeros(len(vectors), record_type(dimensions))
    records["key"] = np.fromiter(vectors, np.uint64, len(vectors))
    records["scale"] = [v.scale for v in vectors.values()]
    records["code"] = np.frombuffer(b"".join(v.code for v in vectors.values()), np.int8).reshape(-1, dimensions)
    return records


def open_records(path: Path, rows: int, dimensions: int) -> Records:
    """The first `rows` records of the file, mapped. Raises IncompatibleData for a file that is shorter."""
    layout = record_type(dimensions)
    if not rows:
        return np.zeros(0, layout)
    try:
        size = path.stat().st_size
        if size < rows * layout.itemsize:
            raise IncompatibleData(
                f"the vectors in {path} are cut off: {size} bytes, not {rows * layout.itemsize}", "run `fatu embed`"
            )
        return np.memmap(path, layout, "r", shape=(rows,))
    except OSError as error:
        raise IncompatibleData(f"the vectors in {path} can't be read: {error.strerror}", "run `fatu embed`") from error


def score_records(records: Records, query: Vectors) -> Vectors:
    """The cosine of each record's vector to a unit vector; the same wherever a record stands."""
    scores = np.empty(len(records), np.float32)
    wide = np.empty((_BLOCK, query.shape[0]), np.float32)
    codes = records["code"]
    for start in range(0, len(records), _BLOCK):
        block = codes[start : start + _BLOCK]
        np.copyto(wide[: len(block)], block)
        np.vecdot(wide[: len(block)], query, out=scores[start : start + len(block)])
    scores *= records["scale"]
    return scores


class RecordWriter:
    """Appends records behind the first `rows`; what lies further behind was never published and is cut off."""

    def __init__(self, path: Path, rows: int, dimensions: int) -> None:
        self._size = record_type(dimensions).itemsize
        self._file: BinaryIO = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(rows * self._size)
        self._file.seek(0, os.SEEK_END)

    def append(self, records: Records) -> None:
        """Write records and see them safe on the disk."""
        self._file.write(records.tobytes())
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()
