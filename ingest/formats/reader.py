"""Law texts: Markdown in the layout of LawRefBook, or plain text, told by content."""

from __future__ import annotations

from ingest.formats.encoding import decode
from ingest.formats.layout import Layout
from ingest.formats.markdown import looks_like_markdown, parse_markdown
from ingest.formats.plaintext import parse_plain_text
from ingest.formats.recognition import has_signature
from schemas.errors import UnreadableSource


def read_layout(data: bytes, name: str) -> tuple[Layout, str]:
    """The document in `data` and its media type; `name` is the file's name without its ending.

    Raises UnreadableSource with the reason for what is no readable document.
    """
    if has_signature(data):
        raise UnreadableSource("no text, but a container, a picture or a program", "give Markdown or plain text")
    text, warnings = decode(data)
    if looks_like_markdown(text):
        return parse_markdown(text, name, warnings), "text/markdown"
    return parse_plain_text(text, name, warnings), "text/plain"
