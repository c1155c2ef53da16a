"""Records on disk: small, close to the vectors, and never read beyond what was published."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import IncompatibleData
from search.semantic.vectors import RecordWriter, Vectors, build_records, open_records, record_type, score_records


def _unit(rows: int, dimensions: int, seed: int) -> Vectors:
    vectors: Vectors = np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def test_a_vector_of_512_takes_up_less_than_600_bytes() -> None:
    assert record_type(512).itemsize == 524


@given(rows=st.integers(1, 1_300), seed=st.integers(0, 1_000))
def test_scores_are_cosines(rows: int, seed: int) -> None:
    vectors, query = _unit(rows, 64, seed), _unit(1, 64, seed + 1)[0]
    scores = score_records(build_records(range(rows), vectors), query)
    assert np.abs(scores - vectors @ query).max() < 0.01
    assert scores.shape == (rows,)


def test_a_zero_vector_has_no_direction() -> None:
    records = build_records([1], np.zeros((1, 64), np.float32))
    assert score_records(records, _unit(1, 64, 0)[0]).tolist() == [0.0]


def test_what_was_not_published_is_cut_off(tmp_path: Path) -> None:
    path, records = tmp_path / "vectors", build_records(range(10), _unit(10, 16, 0))
    writer = RecordWriter(path, 0, 16)
    writer.append(records)
    writer.close()
    with path.open("ab") as file:
        file.write(b"half a rec")
    again = RecordWriter(path, 4, 16)
    again.append(records[7:9])
    again.close()
    assert open_records(path, 6, 16)["key"].tolist() == [0, 1, 2, 3, 7, 8]
    assert path.stat().st_size == 6 * record_type(16).itemsize


def test_a_short_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vectors"
    path.write_bytes(b"\0" * 100)
    with pytest.raises(IncompatibleData, match="cut off: 100 bytes, not 280"):
        open_records(path, 10, 16)
    with pytest.raises(IncompatibleData, match="can't be read"):
        open_records(tmp_path / "none", 1, 16)
    assert len(open_records(tmp_path / "none", 0, 16)) == 0
