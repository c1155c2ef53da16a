"""Titles right after the rank that a list prints before a basis (【法规】…), their marks broken or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.citations.heads import follow
from ingest.citations.mentions import Form, Mention
from ingest.citations.names import Names
from ingest.citations.titles import clean_title, is_instrument

_RANK = r"[\u4e00-\u9fff]{0,6}(?:法律|法规|规章|文件|决定|解释|规定|标准|政策|依据|部令)"
_LABEL = re.compile(rf"[【\[［〔]\s?{_RANK}\s?[】\]］〕]\s{{0,8}}(?:[（(]?\d{{1,2}}[)）.．、])?\s{{0,8}}")
# Right before a title: the label, and at most the order that it was given out with (2017年3月1日国务院令第676号).
_LABEL_BEFORE = re.compile(
    rf"{_LABEL.pattern}(?:(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日)?[\u4e00-\u9fff]{{2,16}}令第?\d{{1,4}}号)?[《〈（(]?\Z"
)
_REACH = 56
# The title ends at its bracket, its pinpoint or the end of its line; figures and clauses are in none.
_TITLE = re.compile(
    r"[《（(]?(?P<title>[\u4e00-\u9fff、 \u3000《》〈〉<>]{4,120}?)》?\s{0,2}"
    r"(?=[（(〔\n]|第[一二三四五六七八九十百零]{1,5}条|\Z)"
)


def find_labelled(text: str, names: Names) -> Iterator[Mention]:
    """The titles in order; those whose marks are in order are left to the search for marked ones."""
    for label in _LABEL.finditer(text):
        found = _TITLE.match(text, label.end())
        if found is None:
            continue
        start, end = found.span("title")
        printed = found["title"].rstrip(" \u3000》")
        whole = text[found.start() : found.end()].rstrip()
        title = clean_title(printed)
        if _is_marked(whole) or not _is_balanced(printed) or not is_instrument(title):
            continue
        known = names.official(title)
        mention = Mention(start, found.end(), Form.TITLED, "", known or title, head_end=end, official=known is not None)
        follow(text, mention, cell=True)
        yield mention


def is_labelled(text: str, start: int) -> bool:
    """Whether a rank is printed right before the title at `start`."""
    return bool(_LABEL_BEFORE.search(text, max(0, start - _REACH), start))


def _is_marked(printed: str) -> bool:
    """A title in whole marks, or an issuer with one: 《…》, 财政厅《…》."""
    return printed.endswith("》") and "《" in printed and _is_balanced(printed)


def _is_balanced(printed: str) -> bool:
    opened = sum(printed.count(c) for c in "《〈<")
    return opened == sum(printed.count(c) for c in "》〉>")
