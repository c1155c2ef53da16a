"""The graph store's engines behind the port `schemas.ports.GraphStore`."""

from __future__ import annotations

from graph.sqlite import open_graph
from schemas.ports import GraphStore

__all__ = ["open_graph", "open_graph_server"]


def open_graph_server(
    url: str, user: str, password: str, *, dataset: str, read_only: bool, timeout: float, patience: float
) -> GraphStore:
    """Open the graph that a Neo4j server holds under the name `dataset`; writing makes it where it is missing.

    `timeout` (s) bounds a question, `patience` (s) how long a write waits for a server that is away. Raises
    StoreUnavailable for a server that can't be reached or used, IncompatibleData for data of another model version.
    """
    # Here, since the driver takes a tenth of a second to import, which embedded data do not need.
    from graph.neo4j import open_neo4j

    return open_neo4j(url, user, password, dataset=dataset, read_only=read_only, timeout=timeout, patience=patience)
