"""A notice and the instrument inside it: the page's title is not the instrument's, the notice is not the Work."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from schemas.instruments import Span, Wrapping

_GENRE = (
    "通知|意见|办法|规定|细则|规则|规程|方案|措施|决定|决议|公告|通告|通报|命令|令|批复|复函|函|纪要|目录|清单|标准|指南|指引|预案|条例|制度|"
    "计划|规划|要点|基准|名单|报告|解读|图解|问答|汇编|案例|台账|一览表|裁量表|安排|说明|章程|守则|准则|政策|结果|机制|流程|规范|通则|要求|名录|征求意见稿"
)
_TITLE_END = re.compile(rf"(?:{_GENRE})[》〉]?(?:[（(][^（）()]{{1,16}}[）)])*[》〉]?$")
_WRAPS = re.compile(
    r"关于(?:重新|修订|联合)?(?P<verb>印发|转发|批转|公布|发布|下发|颁布|颁发|公布施行|发布实施)(?P<inner>.{2,160}?)"
    r"的?(?:通知|公告|通告|函|决定|命令|令)(?:[（(][^（）()]{1,12}[）)])?$"
)
_SENDS = re.compile(
    r"(?:现将|现)?(?P<inner>《[^《》]{2,80}(?:〈[^〈〉]{1,60}〉[^《》]{0,40})?》(?:[（(][^（）()]{1,30}[）)])?).{0,40}?"
    r"(?P<verb>印发|转发|批转|公布|发布)(?:给你们|你们|施行|实施|如下|，|。|,)"
)
_NUMBER_ONLY = re.compile(
    r".{0,30}[〔\[【（(〈﹝]\s?(?:19|20)\d\d\s?[〕\]】）)〉﹞]\s?第?\s?\d{1,5}\s?号$|第?\s?\d{1,4}\s?号$"
)
_SKIPPED = re.compile(
    r"(?:索引号|信息分类|主题分类|发布机构|发文机关|发文单位|成文日期|发文日期|发布日期|发布时间|标题|名称|文号|发文字号|统一编号|统一登记号|主题词|内容概述|"
    r"ICS|CCS|DB\d|GB/T|备案号|代替|[（(]此件|有效性|时效|体裁|来源|浏览|字体|字号|分享|打印|当前位置|您的位置|首页|责任编辑|【|\[|附件[0-9一二三四五六七八九十]{0,2}[：:]?$|签发人|份号|密级|紧急程度)"
)
_RED_HEAD = re.compile(r".{2,40}(?:文件|公报|标准)$")
_DATED = re.compile(r"[\d〇○零一二三四五六七八九]{4}年.{2,6}日")
_ANNEX_MARK = re.compile(r"附[件表][0-9一二三四五六七八九十]{0,2}[：:]?(?=.)")
_ADDRESSEE = re.compile(r".{2,200}[：:]$")
_ANNEX = re.compile(r"附\s?(?:件|录|表)\s?[0-9０-９一二三四五六七八九十]{0,3}\s?[：:]?\s*(?P<title>.{0,80})$")
_TAIL = re.compile(
    r"(?:政策解读|相关(?:解读|链接|文件|稿件)|扫一扫|【?打印|上一篇|下一篇|主办单位|版权所有|抄送[：:]|.{2,40}办公室\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日印发)"
)
_LOOK = 40  # lines in which the title must begin
_TITLE_LINES = 5


def unwrap_notice(lines: Sequence[str]) -> Wrapping:
    """Which lines are the notice and which the instrument. Pure; lines as printed, blank ones allowed."""
    start, end, title = find_title(lines)
    stop = _find_end(lines, end)
    wrapped = _WRAPS.search(_bare(title))
    sends = None if wrapped else _find_sending(lines, end, min(stop, end + 12))
    if not wrapped and not sends:
        return Wrapping(title, Span(start, stop))
    match = wrapped or sends
    assert match is not None
    inner = _inner_title(match["inner"])
    place = _find_instrument(lines, inner, end, stop)
    if place is None:
        if sends:
            return Wrapping(title, Span(start, stop))
        return Wrapping(inner, None, title, Span(start, stop), match["verb"], tuple(_annexes(lines, end, stop)))
    first, text_from, printed = place
    annexes = [s for s in _annexes(lines, text_from, stop) if _is_other_instrument(lines, s)]
    last = annexes[0].start if annexes else stop
    return Wrapping(printed, Span(first, last), title, Span(start, first), match["verb"], tuple(annexes))


def find_title(lines: Sequence[str]) -> tuple[int, int, str]:
    """The document's title: its first line, the line after its last, the text. Several lines may hold it."""
    fallback: tuple[int, int, str] | None = None
    at = 0
    while at < min(len(lines), _LOOK):
        line = _ANNEX_MARK.sub("", _bare(lines[at]))
        if not line or _NUMBER_ONLY.match(line) or _SKIPPED.match(line) or _is_red_head(lines, at):
            at += 1
            continue
        found = _title_from(lines, at)
        if found:
            return found
        if fallback is None and len(line) <= 60 and not line.endswith(("。", "：", ":", "；")):
            fallback = (at, at + 1, line)
        if _ADDRESSEE.match(line) or re.match(r"第[一1]条", line):
            break
        at += 1
    return fallback or (0, 0, "")


def _title_from(lines: Sequence[str], at: int) -> tuple[int, int, str] | None:
    text = ""
    for end in range(at, min(at + _TITLE_LINES, len(lines))):
        line = _bare(lines[end]) if text else _ANNEX_MARK.sub("", _bare(lines[end]))
        if not line:
            if text:
                break
            continue
        if (
            _NUMBER_ONLY.match(line)
            or line.endswith(("。", "：", ":", "；", "，"))
            or re.match(r"第[一1]条|[一二三四五六七八九十]、", line)
        ):
            break
        text += line
        if len(text) > 160:
            break
        if _TITLE_END.search(text) and text.count("《") == text.count("》"):
            following = _bare(lines[end + 1]) if end + 1 < len(lines) else ""
            if re.fullmatch(r"[（(][^（）()]{1,16}[）)]", following):
                return at, end + 2, text + following
            if re.match(rf"的(?:{_GENRE})$", following):
                return at, end + 2, text + following
            return at, end + 1, text
    return None


def _is_red_head(lines: Sequence[str], at: int) -> bool:
    """「云汐市人民政府办公室文件」 over the number, or an issuer alone over the rest of the title."""
    line = _bare(lines[at])
    alone = _RED_HEAD.match(line) and len(line) <= 24 and "《" not in line and "关于" not in line
    return bool(alone) and at < 8 and not re.match(r"第[一1]条", _bare(lines[at + 1]) if at + 1 < len(lines) else "")


def _bare(line: str) -> str:
    return re.sub(r"\s+", "", line).strip("\u200b\ufeff")


def _find_sending(lines: Sequence[str], start: int, end: int) -> re.Match[str] | None:
    for line in lines[start:end]:
        if re.match(r"\s*第[一1]条", line):
            return None
        if found := _SENDS.search(_bare(line)):
            return found
    return None


def _inner_title(text: str) -> str:
    """The instrument's name in a notice's title: inside the outer marks where there are any."""
    text = text.strip()
    if text.startswith("《") and "》" in text:
        return text[1 : text.rindex("》")] + text[text.rindex("》") + 1 :]
    if "《" in text and text.endswith("》"):
        return text[text.index("《") + 1 : -1]
    return text.strip("〈〉《》")


def title_key(title: str) -> str:
    """A title for comparison: without marks, blanks and the brackets of a trial or draft."""
    text = re.sub(r"[\s《》〈〉<>“”\"]", "", title).replace("(", "（").replace(")", "）")
    return re.sub(r"（(?:试行|暂行|修订|修正|修订版|20\d\d年(?:版|修订)?)）", "", text)


def _find_instrument(lines: Sequence[str], inner: str, start: int, end: int) -> tuple[int, int, str] | None:
    """First line, the line after the title, and the title as printed where the instrument begins."""
    wanted = title_key(inner)
    if len(wanted) < 2:
        return None
    for is_same in (str.__eq__, _same_title):
        for at in range(start, end):
            if found := _match_title(lines, at, end, wanted, is_same):
                return found
    return None


def _match_title(
    lines: Sequence[str], at: int, end: int, wanted: str, is_same: Callable[[str, str], bool]
) -> tuple[int, int, str] | None:
    text = ""
    for last in range(at, min(at + _TITLE_LINES, end)):
        line = _bare(lines[last]) if text else _ANNEX_MARK.sub("", _bare(lines[last]))
        if not line or len(text) > len(wanted) + 40 or (not text and (_SKIPPED.match(line) or _DATED.match(line))):
            return None
        text += line
        if is_same(title_key(text), wanted):
            following = _bare(lines[last + 1]) if last + 1 < end else ""
            if re.fullmatch(r"[（(](?:试行|暂行|修订|20\d\d年版)[）)]", following):
                return at, last + 2, text + following
            return at, last + 1, text
    return None


def _same_title(found: str, wanted: str) -> bool:
    if found == wanted:
        return True
    longer, shorter = (found, wanted) if len(found) > len(wanted) else (wanted, found)
    # The notice names the issuer once more or leaves it out: 云汐市X办法, X办法.
    return len(shorter) >= 6 and longer.endswith(shorter) and len(longer) - len(shorter) <= 16 and "关于" not in longer


def _annexes(lines: Sequence[str], start: int, end: int) -> list[Span]:
    starts = [
        i for i in range(start, end) if (m := _ANNEX.match(_bare(lines[i]))) and not _is_listed(lines, i, m["title"])
    ]
    return [Span(a, b) for a, b in pairwise([*starts, end])]


def _is_listed(lines: Sequence[str], at: int, title: str) -> bool:
    """An annex that the notice only announces: 附件：1.… over the signature."""
    if not title:
        return False
    return any(re.match(r"[0-9]{1,2}[.．、]", _bare(line)) for line in lines[at + 1 : at + 2]) or title[:2] in (
        "1.",
        "1．",
        "1、",
    )


def _is_other_instrument(lines: Sequence[str], span: Span) -> bool:
    """An annex with articles of its own under a title of its own is no part of the instrument before it."""
    text = [_bare(line) for line in lines[span.start : min(span.end, span.start + 12)]]
    return any(re.match(r"第[一1]条|第一章", t) for t in text)


def _find_end(lines: Sequence[str], start: int) -> int:
    """Where the page's furniture begins: links, printing notes, copies."""
    for at in range(len(lines) - 1, max(start, len(lines) - 30), -1):
        if _TAIL.match(_bare(lines[at])):
            continue
        if _bare(lines[at]):
            return at + 1
    return len(lines)
