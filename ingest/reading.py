"""Reads one file: bytes → layout → structure and metadata → document. Bad content is rejected, never raised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ingest.formats import read_layout
from ingest.metadata import build_metadata
from ingest.metadata.instrument import find_title
from ingest.metadata.kinds import is_amending
from ingest.structure import build_provisions, count_article_lines
from schemas.documents import Document, Rejected, SourceFile
from schemas.errors import UnreadableSource

# The longest law of the corpus has 0.4 MB; codes of a million characters fit ten times.
LARGEST_FILE = 32 * 1024 * 1024
"""Bytes of the largest file that is read; larger ones are rejected unread, so that memory stays bounded."""


def read_document(path: Path, locator: str) -> Document | Rejected:
    """The document in the file at `path`, known as `locator`; or why it is none.

    Never raises for what a file holds, nor for a file that can't be opened.
    """
    sha256 = ""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            limit = LARGEST_FILE // 1024 // 1024
            return Rejected(locator, sha256, f"{size:,} bytes: more than the {limit} MB that a document may have")
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        return _read(data, locator, sha256)
    except UnreadableSource as error:
        return Rejected(locator, sha256, str(error))
    except OSError as error:
        return Rejected(locator, sha256, f"can't be opened: {error.strerror or error}")


def _read(data: bytes, locator: str, sha256: str) -> Document:
    name = locator.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    layout, media_type = read_layout(data, name)
    title, part = find_title(layout, locator)
    provisions = build_provisions(layout.lines, amending=is_amending(title), part=part)
    metadata, warnings = build_metadata(layout, locator, provisions)
    return Document(
        source=SourceFile(locator, sha256, len(data), media_type),
        metadata=metadata,
        provisions=provisions,
        text_digest=digest_text(title, (t.text for t in layout.lines)),
        article_lines=count_article_lines(layout.lines),
        warnings=layout.warnings + warnings,
    )


def digest_text(title: str, lines: Iterable[str] = ()) -> str:
    """The same for copies that differ in marks and white space only; without lines that of a bare title."""
    text = title + "".join(lines)
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()
