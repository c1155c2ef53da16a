"""Reading office formats against the fastest bare reader for the same bytes: `python -m bench.formats FOLDER`.

Prints, for each kind of file, the seconds of the bare reader, of `read_content` (recognition, guards, hidden rows,
tables of pages) and of `read_records`, best of five, and their ratios. The bare readers are python-calamine with every
sheet turned into Python values, and pypdfium2 with the text of every page.
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
from ingest.records.reading import read_records
from schemas.errors import UnreadableSource

ROUNDS = 5
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
    """The least seconds that `work` takes."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main(folder: Path) -> int:
    """Measure every workbook and PDF below the folder; 1 where a kind misses the floor."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        try:
            format_ = recognise_format(data)
        except UnreadableSource:
            continue
        if format_ not in (Format.XLS, Format.XLSX, Format.PDF):
            continue
        bare = read_bare_pdf if format_ is Format.PDF else read_bare_workbook
        kind = sums["pdf" if format_ is Format.PDF else "workbooks"]
        kind[0] += best_of(ROUNDS, partial(bare, data))
        kind[1] += best_of(ROUNDS, partial(read_content, data))
        kind[2] += best_of(ROUNDS, partial(read_records, path, path.name))
        kind[3] += 1
    missed = False
    for name, (base, read, records, count) in sums.items():
        missed |= read > FLOOR * base
        print(
            f"{name}: {count:.0f} files, bare {base:.3f} s, "
            f"read {read:.3f} s ({read / base:.2f} ×, floor {FLOOR:.0f} ×), "
            f"records {records:.3f} s ({records / base:.2f} ×)"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
