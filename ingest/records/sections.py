"""Rows between the items: section headings, notes, sums; and the counts that titles, sheet names and headings declare."""

from __future__ import annotations

import re

SECTION = re.compile(
    r"(?:第[一二三四五六七八九十\d]+[章节部分类]+|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．]\s*(?=\D)|附件|附表)"
)
NOTE = re.compile(
    r"(?:注[：:]|注\d|备注[：:]?|说明[：:]|填表|填报|制表|审核[：:]|负责人[：:]|联系人[：:]|总计|合计|小计|共计|\*|※|填表说明|以上共)"
)
TYPES = (
    "行政许可", "行政处罚", "行政强制", "行政征收", "行政给付", "行政检查", "行政确认", "行政奖励", "行政裁决",
    "其他行政权力", "公共服务", "行政征用", "其他权力", "行政收费", "行政调解", "其他执法事项",
)  # fmt: skip
_COUNT = re.compile(
    r"[（(]\s*(?:共|合计|计)?\s*(\d{1,5})\s*(?:项|件|个|条|家|部)\s*[）)]|(?:共计?|合计|总计|计)\s*[：:]?\s*(\d{1,5})\s*(?:大?项|件|个|条|家|部)"
)
_PARTS = re.compile(r"(?:其中|分别为|包括|含)")


def find_declared_counts(text: str) -> list[int]:
    """The numbers of items that a title, sheet name or heading declares: （254项）, 共13项."""
    text = "".join(text.split())
    return [int(a or b) for a, b in _COUNT.findall(text)]


def find_type(text: str) -> str | None:
    """The 职权类型 that a sheet's name or heading names, None when none or several."""
    found = [t for t in TYPES if t in text]
    return found[0] if len(found) == 1 else None
