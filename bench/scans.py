"""Reading scans against the text layer of the same pages: `python -m bench.scans [--dpi 200] [--real 10] [--own 8]`.

Pages are the first ones of documents of the sample city, typeset, and pages of a real discretion benchmark where
FATU_TEST_SHARED is set. Each is rendered, spoilt with a seal, tilt, low contrast and noise (seeded), and read by OCR.
Printed are the share of characters that agree, citations resolved by either reading, lines that are called doubtful
and wrongly not, CPU seconds a page and the memory at the peak.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from api.services.container import open_services
from api.services.ingest import run_ingest
from bench.scan_pages import scan, take_pages, typeset
from ingest.doubts import mark_scanned
from ingest.formats.content import Content, build_text_document, read_content
from ingest.formats.recognition import Format
from ingest.items.documents import build_list_document
from ingest.reading import read_document
from ingest.records.reading import build_records
from ingest.resolution.batch import Titles, answer_for, open_titles
from ingest.resolution.catalogue import load_catalogue
from schemas.citations import CitingSource, Verdict
from schemas.documents import Document
from schemas.pages import Paragraph, TextDocument
from schemas.scans import ScanLine
from schemas.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
_LEADER = re.compile(r"\.{6}\d+$")
FLOOR = 0.97  # of the characters
LINKS = 0.90  # of the citations that the text layer gives


class Page(NamedTuple):
    """A page as a PDF, and what is printed on it."""

    name: str
    data: bytes
    printed: Content


@dataclass(slots=True)
class Figures:
    """Sums over pages."""

    pages: int = 0
    similarity: list[float] = field(default_factory=list)
    resolved: int = 0
    found: int = 0
    wrong: int = 0
    lines: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    seconds: float = 0.0


def main() -> None:
    """Print the figures page by page, then their sums."""
    parser = argparse.ArgumentParser(prog="python -m bench.scans")
    parser.add_argument("--dpi", type=int, nargs="+", default=[200])
    parser.add_argument("--real", type=int, default=10, help="pages of the real benchmark")
    parser.add_argument("--own", type=int, default=8, help="documents of the sample city")
    told = parser.parse_args()
    with TemporaryDirectory() as folder:
        titles = (open_titles(), _load_titles(Path(folder)))
        for dpi in told.dpi:
            for name, pages in (("sample city", _own(told.own)), ("real benchmark", _real(told.real))):
                _print(name, dpi, _measure(pages, dpi, titles))


def _load_titles(folder: Path) -> Titles:
    with open_services(Settings(data=folder / "data", workers=1), write=True) as services:
        run_ingest(services, [SAMPLES / "laws"])
        return open_titles(load_catalogue(services.store))


def _own(count: int) -> Iterator[Page]:
    """The first page of documents drawn from the sample city, whose lines are known."""
    paths = sorted(p for p in (SAMPLES / "laws").rglob("*") if p.suffix in (".md", ".txt"))
    for path in random.Random(17).sample(paths, min(count, len(paths))):
        document = read_document(path, path.name)
        if isinstance(document, Document):
            data, lines = typeset([document.metadata.title, *_lines(document)], 1)
            yield Page(path.name, data, Content(Format.TEXT, "text/plain", build_text_document(lines)))


def _lines(document: Document) -> Iterator[str]:
    for p in document.provisions:
        if p.start is None:
            for at, line in enumerate((p.text or p.heading).split("\n")):
                yield f"{p.num}　{line}" if at == 0 and p.num else line


def _real(count: int) -> Iterator[Page]:
    shared = os.environ.get("FATU_TEST_SHARED")
    if not shared or not count:
        return
    for path in sorted((Path(shared) / "corpus" / "lists").glob("*.pdf")):
        numbers = sorted(random.Random(17).sample(range(13, 230), count))
        for number, page in zip(numbers, take_pages(path.read_bytes(), numbers), strict=True):
            yield Page(f"page {number + 1}", page, read_content(page))


def _measure(pages: Iterator[Page], dpi: int, titles: Sequence[Titles]) -> Figures:
    sums = Figures()
    for number, page in enumerate(pages):
        spoilt = scan(page.data, dpi, number)
        started = time.process_time()
        read = read_content(spoilt)
        seconds = time.process_time() - started
        printed = page.printed
        before, after = _text(printed), _text(read)
        links, links_read = _links(printed, titles), _links(read, titles)
        known = _links(printed, None)
        sums.pages += 1
        sums.similarity.append(Levenshtein.normalized_similarity(before, after))
        sums.resolved += links.total()
        sums.found += (links & links_read).total()
        sums.wrong += (links_read - known).total()
        sums.seconds += seconds
        for line in _read_lines(read):
            right = "".join(_LEADER.sub("", line.text).split()) in before
            sums.lines[line.doubtful, right] += 1
            if line.doubtful or not right:
                named = "doubtful" if line.doubtful else "wrong"
                print(f"    {line.confidence:.3f}, least {line.weakest:.2f}, {named}: {line.text}")
        wrong = f", wrong {list((links_read - known).elements())}" if links_read - known else ""
        print(
            f"  {page.name}: {sums.similarity[-1]:.4f}, {(links & links_read).total()} of {links.total()} links"
            f"{wrong}, {seconds:.1f} s",
            flush=True,
        )
    return sums


def _read_lines(content: Content) -> Iterator[ScanLine]:
    seen = content.body.scan if isinstance(content.body, TextDocument) else None
    for page in seen.pages if seen else ():
        yield from page.lines


def _text(content: Content) -> str:
    document = content.body
    assert isinstance(document, TextDocument)
    texts = [*(p.text for p in document.contents)]
    for block in document.blocks:
        texts += [block.text] if isinstance(block, Paragraph) else [c for row in block.sheet.rows for c in row]
    return "".join("".join(texts).split())


def _links(content: Content, titles: Sequence[Titles] | None) -> Counter[str]:
    """Title and places of the citations that are resolved by the names of national law or the sample city's; or all."""
    document = build_list_document(build_records(content, "page", "", 0), "page")
    if isinstance(content.body, TextDocument):
        document = mark_scanned(document, content.body.scan)
    source = CitingSource(document.metadata.title)
    return Counter(
        f"{c.title} {[t.eid for t in c.targets]}"
        for found in document.citations.values()
        for c in found
        if c.title
        and (titles is None or any(answer_for(c, source, known).verdict == Verdict.RESOLVED for known in titles))
    )


def _print(name: str, dpi: int, sums: Figures) -> None:
    if not sums.pages:
        return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    mean, least = sum(sums.similarity) / sums.pages, min(sums.similarity)
    print(
        f"{name}, {dpi} dpi: {sums.pages} pages; characters {mean:.4f} (worst page {least:.4f}, asked {FLOOR}); "
        f"links {sums.found} of {sums.resolved} (asked {LINKS:.2f}), wrong {sums.wrong}; lines doubtful and wrong "
        f"{sums.lines[True, False]}, doubtful and right {sums.lines[True, True]}, wrong and not doubtful "
        f"{sums.lines[False, False]}, right {sums.lines[False, True]}; {sums.seconds / sums.pages:.1f} s of CPU each, "
        f"peak {peak} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
