"""Short names that a text defines (以下简称商检法)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from ingest.citations.mentions import Form, Mention
from ingest.citations.titles import GENRES, clean_title

TRIGGERS = ("简称", "以下称", "下称", "统称")
_DEFINITION = re.compile(
    r"(?:[（(，,]\s?)(?:以下|下文|下|本[\u4e00-\u9fff]{1,3}中?)?(?:均|统|简|亦|也)?(?:简)?称(?:为|作|之为)?[:：]?\s?[“\"「]?\s?[《〈<]?"
    r"((?:[^《》〈〉<>（）()“”\"，。；、\n]|[（(][^（）()]{1,4}[）)]){2,30})[》〉>]?\s?[”\"」]?\s?(?:[)）。；]|，|\Z)"
)
_GAP = re.compile(
    r"(?:\s|[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]|[》”])*(?:[（(][^（）()。《》]{0,80})?\Z"
)
_ALONE = re.compile(rf"(?:{GENRES})\Z")


def find_aliases(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, str, int, int]]:
    """Alias, title that it stands for, and the span of the definition; only where a title stands right before it."""
    titled = [m for m in mentions if m.title and m.form in (Form.MARKED, Form.NAMED, Form.TITLED)]
    titled.sort(key=lambda m: m.head_end)
    heads = [m.head_end for m in titled]
    for found in _DEFINITION.finditer(text):
        index = bisect_right(heads, found.start() + 1) - 1
        # A history in brackets may stand between; the longest of the corpus has some 150 characters.
        if index < 0 or found.start() - heads[index] > 240:
            continue
        named = titled[index]
        alias = clean_title(found[1]).strip()
        if named.title and not alias.startswith("本") and _GAP.fullmatch(text, heads[index], found.start()):
            yield alias, named.title, found.start(), found.end()


def usable_unmarked(alias: str) -> bool:
    """Whether an alias can be told from ordinary words without its marks (条例 and 办法 can't)."""
    return len(alias) > 2 and bool(_ALONE.search(alias)) and not _ALONE.fullmatch(alias)
