"""From sources to nodes and edges: reading, structure, metadata, citations, assembly, resolution."""
