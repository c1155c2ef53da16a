"""Document numbers in running text: 国发〔2021〕12号, 国务院令第713号, 2017年第8号令, HFGS—2017—9."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.citations.mentions import Form, Mention
from schemas.docnumbers import BRACKETED, ORDER, ORDER_AFTER, UNIFIED
from schemas.numerals import NUMERAL_CHARS

_CORE = re.compile(rf"(?:{BRACKETED})|(?:{ORDER})|(?:{ORDER_AFTER})|(?:{UNIFIED})")
_WORTH = re.compile(rf"[{NUMERAL_CHARS}]\s{{0,2}}号|[A-Z]\s?[-—－–]")
# Longest number of the corpus with its code: 24 characters; of the lists, with two issuers of one order: 46.
_LONGEST_CODE, _LONGEST_ISSUER = 22, 46
# 法（研）发〔1987〕32号: one short part of a code may stand in brackets.
_CODE = re.compile(r"(?:[\u4e00-\u9fff]{1,8}[（(][\u4e00-\u9fff]{1,2}[）)])?[\u4e00-\u9fffA-Za-z]{1,22}\s{0,2}\Z")
_ISSUER = re.compile(r"[\u4e00-\u9fff、（）()\s]{1,46}\Z")
# What may stand before a code and is no part of it.
_LEAD = re.compile(
    r"按照|依照|根据|依据|遵照|参照|印发|转发|下发|发布|公布|颁布|经|文号|简称|详见|适用|[按据以见及和与的号为由在日：:年]|废止"
)
# 、 and 和 join the issuers of one order; a date, an event or a blank parts them from what stands before.
_LEAD_OF_ISSUER = re.compile(
    r"按照|依照|根据|依据|发布|公布|颁布|印发|修订|修正|通过|[\u4e00-\u9fff]会议|文号|[按据以见经由的号在日年月：:]|\s(?=[\u4e00-\u9fff])"
)
# （令第150号，2012年修正）: the issuer is that of the title before the bracket.
_BARE_ORDER = re.compile(r"[》、，,；;日年][（(]?\s?\Z|[（(]\s?\Z")
_FULL_ISSUER = re.compile(
    r"^(?:国务院办公厅|国务院|最高人民法院|最高人民检察院|[\u4e00-\u9fff]{1,14}?(?:委员会|总局|人民政府|办公厅|办公室)|财政部|公安部|教育部"
    r"|卫生部)+(?=[\u4e00-\u9fff]{2,})"
)
_STANDARDS = frozenset({"GB", "GBT", "GBZ", "HJ", "JGJ", "CJJ", "DB", "AQ", "GA", "NY", "YY", "SN", "TSG"})


def find_numbers(text: str) -> Iterator[Mention]:
    """Document numbers in order; the issuer's name or code belongs to the span."""
    if not _WORTH.search(text):
        return
    for found in _CORE.finditer(text):
        if found["year"]:
            start = _code_start(text, found.start())
        elif found["series"]:
            start = None if found["series"] in _STANDARDS else found.start()
        elif found["act"]:
            start = _issuer_start(text, found.start())
            if (
                start is None
                and found["act"] == "令"
                and _BARE_ORDER.search(text, max(0, found.start() - 4), found.start())
            ):
                start = found.start()
        else:
            issuer = _issuer_start(text, found.start())
            start = found.start() if issuer is None else issuer
        if start is not None:
            yield Mention(start, found.end(), Form.NUMBER, head_end=found.end())


def _code_start(text: str, core: int) -> int | None:
    """Where the code before 〔2021〕12号 begins; None when there is none."""
    found = _CODE.search(text, max(0, core - _LONGEST_CODE), core)
    if not found:
        return None
    start = found.start()
    for lead in _LEAD.finditer(text, start, core):
        if lead.end() < core:
            start = lead.end()
    if core - start > 6 and (issuer := _FULL_ISSUER.match(text[start:core])):
        start += issuer.end()
    start += len(text[start:core]) - len(text[start:core].lstrip())
    return start if text[start:core].strip() else None


def _issuer_start(text: str, core: int) -> int | None:
    """Where the issuer before 令第…号 begins; None when there is none."""
    found = _ISSUER.search(text, max(0, core - _LONGEST_ISSUER), core)
    if not found:
        return None
    start = found.start()
    for lead in _LEAD_OF_ISSUER.finditer(text, start, core):
        if lead.end() < core and text[lead.end() : core].strip():
            start = lead.end()
    for bracket in re.finditer(r"[（(]", text[start:core]):
        if ")" not in text[start + bracket.start() : core] and "）" not in text[start + bracket.start() : core]:
            start += bracket.end()
            break
    run = text[start:core]
    start += len(run) - len(run.lstrip(" \u3000\n、）)"))
    return start if text[start:core].strip() else None
