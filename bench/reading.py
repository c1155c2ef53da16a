"""What reading the real corpus comes to: files held, articles, dates and kinds against the hand-checked sample, speed.

    FATU_TEST_SHARED=… python -m bench.reading

One process. CPU seconds are printed beside wall-clock ones, which other work on the machine lengthens.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from ingest.reading import read_document
from ingest.sources import find_sources
from schemas.documents import Document, Rejected

FACTS = Path(__file__).parent.parent / "tests" / "quality" / "data" / "reading_facts.tsv"
ARTICLES = 142_658
"""Lines that begin with 第…条 in the corpus."""


def main() -> None:
    """Print the figures."""
    shared = os.environ.get("FATU_TEST_SHARED")
    if not shared:
        sys.exit("set FATU_TEST_SHARED to the folder that holds corpus/laws")
    wall, cpu = time.perf_counter(), time.process_time()
    outcomes = {s.locator: read_document(s.path, s.locator) for s in find_sources([Path(shared) / "corpus" / "laws"])}
    print(f"read in {time.perf_counter() - wall:.1f} s ({time.process_time() - cpu:.1f} s of CPU), one process")
    print_holdings(outcomes)
    print_agreement({k: d for k, d in outcomes.items() if isinstance(d, Document)})


def print_holdings(outcomes: Mapping[str, Document | Rejected]) -> None:
    """Files, articles, provisions."""
    held = [d for d in outcomes.values() if isinstance(d, Document)]
    articles = sum(d.article_lines for d in held)
    print(f"files {len(outcomes):,}, held {len(held):,} ({len(held) / len(outcomes):.2%})")
    print(f"articles {articles:,} of {ARTICLES:,} ({articles / ARTICLES - 1:+.3%})")
    print(f"provisions {sum(len(d.provisions) for d in held):,}, warnings {sum(len(d.warnings) for d in held):,}")


def print_agreement(held: Mapping[str, Document]) -> None:
    """Share of the hand-checked sample that is read right, by what its notes speak of."""
    rows = [r.split("\t") for r in FACTS.read_text(encoding="utf-8").splitlines() if not r.startswith("#")]
    for stratum in ("修正", "修订", "-", None):
        some = [r for r in rows if stratum in (None, r[1])]
        right = [0, 0, 0]
        for path, _, *expected in some:
            meta = held[path].metadata
            found = (meta.kind, meta.first_effective or "", meta.effective_from or "")
            right = [n + (a == b) for n, a, b in zip(right, found, expected, strict=False)]
        shares = ", ".join(
            f"{name} {n / len(some):.1%}" for name, n in zip(("kind", "first", "from"), right, strict=True)
        )
        print(f"{stratum or 'all'} ({len(some)}): {shares}")


if __name__ == "__main__":
    main()
