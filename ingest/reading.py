"""Reads one file, whatever it is: law text, a list, a normative document. Bad content is rejected, never raised.

What it is decides its content: Markdown in the layout of LawRefBook goes straight to the reader of law texts; of other
files the format and then the kind is recognised, and what is no law never becomes one. The readers of other formats and
of lists take a third of a second to import: only a file that needs them does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.citations import find_document_citations
from ingest.formats.encoding import decode
from ingest.formats.layout import Layout
from ingest.formats.limits import FILE_BYTES
from ingest.formats.markdown import looks_like_markdown, parse_markdown
from ingest.formats.plaintext import parse_plain_text
from ingest.formats.recognition import Format, has_signature, recognise_format
from ingest.metadata import build_metadata
from ingest.metadata.instrument import find_title
from ingest.metadata.kinds import is_amending
from ingest.structure import build_provisions, count_article_lines
from schemas.authority import Kind
from schemas.documents import Document, Rejected, SourceFile
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument
from schemas.records import DocumentKind, Recognition, RecordDocument

if TYPE_CHECKING:
    from ingest.formats.content import Content

# The longest law of the corpus has 0.4 MB; codes of a million characters fit ten times.
LARGEST_FILE = 32 * 1024 * 1024
"""Bytes of the largest text file that is read; other formats are bounded by `ingest.formats.limits`."""

_CHINESE = re.compile("[\u4e00-\u9fff]")
# Files of no use: program text and data hardly hold Chinese. The poorest law of the corpus has seven of ten.
_LEAST_CHINESE = 0.2
_SAMPLE = 50  # rows of a sheet
_OF_LAW = frozenset({DocumentKind.LAW, DocumentKind.NORMATIVE_DOCUMENT, DocumentKind.UNKNOWN})


def read_document(path: Path, locator: str, kind: DocumentKind | None = None) -> Document | Rejected:
    """The document in the file at `path`, known as `locator`; or why it is none. `kind` is what the user says it is.

    Never raises for what a file holds, nor for a file that can't be opened.
    """
    sha256 = ""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE and (limit := _limit(path)) < size:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            limit //= 1024 * 1024
            return Rejected(locator, sha256, f"{size:,} bytes: more than the {limit} MB that a document may have")
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        return _read(data, locator, sha256, kind)
    except UnreadableSource as error:
        return Rejected(locator, sha256, str(error))
    except OSError as error:
        return Rejected(locator, sha256, f"can't be opened: {error.strerror or error}")


def _limit(path: Path) -> int:
    """The bytes that a file may have: text less than what holds pictures and packs its parts."""
    with path.open("rb") as file:
        return FILE_BYTES if has_signature(file.read(64)) else LARGEST_FILE


def _read(data: bytes, locator: str, sha256: str, kind: DocumentKind | None) -> Document:
    file = SourceFile(locator, sha256, len(data), "text/markdown")
    if not has_signature(data) and (text := _decode(data)) is not None:
        name = locator.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if looks_like_markdown(text[0]) and kind in (None, DocumentKind.LAW):
            document = _build_law(parse_markdown(text[0], name, text[1]), file)
            if document.metadata.kind is Kind.UNKNOWN and not document.article_lines:
                _check_use(text[0], "no known title, no articles")
            return document
        if _is_plain(data):
            return _read_plain(text, name, file, kind)
    from ingest.doubts import mark_scanned
    from ingest.formats.content import read_content

    content = read_content(data)
    scan = content.body.scan if isinstance(content.body, TextDocument) else None
    return mark_scanned(_build_other(content, file, kind), scan)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text and what was odd about it; None for a file that is no text."""
    try:
        return decode(data)
    except UnreadableSource:
        # Tables and pages are read whatever a few broken bytes say; for others the reason stands.
        if not data.strip(b"\x00 \t\r\n") or recognise_format(data) is Format.TEXT:
            raise
        return None


def _is_plain(data: bytes) -> bool:
    """Whether a file that can be decoded is running text, not a table or a web page."""
    try:
        return recognise_format(data) is Format.TEXT
    except UnreadableSource:
        return True  # UTF-16 without a mark has null bytes


def _read_plain(text: tuple[str, tuple[str, ...]], name: str, file: SourceFile, kind: DocumentKind | None) -> Document:
    from ingest.formats.content import Content, build_text_document
    from ingest.items.documents import build_list_document
    from ingest.records.reading import build_records

    content = Content(Format.TEXT, "text/plain", build_text_document(text[0].splitlines()))
    read = build_records(content, file.locator, file.sha256, file.size, kind)
    recognised = read.recognition
    if recognised.kind in _OF_LAW and not _is_wrapped(read):
        plain = SourceFile(file.locator, file.sha256, file.size, "text/plain")
        if recognised.kind is DocumentKind.UNKNOWN:
            _check_use(text[0], recognised.reason)
        return _build_law(parse_plain_text(text[0], name, text[1]), plain, recognised)
    return build_list_document(read, file.locator)


def _build_other(content: Content, file: SourceFile, kind: DocumentKind | None) -> Document:
    from ingest.items.documents import build_list_document
    from ingest.records.reading import build_records

    read = build_records(content, file.locator, file.sha256, file.size, kind)
    if isinstance(content.body, TextDocument):
        text = "\n".join(p.text for p in content.body.paragraphs)
        if read.recognition.kind is DocumentKind.UNKNOWN and not read.records:
            _check_use(text, read.recognition.reason)
        if read.recognition.kind is DocumentKind.LAW:
            other = SourceFile(file.locator, file.sha256, file.size, content.media_type)
            name = file.locator.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            return _build_law(parse_plain_text(text, name, content.body.warnings), other, read.recognition)
    elif not read.records and not any(s.rows for s in content.body.sheets):
        raise UnreadableSource("no sheet holds anything", "give a list with rows in it")
    elif read.recognition.kind is DocumentKind.UNKNOWN:
        _check_use(
            "".join(c for s in content.body.sheets for row in s.rows[:_SAMPLE] for c in row), read.recognition.reason
        )
    return build_list_document(read, file.locator)


def _is_wrapped(read: RecordDocument) -> bool:
    return read.recognition.kind is DocumentKind.NORMATIVE_DOCUMENT and "a notice that sends out" in (
        read.recognition.reason
    )


def _check_use(text: str, reason: str) -> None:
    """Refuse what is neither a known kind of document nor Chinese running text."""
    sample = "".join(text[:20_000].split())
    if len(_CHINESE.findall(sample)) < _LEAST_CHINESE * len(sample):
        raise UnreadableSource(f"no document in Chinese: {reason}", "say what it is with --type")


def _build_law(layout: Layout, file: SourceFile, recognition: Recognition | None = None) -> Document:
    title, part = find_title(layout, file.locator)
    provisions = build_provisions(layout.lines, amending=is_amending(title), part=part)
    metadata, warnings = build_metadata(layout, file.locator, provisions)
    document = Document(
        source=file,
        metadata=metadata,
        provisions=provisions,
        text_digest=digest_text(title, (t.text for t in layout.lines)),
        article_lines=count_article_lines(layout.lines),
        warnings=layout.warnings + warnings,
        recognition=recognition,
    )
    date = metadata.version[:10] if metadata.version[:1].isdigit() else metadata.adopted or metadata.published
    document.citations.update(find_document_citations(metadata.title, date, provisions))
    return document


def digest_text(title: str, lines: Iterable[str] = ()) -> str:
    """The same for copies that differ in marks and white space only; without lines that of a bare title."""
    text = title + "".join(lines)
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()
