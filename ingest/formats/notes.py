"""Tells notes (题注: how an instrument came about) from body text, where no mark parts them."""

from __future__ import annotations

import re

_DATE = r"[0-9０-９〇○零Ｏ一二三四五六七八九]{2,4}年"
_ACTS = "通过|批准|公布|发布|颁布|修正|修订|修改|施行|实施|生效|印发|令第|公告|决定"
_NOTE = re.compile(
    rf"[（(]?\s*(?:根据|自|经|原)?\s*{_DATE}.*(?:{_ACTS})"
    r"|[（(].*年.*(?:通过|批准|公布|发布|修正|修订|施行).*"
    r"|.{2,40}(?:令|公告)\s*[（(〔\[]?第?\s*[0-9一二三四五六七八九十百〇零]+\s*号[）)]?"
    r"|\S{1,24}[〔\[【（(]\s*[0-9]{4}\s*[〕\]】）)]\s*第?\s*[0-9]+\s*号\Z"
    rf"|{_DATE}[0-9０-９〇○零一二三四五六七八九十]{{1,3}}月[0-9０-９〇○零一二三四五六七八九十]{{1,3}}日"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
# Notes are short sentences without a full stop inside; running text is longer.
_LONGEST = 400


def is_note(line: str) -> bool:
    """Whether the line says when, by whom or under which number an instrument was made."""
    return len(line) <= _LONGEST and not line.endswith(("。", "：", ":")) and _NOTE.match(line) is not None
