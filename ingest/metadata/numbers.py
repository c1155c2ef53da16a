"""Document numbers (文号, 令号, 公告号) of an instrument itself, from its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata.history import NotedEvent

_NUMERAL = "[0-9０-９一二三四五六七八九十百零〇]{1,6}"
_ORDER = re.compile(
    rf"[\u4e00-\u9fff、]{{2,40}}?(?:令|公告)[（(〔\[]?(?:[0-9]{{4}}年?[）)〕\]]?)?第?{_NUMERAL}号"
    rf"|主席令第?{_NUMERAL}号"
)
_BRACKETED = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}[〔\[【（(][0-9]{4}[〕\]】）)]第?[0-9]{1,5}号")
# 湖畔市人民政府令 and 第3号 in two lines
_BROKEN_ORDER = re.compile(r"(令|公告)\n(?=[（(]?第)")
_DATED = re.compile("[0-9０-９〇零一二三四五六七八九]年[0-9０-９一二三四五六七八九十]{1,3}月")
_LEADING = re.compile(r"(?:经|由|以|根据|会议通过|批准|并)+")


def find_numbers(events: Sequence[NotedEvent], notes: Sequence[str]) -> tuple[str, ...]:
    """The numbers under which the whole text was published; those of amending decisions are theirs."""
    texts = [e.actor for e in events if e.kind in ("published", "adopted", "revised", "approved")]
    undated = "\n".join(n for n in ("".join(n.split()) for n in notes) if not _DATED.search(n))
    texts.append(_BROKEN_ORDER.sub(r"\1", undated))
    found: dict[str, None] = {}
    for text in texts:
        for pattern in (_ORDER, _BRACKETED):
            for match in pattern.finditer(text):
                number = _LEADING.sub("", match[0], count=1) if _LEADING.match(match[0]) else match[0]
                found[number] = None
    return tuple(found)
