"""Short names that national instruments are known by, from a data file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from schemas.ids import NATIONAL, slug
from schemas.titles import shorten_title


@cache
def load_short_names() -> dict[str, tuple[str, ...]]:
    """Established short names by slug of the title (`data/short_titles.tsv`: title, then its short names)."""
    text = files("ingest.metadata").joinpath("data/short_titles.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {slug(title): tuple(names.split("、")) for title, names in rows}


def find_short_titles(title: str, jurisdiction: str) -> tuple[str, ...]:
    """Names other than the title that mean this instrument: without 中华人民共和国, and the established ones."""
    names = [shorten_title(title)]
    if jurisdiction == NATIONAL:
        names += load_short_names().get(slug(title), ())
    return tuple(n for n in dict.fromkeys(names) if n != title)
