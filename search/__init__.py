"""Full text: `open_index` gives the embedded engine behind the SearchIndex port."""

from __future__ import annotations

from pathlib import Path

from schemas.ports import SearchIndex
from search.tokens import load_segmenter

__all__ = ["open_index"]


def open_index(path: Path, *, read_only: bool) -> SearchIndex:
    """Open the embedded index in the directory `path`.

    For reading it must be there, complete and of this version (StoreUnavailable, IncompatibleData); for writing it is
    made or built anew where needed. jieba, where rjieba is missing, caches its dictionary beside it.
    """
    from search.tantivy import open_tantivy

    return open_tantivy(path, load_segmenter(path.parent / "cache"), read_only=read_only)
