"""Titles as texts write them: are they instruments at all, and which title do they mean."""

from __future__ import annotations

import re

from schemas.docnumbers import YEAR

GENRES = (
    "宪法|法典|法|条例|规定|办法|细则|规则|决定|决议|解释|通知|意见|批复|命令|令|公告|通告|通报|章程|准则|标准|规范|规程|方案|"
    "纲要|目录|清单|名录|公约|协定|议定书|条约|宣言|声明|指引|指南|预案|制度|措施|要点|答复|复函|函|纪要|修正案|通则|总则|"
    "大纲|守则|条款|安排|导则|编码|代码|定额|基准|共识|规划|计划|若干政策|政策|公报|说明|报告|分类|总体要求|工作规则|问答|补充规定|程序|条令|税则|解答|布告|指示|宪章|品种|名单|分工|职责|对照表"
    "|范本|机制|任务|体系|规约|做法|意见书"
)
"""Words that the title of an instrument ends with (alternation of a regular expression)."""

LEANING = "实施条例|实施细则|实施办法|施行细则|实施规定|实施规则"
"""Titles that say nothing without the law that they carry out (alternation of a regular expression)."""

# 《…许可证》, 《…决定书》, 《…合同》, 《…报》: papers, forms and newspapers, not law.
_PAPER = re.compile(
    r"(?:证|证书|证明|证件|执照|牌照|书|书目|表|单|票|簿|册|卡|状|信|合同|协议|契约|协议书|报|日报|周刊|月刊|杂志|学报|图|帐|账|登记表|申请表|"
    r"笔录|回执|凭证|档案|名片|账户|台账|传|记|歌|曲|史|谱|选|集|论|学|诗|网|章|牌|件|稿|样张|意向通知|词典|字典|药典|年鉴|公报|条幅|剧|片|档|案|编|卷|本)\Z"
)
_GENRE = re.compile(rf"(?:{GENRES})\Z")
# 《…通知》 is a notice to somebody unless it is about something (关于…的通知) or a body of state issues it.
_COMMON = re.compile(
    r"(?:通知|决定|意见|批复|公告|通告|通报|命令|令|函|复函|答复|报告|说明|声明|方案|计划|规划|名单|清单|公报|职责|措施|分工|任务|条款|问答|做法|决议|纪要|机制|制度|要点|政策)\Z"
)
_OFFICIAL = re.compile(
    r"关于|印发|国务院|中共中央|人民代表大会|全国人大|最高人民|中华人民共和国|国家|省|自治区|部|委员会|总局|办公厅|人民政府|[市县]|实施|管理|改革|发展|深化|会议纪要|试点|机关|汉语|管制|行动计划"
    r"|规划纲要|总体方案|目录"
)
_NOTICE = re.compile(
    r"^(?!.*关于).*(?:处罚|检疫|检验|缴款|限期|整改|解除|复议|听证|受理|录取|告知|询问|调离|责令|查封|扣押|备案|中标|验收|审查|鉴定|评估|补正)[^的]{0,12}(?:通知|决定|意见|公告"
    r"|报告|说明|方案)\Z"
)
_YEAR_BRACKET = re.compile(
    rf"[（(\[〔【]\s*(?:自)?({YEAR}|[一二][九〇零○Ｏ][一二三四五六七八九〇零○Ｏ]{{2}})\s*年?[^（）()《》]{{0,20}}?(?:修[正订改]|版|公布|发布|通过|颁布|制定|施行"
    rf"|实施|本|文本)?[^（）()《》]{{0,6}}[)）\]〕】]\Z"
)
_EDITION_WORD = re.compile(
    r"修[正订改]|版|本\b|公布|发布|通过|颁布|年[)）\]〕】]|[（(\[〔【]\s*[0-9０-９]{4}\s*[)）\]〕】]"
)
_NUMBER_BRACKET = re.compile(r"[（(][^（）()]{0,30}号[)）]\Z")
_BLANKS = re.compile(r"[\s\u3000\xa0\u200b\ufeff]+")
_INNER_OPEN, _INNER_CLOSE = re.compile(r"[〈<«﹤＜]"), re.compile(r"[〉>»﹥＞]")
_ZH_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九０１２３４５６７８９", "00001234567890123456789")


def is_instrument(title: str) -> bool:
    """Whether a title between marks is the title of an instrument, and not of a paper, a contract or a newspaper."""
    bare = _core(title)
    if len(bare) < 2:
        return False
    if not _GENRE.search(bare):
        return "关于" in bare and not _PAPER.search(bare)
    if _COMMON.search(bare):
        return bool(_OFFICIAL.search(bare)) and not _NOTICE.search(bare)
    return True


def _core(title: str) -> str:
    """The title without what follows it in brackets: （试行）, （草案）, （2018年修订）, （一）."""
    bare = title.strip()
    while bare.endswith(("）", ")", "〕", "]", "】")):
        cut = max(bare.rfind(c) for c in "（(〔[【")
        if cut <= 0:
            break
        bare = bare[:cut].rstrip()
    return bare


def split_edition(title: str) -> tuple[str, str | None]:
    """Title and year, for a title that carries its edition: 公司法（2023年修订） → 公司法, 2023."""
    stripped = title.rstrip()
    if stripped.endswith(("）", ")", "〕", "]", "】")):
        if (number := _NUMBER_BRACKET.search(stripped)) and number.start():
            return stripped[: number.start()].rstrip(), None
        if (found := _YEAR_BRACKET.search(stripped)) and _EDITION_WORD.search(found.group()) and found.start():
            # 宪法修正案（2004年） is the instrument's own name.
            if stripped[: found.start()].endswith("修正案"):
                return stripped, None
            return stripped[: found.start()].rstrip(), year_of(found[1])
    return stripped, None


def year_of(text: str) -> str:
    """Four Arabic digits of a year in any digits."""
    return text.translate(_ZH_DIGITS)


def clean_title(title: str) -> str:
    """The title in official spelling: no blanks, inner marks 《》, full-width brackets."""
    bare = _BLANKS.sub("", title) if _BLANKS.search(title) else title
    bare = _INNER_CLOSE.sub("》", _INNER_OPEN.sub("《", bare))
    # <<…>> stands for 《…》: one pair is left when the outer one is gone.
    while bare.startswith("《") and bare.endswith("》") and "《" not in bare[1:]:
        bare = bare[1:-1]
    return bare.replace("(", "（").replace(")", "）")


def genre_of(title: str) -> str:
    """The genre word a title ends with (法, 条例, 办法 …), or an empty string."""
    found = _GENRE.search(_core(title))
    if not found:
        return ""
    return "法" if found.group() in ("法典", "宪法") else found.group()
