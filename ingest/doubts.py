"""Where the lines of a scan stand in the blocks of its document, and which citations are in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from schemas.citations import Citation
from schemas.documents import Document
from schemas.scans import OCR, OCR_DOUBTFUL, Doubt, Scan, ScanLine

# A shorter line may stand in many places: only the one near the line before it is meant.
_TELLING = 8  # characters
_NEAR = 400
_MOST_PLACES = 500  # a cell merged over many rows stands in each of their items


@dataclass(slots=True)
class _Text:
    """The texts of all blocks, one after the other without blanks, and where each character stands."""

    joined: str = ""
    blocks: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)


def mark_scanned(document: Document, scan: Scan | None) -> Document:
    """The document with what its scan says of it: doubtful places of its blocks, and how its citations were read."""
    if scan is None or not scan.pages:
        return document
    text = _join(document)
    read: dict[str, list[tuple[int, int]]] = {}
    doubts: dict[str, list[Doubt]] = {}
    for line, start, end in _locate(text, [line for page in scan.pages for line in page.lines]):
        for block, first, last in _spans(text, start, end):
            read.setdefault(block, []).append((first, last))
            if line.doubtful:
                doubts.setdefault(block, []).append(Doubt(first, last, line.confidence))
    citations = {
        block: tuple(_mark(c, read.get(block, ()), doubts.get(block, ())) for c in found)
        for block, found in document.citations.items()
    }
    return replace(
        document,
        scan=scan,
        citations=citations,
        doubts={block: tuple(sorted(set(found))) for block, found in doubts.items()},
    )


def _join(document: Document) -> _Text:
    text = _Text()
    pieces: list[str] = []
    blocks = [(p.eid, p.num + p.heading, p.text or "") for p in document.provisions if p.start is None]
    blocks += [(item.eid, "", item.text) for item in document.items]
    for eid, head, body in blocks:
        for offset, sign in enumerate(head + body, start=-len(head)):
            if not sign.isspace():
                pieces.append(sign)
                text.blocks.append(eid)
                text.offsets.append(offset)
    text.joined = "".join(pieces)
    return text


def _locate(text: _Text, lines: Iterable[ScanLine]) -> Iterator[tuple[ScanLine, int, int]]:
    """Each line with the places where it stands, in the joined text; lines come in about the order of the text."""
    cursor = 0
    for line in lines:
        words = "".join(line.text.split())
        if not words:
            continue
        near = text.joined.find(words, cursor, cursor + _NEAR + len(words))
        if near >= 0:
            cursor = near + len(words)
            yield line, near, cursor
        if len(words) < _TELLING and (near >= 0 or not line.doubtful):
            continue
        # A doubtful line that is not where it should be is taken to stand wherever its words do.
        for place in _places(text.joined, words):
            if place != near:
                cursor = place + len(words) if near < 0 and place >= cursor else cursor
                yield line, place, place + len(words)


def _places(joined: str, words: str) -> Iterator[int]:
    at = joined.find(words)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = joined.find(words, at + len(words))


def _spans(text: _Text, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Block and code points of its text, for each block that the characters stand in; numbers and headings left out."""
    at = start
    while at < end:
        block, stop = text.blocks[at], at
        while stop < end and text.blocks[stop] == block:
            stop += 1
        first = next((text.offsets[i] for i in range(at, stop) if text.offsets[i] >= 0), None)
        if first is not None:
            yield block, first, text.offsets[stop - 1] + 1
        at = stop


def _mark(citation: Citation, read: Iterable[tuple[int, int]], doubts: Iterable[Doubt]) -> Citation:
    if any(d.start < citation.end and citation.start < d.end for d in doubts):
        return replace(citation, reading=OCR_DOUBTFUL)
    if any(start < citation.end and citation.start < end for start, end in read):
        return replace(citation, reading=OCR)
    return citation
