"""Number, issuer, dates, term and repeals of a normative document, from its lines and its page's metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.normative.printed_dates import DATE, add_days, add_years, parse_printed_date
from ingest.normative.wrapping import unwrap_notice
from schemas.instruments import InstrumentMetadata, Repealed, Wrapping
from schemas.numerals import parse_numeral
from schemas.pages import TextDocument
from schemas.sheets import Sheet

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s?[〔\[【（(〈﹝]\s?(?:19|20)\d\d\s?[〕\]】）)〉﹞]\s?第?\s?\d{1,5}\s?号"
    r"|[\u4e00-\u9fff]{2,20}令\s?第\s?[〇零一二三四五六七八九十百\d]{1,5}\s?号"
)
_UNIFIED = re.compile(r"(?<![A-Za-z])[A-Z]{2,8}\s?[-—－–]{1,2}\s?(?:19|20)\d\d\s?[-—－–]{1,2}\s?\d{1,8}")
_UNIFIED_LABEL = re.compile(
    r"(?:统一编号|统一登记号|登记编号|规范性文件编号|编号)[：:\s]{1,3}([A-Za-z\u4e00-\u9fff]{1,12}[-—－–〔\d][^，。；\s]{3,24})"
)
_ISSUER = re.compile(
    r"[\u4e00-\u9fff（）、\s]{2,60}(?:政府|办公室|办公厅|局|委员会|委|厅|部|院|中心|支队|大队|管委会|人大常委会|常务委员会)$"
)
_EFFECTIVE = re.compile(
    r"自(?P<when>[^，。；]{2,30}?)(?:之日)?起\s?(?P<days>[〇一二三四五六七八九十百\d]{1,4}日后)?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_ISSUE_DAY = re.compile(r"(?:印发|发布|公布|发文|下发|颁布|公告|成文)")
_TERM = re.compile(
    r"(?:有效期(?:限)?(?:为|是)?|试行期?(?:限)?(?:为)?|暂行期(?:为)?|有效期自[^，。；]{2,30}起)\s?(?P<years>[一二三四五六七八九十两\d]{1,3})\s?年"
)
_UNTIL = re.compile(
    r"(?:有效期(?:限)?(?:至|到|截止到?|截至)|有效期自.{2,30}?(?:至|到)|执行至|施行至|实施至|有效至)\s?(?P<date>.{6,16})"
)
_REPEAL = re.compile(r"(?:同时|即行|予以|一并)?废止|同时失效|停止执行|不再执行|宣布失效")
_HEDGE = re.compile(r"拟(?:予以)?废止|建议废止|征求意见|修改或者废止|应当[^，。；]{0,12}废止|废止或者|需要废止")
_TITLE_NUMBER = re.compile(
    r"《(?P<title>[^《》]{2,100}(?:〈[^〈〉]{1,80}〉[^《》]{0,40})?)》\s?(?:[（(](?P<number>[^（）()]{0,10}[〔\[【（(]?[^（）()]{3,30}号?)[）)])?"
)
_REACH = 2000  # characters before the word in which its titles stand
_DRAFT = re.compile(r"征求意见稿|草案|送审稿|讨论稿|修改稿|公开征求.{0,30}意见|征求.{2,60}意见的")
_EXPLAINER = re.compile(r"解读|图解|一图读懂|政策问答|起草说明|答记者问|新闻发布会|问答|读懂")
_PASSED = re.compile(r"(?:19|20)\d\d\s?年[^，。；）)]{1,60}?(?:会议|会)?[^，。；）)]{0,12}?(?:审议)?通过")
_STANDARD = re.compile(r"(?:DB|ＤＢ)\s?\d{2,6}(?:\s?/\s?T)?\s?[\d.]{1,8}\s?[-—–]{1,2}\s?(?:19|20)\d\d")
_STANDARD_DAY = re.compile(r"(?P<day>(?:19|20)\d\d[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?)\s*(?P<act>发布|实施)")
_PAGE_NAMES = {
    "document_number": ("文号", "发文字号", "发文文号"),
    "unified_number": ("统一编号", "统一登记号", "登记号", "规范性文件编号"),
    "issuer": ("发布机构", "发文机关", "发文单位", "制定机关", "发布单位", "制发机关"),
    "signed": ("成文日期", "发文日期", "成文时间"),
    "published": ("发布日期", "发布时间", "公布日期", "印发日期", "PubDate", "pubdate"),
    "effective": ("生效日期", "施行日期", "实施日期"),
    "until": ("失效时间", "废止日期", "失效日期", "有效期至"),
    "status": ("有效性", "时效", "公文时效", "时效性", "效力状态", "文件状态", "有效性状态"),
}


_OTHER_NAMES = frozenset(
    {
        "索引号",
        "信息分类",
        "主题分类",
        "标题",
        "名称",
        "主题词",
        "内容概述",
        "体裁分类",
        "关联解读",
        "政策解读",
        "信息索引",
        "公开方式",
        "关键词",
    }
)


def read_instrument(document: TextDocument) -> tuple[Wrapping, InstrumentMetadata]:
    """Which paragraphs are the instrument, and what document and page say of it. Lines are `document.paragraphs`."""
    lines = [p.text for p in document.paragraphs]
    wrapping = unwrap_notice(lines)
    return wrapping, build_metadata(lines, wrapping, _page_metadata(document))


def build_metadata(lines: Sequence[str], wrapping: Wrapping, page: Mapping[str, str]) -> InstrumentMetadata:
    """Metadata of the instrument; `page` are declared values by the names in `_PAGE_NAMES`. Pure."""
    notice = list(lines[wrapping.notice.start : wrapping.notice.end]) if wrapping.notice else []
    body = list(lines[wrapping.instrument.start : wrapping.instrument.end]) if wrapping.instrument else notice
    around = [*lines[: wrapping.notice.start if wrapping.notice else _start(wrapping)], *(notice or body[:6])]
    signed = _signed(notice or body) or parse_printed_date(page.get("signed", ""))
    published = parse_printed_date(page.get("published", "")) or signed
    both = " ".join([*body, *notice])
    effective, text = _effective(both, signed or published)
    effective = effective or parse_printed_date(page.get("effective", ""))
    title = wrapping.title
    validity, until = _validity(both, effective)
    issuers = _issuers(notice or body, page.get("issuer", ""))
    names = f"{title} {wrapping.notice_title or ''}"
    is_law = not _DRAFT.search(names) and not _EXPLAINER.search(names)
    numbers = _numbers(around, page.get("document_number", ""))
    if not numbers and (standard := _STANDARD.search(" ".join(lines[:12]))):
        numbers = (re.sub(r"\s+", " ", standard[0]),)
        days = {m["act"]: parse_printed_date(m["day"]) for m in _STANDARD_DAY.finditer(" ".join(lines[:40]))}
        published, signed = days.get("发布") or published, days.get("发布") or signed
        effective = days.get("实施") or effective
    return InstrumentMetadata(
        title=title,
        carrier=wrapping.notice_title,
        relation=wrapping.relation,
        document_numbers=numbers,
        unified_number=_unified([*around, *body[:4]], page.get("unified_number", "")),
        issuers=issuers,
        adopted=_adopted([*body[:8], *notice]),
        signed=signed,
        published=published,
        effective_from=effective,
        effective_text=text,
        validity=validity,
        valid_until=until or parse_printed_date(page.get("until", "")),
        trial=bool(re.search(r"试行|暂行", title)),
        repeals=tuple(find_repeals(body if wrapping.instrument else notice)) if is_law else (),
        stated_status=page.get("status") or None,
        draft=bool(_DRAFT.search(names)),
        explainer=bool(_EXPLAINER.search(names)),
    )


def _start(wrapping: Wrapping) -> int:
    return wrapping.instrument.start if wrapping.instrument else 0


def _page_metadata(document: TextDocument) -> dict[str, str]:
    """Declared values: meta elements, and tables or lines of names and values over the text."""
    pairs = list(document.metadata)
    for table in document.tables[:3]:
        for row in table.sheet.rows[:12]:
            cells = [c for c in row if c.strip()]
            if len(cells) % 2 == 0:
                pairs += [(k.strip(" ：:　"), v) for k, v in zip(cells[::2], cells[1::2], strict=True)]
    for paragraph in document.paragraphs[:25]:
        name, mark, value = re.sub(r"\s+", "", paragraph.text).replace(":", "：").partition("：")
        if mark and len(name) <= 8 and value:
            pairs.append((name.strip("【】[]"), value))
    names = {printed: ours for ours, list_ in _PAGE_NAMES.items() for printed in list_}
    found: dict[str, str] = {}
    for name, value in pairs:
        key = names.get(re.sub(r"\s+", "", name))
        if key and value.strip():
            found.setdefault(key, value.strip())
    return found


def is_metadata_table(sheet: Sheet) -> bool:
    """Whether a table only declares names and values of the page: 索引号, 文号, 发布日期."""
    known = {n for names in _PAGE_NAMES.values() for n in names} | _OTHER_NAMES
    cells = {re.sub(r"[\s：:]+", "", c) for row in sheet.rows[:12] for c in row if len(c) < 20}
    return len(sheet.rows) <= 12 and len(cells & known) >= 3


def _numbers(lines: Sequence[str], declared: str) -> tuple[str, ...]:
    found = [re.sub(r"\s+", "", declared)] if _NUMBER.search(declared) else []
    for line in lines[:25]:
        text = re.sub(r"\s+", "", line)
        # A number alone on its line, or in brackets under the title, is the document's own; others are cited.
        match = _NUMBER.search(text)
        if match and len(text) - len(match[0]) <= 4:
            found.append(match[0].strip("（）()"))
    return tuple(dict.fromkeys(found))


def _unified(lines: Sequence[str], declared: str) -> str | None:
    if declared:
        return re.sub(r"\s+", "", declared)
    for line in lines[:25]:
        if label := _UNIFIED_LABEL.search(line):
            return re.sub(r"\s+", "", label[1])
        if found := _UNIFIED.search(line):
            return re.sub(r"\s+", "", found[0])
    return None


def _signed(lines: Sequence[str]) -> str | None:
    """The date under the signature: the last line that is a date and nothing else."""
    for line in reversed(lines):
        text = re.sub(r"\s+", "", line).strip("（）()")
        if len(text) <= 16 and (found := parse_printed_date(text)):
            return found
    return None


def _adopted(lines: Sequence[str]) -> str | None:
    """The day of the meeting that passed it, from the note under the title or the notice."""
    for line in lines:
        match = _PASSED.search(line)
        if match and (found := parse_printed_date(match[0])):
            return found
    return None


def _issuers(lines: Sequence[str], declared: str) -> tuple[str, ...]:
    """Who signed: the lines over the date, else what the page declares."""
    dated = next(
        (i for i in reversed(range(len(lines))) if len(lines[i].strip()) <= 20 and parse_printed_date(lines[i])), None
    )
    found: list[str] = []
    for at in range((dated or 0) - 1, max((dated or 0) - 6, -1), -1):
        text = lines[at].strip()
        if not text or not _ISSUER.match(text) or len(text) > 60:
            break
        found[:0] = [re.sub(r"\s", "", part) for part in re.split(r"[\s　]{2,}", text) if part.strip()]
    if not found and declared:
        found = [p for p in re.split(r"[、,，\s]+", declared) if p]
    return tuple(dict.fromkeys(found))


def _effective(text: str, issued: str | None) -> tuple[str | None, str | None]:
    last = None
    for match in _EFFECTIVE.finditer(text):
        last = match
    if last is None:
        return None, None
    day = parse_printed_date(last["when"])
    if day is None and _ISSUE_DAY.search(last["when"]):
        day = issued
        if day and last["days"]:
            day = add_days(day, parse_numeral(last["days"][:-2]) or 0)
    return day, last[0]


def _validity(text: str, effective: str | None) -> tuple[str | None, str | None]:
    if until := _UNTIL.search(text):
        return until[0].strip(), parse_printed_date(until["date"])
    if term := _TERM.search(text):
        years = parse_numeral(term["years"])
        return term[0], add_years(effective, years) if effective and years else None
    return None, None


def find_repeals(lines: Sequence[str]) -> list[Repealed]:
    """Instruments that the text repeals. In 《新办法》自…施行，《旧办法》同时废止 only the second is."""
    found: list[Repealed] = []
    for line in lines:
        if "废止" not in line and "失效" not in line and "执行" not in line:
            continue
        for sentence in re.split(r"[。；;]", line):
            if not _HEDGE.search(sentence):
                found += _repealed_in(sentence)
    return list(dict.fromkeys(found))


def _repealed_in(sentence: str) -> list[Repealed]:
    found: list[Repealed] = []
    done = 0  # what an earlier act of the sentence has taken
    for match in _REPEAL.finditer(sentence):
        start = max(done, match.start() - _REACH)
        before = sentence[start : match.start()]
        cut = max(before.rfind(word) for word in ("施行", "实施", "执行"))
        titles = _TITLE_NUMBER.finditer(before[cut + 2 :] if cut >= 0 else before)
        found += [Repealed(t["title"], t["number"], sentence.strip()[:_REACH]) for t in titles]
        done = match.end()
    return found


__all__ = ["DATE", "build_metadata", "find_repeals", "read_instrument"]
