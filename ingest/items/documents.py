"""A file read into records as a document: the work that it is, its text outside the items, the items."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ingest.citations import find_document_citations
from ingest.formats.layout import Line
from ingest.formats.notes import is_note
from ingest.items.building import build_items
from ingest.items.citing import find_item_citations
from ingest.items.lists import build_list_metadata, find_owner
from ingest.normative.wrapping import find_title, unwrap_notice
from ingest.structure import build_provisions, count_article_lines
from schemas.documents import Document, Level, Metadata, Provision, SourceFile
from schemas.instruments import Span
from schemas.records import RecordDocument
from schemas.sheets import Workbook

# Reasons of remnants that repeat what the fields' headers say.
_HEADERS = frozenset({"header", "repeated header", "names of columns"})
_NOTES = {"footnote": "脚注", "endnote": "尾注"}
_SHOWN = frozenset({"title", "note", "section heading", "no table", "before the first item", "page metadata"})


def build_list_document(read: RecordDocument, locator: str) -> Document:
    """The document; its provisions are the text outside the items, each remnant of a sheet in the block of its kind."""
    metadata = build_list_metadata(read, locator)
    sheets = [s.name for s in read.content.sheets] if isinstance(read.content, Workbook) else []
    owner = find_owner(metadata.title, metadata.jurisdiction) or next(iter(metadata.issuers), "")
    items = build_items(read.records, sheets, metadata.jurisdiction, owner)
    lines, around = _text_lines(read)
    provisions = [*build_provisions(lines, amending=metadata.amending), *_remnants(read, sheets)]
    if around:
        provisions.append(_block("notice", Level.REMNANT, "", "\n".join(around), "notice"))
    provisions += _asides(read)
    if not items and not any(p.text for p in provisions):
        provisions.append(_block("block_1", Level.BLOCK, "", read.title or locator))
    document = Document(
        source=SourceFile(locator, read.sha256, read.size, read.media_type),
        metadata=metadata,
        provisions=tuple(provisions),
        text_digest=_digest(metadata, provisions, [i.text for i in items]),
        article_lines=count_article_lines(lines),
        warnings=read.warnings,
        items=items,
        duties=read.boilerplate,
        recognition=read.recognition,
        findings=read.findings,
    )
    document.citations.update(find_document_citations(metadata.title, _date(metadata), provisions))
    document.citations.update(find_item_citations(items, metadata.title, _date(metadata)))
    return document


def _date(metadata: Metadata) -> str | None:
    return metadata.version[:10] if metadata.version[:1].isdigit() else metadata.published


def _text_lines(read: RecordDocument) -> tuple[list[Line], list[str]]:
    """Of a text document the lines of the instrument that are no items, and the lines around it: notice, furniture."""
    if isinstance(read.content, Workbook):
        return [], []
    free = {m.row for m in read.remnants if m.reason == "running text"}
    paragraphs = read.content.paragraphs
    texts = [p.text for p in paragraphs]
    span = unwrap_notice(texts).instrument or Span(0, len(texts))
    title_from, title_to, _ = find_title(texts[span.start : span.end])
    own = range(span.start, span.end)
    inside: list[Line] = []
    around: list[str] = []
    for at, paragraph in enumerate(paragraphs):
        text = " ".join(paragraph.text.split())
        if not text or paragraph.number not in free or title_from <= at - span.start < title_to:
            continue
        if at in own and (inside or not is_note(text)):
            inside.append(Line(0, text))
        else:
            around.append(text)
    return inside, around


def _asides(read: RecordDocument) -> list[Provision]:
    """Notes are text of their own; what every page repeats at its edges is kept and not shown."""
    if isinstance(read.content, Workbook):
        return []
    grouped: dict[str, list[str]] = {}
    for kind, text in read.content.asides:
        grouped.setdefault(kind, []).append(text)
    levels = {k: Level.BLOCK if k in _NOTES else Level.REMNANT for k in grouped}
    return [
        _block(f"{k}s", levels[k], _NOTES.get(k, ""), "\n".join(texts), "" if k in _NOTES else k)
        for k, texts in grouped.items()
    ]


def _remnants(read: RecordDocument, sheets: Sequence[str]) -> list[Provision]:
    """Titles and notes as blocks, what is hidden as remnants: one for each sheet or page and reason."""
    grouped: dict[tuple[str | None, int | None, str], list[str]] = {}
    for m in read.remnants:
        if m.reason not in _HEADERS and m.reason != "running text":
            grouped.setdefault((m.sheet, m.page, m.reason), []).append(m.text)
    blocks = []
    for number, ((sheet, page, reason), texts) in enumerate(grouped.items(), start=1):
        place = f"sheet_{sheets.index(sheet) + 1}" if sheet in sheets else f"page_{page}" if page else "text"
        shown = reason in _SHOWN
        text = "\n".join(texts)
        level = Level.BLOCK if shown else Level.REMNANT
        blocks.append(_block(f"{place}__{level}_{number}", level, sheet or "", text, "" if shown else reason))
    return blocks


def _block(eid: str, level: Level, heading: str, text: str, num: str = "") -> Provision:
    return Provision(eid, None, level, num, heading, text, None, None)


def _digest(metadata: Metadata, provisions: Sequence[Provision], texts: Sequence[str]) -> str:
    text = "".join([metadata.title, *(p.text or p.heading for p in provisions), *texts])
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()
