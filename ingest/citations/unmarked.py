"""Titles without marks: known names (刑法, 民法典第…条) and whatever stands right before a pinpoint as a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.citations.chains import parse_chain, parse_division
from ingest.citations.interpretations import SHORT_NAME
from ingest.citations.mentions import Form, Mention
from ingest.citations.names import Names, is_plain_law
from ingest.citations.titles import LEANING, clean_title

# 法 inside 依法, 司法, 办法, 该法 … ends no name, and neither does 法律, 法规, 法院, 法人.
_ENDS = re.compile(
    r"法(?<![依办违合非该执守立无设枉]法)(?<!(?<!公)司法)(?<!(?<!基)本法)典?(?!律|规(?!定)|[院人庭学官治制医理务]|定(?!罪)|系|条|案)"
    r"|条例(?<![本该]条例)(?!草案)"
    r"|(?:通则|总则)(?!性)"
    r"|修正案(?:（[一二三四五六七八九十]{1,3}）)?"
)
_NO_LAW = re.compile(r"律|规(?!定)|[院人庭学官治制医理务]|定(?!罪)|系|案")
# A name begins after one of these, unless a pinpoint follows it anyway.
_BEFORE = re.compile(
    r"(?:\A|[\s，。；：、“”（）()《》【】!！?？·—\-:;,]"
    r"|[照按据反用合和与及或在由对将以自从到是为属成的了等守行施彻于下现原国新旧条后前中向至除经依规定款项因被把当即并但则若如受循背犯符准系指称关有过]\Z)\Z"
)
# 宪法宣誓, 宪法和法律委员会: words of their own.
_CONSTITUTION_WORD = re.compile(r"宪法(?:宣誓|日|意识|和法律委员会|性|学|知识|教育|宣传)")
_NOT_BEFORE = frozenset("省市县区州旗盟》死徒量判")
_AMENDMENT = re.compile(r"修正案(?:（[一二三四五六七八九十]{1,3}）)?")
# A title without marks that no table knows: it follows a boundary or a verb of reference and ends before 第…条.
_TITLED = re.compile(
    r"([\u4e00-\u9fff（）()〈〉、\s]{3,60}?(?:法|条例|办法|规定|细则|规则|解释|决定|规程|通则)"
    r"(?:[（(][一二三四五六七八九十]{1,2}[）)]|(?<=解释)[一二三四五六七八九十])?)(?:[（(][^（）()]{0,40}[）)])?\s{0,2}\Z"
)
_GENRE_BEFORE = re.compile(
    r"(?:法|条例|办法|规定|细则|规则|解释|决定|规程|通则|解释[一二三四五六七八九十]|[）)])\s{0,2}\Z"
)
# 实施条例第六条, 本法实施细则第三条: they lean on a law named before.
_LEANING = re.compile(
    rf"(?:(?<=[照据按合反用和与及或、，。；（( \n“])|\A)((?:本|该|同)(?:法|条例|办法))?({LEANING})\s?\Z"
)
_CUT = re.compile(
    r"依照|按照|根据|违反|依据|适用|参照|符合|遵守|遵照|执行|不符合|以及|或者|引用|援引|即|、|对照|属于|比照|违背|触犯|构成|关于适用|其他|以下简称|原告|被告|认为|主张|系"
)
_WEAK_HEAD = re.compile(r"^(?:[和与及或由对将在是为按依据以并也且又该本其此])(?=.{3})")
_REFUSED = re.compile(
    r"出现|发生|存在|具有|享受|应当|可以|不得|有权|认定|^(?:[该本同此其]|上述|前述|有关|相关|其他|国家|以上|法律|法规|行政法规|规章|的|中)|(?:法律|法规)(?:的)?规定$|(?:的|之|有关"
    r"|相关)(?:规定|解释|决定)$|^[规办决解条]|\s"
)


def find_named(text: str, names: Names) -> Iterator[Mention]:
    """Known names without marks, with or without a pinpoint."""
    for found in _ENDS.finditer(text):
        end = found.end()
        hit = names.longest_before(text, end)
        if hit is None and found.group().startswith("修正案"):
            hit = _amendment(text, found, names)
        if hit is None:
            continue
        start, title = hit
        if _CONSTITUTION_WORD.match(text, start):
            continue
        interpreted = _interpretation(text, start, end, names)
        if interpreted is not None:
            end, title = interpreted
        mention = _with_place(text, start, end, Form.NAMED, title)
        begins = _begins(text, start)
        placed = bool(mention.targets or mention.division)
        # 某省…条例第三条 is the province's own and not the national one whose name it ends with.
        if begins or (text[start - 1] not in _NOT_BEFORE and (placed or is_plain_law(text[start:end], title))):
            mention.official = True
            yield mention


def _interpretation(text: str, start: int, end: int, names: Names) -> tuple[int, str] | None:
    """公司法解释（三）: what follows a law's name and makes it that of an interpretation, where it does.

    One that is not known, or of which there are several, keeps the name that it is given (民诉法解释).
    """
    if not (found := SHORT_NAME.match(text, end)):
        return None
    name = clean_title(text[start : found.end()])
    known = names.official(name)
    if known is None and not (text.startswith("第", found.end()) or "司法解释" in found.group() or name[-1] in "）"):
        return None
    return found.end(), known or name


def _begins(text: str, start: int) -> bool:
    return start == 0 or bool(_BEFORE.search(text, max(0, start - 1), start))


def _amendment(text: str, found: re.Match[str], names: Names) -> tuple[int, str] | None:
    """刑法修正案（八）, 宪法修正案."""
    base = names.longest_before(text, found.start())
    return (base[0], base[1] + found.group()) if base else None


def find_aliased(text: str, aliases: Mapping[str, str]) -> Iterator[Mention]:
    """Names that the document itself defines (以下简称…), without marks."""
    for alias, title in aliases.items():
        position = text.find(alias)
        while position >= 0:
            end = position + len(alias)
            before = text[max(0, position - 1) : position]
            if alias.endswith("法") and _NO_LAW.match(text, end):
                # 公司法定代表人
                position = text.find(alias, end)
                continue
            # 某法实施条例 and 本实施条例 are not the 实施条例 that the text has defined.
            if not text.startswith(("》", "〉"), end) and before not in tuple("《〈称法本该各"):
                mention = _with_place(text, position, end, Form.NAMED, title)
                mention.official = True
                yield mention
            position = text.find(alias, end)


def find_titled(text: str, bare: Mention, left: int, aliases: Mapping[str, str], names: Names) -> Mention | None:
    """The title that stands right before a bare chain of articles, not reaching back beyond `left`.

    A bare 条例 or 办法 is a title where the document defines it as a short name.
    """
    if (
        not bare.targets
        or bare.targets[0].article is None
        or not _GENRE_BEFORE.search(text, max(left, bare.start - 4), bare.start)
    ):
        return None
    for word in ("条例", "办法", "规定", "解释", "决定", "细则"):
        if word in aliases and text.endswith(word, left, bare.start) and bare.start - left >= len(word):
            start = bare.start - len(word)
            return Mention(
                start, bare.end, Form.TITLED, "", aliases[word], bare.targets, head_end=bare.start, official=True
            )
    if leaning := _LEANING.search(text, max(left, bare.start - 12), bare.start):
        start = leaning.start()
        return Mention(start, bare.end, Form.TITLED, leaning[1] or "", leaning[2], bare.targets, head_end=bare.start)
    window = max(left, bare.start - 64)
    found = _TITLED.search(text, window, bare.start)
    if found is None:
        return None
    start, end = found.start(1), found.end(1)
    for cut in _CUT.finditer(text, start, end):
        # 、 stands inside titles of two issuers only after 省, 市 or 院, which no title without marks begins with.
        start = cut.end()
    while weak := _WEAK_HEAD.match(text[start:end]):
        start += weak.end()
    title = text[start:end].strip()
    start = end - len(title) if text[start:end].endswith(title) else start
    if (
        len(title) < 3
        or _REFUSED.search(title)
        or ("的" in title and not title.endswith(("决定", "规定", "解释", "办法")))
    ):
        return None
    if "的" in title and not title.startswith(("最高人民", "国务院", "全国人", "关于")):
        return None
    known = names.official(clean_title(title)) if "解释" in title else None
    return Mention(
        start, bare.end, Form.TITLED, "", known or title, bare.targets, None, None, end, official=known is not None
    )


def _with_place(text: str, start: int, end: int, form: Form, title: str) -> Mention:
    """The mention with the pinpoint or division that follows."""
    after = _skip(text, end)
    chain = parse_chain(text, after, headed=False) or (
        parse_division(text, after) if text.startswith(("第", "总则第", "分则第", "附件", "附录"), after) else None
    )
    if chain is None:
        return Mention(start, end, form, "", title, head_end=end)
    return Mention(start, chain.end, form, "", title, chain.targets, chain.division, None, end, repaired=chain.repaired)


_GAP = re.compile(r"(?:[（(][^（）()]{0,60}[）)])?\s{0,2}(?:总则|分则)?(?:的|中的?|》)?\s{0,2}(?=第)")


def _skip(text: str, end: int) -> int:
    gap = _GAP.match(text, end)
    return gap.end() if gap else end
