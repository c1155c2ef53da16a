"""Lines without what does not show: blanks at their ends, zero-width characters, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

BLANKS = " \t\u3000\xa0\r\x0b\x0c\u2002\u2003"
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\xad]")
_COMMENT = re.compile(r"<!--.*?-->")


def find_lines(text: str) -> Iterator[str]:
    """The lines of `text` that hold something."""
    if _ZERO_WIDTH.search(text):
        text = _ZERO_WIDTH.sub("", text)
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    for line in text.split("\n"):
        stripped = line.strip(BLANKS)
        if stripped:
            yield stripped
