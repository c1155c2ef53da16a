"""The version of an entry: what the entries of one version share for filters and facets."""

from __future__ import annotations

from schemas.queries import IndexDocument
from schemas.vectors import Version
from search.entries import find_validity


def build_version(document: IndexDocument, stamp: str) -> Version:
    """The version of an entry, in the state that `stamp` tells."""
    start, end, ended = find_validity(document)
    return Version(
        id=document.expression,
        stamp=stamp,
        work=document.work,
        kind=document.kind,
        jurisdiction=document.jurisdiction,
        issuers=document.issuers,
        year=document.year,
        effective_from=start,
        effective_to=end,
        ended=ended,
    )
