"""References without a title: 本法第…条, 前款, 本条第一款, 该法, 该条, 上述规定, and a bare 第…条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.citations.chains import Chain, parse_chain, parse_division, parse_slipped_item
from ingest.citations.mentions import Form, Mention
from schemas.numerals import NUMERAL_CHARS

KINDS_OF_INSTRUMENT = (
    "法典|法|条例|办法|规定|细则|规则|解释|决定|章程|准则|规程|规范|意见|通知|方案|制度|公约|批复|通则|标准|纲要|守则|修正案|"
    "暂行办法|暂行规定|暂行条例|实施细则|实施办法|实施条例|若干规定|补充规定|试行办法|管理办法|管理条例|管理规定|协定|指引|预案|导则|目录|决议|命令|公告"
)
"""Words after 本, 该, 同 that stand for an instrument (alternation of a regular expression)."""

# What follows a place when the text refers to it and does not merely use the word (该项目, 本条例, 第一项工作).
_USED = (
    r"(?=\s?(?:的?规定|所列|所称|所指|所述|所规定|所涉|第|中|之|的|各|前|[，、。；：）)和及与或至“”]|情形|行为|以外|至|适用|"
    r"为|列|但书|有关|相关|处罚|内|除))"
)
_COUNT = r"[一二三四五六七八九十两几各0-9]"
# Words that a reference begins with: most of the time of the search is spent between them.
_BEGINNING = re.compile(
    r"本(?=[法条例办规细解决章准意通方制公批标纲守修暂实若补试管协指预导目命款项])|前(?=[一二三四五六七八九十两几各0-9述列条款项目])|"
    r"该(?=[法条办规细解决章准意通方制公批标纲守修暂实若补试管协指预导目命款项各])|同(?=[法条办规细解决章准款项暂实])|各该|上[述列款条]|"
    r"此(?=[法条办规细款项])"
)
_SELF = re.compile(
    rf"本(?P<self>{KINDS_OF_INSTRUMENT})\s{{0,2}}(?:总则|分则|附则)?(?=[第前附]|[一二三四五六七八九十百]{{2,6}}条(?!例))"
)
# 本条列第十条, 本例第十条: slips for 本条例; whether one is in question is seen when it is resolved.
_SLIPPED_SELF = re.compile(r"本(?:条列|例)(?=第[\u4e00-\u9fff]{1,7}条|的?规定)")
_SAME = re.compile(
    rf"(?P<same>(?:该|同|上述|前述|此)(?:{KINDS_OF_INSTRUMENT}))(?!律|规(?!定)|[官院庭人典学案治理]|定(?!罪))"
)
_PLACE = re.compile(
    rf"(?P<place>(?:各该|该|同|上述|前述|前列|上列|此)(?:各)?(?:{_COUNT}?(?:条款|条文|法条|规定|条|款|项|目)))(?![例件约目线例])"
)
_RELATIVE = re.compile(rf"(?P<relative>(?:本条)?[前上](?:述|列)?{_COUNT}?(?:条|款|项|目))(?![例件约目线标])")
_OWN = re.compile(rf"(?P<own>本(?:条|款|项|目))(?<!根本目)(?![例件约目标录前线])(?:(?=第)|{_USED})")
_STARTS = re.compile(rf"第\s{{0,2}}[（(﹙㈠-㈩]?\s{{0,2}}[{NUMERAL_CHARS}㈠-㈩]")
# 该规定 and 上述规定 name a place only where one was cited; 该项 and 该款 are ordinary words unless used as a place.
_PLACE_USED = re.compile(r"\s?(?:的?规定|所列|所称|所指|所述|第|中|的|之|情形|[，、。；）])")
# A pinpoint right after one of these is a place of a contract, an application or a statute of a company.
_CONTRACT = re.compile(
    r"(?:合同|协议|协议书|契约|公约|章程|约定书|意见书|承诺书|判决|判决书|保单|条款|附件|附表|公告|清单|方案|目录|须知|说明书)(?:书)?[》”]?\s?\Z"
)
# The number of an article at the beginning of its own text: 第五条　…
_BEFORE_HEADING = re.compile(r"(?:\A|[\n“])[ \t\u3000]*\Z")
_HEADING = re.compile(rf"第[{NUMERAL_CHARS}]{{1,7}}+条(?:之[一二三四五六七八九十]{{1,3}})?(?=[ \u3000\t\xa0【]|\Z)")
_ANNEX = re.compile(r"\n\s{0,8}(?P<place>附[件表]\s?[0-9一二三四五六七八九十]{1,2}\s?第)")
# A bare 第一项 must be used as a place; 第一款 and 第（一）项 always are.
_ITEM_USED = re.compile(
    r"\s?(?:的?规定|所列|所称|所述|所指|情形|行为|、|，|的|中|之|和|及|或|至|以外|）|。|；|除|改为|修改|作为|增加|罪)"
)


def find_references(text: str) -> Iterator[Mention]:
    """References by 本, 前, 该, 同, 上述, in order of their start."""
    end = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start >= end and (mention := _reference(text, start)) is not None:
            end = mention.end
            yield mention


def _reference(text: str, start: int) -> Mention | None:
    first = text[start]
    if first == "本":
        if found := _SLIPPED_SELF.match(text, start):
            return _slipped(text, found)
        if found := _SELF.match(text, start):
            return _self(text, found)
        found = _RELATIVE.match(text, start) or _OWN.match(text, start)
        return _relative(text, found) if found else None
    if first == "同" and text[start - 1 : start] in tuple("合不相共如等"):
        return None
    if first != "前" and (found := _SAME.match(text, start)) and (mention := _same(text, found)):
        return mention
    if found := _PLACE.match(text, start):
        return _place(text, found)
    found = _RELATIVE.match(text, start)
    return _relative(text, found) if found else None


def find_bare(text: str, taken: Sequence[tuple[int, int]] = (), *, headings: bool = True) -> Iterator[Mention]:
    """Chains that begin with 第 and have no head: 第十条第二款, 第一款, 第（三）项.

    `taken` spans, in order, belong to other references. `headings`: a number at the beginning of a line is that of
    the article which the line is, and no reference.
    """
    position, spans = 0, iter(taken)
    span = next(spans, None)
    while found := _STARTS.search(text, position):
        start = found.start()
        while span is not None and span[1] <= start:
            span = next(spans, None)
        if span is not None and span[0] <= start:
            position = span[1]
            continue
        if (
            headings
            and (heading := _HEADING.match(text, start))
            and _BEFORE_HEADING.search(text, max(0, start - 8), start)
        ):
            position = heading.end()
            continue
        chain = parse_chain(text, start)
        if chain is None:
            position = start + 1
            continue
        position = chain.end
        first = chain.targets[0]
        if _CONTRACT.search(text, max(0, start - 12), start):
            yield Mention(start, chain.end, Form.DEAD, "合同", head_end=start)
        elif _is_place(text, start, chain, first.article is None and first.paragraph is None) or (
            not headings and _begins_line(text, start, chain.end)
        ):
            yield Mention(
                start, chain.end, Form.BARE, "", targets=chain.targets, head_end=start, repaired=chain.repaired
            )


def find_annexes(text: str) -> Iterator[Mention]:
    """Items of annexes that begin a line of a list's cell (附件2第2项：…): further places of its basis."""
    for found in _ANNEX.finditer(text):
        division = parse_division(text, found.start("place"))
        if division is not None and not division.targets and text.startswith(("：", ":"), division.end):
            start = found.start("place")
            yield Mention(start, division.end, Form.BARE, division=division.division, head_end=start)


def _begins_line(text: str, start: int, end: int) -> bool:
    """Whether a line of a list's cell begins with the place, and what stands there follows: 第88项：…"""
    return text.startswith(("：", ":"), end) and bool(_BEFORE_HEADING.search(text, max(0, start - 8), start))


def _is_place(text: str, start: int, chain: Chain, item_only: bool) -> bool:
    if not item_only:
        return True
    return "（" in text[start : chain.end] or "(" in text[start : chain.end] or bool(_ITEM_USED.match(text, chain.end))


def _self(text: str, found: re.Match[str]) -> Mention | None:
    tail = _tail(text, found.end())
    if tail is None:
        return None
    chain, relative = tail
    if relative:
        # 本法前条: the place is relative, the instrument is the same.
        return None
    return Mention(
        found.start(),
        chain.end,
        Form.SELF,
        "本" + found["self"],
        None,
        chain.targets,
        chain.division,
        None,
        found.end(),
        repaired=chain.repaired,
    )


def _slipped(text: str, found: re.Match[str]) -> Mention | None:
    """本条列第十条 as 本条例第十条; without a place it names nothing."""
    chain = parse_chain(text, found.end())
    if chain is None:
        return None
    return Mention(
        found.start(),
        chain.end,
        Form.SELF,
        "本条例",
        targets=chain.targets,
        head_end=found.end(),
        repaired=True,
    )


def _tail(text: str, start: int) -> tuple[Chain, bool] | None:
    if text.startswith("前", start):
        return Chain(start, ()), True
    # 本条例五十九条: 第 is left out.
    chain = parse_chain(text, start, headed=not text.startswith("第", start)) or parse_division(text, start)
    return (chain, False) if chain else None


def _same(text: str, found: re.Match[str]) -> Mention | None:
    word = found["same"]
    if word in ("上述规定", "前述规定") and not text.startswith("第", found.end()):
        return Mention(found.start(), found.end(), Form.PLACE, word, head_end=found.end())
    chain = parse_chain(text, found.end()) or (
        parse_division(text, found.end()) if text.startswith(("第", "附"), found.end()) else None
    )
    if chain is None and word.removeprefix("上述").removeprefix("前述")[1:] not in (
        "法",
        "条例",
        "办法",
        "细则",
        "法典",
    ):
        return None
    end = chain.end if chain else found.end()
    targets = chain.targets if chain else ()
    return Mention(
        found.start(), end, Form.SAME, word, None, targets, chain.division if chain else None, None, found.end()
    )


def _place(text: str, found: re.Match[str]) -> Mention | None:
    word = found["place"]
    chain = parse_chain(text, found.end())
    if word == "该规定":
        return None
    if word == "该条款" and not text.startswith(("规定", "的规定"), found.end()):
        return None
    if chain is None and not _PLACE_USED.match(text, found.end()) and not word.endswith(("条款", "法条", "条文", "条")):
        return None
    end = chain.end if chain else found.end()
    return Mention(found.start(), end, Form.PLACE, word, None, chain.targets if chain else (), None, None, found.end())


def _relative(text: str, found: re.Match[str]) -> Mention | None:
    start, end = found.span()
    if found.lastgroup == "own":
        # 本条前两款 begins with 本条 and is found as one.
        chain = parse_chain(text, end)
    else:
        if text.startswith(("款", "项"), end) and not text.startswith("款第", end):
            return None
        chain = parse_chain(text, end, headed=text.startswith(("（", "("), end)) or parse_slipped_item(text, end)
    return Mention(
        start,
        chain.end if chain else end,
        Form.RELATIVE,
        found.group(),
        None,
        chain.targets if chain else (),
        None,
        None,
        end,
        repaired=chain is not None and chain.repaired,
    )
