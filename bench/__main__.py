"""Prints the figures of docs/benchmarks.md one after the other: `python -m bench [NAME …]`."""

from __future__ import annotations

import importlib
import sys

FIGURES = ("ingest", "http", "citations", "understanding")


def main() -> None:
    """Run the figures named, or all."""
    for name in sys.argv[1:] or FIGURES:
        print(f"== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
