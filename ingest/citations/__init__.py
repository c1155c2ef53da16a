"""Citations: found by a grammar of references, then resolved in order. Usable alone."""

from ingest.citations.documents import find_document_citations
from ingest.citations.finder import find_citations, may_cite
from ingest.citations.names import Names, build_names, national_names

__all__ = ["Names", "build_names", "find_citations", "find_document_citations", "may_cite", "national_names"]
