"""What of an entry is embedded, and the key that its vector is kept under: equal texts share one vector."""

from __future__ import annotations

import hashlib

from schemas.queries import IndexDocument

PREPARATION = "1"
"""Part of the fingerprint: to be raised when texts are prepared otherwise."""

# Characters that are looked at: 256 tokens, beyond which the model sees nothing, are some 250 to 400 of them.
_LONGEST = 400
_REPUBLIC = "中华人民共和国"


def prepare_text(document: IndexDocument) -> str:
    """Title, headings, printed number and text in one line, without what every national title begins with."""
    title = document.title.removeprefix(_REPUBLIC)
    parts = (title, document.headings, document.article, document.text)
    return " ".join(part for part in parts if part)[:_LONGEST]


def build_key(text: str) -> int:
    """A number of 64 bits: among a million texts two share one by chance once in 37 million such sets."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "little")
