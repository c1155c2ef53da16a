"""From sources to nodes and edges: reading, structure, metadata, citations, assembly, resolution."""

from ingest.citations import find_citations

__all__ = ["find_citations"]
