"""A short notation for what is found, so that a table test reads: text → expected."""

from __future__ import annotations

from ingest.citations import find_citations
from schemas.citations import Citation, CitingSource
from schemas.pinpoints import Pinpoint

SOURCE = CitingSource("云溪市湖泊条例", "2020-01-01", Pinpoint(9))


def notes(text: str, source: CitingSource | None = SOURCE) -> list[str]:
    """Each citation as `span | kind | title | places`."""
    return [note(c) for c in find_citations(text, source)]


def note(citation: Citation) -> str:
    """One citation in the notation of the tables."""
    places = " ".join(str(t) for t in citation.targets) or (citation.division or "")
    return " | ".join([citation.text, str(citation.kind), citation.title or "?", places]).rstrip(" |")
