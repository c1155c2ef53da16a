"""Full text: `open_index` gives the embedded engine behind the SearchIndex port, `open_index_server` Elasticsearch."""

from __future__ import annotations

from pathlib import Path

from schemas.ports import SearchIndex
from search.tokens import load_segmenter

__all__ = ["open_index", "open_index_server"]


def open_index(path: Path, *, read_only: bool) -> SearchIndex:
    """Open the embedded index in the directory `path`.

    For reading it must be there, complete and of this version (StoreUnavailable, IncompatibleData); for writing it is
    made or built anew where needed. jieba, where rjieba is missing, caches its dictionary beside it.
    """
    from search.tantivy import open_tantivy

    segmenter = load_segmenter(path.parent / "cache")
    if read_only:
        segmenter.cut_words("")  # the dictionary is read before the first question comes
    return open_tantivy(path, segmenter, read_only=read_only)


def open_index_server(
    url: str,
    *,
    dataset: str,
    read_only: bool,
    user: str = "",
    password: str = "",
    api_key: str = "",
    ca_file: Path | None = None,
    shards: int = 1,
    replicas: int = 0,
    timeout: float = 10.0,
    patience: float = 60.0,
) -> SearchIndex:
    """Open the index `fatu-<dataset>` of the Elasticsearch at `url`, under the same conditions as `open_index`.

    `timeout` (s) bounds a question, `patience` (s) how long a write waits for a server that is away. Raises
    StoreUnavailable for a server that can't be reached or used.
    """
    # Here, since the client takes a fifth of a second to import, which an embedded index does not need.
    from search.elastic import open_elastic
    from search.elastic.connection import Credentials

    login = Credentials(user or None, password or None, api_key or None, str(ca_file) if ca_file else None)
    return open_elastic(
        url,
        dataset=dataset,
        read_only=read_only,
        credentials=login,
        shards=shards,
        replicas=replicas,
        timeout=timeout,
        patience=patience,
    )
