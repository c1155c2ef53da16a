"""The grammar of pinpoint chains: 第十五条、第五十八条第一款第（四）项和第三款 to places, before anything is resolved.

    chain     = piece { connector? piece }
    piece     = 第? numbers unit [之 number]           unit = 条 款 项 目
    numbers   = number { separator? number }           第38/40条, 第（一）（二）（四）项, (1)-(4)项
    connector = 、 ， 和 及 与 或者 以及 至 …            a range after 至 and its like, otherwise a list

A piece without a connector narrows the place before it; after a connector it begins a new place that inherits what
stands above its own unit. What the first places leave open (款 without 条) stays open: resolution fills it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from schemas.numerals import NUMERAL_CHARS, parse_numeral
from schemas.pinpoints import Pinpoint

_NUM = rf"[{NUMERAL_CHARS}]{{1,7}}+"
_MARKED = r"[㈠-㈩⑴-⒇①-⑳]"
_ONE = rf"(?:[（(﹙〔]\s{{0,2}}{_NUM}\s{{0,2}}[)）﹚〕]|{_NUM}|{_MARKED})"
_RANGE = r"(?:至第?|到第?|[-－—–~～]{1,2})"
_AND = r"(?:、|，|,|/|／|和|及|与|以及|或者|或)"
_LIST = rf"{_ONE}(?:\s{{0,2}}(?:{_AND}|{_RANGE})?\s{{0,2}}第?{_ONE}){{0,40}}+"
_CONNECTOR = r"(?:、|，|,|和|以及|及其|及|与|或者|或|并|暨|至|到|[-－—–~～]{1,2}|/|／|的|中的)"
# 条例, 条件, 项目, 目的 … are words of their own.
_UNIT = r"(?:条(?![例件线形码幅]|约(?!定))|款(?![式车])|项(?!目)|目(?![标录的前]))"
_PIECE = re.compile(
    rf"\s{{0,3}}({_CONNECTOR})?\s{{0,3}}(第)?\s{{0,2}}({_LIST})\s{{0,2}}({_UNIT})"
    rf"(?:\s{{0,2}}之\s{{0,2}}([一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}})(?![条款项种]))?"
)
_TWO = re.compile(rf"({_NUM})\s{{0,2}}第\s{{0,2}}({_ONE})")
# 第三十条第（四）行为: a number in brackets after 第 is that of an item, its unit left out.
_UNNAMED_ITEM = re.compile(rf"\s?第\s?([（(]{_NUM}[）)])(?=的?规定|行为|情形|所列|的|$|[：:，,。；;])")
# 第十九：县级以上人民政府…: 条 is left out where the text of the article begins.
_BARE_ARTICLE = re.compile(rf"\s{{0,40}}第({_NUM})\s?(?=[：:])")
_FIRST_FEW = re.compile(r"前([二两三四五六七八九])(款|项)(?![目])")
_INNER = re.compile(rf"({_RANGE})?\s{{0,2}}(?:{_AND})?\s{{0,2}}第?({_ONE})")
_DIVISION_UNIT = r"(?:分编|编|章|节|部分)"
_DIVISION = re.compile(
    rf"\s{{0,3}}(?:(?:总则|分则|附则)?\s?第\s{{0,2}}{_NUM}\s{{0,2}}{_DIVISION_UNIT}"
    rf"(?:{_CONNECTOR}?\s{{0,2}}第\s{{0,2}}{_NUM}\s{{0,2}}{_DIVISION_UNIT}){{0,20}}"
    rf"|(?:附件|附表|附录|附图|目录|附件目录)\s{{0,2}}(?:{_ONE})?(?:\s{{0,2}}(?:之|的|中的|中)?\s{{0,2}}(?:附件|附表"
    rf"|目录)?第?\s{{0,2}}{_LIST}\s{{0,2}}(?:项(?!目)|类|条|款|号|大项|小项)"
    rf"(?:{_AND}第?{_LIST}(?:项(?!目)|类|条|款|号)){{0,20}})?)"
)
# 第二章资质核准、第三章监督管理: chapters listed with their headings.
_HEADED = re.compile(rf"\s?[\u4e00-\u9fff]{{2,16}}[、，；]\s{{0,3}}(第\s?{_NUM}\s?{_DIVISION_UNIT})")
_UNITS = "条款项目"
# Of 17,732 paragraphs of the corpus 9 stand after the ninth of their article.
_MOST_PARAGRAPHS = 9
# The longest instrument of the corpus has 1,260 articles; no list of a citation has more than a few dozen places.
_MOST = 400


class Chain(NamedTuple):
    """Where a chain ends (code point), its places in order, and the division named when it is one.

    `repaired`: it has a slip, and this is the one reading that fits (第二十七第二款).
    """

    end: int
    targets: tuple[Pinpoint, ...]
    division: str | None = None
    repaired: bool = False


class _Place(NamedTuple):
    article: int | None = None
    suffix: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None

    def under(self, unit: str, number: int, suffix: int | None) -> _Place:
        """The place of that unit and number which inherits what stands above it."""
        if unit == "条":
            return _Place(number, suffix)
        if unit == "款":
            return _Place(self.article, self.suffix, number)
        if unit == "项":
            return _Place(self.article, self.suffix, self.paragraph, number)
        return _Place(self.article, self.suffix, self.paragraph, self.item, number)

    @property
    def last(self) -> tuple[str, int | None]:
        for unit, value in zip("目项款条", (self.subitem, self.item, self.paragraph, self.article), strict=True):
            if value is not None:
                return unit, value
        return "", None


def parse_chain(text: str, start: int, *, headed: bool = False) -> Chain | None:
    """The chain that begins at `start`, or None. `headed`: a title stands before it, so 第 may be missing (49条1款)."""
    places: list[_Place] = []
    end, unit_before, repaired = start, "", False
    while found := _PIECE.match(text, end):
        connector, ordinal, listed, unit, suffix = found.groups()
        if not end_allows(connector, ordinal, unit, unit_before, first=not places, headed=headed):
            break
        if connector is None and unit == unit_before != "条" and text[end] != "第":
            break  # 第1款　第2款: cells of a table
        if slip := _without_unit(listed, unit) if not unit_before and ordinal else None:
            # 第二十七第二款: 条 is left out.
            _extend(places, connector, "条", "", [slip[0]], None)
            connector, unit_before, listed, repaired = None, "条", slip[1], True
        numbers = parse_numbers(listed)
        if not numbers:
            break
        _extend(places, connector, unit, unit_before, numbers, int_of(suffix))
        end, unit_before = found.end(), unit
        if len(places) > _MOST:
            break
    if places and (first := _FIRST_FEW.match(text, end)) and (count := int_of(first[1])):
        # 第三百零七条之一前三款: the first three paragraphs of that article.
        head = places.pop()
        places += [head.under(first[2], n, None) for n in range(1, count + 1)]
        end = first.end()
    if places and (item := _UNNAMED_ITEM.match(text, end)) and (number := int_of(item[1])):
        _extend(places, None, "项", unit_before, [number], None)
        end, repaired = item.end(), True
    return Chain(end, tuple(dict.fromkeys(Pinpoint(*p) for p in places)), repaired=repaired) if places else None


def _without_unit(listed: str, unit: str) -> tuple[int, str] | None:
    """Article and the rest of the list where 条 is left out between two numbers: 第二十七第二(款).

    Only where nothing else can be meant: no paragraph has such a number, and no list goes down.
    """
    if unit not in "款项" or not (found := _TWO.fullmatch(listed)):
        return None
    first, second = int_of(found[1]), int_of(found[2])
    if not first or not second:
        return None
    certain = first > second or (unit == "款" and first > _MOST_PARAGRAPHS)
    return (first, found[2]) if certain else None


def end_allows(
    connector: str | None, ordinal: str | None, unit: str, before: str, *, first: bool, headed: bool
) -> bool:
    """Whether a piece may stand here: a chain begins with 第 unless headed, and a comma needs 第 after it."""
    if first:
        return connector is None and (ordinal is not None or (headed and unit in ("条", "项")))
    if connector in ("的", "中的"):
        return ordinal is not None and _UNITS.index(unit) > _UNITS.index(before)
    if ordinal is None:
        return connector not in ("，", ",") and (connector is None or unit in (before, "条"))
    # 第九项第十项: of one unit, the second adds to the first.
    return connector is not None or _UNITS.index(unit) >= _UNITS.index(before) or unit == "条"


def _extend(
    places: list[_Place], connector: str | None, unit: str, before: str, numbers: list[int], suffix: int | None
) -> None:
    last = places[-1] if places else _Place()
    narrows = connector in (None, "的", "中的") and places and _UNITS.index(unit) > _UNITS.index(before)
    if narrows:
        places.pop()
    elif connector and re.fullmatch(_RANGE, connector):
        level, value = last.last
        if level == unit and value is not None and value < numbers[0] < value + _MOST:
            places += [last.under(unit, n, None) for n in range(value + 1, numbers[0])]
    places += [last.under(unit, n, suffix if n == numbers[-1] else None) for n in numbers]


def parse_numbers(listed: str) -> list[int]:
    """The numbers of a list with its ranges expanded: `(1)-(4)` → 1 2 3 4; empty when one is none."""
    if value := int_of(listed):
        return [value]
    numbers: list[int] = []
    for ranged, one in _INNER.findall(listed):
        value = int_of(one)
        if not value:
            return []
        if ranged and numbers and numbers[-1] < value < numbers[-1] + _MOST:
            numbers += range(numbers[-1] + 1, value)
        numbers.append(value)
    return numbers


@lru_cache(maxsize=4096)
def int_of(one: str | None) -> int | None:
    """Value of a single number, in brackets or as a marked character (㈠ ⑴ ①)."""
    if not one:
        return None
    bare = one.strip("（(﹙〔)）﹚〕 \n\u3000\xa0")
    if len(bare) == 1:
        for first, count in (("㈠", 10), ("⑴", 20), ("①", 20)):
            if 0 <= (offset := ord(bare) - ord(first)) < count:
                return offset + 1
    return parse_numeral(bare)


def extend_headed(text: str, chain: Chain) -> Chain:
    """The chapters that follow one, listed with their headings: 第二章资质核准、第三章监督管理."""
    end, named = chain.end, [chain.division or ""]
    while not chain.targets and (found := _HEADED.match(text, end)) and len(named) < _MOST:
        named.append(found[1])
        end = found.end()
    return chain if len(named) == 1 else chain._replace(end=end, division="、".join(named))


def parse_slipped_article(text: str, start: int) -> Chain | None:
    """The article named without its unit right before its text (第十九：…), or None."""
    found = _BARE_ARTICLE.match(text, start)
    number = int_of(found[1]) if found else None
    return Chain(found.end(), (Pinpoint(number),), repaired=True) if found and number else None


def parse_slipped_item(text: str, start: int) -> Chain | None:
    """The item named without its unit that begins at `start`, after 前款: 第（四）行为; or None."""
    found = _UNNAMED_ITEM.match(text, start)
    number = int_of(found[1]) if found else None
    return Chain(found.end(), (Pinpoint(item=number),), repaired=True) if found and number else None


def parse_division(text: str, start: int) -> Chain | None:
    """A chapter, book or annex pinpoint (第三章第二节, 附件2第3项) that begins at `start`, or None."""
    if not (found := _DIVISION.match(text, start)) or found.end() == start:
        return None
    end, division = found.end(), found.group().strip()
    # 第三章第十一条: the article stands in the chapter.
    if text.startswith("第", end) and (chain := parse_chain(text, end)) and chain.targets[0].article is not None:
        return Chain(chain.end, chain.targets, division)
    return Chain(end, (), division)
