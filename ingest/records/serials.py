"""序号 cells: which texts number an item, and how many items they number."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[（(]?\s*\d{1,6}(?:\s*[-.．—–]\s*\d{1,4}){0,3}\s*[)）]?\s*[.、．，,]?")
_CHINESE = re.compile(r"[（(]?[一二三四五六七八九十百零〇]{1,5}[)）]?[、.．]?")
_CODE = re.compile(r"[A-Za-z]{1,4}[-.]?\d{1,6}(?:[-.]\d{1,4})*")
_SEVERAL = re.compile(r"\d{1,6}(?:\s*[,，、;；/和]\s*\d{1,6})+")


def is_serial(text: str) -> bool:
    """Whether the text numbers an item: 12, 1-1, （3）, 十二, A01, 2,3."""
    if text.isdecimal() and len(text) <= 6:
        return True  # nearly all
    text = "".join(text.split())
    return any(p.fullmatch(text) for p in (_NUMBER, _CHINESE, _CODE, _SEVERAL))


def split_serial(text: str) -> list[str]:
    """The numbers in a 序号 cell, one for each item: "2,3" gives two. A cell that numbers nothing gives itself."""
    if text.isdecimal():
        return [text]
    compact = "".join(text.split())
    if _SEVERAL.fullmatch(compact):
        return re.findall(r"\d+", compact)
    return [compact]
