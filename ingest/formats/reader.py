"""Chooses the format by content and reads it. New formats enter here."""

from __future__ import annotations

from ingest.formats.encoding import decode
from ingest.formats.layout import Layout
from ingest.formats.markdown import looks_like_markdown, parse_markdown
from ingest.formats.media import find_media_type
from ingest.formats.plaintext import parse_plain_text
from schemas.errors import UnreadableSource


def read_layout(data: bytes, name: str) -> tuple[Layout, str]:
    """The document in `data` and its media type; `name` is the file's name without its ending.

    Raises UnreadableSource with the reason for what is no readable document.
    """
    media_type = find_media_type(data)
    if media_type is not None:
        raise UnreadableSource(f"{media_type} can't be read yet", "give the text as Markdown or plain text")
    text, warnings = decode(data)
    if looks_like_markdown(text):
        return parse_markdown(text, name, warnings), "text/markdown"
    return parse_plain_text(text, name, warnings), "text/plain"
