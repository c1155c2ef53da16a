"""Metadata: what the text, its notes and the path say about an instrument."""

from ingest.metadata.instrument import build_metadata

__all__ = ["build_metadata"]
