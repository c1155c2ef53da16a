"""Rows of a label and its text (违反条款 | 《…》第…条…): they say something of the whole table below or around them."""

from __future__ import annotations

from ingest.records.grid import Grid
from ingest.records.mapping import ColumnMap
from ingest.records.places import Place
from ingest.records.texts import clean_header, join_lines
from schemas.records import Cell, Record, RecordKind, Role

_NO_LABELS = frozenset({Role.SERIAL, Role.TYPE, Role.STEP})


def find_label(grid: Grid, row: int, spec: ColumnMap | None) -> Cell | None:
    """The labelled text of a row that holds nothing else, with the name of the column that the label is.

    A label that spans several rows, each with one text (a page's end cut it), has all of them.
    """
    own = grid.own_cells(row)
    if spec is None or len(own) != 2:
        return None
    (first, label), (second, text) = own.items()
    column = spec.find_column(label)
    if first != 1 or column is None or column.role in _NO_LABELS or clean_header(text) in spec.by_header:
        return None
    for below in range(row + 1, grid.merge(row, first).bottom + 1):
        rest = grid.own_texts(below)
        if len(rest) > 1:
            return None
        text = "\n".join([text, *(t for _, t in rest)])
    return Cell(
        column.name, clean_header(label), join_lines(text, column.role, laid_out=True), column.role, row, second
    )


def label_above(grid: Grid, row: int, spec: ColumnMap | None) -> int | None:
    """The first row of the labelled text that ends in the row above, None when there is none.

    A note (备注) closes the table before it and is no label of the next one.
    """
    if row < 2:
        return None
    top = grid.merge(row - 1, 1).top
    label = find_label(grid, top, spec)
    return top if label and label.name != "note" else None


def read_labelled(grid: Grid, spec: ColumnMap | None, place: Place) -> Record | None:
    """One record of a table whose rows are all labels and texts, as cases and covers are laid out."""
    cells: dict[str, Cell] = {}
    for row in range(1, grid.height + 1):
        texts = grid.own_texts(row)
        if not texts:
            continue
        if len(texts) % 2 or len(clean_header(texts[0][1])) > 14:
            return None
        for (_, label), (column, text) in zip(texts[::2], texts[1::2], strict=True):
            known = spec.find_column(label) if spec else None
            name, role = (known.name, known.role) if known else (clean_header(label), Role.TEXT)
            cells.setdefault(
                name, Cell(name, clean_header(label), join_lines(text, role, laid_out=True), role, row, column)
            )
    if len(cells) < 2:
        return None
    fits = spec is not None and not spec.missing([c.header for c in cells.values()], known=True)
    page, row = place.locate(1)
    return Record(spec.record if fits and spec else RecordKind.LIST_ROW, row, tuple(cells.values()), place.sheet, page)
