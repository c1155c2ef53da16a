"""What the citing text does with the cited one: based on, implements, amends, repeals, replaces, or merely cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.citations import Relation

_END = re.compile(r"[。；;\n]")
# Titles, brackets and quotations say nothing about what is done with a title.
_TITLE = re.compile(r"《(?:[^《》]|《[^《》]*》)*》|〈[^〈〉]*〉")
_BRACKET = re.compile(r"[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]")
_QUOTED = re.compile(r"“[^”]*(?:”|\Z)")
_BODY = (
    r"(?:最高人民法院|最高人民检察院|国务院|全国人民代表大会常务委员会|"
    r"[\u4e00-\u9fff]{2,12}(?:部|委员会|局|政府|厅)(?=[\s、，和及与]|\Z))"
)
_MADE_BY = (
    rf"(?:{_BODY}|[^，。；《》]{{0,90}}?"
    r"(?:发布|公布|颁布|颁发|印发|制定|批准|通过|下发|批转|转发|施行|实施|修订|修正)的(?!决定|通知))"
)
# 《…》等二十七件司法解释, 《…》等2件规章: the first of those that a list further on names.
_AND_OTHERS = (
    r"等(?:现行(?:有效)?的?)?\s?[0-9一二三四五六七八九十百两]{1,5}\s?(?:件|部|个|项|份)(?:现行(?:有效)?的?)?"
    r"(?:[\u4e00-\u9fff]{0,6}(?:法规|规章|法律|文件|解释|条例|办法|规定)等?)?(?:的?(?:部分|有关|相关|个别)(?:条款|条文|内容|规定))?"
)
_LISTED = rf"(?:[\s、，和及与]|以及|{_AND_OTHERS}|等|{_MADE_BY})*"
_PLACES = (
    r"(?:第[〇零一二三四五六七八九十百千0-9]+[条款项目](?:之[一二三四五六七八九十])?|[（(]?[一二三四五六七八九十]+[）)]?项|"
    r"序言|第[一二三四五六七八九十]+(?:自然段|句)|末尾|后[一两三]句|[、和及至，：:]|中的?|规定的?|后|之后|前|的|有关|内容)*"
)
_REPEALED = re.compile(
    rf"{_LISTED}{_PLACES}(?:(?:自|于|从)[^，。；]{{0,40}}?(?:起|日|时|后|之际))?[，\s]*"
    r"(?:(?:同时|即行|相应|一并|均|全部|予以|即|随之|自行|一律|即予|宣布|也|亦|已|已经|现予|现|应予|应即|决定)*)"
    r"(?:废止|作废|失效|停止执行|停止施行|停止实施|停止使用|不再执行|不再适用|不再施行)"
)
_HEDGE = re.compile(r"拟|建议|征求意见|草案|是否|可以|或者(?:废止|修改)|应当(?:及时)?(?:修改|废止)|相抵触|不一致|被")
_REPEALS_LEFT = re.compile(r"(?<![拟被])(?:废止|宣布失效|停止执行)(?:了|下列|以下)?[：:\s]?\Z")
# 废止下列规章：, or a heading 二、废止的规章: what the lines after it begin with is repealed, up to the next heading.
_REPEAL_LIST = re.compile(
    r"(?:废止|停止执行|失效)[^。；\n]{0,20}[：:]"
    r"|(?:\A|\n)\s*[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?[^。；，：:《》\n修改订]{0,20}(?:废止|失效|停止执行)[^。；，：:《》\n修改订]{0,20}(?=\n|\Z)"
)
_NEXT_HEADING = re.compile(
    r"\n\s*(?:[一二三四五六七八九十]{1,3}、|本(?:决定|命令|通知|公告|令|办法|规定|条例))(?!\s*《)"
)
_REPEAL_HEADING = re.compile(r"废止|失效|停止执行")
_LINE_START = re.compile(r"(?:\A|\n)[\s0-9一二三四五六七八九十百、.．（）()]*\Z")
_AMENDED = re.compile(
    rf"{_LISTED}{_PLACES}[，\s]*(?:(?:分别|一并|均|予以|相应|作|作出|进行|做|做出)*)"
    r"(?:修改为|修改成|修改|改为|修正为|删去|删除|增写|增加|修订为|调整为|合并为|移至|移为|单列|(?:如下|以下|相应)(?:的)?(?:补充|修改|修正|调整)|补充、修改|修正)(?!后|权|程序|决定|案"
    r"|前)"
)
_AMENDS_LEFT = re.compile(
    r"(?:删去|删除|修改|改为|作为|增加|列为|修正|移至|合并为)(?:了|：|:)?(?:修改后的?)?(?:一[条款项编章节])?\s?\Z"
)
_SAID_OF_ANYTHING = ("作为", "列为", "修改", "修正", "增加")
_ADDED = re.compile(r"增加[一二三四五六七八九十两]?[条款项编章节]")
# 制定或者修改《…》, 涉及修改刑法的决定: an amendment is spoken of, not made.
_NO_AMENDMENT = re.compile(
    r"(?:或者|涉及|制定、|制定和|提请|建议|可以|应当|关于|拟|要求)(?:修改|修正|删去|删除)\Z|根据[^，]{0,40}修改\Z"
)
_BASIS = re.compile(r"(?:根据|依据|依照|按照|遵照|遵循|按)(?:和参照|并参照)?")
# Between the verb and the last of the bases stand titles, their issuers and conjunctions, and nothing else.
_OTHER_MATTER = re.compile(
    r"，(?:现|经|就|对|结合|为)|，(?!和|以及|并|参照|同时|、|，|\Z|[\u4e00-\u9fff]{2,14}(?:院|部|委|会|局|厅|府|央)\Z)|制定|规定(?!和|、|及|以及|，|的?精神|与"
    r"|或)|"
    r"[对将在]\Z|需要|实际|情况|作出|罚款|处罚|决定(?!》)\Z"
)
_MAKES = re.compile(
    r"决定(?:对|将)?[^，。；]{0,30}(?:修改|修正|废止)|制定(?:本|了本|如下|以下规定|《|）|了?[\u4e00-\u9fff]{0,4}本)|特制定|制订本|制定了?[^，。；]{0,12}(?:规定|办法|细则|条例|解释|意见)。|修订本|起草了?本"
    r"|作出?(?:如下|以下|本)|[作做]如下|现[将就对]|(?:规定|决定|解释|通知|批复|公告|修改|意见|通告|办法|补充)如下|特作|印发|发布本|现予|制作本|提出(?:如下|以下)"
    r"|结合[^，。；]{0,20}(?:实际|实践|情况)"
)
_PURPOSE = re.compile(
    r"(?:贯彻|实施|落实|执行|贯彻落实|贯彻执行|贯彻实施|全面实施|推进|保障|保证|深入贯彻|正确适用|正确实施|有效实施|组织实施|细化)(?:好|了)?\s?\Z"
)
_FOR = re.compile(r"为(?:了|进一步|认真|全面|深入|切实|更好地?|有效|确保|做好|依法)?[^，。；]{0,16}\Z")
_REPLACES = re.compile(r"(?:代替|取代|替代)\s?\Z")
_REACH = 400


@dataclass(frozen=True, slots=True)
class Signals:
    """Which relations a text can state at all, by cheap tests of its words."""

    repeals: bool
    amends: bool
    basis: bool
    implements: bool
    lists: tuple[tuple[int, int], ...] = ()

    @property
    def silent(self) -> bool:
        """Whether the text only cites."""
        return not (self.repeals or self.amends or self.basis or self.implements)


def read_signals(text: str, heading: str = "") -> Signals:
    """What a text's words allow, and the heading that it stands under."""
    if heading and _REPEAL_HEADING.search(heading) and "修改" not in heading and "修正" not in heading:
        return replace(read_signals(text), repeals=True, lists=((0, len(text)),))
    repeals = "废止" in text or "失效" in text or "停止" in text or "不再" in text or "作废" in text
    lists = tuple(_repeal_lists(text)) if repeals and ("：" in text or ":" in text or "\n" in text) else ()
    return Signals(
        repeals,
        any(w in text for w in ("修改", "改为", "删去", "删除", "增写", "增加", "修正", "作为", "合并")),
        ("根据" in text or "依据" in text or "依照" in text or "按照" in text) and bool(_MAKES.search(text)),
        any(w in text for w in ("贯彻", "实施", "落实", "执行", "适用")) and "为" in text,
        lists,
    )


def _repeal_lists(text: str) -> Iterator[tuple[int, int]]:
    """Where the lists of what is repealed begin and end."""
    for found in _REPEAL_LIST.finditer(text):
        following = _NEXT_HEADING.search(text, found.end())
        yield found.end(), following.start() if following else len(text)


def relation_of(text: str, start: int, end: int, signals: Signals, *, amending: bool = False) -> Relation:
    """The relation of the citation at `start`:`end` by the words around it in its sentence.

    `amending`: the text is an amending act, in which every change spoken of is one that it makes.
    """
    if signals.silent:
        return Relation.CITES
    left = _left(text, start)
    right = _right(text, end)
    if signals.basis and is_basis(left, right):
        return Relation.BASED_ON
    if signals.repeals and _repeals(text, start, left, right, signals):
        return Relation.REPEALS
    if _REPLACES.search(left):
        return Relation.REPLACES
    if signals.amends and _amends(left, right, amending=amending):
        return Relation.AMENDS
    if signals.implements and _PURPOSE.search(left) and (_FOR.search(left) or _MAKES.search(right)):
        return Relation.IMPLEMENTS
    return Relation.CITES


def is_basis(left: str, right: str) -> bool:
    """Whether the sentence makes something on the strength of what is cited (根据《…》，制定本条例)."""
    plain = _TITLE.sub("", _BRACKET.sub("", left))
    verbs = list(_BASIS.finditer(plain))
    if not verbs:
        return False
    between = plain[verbs[-1].end() :]
    if len(between) > 60 or _OTHER_MATTER.search(between):
        return False
    return bool(_MAKES.search(_QUOTED.sub("", _TITLE.sub("", _BRACKET.sub("", right)))))


def _repeals(text: str, start: int, left: str, right: str, signals: Signals) -> bool:
    for begin, end in signals.lists:
        if begin <= start < end and (
            _LINE_START.search(text, max(begin, start - 12), start)
            or start - begin < 3
            or text[start - 1 : start] in "、；;"
        ):
            return True
    plain = _plain(right)
    if (found := _REPEALED.match(plain)) and not _HEDGE.search(found.group()) and not _HEDGE.search(left[-12:]):
        return True
    before = _REPEALS_LEFT.search(_TITLE.sub("", left).rstrip("、和及以 "))
    return bool(before) and not re.search(r"(?:拟|建议|应当|可以|修改或者|修改、|被)废止", left)


def _amends(left: str, right: str, *, amending: bool) -> bool:
    said = _AMENDS_LEFT.search(left)
    # 作为第四款 after 增加一款; 作为前款的依据 is no amendment, and 修改宪法 is one only in an amending act.
    of_places = (
        said is not None
        and said.group().startswith(("作为", "列为", "修改", "修正"))
        and not amending
        and "增加" not in left
    )
    if said is not None and not of_places and not _NO_AMENDMENT.search(left):
        return True
    plain = _plain(right)
    if not (found := _AMENDED.match(plain)):
        return False
    done = found.group()
    # 增加 and 修改 right after a title are only amendments of it where the sentence says so (将, 在, 对).
    if amending or "将" in left or "对" in left or "在" in left or "修改为" in done or "删去" in done or "改为" in done:
        return True
    if "增加" in done and re.match(r"[一二三四五六七八九十两]?[条款项编章节句]|规定|：", plain[found.end() :]):
        return True
    return bool(re.search(r"[条款项编章节中后]\Z", done[:-2]) or "如下" in done or "作" in done)


def _left(text: str, start: int) -> str:
    window = text[max(0, start - _REACH) : start]
    masked = _TITLE.sub(_blank, window)
    cut = max((m.end() for m in _END.finditer(masked)), default=0)
    return window[cut:]


def _right(text: str, end: int) -> str:
    window = text[end : end + _REACH]
    masked = _QUOTED.sub(_blank, _TITLE.sub(_blank, window))
    found = _END.search(masked)
    return window[: found.start()] if found else window


def _blank(found: re.Match[str]) -> str:
    return "　" * len(found.group())


def _plain(right: str) -> str:
    return _QUOTED.sub("", _BRACKET.sub("", _TITLE.sub("", right)))
