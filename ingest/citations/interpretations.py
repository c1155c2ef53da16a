"""Judicial interpretations by the names that lawyers use: 公司法解释（三）, 民诉法司法解释, 行政协议司法解释.

A customary name is made from the official title by pattern, never looked up by likeness: what is interpreted (a law, a
part of the code, a kind of case), 解释 or 司法解释, and the number that the title ends with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_COURTS = "最高人民法院|最高人民检察院"
_KIND = r"(?P<kind>解释|规定|意见)(?P<number>（[一二三四五六七八九十]{1,2}）)?(?:（试行）)?\Z"
# 最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）
_OF_LAW = re.compile(
    rf"(?:{_COURTS})\S{{0,40}}?关于(?:贯彻执行|适用|执行|实施|审理)《(?:中华人民共和国)?(?P<law>[^《》]{{2,30}})》(?:的)?(?P<part>[^《》]{{0,14}}?)"
    rf"(?:具体应用法律|应用法律)?(?:的)?(?:若干|有关)?(?:问题)?(?:的)?(?:若干|补充)?{_KIND}"
)
# 最高人民法院关于审理建设工程施工合同纠纷案件适用法律问题的解释（一）
_OF_CASES = re.compile(
    rf"(?:{_COURTS})\S{{0,40}}?关于(?:审理|办理)(?P<matter>[^《》]{{2,30}}?)案件(?:如何)?(?:具体)?(?:适用|应用)?(?:法律)?(?:的)?(?:若干"
    rf"|有关)?(?:问题)?(?:的)?(?:若干)?{_KIND}"
)
_MATTER_END = re.compile(r"(?:民事|刑事|行政)?(?:纠纷|民事|刑事)\Z")
_PART = re.compile(r"^(?:有关|关于)|(?:的|部分|中)\Z")
NUMBERED = (
    r"(?:（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]\Z"
    r"|[一二三四五六七八九十]{1,2}(?=[^一二三四五六七八九十章节条年月日种次类个是]))"
)
"""The number of an interpretation as names end with it: （三）, 三."""

SHORT_NAME = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,10}}?(?:编|制度|通则|时间效力|部分))?(?:司法解释|解释(?!性))(?:{NUMBERED})?"
)
"""What follows the name of a law where an interpretation of it is meant (alternation of a regular expression)."""


def find_interpretation_names(
    title: str, short_names_of: Callable[[str], tuple[str, ...]] = lambda _: ()
) -> tuple[str, ...]:
    """The customary names of the interpretation with that official title; none for other titles.

    `short_names_of` gives the short names of the law interpreted (民诉法 for 民事诉讼法).
    """
    if found := _OF_LAW.match(title):
        part = _PART.sub("", found["part"] or "")
        cores = [law + part for law in (found["law"], *short_names_of(found["law"]))]
    elif found := _OF_CASES.match(title):
        matter = found["matter"]
        cores = [matter, _MATTER_END.sub("", matter)]
    else:
        return ()
    # Between marks the court is often left out: 《关于适用〈公司法〉若干问题的规定（三）》.
    about = title[title.index("关于") :]
    return tuple(dict.fromkeys((about, *_forms(cores, found["kind"], found["number"] or ""))))


def _forms(cores: list[str], kind: str, number: str) -> Iterator[str]:
    # 公司法解释（三） is a 规定; 民通意见 is nothing else.
    words = {"解释": ("司法解释", "解释"), "规定": ("司法解释", "规定"), "意见": ("意见",)}[kind]
    for core in cores:
        for word in (*words, "解释") if kind == "规定" and number else words:
            yield core + word + number
            if number:
                yield core + word + number[1:-1]
