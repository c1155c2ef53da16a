"""Counts that running text declares (对20件…：继续有效8件，修改2件) against the items that the document lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from schemas.pages import Paragraph
from schemas.records import Finding, Record

_UNIT = "(?:大?项|件|部|个)"
_TOTAL = re.compile(rf"(?:对|共|共有|共计|合计|总计|公布|清理|保留)(?P<count>\d{{1,5}})\s?{_UNIT}")
_PART = re.compile(
    rf"(?P<name>继续有效|现行有效|保留|修改|修订|废止|宣布失效|失效|行政[\u4e00-\u9fff]{{2}}|其他行政权力|公共服务)(?:的)?(?:[\u4e00-\u9fff]{{0,8}}?)"
    rf"(?P<count>\d{{1,5}})\s?{_UNIT}"
)
_RESULTS = {"现行有效": "继续有效", "保留": "继续有效", "宣布失效": "失效", "修订": "修改"}


def find_text_counts(paragraphs: Sequence[Paragraph], records: Sequence[Record]) -> list[Finding]:
    """Differences between declared totals and parts, and between both and the rows. Nothing without records."""
    items = [r for r in records if r.parent is None]
    if not items:
        return []
    findings: list[Finding] = []
    listed = Counter(r.fields.get("result") or r.fields.get("type") for r in items)
    for paragraph in paragraphs:
        text = "".join(paragraph.text.split())
        total = _TOTAL.search(text)
        parts = [(m["name"], int(m["count"])) for m in _PART.finditer(text)]
        if total is None or len(parts) < 2:
            continue
        declared, found = int(total["count"]), sum(n for _, n in parts)
        place = (paragraph.number, None, paragraph.page)
        if declared != found:
            message = f"the text declares {declared} items, its parts add up to {found}"
            findings.append(Finding("declared_sum", message, str(declared), str(found), *place))
        if declared != len(items):
            message = f"the text declares {declared} items, {len(items)} are listed"
            findings.append(Finding("declared_count", message, str(declared), str(len(items)), *place))
        for name, count in parts:
            rows = listed.get(_RESULTS.get(name, name))
            if rows is not None and rows != count:
                message = f"the text declares {count} items {name}, {rows} are listed"
                findings.append(Finding("declared_count", message, str(count), str(rows), *place))
    return findings
