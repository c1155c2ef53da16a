"""Generic references: law named as a source without saying which (国家有关规定, 法律、法规规定的…, 依照有关法律)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.citations.mentions import Form, Mention

# 依法规范 and 执法规程 hold no 法规.
_REGULATIONS = r"法规(?<![依司执守违合]法规)(?!范|则|划|模|程|定)"
_KIND = (
    rf"法律法规规章|法律法规|法律规范|法律|行政法规|地方性法规|地方法规|自治条例|单行条例|经济特区法规|监察法规|军事法规|"
    rf"部门规章|地方政府规章|政府规章|行政规章|军事规章|规章(?!制度|程)|{_REGULATIONS}|法令|司法解释|上位法|国家政策|"
    rf"规范性文件|国家有关规定|国家规定|国务院的规定|国际条约"
)
_AND = r"(?:、|，|以及|和|及|与|或者|或)?"
_MORE = r"(?:(?:其他|其它|有关|相关|国家|本省|本市|省|市|国务院|地方)+(?:的)?)?"
_SCOPE = (
    r"(?:(?:国家|我国|中国|中华人民共和国|中央|本省|本市|本自治区|省|市|自治区|国务院|省人民政府|市人民政府|全国|地方|所在地|当地|其他|其它|现行|"
    r"相应|有关|相关|专门|民事|刑事|行政)(?:的|、|和|及|以及|或者)?)"
)
_LAWS = rf"(?:{_KIND})(?:{_AND}{_MORE}(?:{_KIND}))*+"
_SAYS = (
    r"(?:(?:中|里)?(?:的)?(?:(?:有关|相关)(?:的)?)?(?:另有|未作|没有|明确|已有|有|对此有|禁止性?|强制性)?(?:的)?规定)"
)
_PLAIN = r"[^，。；：、《》〈〉“”（）()\n第"
# 国家防治船舶污染海洋环境的有关规定, 国家和省有关规定, 国家规定
_STATE = (
    r"(?:国家|中央|国务院|本省|本市|省|市|自治区)"
    r"(?:[、和及与或者以及]{1,2}(?:国家|国务院|本省|本市|省|市|自治区|地方|军队|行业|中央|有关部门|本省的?|省人民政府)){0,3}"
    rf"(?:{_PLAIN}本]{{0,22}}?(?:的)?(?:有关|相关)(?:的)?(?:法律、法规|法律法规|法律、行政法规|{_PLAIN}的法]{{0,10}})?"
    r"(?:和)?(?:政策)?(?:的)?(?:规定)|(?:的)?(?:统一)?规定(?!期|时|性)|另有规定)"
)
_GENERIC = re.compile(
    rf"(?P<state>{_STATE})"
    # 国家保密规定, 国家关于危险化学品的规定; 有关财产保全的规定
    rf"|(?P<matter>国家(?:关于)?{_PLAIN}本法条款]{{2,14}}?(?:的)?规定(?![期时性])|(?:有关|相关){_PLAIN}本法条款项]{{2,12}}?的规定)"
    # 有关城乡规划的法律、行政法规的规定; 其他有关法律、法规; 法律规定
    rf"|(?P<laws>(?:(?:有关|其他有关){_PLAIN}本法]{{1,16}}(?:、{_PLAIN}本法部机]{{2,8}})?的|{_SCOPE}{{0,4}}){_LAWS}(?P<says>{_SAYS})?)"
    r"|(?P<rules>(?:其他|其它)?(?:有关|相关)(?:的)?规定)"
    r"|(?P<field>(?:有关|相关|其他)(?!主管|部门|机关|单位|人员|企业|组织)[\u4e00-\u9fff]{2,8}?"
    rf"(?:法律规范|法律法规|法律、法规|法律、行政法规|{_REGULATIONS})(?:的规定)?)"
)
# Words that a reference begins with: most of the time of the search is spent between them.
_BEGINNING = re.compile(
    r"国家|国务院|国际条约|中央|中国|中华人民共和国|本省|本市|本自治区|省(?=[有相的和、人法规另])|市(?=[有相的和、人法规])|自治区|自治条例|有关|相关|"
    r"其他|其它(?=[有相法国行地上])|我国|现行|相应|专门|民事(?=法)|行政(?=[法规])|刑事(?=法)|全国|地方(?=[性法政])|所在地|"
    r"当地|法律|法规|法令|单行条例|经济特区法规|监察法规|军事[法规]|部门规章|政府规章|规章|规范性文件|司法解释|上位法"
)
_VERB = re.compile(
    r"(?:依照|按照|依据|根据|遵照|参照|遵守|违反|违反了|符合|执行|适用|违背|按|依|贯彻|抵触|除|以及|和|及|与|或者|同|超出)\s?\Z"
)
_STRICT = re.compile(r"(?:依照|按照|依据|根据|遵照|参照|遵守|违反|违反了|符合|执行|适用|违背|按|依|其他|其它|除)\s?\Z")
_TOPIC = re.compile(
    r"(?:违反了?|遵守|依照|按照|根据|符合|依据|熟悉|执行|遵循|参照适用|参照|适用|违背)([\u4e00-\u9fff]{2,12})\Z"
)
_NOT_TOPIC = re.compile(r"[的本该法条款项和与及或第]|规定|章程|国家|有关|相关|其他")
# 符合环境噪声管理有关规定: the field belongs to the reference.
_FIELD = re.compile(r"(?:按照|依照|根据|符合|遵守|执行|违反|遵照|依据|参照)([\u4e00-\u9fff]{2,14}?)(?:的)?\Z")
_NOT_FIELD = re.compile(r"[本该法条款项第其]|前[款条项]|合同|协议|章程|办法|规定|约定|国家|上述|要求|公约|和")
# 法律责任, 法律援助, 法律文书 … are no sources, nor is law that is being made or taught.
_WORD_AFTER = re.compile(
    r"知识|责任|援助|服务|顾问|文书|文件|效力|关系|地位|后果|监督|手段|草案|案|文本|人员|职业|专业|咨询|教育|宣传|制度|体系|事务|"
    r"工作|程序|授权|规范|保护|保障|途径|权利|义务|性质|依据|问题|意见|意识|尊严|面前|实施|培训|学习|考试|和相关知识|学|适用|"
    r"监管|清理|制定|起草|解释|条文|条款|名称|委员会|院校|界|硕士|资格|行为|事实|素养|领域|基础|原则|精神|约束|允许|上|或者其他|"
    r"审核"
)
_BEFORE_NOT = re.compile(
    r"(?:制定|起草|学习|宣传|普及|公布|签署|修改|废止|清理|同其他|熟悉|掌握|解释|完善|健全|其|本|该)(?:的|有关|相关|国家)*\Z"
)
_BODY = re.compile(r"部门|机关|机构|委员会|[局部]的?规定|政府|标准|规划|和|、|法的?规定|条例|办法|章程")
# 国家档案馆应当按照国家有关规定: the reference begins later.
_CLAUSE = re.compile(r"应当|按照|依照|根据|可以|不得|遵守|符合|执行|违反|标准")
_LIMITED = re.compile(r"国家|其他|其它|有关|相关|现行|我国|本省|本市")
_BESIDE_OWN = re.compile(r"(?:遵守|依照|按照|根据|符合|执行|违反)本(?:法|条例|办法|规定|细则)(?:和|及|以及|与)\Z")
_ALONE = frozenset({"法律的规定", "法律规定"})
_KINDS = re.compile(_KIND)


def find_generics(text: str) -> Iterator[Mention]:
    """Generic references in order; the span holds limiting words (国家, 有关) and 规定 where it follows at once."""
    end = 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() < end or not (found := _GENERIC.match(text, beginning.start())):
            continue
        start = _start_of(text, found)
        if start is not None:
            end = found.end()
            yield Mention(start, end, Form.GENERIC, head_end=end)
        elif found["laws"]:
            # 其他地方性法规 is spoken of as a whole or not at all.
            end = found.end()


def _start_of(text: str, found: re.Match[str]) -> int | None:
    """Where the reference starts, its field included; None when law is spoken of but not as a source."""
    start, end = found.span()
    before = text[max(0, start - 20) : start]
    if words := found["state"]:
        return start if _is_state(words, before) else None
    if words := found["rules"]:
        field = None if _STRICT.search(before) else _FIELD.search(before)
        if field and not _NOT_FIELD.search(field[1]):
            return start - len(before) + field.start(1)
        # 遵守本办法和有关规定: a source beside the instrument.
        if _BESIDE_OWN.search(before):
            return start
        # 本法其他有关规定, 《…》有关规定: the instrument is named.
        if before.endswith(("》", "法", "条例", "办法", "本规定", "细则", "解释", "章程", "的")):
            return None
        return start if words.startswith("其") or _STRICT.search(before) else None
    if words := found["matter"]:
        other = _BODY.search(words) or _CLAUSE.search(words)
        return start if _STRICT.search(before) and not other else None
    if found["field"]:
        return start if _VERB.search(before) and not _WORD_AFTER.match(text, end) else None
    return _laws(text, found, before)


def _is_state(words: str, before: str) -> bool:
    if _CLAUSE.search(words):
        return False
    if words.startswith(("省", "市", "自治区", "国务院")) and not ("有关" in words or "相关" in words):
        return False
    return not before.endswith(("本", "该", "各", "外", "法", "条例", "》", "直辖")) and "部门" not in words[:-2]


def _laws(text: str, found: re.Match[str], before: str) -> int | None:
    start, words = found.start(), found["laws"]
    limited = _LIMITED.match(words) is not None
    if words.startswith("规范性文件") and not _STRICT.search(before):
        return None
    if found["says"] or words.endswith("规定"):
        # 《劳动法》等法律的规定 sums up what was named and adds nothing.
        if before.endswith("等") and not limited and words in _ALONE:
            return None
        return None if before.endswith(("》", "本法", "该")) and not limited else _widened(start, before)
    after = _WORD_AFTER.match(text, found.end())
    if (after and not (limited and after.group() == "保护")) or _BEFORE_NOT.search(before):
        return None
    if words == "法律" and before.endswith("适用"):
        # 适用法律错误, 适用法律的问题
        return None
    if before.endswith("等"):
        return start if limited or len(_KINDS.findall(words)) > 1 or "法律法规" in words else None
    topic = _widened(start, before)
    if topic < start and not limited:
        return topic
    if limited and (_VERB.search(before) or words.startswith(("有关", "相关", "其他", "其它", "国家"))):
        return start
    return start if _STRICT.search(before) or before.endswith(("宪法和", "宪法、", "宪法")) else None


def _widened(start: int, before: str) -> int:
    """Includes the field of the law in 违反道路交通安全法律法规."""
    topic = _TOPIC.search(before)
    return start - len(topic[1]) if topic and not _NOT_TOPIC.search(topic[1]) else start
