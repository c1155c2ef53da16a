"""From sources to nodes and edges: reading, structure, metadata, citations, assembly, resolution.

`from ingest import find_citations` works alone; it is imported when it is asked for, since the rules of citations take
a tenth of a second to build and many a process needs only other parts.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.citations import find_citations

__all__ = ["find_citations"]


def __getattr__(name: str) -> Any:
    if name == "find_citations":
        from ingest.citations import find_citations

        return find_citations
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
