"""The embedded graph store: SQLite, one file, nothing to install."""

from graph.sqlite.store import SqliteGraph, open_graph

__all__ = ["SqliteGraph", "open_graph"]
