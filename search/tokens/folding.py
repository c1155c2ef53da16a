"""Half-width, small letters: forms that a reader takes for the same, character by character."""

from __future__ import annotations

import re

# Letters and digits in full width, and the blanks that are none to a tokeniser. Punctuation stays: it is no word.
_WIDE = {0xFF10 + i: ord("0") + i for i in range(10)}
_WIDE |= {0xFF21 + i: ord("a") + i for i in range(26)}
_WIDE |= {0xFF41 + i: ord("a") + i for i in range(26)}
_WIDE |= dict.fromkeys((0x3000, 0xA0, 0x2003, 0x2002, 0xFEFF, 0x200B), 0x20)
# Asking first is six times faster than translating: few texts hold any (29 of 142,658 articles).
_ANY_WIDE = re.compile("[" + "".join(map(chr, _WIDE)) + "]")


def fold_text(text: str) -> str:
    """Lower case and half width; the result has a character for each of `text`, so that spans stay."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return small.translate(_WIDE) if _ANY_WIDE.search(small) else small
