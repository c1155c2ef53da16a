"""Marks that are no words: dropped from texts by the engines' analysers, from queries by us."""

from __future__ import annotations

import unicodedata

# ASCII, Latin-1, general, CJK and full-width blocks, as far as legal texts have them. Signs that carry meaning
# (%, ℃, ①) are no punctuation by Unicode's category and stay words.
_BLOCKS = ((0x21, 0x7F), (0xA1, 0xC0), (0x2010, 0x2070), (0x3001, 0x3020), (0xFE10, 0xFE70), (0xFF01, 0xFF66))
_OTHERS = "$+<=>^`|~·—…★◆■●○□▲"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" and char not in "%％‰"


PUNCTUATION: frozenset[str] = frozenset(
    [chr(c) for low, high in _BLOCKS for c in range(low, high) if _is_mark(chr(c))] + list(_OTHERS)
)
"""Single characters that the segmenter gives back as tokens of their own and that are not indexed."""
