"""Reading office formats against the fastest bare reader for the same bytes: `python -m bench.formats FOLDER`.

Prints, for workbooks and PDFs apart, the CPU seconds of the bare reader and of the stages over the whole folder, and
their ratios; 1 is returned where reading and records together take more than `FLOOR` times the bare reader.

The bare reader gives every cell's value at its place and the merged ranges, which a table can't be read without:
python-calamine with each sheet turned into Python values (xlrd takes several times as long), pypdfium2 with the text of
every page. Its values are not made texts, and it knows nothing of hidden rows, passwords and bombs.

The stages are `read_content` (recognition, guards, hidden rows, texts of the cells, tables of pages), `build_records`
(columns, rows, merged cells, amounts), and `build_list_document` (items, bodies, citations).

Each round goes through the files in one process, every file by the bare reader and by the stages one after the other,
as an ingest does; what was remembered of texts is forgotten before each round, so a text is cleaned anew in each. Shown
is the median of the rounds, after one that is not counted; the last stage is timed once.
"""

from __future__ import annotations

import gc
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium
import python_calamine as calamine

from ingest.formats.content import read_content
from ingest.formats.recognition import Format, recognise_format
from ingest.items.documents import build_list_document
from ingest.records.reading import build_records
from schemas.errors import UnreadableSource
from schemas.records import RecordDocument

FLOOR = 3.0  # times the bare reader's seconds that reading and records may take together
WORKBOOKS = (Format.XLS, Format.XLSX)


class Kind(NamedTuple):
    """Files that are measured together, their bare reader and the number of rounds that are counted."""

    name: str
    files: dict[str, bytes]
    bare: Callable[[bytes], None]
    rounds: int


def read_bare_workbook(data: bytes) -> None:
    """Every sheet's values, from its first row and column on, and its merged ranges, through calamine."""
    book = calamine.load_workbook(io.BytesIO(data))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        sheet.to_python(skip_empty_area=False)
        _ = sheet.merged_cell_ranges


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


def forget_texts() -> None:
    """Empty what the readers remember by text; what is loaded once for good (column maps, words) stays."""
    for name, module in list(sys.modules.items()):
        for held in vars(module).values() if name.startswith("ingest.") else ():
            if hasattr(held, "cache_info") and held.cache_info().maxsize is not None:
                held.cache_clear()


def measure_round(kind: Kind) -> tuple[float, float, float]:
    """CPU seconds over all files of the bare reader, of reading and of records."""
    bare = reading = building = 0.0
    clock = time.process_time
    forget_texts()
    gc.collect()
    for name, data in kind.files.items():
        start = clock()
        kind.bare(data)
        bare += (began := clock()) - start
        content = read_content(data)
        reading += (read := clock()) - began
        build_records(content, name, "", len(data))
        building += clock() - read
    return bare, reading, building


def measure_items(documents: Sequence[RecordDocument]) -> float:
    """CPU seconds of items, bodies and citations, once."""
    start = time.process_time()
    for document in documents:
        build_list_document(document, document.locator)
    return time.process_time() - start


def measure(kind: Kind) -> bool:
    """Print the figures of one kind; whether it keeps to the floor."""
    rounds = [measure_round(kind) for _ in range(kind.rounds + 1)][1:]
    bare, reading, building = (median(column) for column in zip(*rounds, strict=True))
    together = median((r + b) / floor for floor, r, b in rounds)
    forget_texts()
    documents = [build_records(read_content(data), name, "", len(data)) for name, data in kind.files.items()]
    items = measure_items(documents)
    told = (("read", reading), ("records", building), ("items and citations", items))
    records = sum(len(d.records) for d in documents)
    print(f"{kind.name}: {len(kind.files)} files, {records} records, {kind.rounds} rounds, bare {bare:.3f} s")
    print("  " + ", ".join(f"{stage} {s:.3f} s ({s / bare:.2f} ×)" for stage, s in told))
    print(f"  read and records together {together:.2f} × the bare reader")
    return together <= FLOOR


def find_files(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Every workbook and every PDF below the folder."""
    workbooks: dict[str, bytes] = {}
    documents: dict[str, bytes] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        try:
            format_ = recognise_format(data)
        except UnreadableSource:
            continue
        if format_ in WORKBOOKS:
            workbooks[str(path)] = data
        elif format_ is Format.PDF:
            documents[str(path)] = data
    return workbooks, documents


def main(folder: Path) -> int:
    """Measure every workbook and PDF below the folder; 1 where a kind misses the floor."""
    workbooks, documents = find_files(folder)
    kinds = (Kind("workbooks", workbooks, read_bare_workbook, 21), Kind("pdf", documents, read_bare_pdf, 3))
    kept = [measure(kind) for kind in kinds if kind.files]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
