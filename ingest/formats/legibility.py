"""Whether a text layer can be read: some pages hold signs that stand for nothing."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_PLAIN = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff01-\uffee\u2010-\u203f\u2460-\u24ff\u25a0-\u25ff\x21-\x7e§·×°℃±≥≤√Ⅰ-Ⅻ]"
)
_LEAST, _SAMPLE = 20, 400  # characters; fewer tell nothing, more tell no more
# Of the characters of real pages 0.99 and more are plain, and of the Chinese ones 0.95 and more common; of fonts that
# give other characters than they draw a third of the Chinese ones is common, as of all that Unicode has.
_PLAIN_SHARE, _COMMON_SHARE = 0.7, 0.6


def is_legible(text: str) -> bool:
    """Whether the text of a page is writing: no signs for nothing, no other alphabet, no random characters."""
    bare = _BLANKS.sub("", text)[:_SAMPLE]
    if len(bare) < _LEAST:
        return True
    if len(_PLAIN.findall(bare)) < _PLAIN_SHARE * len(bare):
        return False
    han = _HAN.findall(bare)
    return len(han) < _LEAST or sum(map(_is_common, han)) >= _COMMON_SHARE * len(han)


def _is_common(sign: str) -> bool:
    """Among the 3,755 frequent characters of GB 2312, or the 5,401 of Big5 for traditional ones."""
    try:
        return sign.encode("gb2312") < b"\xd8\x00"
    except UnicodeEncodeError:
        try:
            return sign.encode("big5") < b"\xc6\x80"
        except UnicodeEncodeError:
            return False
