"""Items: the records of a list as nodes of the graph, with citations and bodies found in their fields."""

from ingest.items.building import build_items
from ingest.items.citing import find_item_citations

__all__ = ["build_items", "find_item_citations"]
