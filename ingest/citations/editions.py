"""The edition (year) that a text names: in brackets after the title, or as a date right before it."""

from __future__ import annotations

import re
from itertools import zip_longest

from ingest.citations.titles import year_of
from schemas.docnumbers import YEAR

_ZH_YEAR = r"[一二][九〇零○Ｏ0][一二三四五六七八九〇零○Ｏ0]{2}"
_MADE = (
    "通过|公布|发布|颁布|颁发|印发|批准|制定|下发|实施|施行|修订|修正|修改|批转|转发|作出|签发|颁行|公告|出台|印制|"
    "联合发布|编制|版"
)
# 1996年5月30日…会议通过的《, 国务院1955年5月21日批准颁发的《, 1994年2月1日民政部《, 2013年版《
_BEFORE = re.compile(
    rf"(?P<year>{YEAR}|{_ZH_YEAR})\s?年(?:\s?[0-9一二三四五六七八九十０-９]{{1,3}}\s?月)?(?:\s?[0-9一二三四五六七八九十０-９]{{1,3}}\s?日)?"
    rf"(?P<rest>[^。；，：《》\n“”]{{0,70}})\Z"
)
_ISSUED = re.compile(
    rf"(?P<year>{YEAR}|{_ZH_YEAR})\s?年\s?[0-9一二三四五六七八九十]{{1,3}}\s?月(?:\s?[0-9一二三四五六七八九十]{{1,3}}\s?日)?，"
    r"[\u4e00-\u9fff、]{2,30}(?:院|部|委|会|局|署|厅|政府|办公室)(?:联合)?(?:印发|发布|公布|颁布)(?:了)?\Z"
)
_VERSION = re.compile(rf"({YEAR})\s?年?(?:修[订正改])?版(?:的)?\s?\Z")
_REST = re.compile(rf"[^，]*(?:{_MADE})(?:施行|实施)?(?:的|之)?\s?\Z")
_ISSUER = re.compile(
    r"\s?(?:[\u4e00-\u9fff、]{0,40}(?:国务院|政务院|部|委员会|委|局|总局|厅|办公厅|办公室|人民政府|政府|法院|检察院|人大|常委会|署|总署|会议|银行))?\s?(?:的)?\s?\Z"
)
_PARTY = re.compile(r"根据|依照|按照|违反|依据|符合|适用|自|从|起|在|向|对|至|前|后")
# The year of a standard's number (GB 2760-2014) is no edition that the text names.
_IN_BRACKET = re.compile(rf"(?<![-—–0-9])({YEAR}|{_ZH_YEAR})\s?年?")
_EVENT = re.compile(r"修[正订改]|版|本\b|文本|公布|发布|通过|颁布|施行|制定|实施|批准")
_REVISED = re.compile(r"修[正订改]")
_UNDATED = re.compile(
    r"(?:[公发颁]布|通过|号|施行)[^，,；;。]{0,12}[，,；;。]\s?(?:根据|依据|由)?[^，,；;。]{0,24}令?(?:第?[0-9]{1,4}号(?:令)?[、和]?){1,6}"
    r"(?:《[^》]{0,60}》)?(?:第[一二三四五]次)?修[正订改]"
)
# 2001年6月16日国务院公布的《…办法》同时废止: the year of another instrument.
_REPEALED = re.compile(rf"{YEAR}\s?年[^，,；;。《》]{{0,40}}《[^》]{{1,60}}》同时废止")
_MADE_KNOWN = re.compile(r"公布|发布|颁布|通过|制定|批准|令|版|本\b|文本")
_IN_FORCE = re.compile(r"施行|实施|生效")
_BARE_YEAR = re.compile(rf"[（(\[〔【]\s?({YEAR})\s?年?\s?[)）\]〕】]\Z")
_NUMBER = re.compile(rf"[〔\[（(【]\s?{YEAR}\s?[〕\]）)】]\s?(?:第)?\s?[0-9]+\s?号")


def edition_before(text: str, start: int) -> str | None:
    """The year of a date that stands right before the title at `start`."""
    window = text[max(0, start - 90) : start]
    if "年" not in window:
        return None
    found = _BEFORE.search(window)
    if not found:
        return _issued_on(window)
    # 1988年…通过、1996年…修正的《: the last of several.
    while later := _BEFORE.search(window, found.end("year")):
        found = later
    rest = found["rest"]
    if _REST.match(rest) and not re.search(r"(?:根据|依照|按照|违反)", rest):
        return year_of(found["year"])
    if _ISSUER.fullmatch(rest) and not _PARTY.search(rest):
        return year_of(found["year"])
    return None


def version_before(text: str, start: int) -> str | None:
    """The year of an edition named right before a place: 原1998版第二十二条."""
    found = _VERSION.search(text, max(0, start - 10), start)
    return year_of(found[1]) if found else None


def _issued_on(window: str) -> str | None:
    """2017年4月27日，某市人民政府办公厅印发《: the day and what was done on it are parted by a comma."""
    found = _ISSUED.search(window)
    return year_of(found["year"]) if found else None


def edition_in(bracket: str) -> str | None:
    """The year in a bracket after the title: （2018年修正本）, （1995年…通过，2015年…修订）.

    Of several the last in which it was revised, else published; the year in which it came into force only alone.
    """
    if bare := _BARE_YEAR.fullmatch(bracket):
        return year_of(bare[1])
    plain = _NUMBER.sub("", _REPEALED.sub("", bracket))
    best: tuple[int, str | None] | None = None
    years = list(_IN_BRACKET.finditer(plain))
    for this, following in zip_longest(years, years[1:]):
        said = plain[this.end() : following.start() if following else len(plain)]
        weight = 3 if _REVISED.search(said) else 2 if _MADE_KNOWN.search(said) else 0 if _IN_FORCE.search(said) else 1
        if best is None or weight >= best[0]:
            # The order that revised it later has no year: which edition is meant stays open.
            best = (weight, None if weight == 3 and _UNDATED.search(said) else year_of(this[1]))
    return best[1] if best and (best[0] or _EVENT.search(plain)) else None
