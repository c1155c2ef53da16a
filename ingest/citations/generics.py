"""Generic references: law named as a source without saying which (国家有关规定, 法律、法规规定的…, 依照有关法律)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.citations.mentions import Form, Mention

_KIND = (
    "法律法规规章|法律法规|法律规范|法律|行政法规|地方性法规|地方法规|自治条例|单行条例|经济特区法规|监察法规|军事法规|部门规章|"
    "地方政府规章|政府规章|行政规章|军事规章|规章(?!制度|程)|(?<![依司执守违合])法规(?!范|则|划|模|程)|法令|司法解释|上位法|国家政策|规范性文件|国家有关规定|国家规定|国务院的规定|国际条约"
)
_AND = r"(?:、|，|以及|和|及|与|或者|或)?"
_MORE = r"(?:其他|其它|有关|相关|国家|本省|本市|省|市|国务院|地方)*(?:的)?"
_SCOPE = (
    r"(?:(?:国家|我国|中国|中央|本省|本市|本自治区|省|市|自治区|国务院|省人民政府|市人民政府|全国|地方|所在地|当地|其他|其它|现行|相应|有关|相关|专门|民事|刑事|行政)"
    r"(?:的|、|和|及|以及|或者)?)"
)
_LAWS = rf"(?:{_KIND})(?:{_AND}{_MORE}(?:{_KIND}))*+"
_SAYS = (
    r"(?:(?:中|里)?(?:的)?(?:(?:有关|相关)(?:的)?)?(?:另有|未作|没有|明确|已有|有|对此有|禁止性?|强制性)?(?:的)?规定)"
)
_GENERIC = re.compile(
    # 国家防治船舶污染海洋环境的有关规定, 国家和省有关规定, 国家规定
    rf"(?P<state>(?:国家|中央|国务院|本省|本市|省|自治区)(?:[、和及与或者以及]{{1,2}}(?:国家|国务院|本省|本市|省|市|自治区|地方|军队|行业|中央|有关部门|本省的?|省人民政府)){{0,3}}"
    rf"(?:[^，。；：、《》〈〉“”（）()\n第本]{{0,22}}?(?:的)?(?:有关|相关)(?:的)?(?:法律、法规|法律法规|法律、行政法规|[^，。；：、《》〈〉“”（）()\n的第法]{0,10})?(?:和)?(?:政策)?(?:的)?(?:规定)|(?:的)?(?:统一)?规定(?!期|时|性)|另有规定))"
    # 有关城乡规划的法律、行政法规的规定; 其他有关法律、法规; 法律规定
    rf"|(?P<laws>(?:(?:有关|其他有关)[^，。；：、《》〈〉“”（）()\n第本法]{{1,16}}的|{_SCOPE}{{0,4}}){_LAWS}(?P<says>{_SAYS})?)"
    r"|(?P<rules>(?:其他|其它)?(?:有关|相关)(?:的)?规定)"
)
_VERB = re.compile(
    r"(?:依照|按照|依据|根据|遵照|参照|遵守|违反|违反了|符合|执行|适用|违背|不得违反|按|依|贯彻|模范遵守|抵触|除|以及|和|及|与|或者|同|超出)\s?\Z"
)
_STRICT = re.compile(r"(?:依照|按照|依据|根据|遵照|参照|遵守|违反|违反了|符合|执行|适用|违背|按|依|其他|其它|除)\s?\Z")
_TOPIC = re.compile(r"(?:违反了?|遵守|依照|按照|根据|符合|依据|熟悉|执行)([\u4e00-\u9fff]{2,12})\Z")
_NOT_TOPIC = re.compile(r"[的本该法条款项和与及或第]|规定|章程|国家|有关|相关|其他")
# 法律责任, 法律援助, 法律文书 … are no sources, nor is law that is being made or taught.
_WORD_AFTER = re.compile(
    r"(?:知识|责任|援助|服务|顾问|文书|文件|效力|关系|地位|后果|监督|手段|草案|案|文本|人员|职业|专业|咨询|教育|宣传|制度|体系|事务|工作|程序|授权|规范|保护|保障|途径|权利|义务|性质|依据|问题|意见|意识|尊严|面前|解释权|实施|培训|学习|考试|和相关知识|知识的?|学|适用|监管|清理|制定|起草|解释|条文|条款|名称|委员会|院校|界|硕士|资格|行为|事实|素养|领域|基础|原则|精神|约束|允许|上|或者其他|审核|服)"
)
_BEFORE_NOT = re.compile(
    r"(?:制定|起草|学习|宣传|普及|公布|签署|修改|废止|清理|同其他|熟悉|掌握|解释|完善|健全|其|本|该)(?:的|有关|相关|国家)*\Z"
)


def find_generics(text: str) -> Iterator[Mention]:
    """Generic references in order; the span holds limiting words (国家, 有关) and 规定 where it follows at once."""
    if "规" not in text and "法" not in text:
        return
    for found in _GENERIC.finditer(text):
        start, end = found.span()
        before = text[max(0, start - 14) : start]
        if found["state"]:
            if not _state(text, found, before):
                continue
        elif found["rules"]:
            if not _STRICT.search(before) and not found["rules"].startswith("其"):
                continue
        else:
            widened = _laws(text, found, before)
            if widened is None:
                continue
            start = widened
        yield Mention(start, end, Form.GENERIC, head_end=end)


def _state(text: str, found: re.Match[str], before: str) -> bool:
    words = found["state"]
    if words.startswith(("省", "自治区", "国务院")) and not ("有关" in words or "相关" in words):
        return False
    return not re.search(r"(?:本|该|各|外|法|条例|》)\Z", before) and "部门" not in words[:-2]


def _laws(text: str, found: re.Match[str], before: str) -> int | None:
    """Where the reference starts, or None when law is spoken of but not as a source."""
    words = found["laws"]
    limited = re.match(r"(?:国家|其他|其它|有关|相关|现行|我国|本省|本市)", words)
    if found["says"]:
        # 《劳动法》等法律的规定 sums up what was named and adds nothing.
        if before.endswith("等") and not limited and words.startswith("法律的"):
            return None
        return None if _named_before(before) and not limited else _widened(found.start(), before)
    if _WORD_AFTER.match(text, found.end()) or _BEFORE_NOT.search(before):
        return None
    plural = len(re.findall(_KIND, words)) > 1 or "法律法规" in words
    if before.endswith("等"):
        return found.start() if limited or plural else None
    topic = _widened(found.start(), before)
    if topic < found.start() and not limited:
        return topic
    if limited and (_VERB.search(before) or words.startswith(("有关", "相关", "其他", "其它", "国家"))):
        return found.start()
    if _STRICT.search(before) or before.endswith(("宪法和", "宪法、", "宪法")):
        return found.start()
    return None


def _named_before(before: str) -> bool:
    return before.endswith(("》", "本法", "该"))


def _widened(start: int, before: str) -> int:
    """Includes the subject of the law in 违反道路交通安全法律法规."""
    topic = _TOPIC.search(before)
    if topic and not _NOT_TOPIC.search(topic[1]):
        return start - len(topic[1])
    return start
