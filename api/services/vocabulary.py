"""Names of places beside the built-in ones: `regions.tsv` in or beside a folder brings them, the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.sources import REGIONS
from schemas.ports import Changes, GraphStore
from schemas.regions import learn_regions

KEPT = "regions"
"""Meta key: the lines of every `regions.tsv` that was brought."""


def adopt_regions(store: GraphStore, roots: Sequence[Path]) -> None:
    """Keep the regions that the folders bring, before their documents are read.

    Raises InvalidInput for a file that is not of the form.
    """
    places = dict.fromkeys(p / REGIONS for root in roots for p in (root.resolve().parent, root))
    before = store.meta(KEPT) or ""
    lines = before.splitlines()
    for path in (p for p in places if p.is_file()):
        text = path.read_text(encoding="utf-8-sig")
        learn_regions(text, str(path))
        lines += text.splitlines()
    if (text := "\n".join(dict.fromkeys(lines))) != before:
        store.apply(Changes(meta={KEPT: text}))


def kept_regions(store: GraphStore) -> str:
    """The lines that the store keeps."""
    return store.meta(KEPT) or ""


def load_regions(text: str) -> None:
    """Know the regions of lines that a store keeps."""
    learn_regions(text, "the regions that the data keep")
