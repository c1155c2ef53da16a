"""The graph store's engines behind the port `schemas.ports.GraphStore`."""

from graph.sqlite import open_graph

__all__ = ["open_graph"]
