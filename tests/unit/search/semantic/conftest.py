"""Where the libraries of the extra are missing, these tests are skipped, visibly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from search.semantic import Meaning

for name in ("numpy", "onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(name, reason=f"search by meaning is not installed: no {name}")


@pytest.fixture
def meaning(tmp_path: Path) -> Meaning:
    """An installed tiny model, nothing embedded."""
    from tests.unit.search.semantic.tiny import open_tiny

    return open_tiny(tmp_path)
