"""From bytes to title, history notes and lines: one module per format, chosen by content."""

from ingest.formats.layout import Layout, Line
from ingest.formats.reader import read_layout

__all__ = ["Layout", "Line", "read_layout"]
