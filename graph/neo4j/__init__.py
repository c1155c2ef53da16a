"""The graph store on a Neo4j server, for corpora and loads that one machine's file does not serve."""

from graph.neo4j.store import Neo4jGraph, open_neo4j

__all__ = ["Neo4jGraph", "open_neo4j"]
