"""Document numbers (发文字号, 文号): their grammar and one spelling for all of their bracket forms.

国发〔2021〕12号              code, year, number; the brackets vary: 〔〕 [] 【】 （） () 〈〉, so do blanks and 第
国务院令第713号               an order; also 国务院第713号令
农业部令2017年第8号            an order numbered within its year; also 农业部令〔2017〕第8号
…常务委员会公告第7号           the announcement that publishes a local regulation
HFGS—2017—9                the unified number (统一编号) of a normative document
"""

from __future__ import annotations

import re

from schemas.numerals import NUMERAL_CHARS, parse_numeral

_OPEN, _CLOSE = r"[〔\[【（(﹝〈<［｛{]", r"[〕\]】）)﹞〉>］｝}]"
YEAR = r"(?:19|20|１９|２０)[0-9０-９]{2}"
"""A year in Arabic digits, half or full width (regular expression)."""
_NUMBER = rf"[{NUMERAL_CHARS}]{{1,7}}+"

BRACKETED = (
    rf"{_OPEN}\s{{0,2}}(?P<year>{YEAR})\s{{0,2}}年?\s{{0,2}}{_CLOSE}\s{{0,2}}"
    r"(?:字?第)?\s{0,2}(?P<number>[0-9０-９]{1,6})\s{0,2}号"
)
"""What follows the code of a bracketed number (regular expression, groups year and number)."""
ORDER = (
    rf"(?P<act>令|公告)[，,\s]{{0,2}}(?:{_OPEN}?\s{{0,2}}(?P<order_year>{YEAR})\s{{0,2}}年?\s{{0,2}}{_CLOSE}?)?\s{{0,2}}"
    rf"(?:第\s{{0,2}})?(?P<order_number>{_NUMBER})\s{{0,2}}号"
)
"""令第…号 and 公告第…号 with what may stand between (groups act, order_year, order_number)."""
ORDER_AFTER = (
    rf"(?:(?P<year_before>{YEAR})\s{{0,2}}年\s{{0,2}})?"
    rf"(?:第\s{{0,2}}(?P<number_before>{_NUMBER})\s{{0,2}}号\s{{0,2}}(?P<act_after>令|公告)"
    r"|(?P<number_bare>[0-9]{1,4})\s{0,2}号\s{0,2}(?P<act_bare>令)(?![人状书]))"
)
"""The number in front: 第…号令, 150号令 (groups year_before, number_before and act_after, number_bare and act_bare)."""
UNIFIED = (
    rf"(?P<series>[A-Z]{{2,8}})\s?[-—－–]{{1,2}}\s?(?P<series_year>{YEAR})\s?[-—－–]{{1,2}}\s?(?P<serial>[0-9]{{1,8}})"
)
"""A unified number (groups series, series_year, serial)."""

_CODED = re.compile(rf"(?P<code>.*?){BRACKETED}")
_ORDERED = re.compile(rf"(?P<issuer>.*?)(?:{ORDER}|{ORDER_AFTER})")
_SERIES = re.compile(UNIFIED)
_BLANKS = re.compile(r"\s+")
_WIDE = {0xFF10 + i: str(i) for i in range(10)}


def normalise_docnumber(text: str) -> str:
    """One spelling for a document number: `国发[2021] 第12号` → `国发〔2021〕12号`, `国务院第7号令` → `国务院令第7号`.

    Blanks go, digits become Arabic and half-width, 中华人民共和国 and 原 before the issuer go. Text that is no document
    number comes back without blanks.
    """
    bare = _BLANKS.sub("", text).translate(_WIDE)
    if (found := _CODED.match(bare)) and not found["code"].endswith(("令", "公告")):
        return f"{_bare_issuer(found['code'])}〔{found['year']}〕{int(found['number'])}号"
    if found := _ORDERED.match(bare):
        act = found["act"] or found["act_after"] or found["act_bare"]
        year = found["order_year"] or found["year_before"]
        number = parse_numeral(found["order_number"] or found["number_before"] or found["number_bare"])
        if number is not None:
            return f"{_bare_issuer(found['issuer'])}{act}{f'{year}年' if year else ''}第{number}号"
    if found := _SERIES.match(bare):
        return f"{found['series']}-{found['series_year']}-{int(found['serial'])}"
    return bare


def _bare_issuer(name: str) -> str:
    short = name.strip("（(《》）)，,、:：").removeprefix("原").removeprefix("中华人民共和国").removeprefix("原")
    return short.removesuffix("部部") + "部" if short.endswith("部部") else short or name
