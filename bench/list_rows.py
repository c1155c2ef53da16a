"""Rows of real workbooks beside what fatu made of them, for a reader to grade: `python -m bench.list_rows --seed 1`.

Each block has the raw cells as the bare reader (python-calamine) gives them, and the item with type, bodies, level and
every basis citation with what it leads to. Rows are drawn by type over all workbooks. DATA is a folder that holds the
laws and the lists (`fatu ingest`); without it both are ingested first, which takes some minutes. The workbooks are
those below FOLDER (else corpus/lists of FATU_TEST_SHARED).
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import python_calamine as calamine

from api.services.container import open_services
from api.services.ingest import run_ingest
from api.services.items import cells_of
from api.services.links import CITING_KINDS
from api.services.values import number_of, text_of, texts_of, words_of
from bench.corpus import laws, shared
from schemas.citations import REPAIRED
from schemas.pinpoints import Pinpoint, format_pinpoint
from schemas.ports import Edge, GraphStore, Json, Node
from schemas.settings import Settings

# Characters shown of a text that many rows repeat (责任事项, 追责情形); all others are shown whole.
_SHARED = 200
_LEAST = 2  # rows of each type, however rare
_LINKS = 500


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(prog="python -m bench.list_rows", description="Rows of real lists to be graded.")
    parser.add_argument("--data", type=Path, help="folder that fatu ingested laws and lists into")
    parser.add_argument("--folder", type=Path, help="the workbooks; default: corpus/lists of FATU_TEST_SHARED")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=60)
    told = parser.parse_args()
    folder = told.folder or shared() / "corpus" / "lists"
    if told.data:
        print_rows(told.data, folder, told.rows, told.seed)
        return
    with tempfile.TemporaryDirectory(prefix="fatu-bench-") as scratch:
        with open_services(Settings(data=Path(scratch)), write=True) as services:
            run_ingest(services, [laws(), folder])
        print_rows(Path(scratch), folder, told.rows, told.seed)


def print_rows(data: Path, folder: Path, rows: int, seed: int) -> None:
    """Print the rows drawn, each with its number."""
    with open_services(Settings(data=data)) as services:
        for number, (path, item) in enumerate(draw(services.store, folder, rows, seed), start=1):
            print(f"\n######## {number} ########")
            print("\n".join(show(services.store, folder / path, item)))


def draw(store: GraphStore, folder: Path, rows: int, seed: int) -> list[tuple[str, Node]]:
    """`rows` items with their files: some of each type, the others in proportion, spread over the workbooks."""
    strata: dict[str, list[tuple[str, Node]]] = defaultdict(list)
    for source in store.find("Source"):
        path = words_of(source.properties, "locator")
        if Path(path).suffix.lower() not in (".xls", ".xlsx") or not (folder / path).is_file():
            continue
        for item in store.items([words_of(source.properties, "expression")]):
            label = text_of(item.properties, "type") or words_of(item.properties, "record")
            strata[label].append((path, item))
    chance = random.Random(seed)
    total = sum(map(len, strata.values()))
    drawn: list[tuple[str, Node]] = []
    rest: list[tuple[str, Node]] = []
    for label in sorted(strata):
        known = sorted(strata[label], key=lambda p: (p[0], p[1].id))
        share = max(_LEAST, rows * len(known) // total)
        mixed = chance.sample(known, len(known))
        drawn += mixed[:share]
        rest += mixed[share:]
    missing = rows - len(drawn)
    return (drawn + chance.sample(rest, missing))[:rows] if missing > 0 else chance.sample(drawn, rows)


def show(store: GraphStore, path: Path, item: Node) -> Iterator[str]:
    """The lines of one block."""
    at = item.properties
    row = number_of(at, "row") or 0
    sheet = words_of(at, "sheet")
    raw = read_bare(path)[sheet]
    last = _last_row(store, item, len(raw))
    yield f"FILE   {path.name}\nSHEET  {sheet}   ROWS {row} to {last}"
    yield "-- raw cells (row, column: text)"
    yield from _raw(raw, item, range(row, last + 1))
    yield "-- item"
    yield f"ID     {item.id}"
    yield f"RECORD {at['record']}   NUMBER {at['number']}   ROW {row}"
    yield f"NAME   {at['name']}"
    yield f"TYPE   {at['type']}"
    yield f"LEVEL  {at['level']}"
    yield from (f"BODY   {line}" for line in _bodies(store, item.id))
    yield from _levels(at["levels"])
    yield from _amounts(at["amounts"])
    yield from _fields(store, item)


def _raw(raw: Sequence[Sequence[object]], item: Node, rows: range) -> Iterator[str]:
    """Cells of the rows, and the anchors above them that speak for the item where cells are merged."""
    shared_cells = {number_of(c, "column") for c in cells_of(item) if c["role"] == "shared"}
    anchors = {(number_of(c, "row") or 0, number_of(c, "column") or 0) for c in cells_of(item)}
    above = sorted(a for a in anchors if a[0] and a[0] not in rows)
    places = [*above, *((r, c) for r in rows for c in range(1, len(raw[r - 1]) + 1))]
    for row, column in places:
        text = str(raw[row - 1][column - 1]).strip()
        if text:
            shown = text if column not in shared_cells or len(text) <= _SHARED else f"{text[:_SHARED]}… ({len(text)})"
            merged = " (merged)" if (row, column) in above else ""
            yield f"   {row},{column}{merged}: {shown}"


def _last_row(store: GraphStore, item: Node, height: int) -> int:
    """The row before the next item of the sheet; never more than a dozen."""
    row = number_of(item.properties, "row") or 0
    others = store.items([words_of(item.properties, "expression")])
    same = (i.properties for i in others if i.properties["sheet"] == item.properties["sheet"])
    below = [r for p in same if (r := number_of(p, "row") or 0) > row]
    return min(min(below, default=height + 1) - 1, row + 11, height)


def _bodies(store: GraphStore, item: str) -> Iterator[str]:
    page = store.neighbours([item], kinds=["EXERCISED_BY"], direction="out", limit=_LINKS)
    for found in sorted(page.items, key=lambda n: n.edge.start or 0):
        named = found.node.properties
        yield f"({found.edge.rule}) {found.edge.quote!r} -> {named['name']} [{named['jurisdiction']}]"


def _levels(levels: Json) -> Iterator[str]:
    for level in levels if isinstance(levels, list) else ():
        if isinstance(level, Mapping):
            yield f"LEVEL  also in row {level['row']}: {level['fields']}"


def _amounts(amounts: Json) -> Iterator[str]:
    for amount in amounts if isinstance(amounts, list) else ():
        if isinstance(amount, Mapping):
            told = {k: amount[k] for k in ("unit", "low", "high", "per", "of") if amount[k] not in ("", None)}
            yield f"AMOUNT {amount['field']}: {told}"


def _fields(store: GraphStore, item: Node) -> Iterator[str]:
    """Every field that cites something, with its citations in order."""
    edges = _edges(store, [item.id])
    found = sorted(store.find("Citation", {"block": [item.id]}), key=lambda c: number_of(c.properties, "start") or 0)
    spans = [(c, number_of(c, "start"), number_of(c, "end")) for c in cells_of(item)]
    for citation in found:
        at = citation.properties
        start = number_of(at, "start") or 0
        named = [words_of(c, "name") for c, a, b in spans if a is not None and b is not None and a <= start < b]
        yield f"CITES  [{'/'.join(named)}] {' '.join(words_of(at, 'text').split())}"
        label = f" label={at['label']} fits={at['label_fits']}" if at["label"] else ""
        quoted = " in quoted text" if at["quoted"] else ""
        repaired = " (slip repaired)" if at["rule"] == REPAIRED else ""
        told = f"{at['kind']} {at['relation'] or '-'}{quoted}{repaired} {at['verdict']}: {at['title']}"
        yield f"       {told} {_places(at['targets'])}{at['division'] or ''}{label}"
        for edge in edges.get(citation.id, ()):
            extra = {k: v for k, v in edge.properties.items() if k in ("place", "missing", "edition")}
            yield f"         -> {edge.target}" + (f" {extra}" if extra else "")
        for candidate in texts_of(at, "candidates"):
            yield f"         ?  {candidate}"


def _places(targets: Json) -> str:
    """第三条第一款 of each pinpoint."""
    places = [Pinpoint(**t) for t in targets if isinstance(t, dict)] if isinstance(targets, list) else []
    return "、".join(format_pinpoint(p) for p in places)


def _edges(store: GraphStore, blocks: Sequence[str]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    page = store.neighbours(blocks, kinds=CITING_KINDS, direction="out", limit=_LINKS)
    for item in page.items:
        if citation := text_of(item.edge.properties, "citation"):
            found[citation].append(item.edge)
    return found


@cache
def read_bare(path: Path) -> dict[str, Sequence[Sequence[object]]]:
    """Every sheet's values by its name, nothing interpreted."""
    book = calamine.load_workbook(str(path))
    return {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}


if __name__ == "__main__":
    main()
