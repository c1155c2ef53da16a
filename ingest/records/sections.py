"""Rows between the items: headings, notes, sums; and the counts that titles, sheet names and headings declare."""

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
_LENIENT = (
    ("免予强制", re.compile(r"[免不]予(?:实施|采取)?(?:行政)?强制")),
    ("不予处罚", re.compile(r"[不免]予(?:行政)?处罚|免罚|首违不罚|轻微不罚")),
    ("减轻处罚", re.compile(r"减轻(?:行政)?处罚")),
    ("从轻处罚", re.compile(r"从轻(?:行政)?处罚")),
)
_UNITS = "(?:大?项|件|个|条|家|部|处)"
_COUNT = re.compile(
    rf"[（(][^（）()]{{0,12}}?(?<!\d)(\d{{1,5}}){_UNITS}\s*[）)]"
    rf"|(?:共有?|共计|合计|总计|总共)[\u4e00-\u9fff：:]{{0,12}}?(\d{{1,5}}){_UNITS}"
)


def find_declared_counts(text: str) -> list[int]:
    """The numbers of items that a title, sheet name or heading declares: （254项）, 共13项."""
    text = "".join(text.split())
    return [int(a or b) for a, b in _COUNT.findall(text)]


def find_type(text: str) -> str | None:
    """The 职权类型 that a sheet's name or heading names, None when none or several."""
    found = [t for t in TYPES if t in text]
    return found[0] if len(found) == 1 else None


def find_lenient_list(text: str) -> str | None:
    """Which of the 四张清单 a heading, sheet name or title names: the first in that order of evidence."""
    found = [(m.start(), name) for name, pattern in _LENIENT for m in pattern.finditer(text)]
    return min(found)[1] if found else None
