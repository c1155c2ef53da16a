"""Names of places beside the built-in ones: `regions.tsv` in or beside a folder brings them, the data keep them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.sources import REGIONS
from schemas.regions import learn_regions


def adopt_regions(data: Path, roots: Sequence[Path]) -> None:
    """Keep the regions that the folders bring, before their documents are read.

    Raises InvalidInput for a file that is not of the form.
    """
    places = dict.fromkeys(p / REGIONS for root in roots for p in (root.resolve().parent, root))
    brought = [p for p in places if p.is_file()]
    for path in brought:
        learn_regions(path)
    kept = data / REGIONS
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    for path in brought:
        lines += path.read_text(encoding="utf-8-sig").splitlines()
    if brought:
        staged = kept.with_suffix(".new")
        staged.write_text("\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")
        staged.replace(kept)


def load_regions(data: Path) -> None:
    """Know the regions that the data directory keeps."""
    if (data / REGIONS).is_file():
        learn_regions(data / REGIONS)
