"""Full text and vectors.

`open_index` gives the embedded engine behind the SearchIndex port, `open_index_server` Elasticsearch; behind the
VectorStore port `search.semantic.open_local` gives files, `open_vectors_server` Elasticsearch.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemas.ports import SearchIndex, VectorStore
from search.tokens import load_segmenter

__all__ = ["SearchServer", "open_index", "open_index_server", "open_vectors_server"]


@dataclass(frozen=True, slots=True)
class SearchServer:
    """An Elasticsearch: address, data set, login, and the shards and replicas of indices that are made there.

    `timeout` (s) bounds a question, `patience` (s) how long a write waits for a server that is away.
    """

    url: str
    dataset: str
    user: str = ""
    password: str = ""
    api_key: str = ""
    ca_file: Path | None = None
    shards: int = 1
    replicas: int = 0
    timeout: float = 10.0
    patience: float = 60.0


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


def open_index_server(server: SearchServer, *, read_only: bool) -> SearchIndex:
    """Open the index `fatu-<dataset>` of a server, under the same conditions as `open_index`.

    Raises StoreUnavailable for a server that can't be reached or used.
    """
    # Here, since the client takes a fifth of a second to import, which an embedded index does not need.
    from search.elastic import open_elastic
    from search.elastic.connection import Credentials

    login = Credentials(server.user or None, server.password or None, server.api_key or None, _path(server.ca_file))
    return open_elastic(
        server.url,
        dataset=server.dataset,
        read_only=read_only,
        credentials=login,
        shards=server.shards,
        replicas=server.replicas,
        timeout=server.timeout,
        patience=server.patience,
    )


def open_vectors_server(server: SearchServer, *, fingerprint: str, dimensions: int, exact: bool = False) -> VectorStore:
    """The vectors of a model on a server, which is not asked before they are needed.

    `exact` compares a question with every vector, instead of walking their graph.
    """
    from search.elastic import open_elastic_vectors
    from search.elastic.connection import Credentials
    from search.elastic.vectors import Placement

    login = Credentials(server.user or None, server.password or None, server.api_key or None, _path(server.ca_file))
    return open_elastic_vectors(
        server.url,
        dataset=server.dataset,
        fingerprint=fingerprint,
        dimensions=dimensions,
        credentials=login,
        exact=exact,
        placement=Placement(server.shards, server.replicas, server.timeout, server.patience),
    )


def _path(file: Path | None) -> str | None:
    return str(file) if file else None
