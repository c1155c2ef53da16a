"""Speed of the citations beside that of the tokeniser, in one process and one run.

    python -m bench.citation_speed FOLDER [--files N] [--data DATA]

FOLDER holds Markdown files of law (`$FATU_TEST_SHARED/corpus/laws` unless given), of which every block is searched
as an article of its document. DATA is a directory into which the same folder was ingested: its citations are resolved
anew, all of them, and nothing is written. The ratios are what counts: they hardly depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import time
from contextlib import closing
from pathlib import Path

import rjieba

from bench.search_quality import TODAY
from graph import open_graph
from ingest.citations import find_citations
from ingest.resolution.cases import Resolution
from schemas.citations import CitingSource

# Blocks whose citations are resolved together, as an ingest does.
_BLOCKS = 13_000


def main() -> None:
    """Print characters per second of both, and their ratio."""
    options = read_options()
    files = sorted(options.folder.rglob("*.md"))[: options.files]
    documents = [read_blocks(path) for path in files]
    characters = sum(len(block) for _, blocks in documents for block in blocks)
    found, seconds = search(documents)
    tokenising = tokenise(documents)
    print(f"{len(files)} files, {characters:,} characters, {found:,} citations")
    print(f"  citations  {characters / seconds / 1e6:6.2f} M characters/s")
    print(f"  tokenising {characters / tokenising / 1e6:6.2f} M characters/s")
    print(f"  ratio      {seconds / tokenising:6.2f} (floor 8, aim 4)")
    if options.data:
        resolved, seconds = resolve_held(options.data)
        print(f"{resolved:,} citations resolved, {seconds:.1f} s: {seconds / tokenising:.2f} of tokenising (aim 4)")


def read_options() -> argparse.Namespace:
    """The command's options."""
    shared = Path(os.environ.get("FATU_TEST_SHARED", "."))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=shared / "corpus" / "laws")
    parser.add_argument("--files", type=int)
    parser.add_argument("--data", type=Path, help="a directory that the whole folder was ingested into")
    return parser.parse_args()


def read_blocks(path: Path) -> tuple[str, list[str]]:
    """Title and blocks of one file: an article with its lines, or a line that belongs to none."""
    title = path.stem.partition("(")[0]
    blocks: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if blocks and not bare.startswith("第"):
            blocks[-1] += "\n" + bare
        else:
            blocks.append(bare)
    return title, blocks


def search(documents: list[tuple[str, list[str]]]) -> tuple[int, float]:
    """Number of citations found, and the processor time that it took."""
    started, found = time.process_time(), 0
    for title, blocks in documents:
        source = CitingSource(title)
        for block in blocks:
            found += len(find_citations(block, source))
    return found, time.process_time() - started


def resolve_held(data: Path) -> tuple[int, float]:
    """Number of citations held, and the processor time of resolving them: catalogue, verdicts, links and drift."""
    with closing(open_graph(data / "graph", read_only=True)) as store:
        blocks = sorted({str(n.properties["block"]) for n in store.find("Citation")})
        started, done = time.process_time(), 0
        resolution = Resolution(store, TODAY)
        for first in range(0, len(blocks), _BLOCKS):
            citations = store.find("Citation", {"block": blocks[first : first + _BLOCKS]})
            resolution.build_changes(citations)
            done += len(citations)
    return done, time.process_time() - started


def tokenise(documents: list[tuple[str, list[str]]]) -> float:
    """Processor time of tokenising the same text for search."""
    started = time.process_time()
    for _, blocks in documents:
        for block in blocks:
            rjieba.cut_for_search(block)
    return time.process_time() - started


if __name__ == "__main__":
    main()
