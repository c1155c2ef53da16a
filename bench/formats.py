"""Reading office formats against the fastest bare reader for the same bytes: `python -m bench.formats FOLDER`.

Prints, for each kind of file, the CPU seconds of the bare reader and of the stages after each other, best of five, and
their ratios: `read_content` (recognition, guards, hidden rows, tables of pages), `build_records` (columns, rows, merged
cells, amounts), and `build_list_document` (items, bodies, citations). The bare readers are python-calamine with every
sheet turned into Python values, and pypdfium2 with the text of every page. Citations are found with cold caches.
"""

from __future__ import annotations

import io
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import python_calamine as calamine

from ingest.formats.content import read_content
from ingest.formats.recognition import Format, recognise_format
from ingest.items.documents import build_list_document
from ingest.records.reading import build_records
from schemas.errors import UnreadableSource

ROUNDS = 5
STAGES = ("read", "records", "items and citations")
FLOOR = 3.0  # times the bare reader's seconds that reading may take


def read_bare_workbook(data: bytes) -> None:
    """Every sheet's values through calamine."""
    book = calamine.load_workbook(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def read_bare_pdf(data: bytes) -> None:
    """Every page's text through pypdfium2."""
    document = pdfium.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """The least CPU seconds that `work` takes."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def measure(path: Path, data: bytes, *, is_pdf: bool) -> tuple[float, ...]:
    """Seconds of the bare reader and of the three stages for one file."""
    bare = read_bare_pdf if is_pdf else read_bare_workbook
    content = read_content(data)
    records = build_records(content, path.name, "", len(data))
    return (
        best_of(ROUNDS, partial(bare, data)),
        best_of(ROUNDS, partial(read_content, data)),
        best_of(ROUNDS, partial(build_records, content, path.name, "", len(data))),
        best_of(1, partial(build_list_document, records, path.name)),
    )


def main(folder: Path) -> int:
    """Measure every workbook and PDF below the folder; 1 where the reading of a kind misses the floor."""
    sums: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        try:
            format_ = recognise_format(data)
        except UnreadableSource:
            continue
        if format_ in (Format.XLS, Format.XLSX, Format.PDF):
            is_pdf = format_ is Format.PDF
            sums["pdf" if is_pdf else "workbooks"].append(measure(path, data, is_pdf=is_pdf))
    missed = False
    for name, rows in sums.items():
        bare, *stages = (sum(column) for column in zip(*rows, strict=True))
        missed |= stages[0] > FLOOR * bare
        told = (f"{stage} {s:.3f} s ({s / bare:.2f} ×)" for stage, s in zip(STAGES, stages, strict=True))
        print(f"{name}: {len(rows)} files, bare {bare:.3f} s, " + ", ".join(told))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
