"""One script for queries: simplified characters, half width; every character keeps its place, so that spans hold."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import opencc

# Full-width forms of ASCII, and what stands for a blank.
_WIDE = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
_BLANK = dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF, *range(0x20), 0x7F), 0x20)
_FOLDED = _WIDE | _BLANK
_HAN = re.compile(r"[\u3400-\u9fff]")


def fold_width(text: str) -> str:
    """Half-width letters, digits and signs; control characters and odd blanks as blanks; lone surrogates as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text).translate(_FOLDED)


def simplify_text(text: str) -> str:
    """Traditional characters as simplified ones, by OpenCC's phrases (乾隆 stays), as many characters as before."""
    if not _HAN.search(text):
        return text
    simple = str(_load_converter().convert(text))
    if simple == text:
        return text
    if len(simple) != len(text):
        return "".join(map(_simplify_char, text))
    # A phrase may touch characters that are simplified already (坏土 for 坯土 spoils 破坏土地): those stay.
    return "".join(c if _simplify_char(c) == c else s for c, s in zip(text, simple, strict=True))


@lru_cache(8192)
def _simplify_char(char: str) -> str:
    simple = str(_load_converter().convert(char))
    return simple if len(simple) == 1 else char


def normalise_query(text: str) -> str:
    """A query in one script and width, as long as it was typed."""
    return simplify_text(fold_width(text))


@cache
def _load_converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
