"""Money, percent and multiples with their bounds. 以上 and 以下 include the number (民法典 第一千二百五十九条)."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.records import Amount

# Possessive, and never begun inside a run of digits: linear in the text.
_ARABIC = r"(?<![\d.])\d[\d,，]{0,14}+(?:\.\d{1,6}+)?+"
_CHINESE = (
    r"(?<![〇零一二两三四五六七八九十百千])[〇零一二两三四五六七八九十百千]{1,9}+(?:点[〇零一二三四五六七八九]{1,4}+)?+"
)
_NUMERAL = rf"(?:{_ARABIC}|{_CHINESE})"
_REST = r"(?:零?[一二三四五六七八九\d]千(?:[一二三四五六七八九\d]百)?|零?[一二三四五六七八九\d]百)?"
_SCALE = rf"(?:\s?[十百千]?[万亿]{_REST}|\s?[百千](?=\s?元))"
# 5万以上 is money where no measure word follows; a bare number counts as the first end of 2-4万元.
# All begin with a digit or numeral: asked first, so that the five forms are not tried on every character.
_VALUE = re.compile(
    rf"(?=[\d〇零一二两三四五六七八九十百千])(?:百分之{_NUMERAL}"
    rf"|{_NUMERAL}\s?[%％]"
    rf"|{_NUMERAL}{_SCALE}?\s?(?:元|倍)"
    rf"|{_NUMERAL}\s?[十百千]?[万亿]{_REST}(?![余个户人吨公平立千瓦])"
    rf"|{_ARABIC}(?=\s?[-－—–~～至]{{1,2}}\s?{_ARABIC}{_SCALE}?\s?(?:元|倍|[%％])))"
)
_BEFORE = re.compile(
    r"(?:(?P<closed_high>不超过|不高于|不大于|至多|最高)|(?P<closed_low>不低于|不少于|不小于|至少|最低)"
    r"|(?P<open_low>超过|高于|大于|多于)|(?P<open_high>不足|未满|不满|低于|小于|不到|少于|未达到?))(?:人民币)?\s?$"
)
_AFTER = re.compile(r"\s?(?:（(?:不?含本数|含)）)?\s?(?:(?P<above>以上|及以上|起)|(?P<below>以下|以内|及以下))")
_DASH = re.compile(r"\s?[-－—–~～至到]{1,2}\s?")
_PER = re.compile(r"每(?:增加)?(?:立方米|平方米|公斤|千克|[\u4e00-\u9fff]{1,3}?)(?:处以?|罚款?|按|收取|增加)?\s?$")
_BASES = (
    "违法所得", "货值金额", "合同价款", "总投资额", "总投资", "投资额", "工程造价", "销售金额", "应缴", "营业额",
    "销售额", "直接损失", "经济损失", "所收费用", "代理费", "处置费用", "标的", "成本",
)  # fmt: skip

_LAYOUT = re.compile(r"[\s,，]+")
_MIXED = re.compile(r"(\d+(?:\.\d+)?)([十百千]?)")
_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)万(\d)千(?:(\d)百)?")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}


@lru_cache(maxsize=4096)  # a benchmark repeats its ranges from violation to violation
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount and range in the text, in order; money in yuan. Linear in the text's length."""
    found: list[Amount] = []
    open_ended: Amount | None = None  # a lower bound that waits for its upper one
    for match in _VALUE.finditer(text):
        amount = _bound(text, match)
        if amount is None:
            continue
        joined = _join(text, open_ended, amount) if open_ended else None
        if joined is not None:
            found[-1] = joined
            open_ended = None
            continue
        found.append(amount)
        open_ended = amount
    return tuple(a for a in found if a.unit != "number")


def _bound(text: str, match: re.Match[str]) -> Amount | None:
    value, unit = parse_value(match[0])
    if value is None:
        return None
    start, end = match.span()
    low: float | None = value
    high: float | None = value
    low_open = high_open = False
    before = _BEFORE.search(text, max(0, start - 8), start)
    after = _AFTER.match(text, end)
    if before:
        start = before.start()
        if before["closed_high"] or before["open_high"]:
            low, high_open = None, bool(before["open_high"])
        else:
            high, low_open = None, bool(before["open_low"])
    elif after:
        end = after.end()
        low, high = (low, None) if after["above"] else (None, high)
    return Amount(start, end, unit, low, high, low_open, high_open, _per(text, start), _of(text, start, unit))


def _join(text: str, first: Amount, second: Amount) -> Amount | None:
    """One range of two neighbouring bounds, or None when they are two amounts."""
    between = text[first.end : second.start]
    if first.low is not None and first.low == first.high and second.low == second.high and _DASH.fullmatch(between):
        low, unit = first.low, second.unit
        if first.unit == "number" and unit == "yuan" and second.high and first.low < second.high / 1000:
            low *= 10_000  # 2-4万元
        return first._replace(end=second.end, unit=unit, low=low, high=second.high)
    if first.unit != second.unit or first.high is not None or first.low is None:
        return None
    if between.strip("，, \n") not in ("", "但", "并", "且", "至", "而"):
        return None
    if second.low is None:
        doubtful = second.high is not None and second.high < first.low
        return first._replace(end=second.end, high=second.high, high_open=second.high_open, doubtful=doubtful)
    if second.high is None and not second.low_open:
        # 45万元以上60万元以上: the second 以上 can only be meant as 以下.
        return first._replace(end=second.end, high=second.low, doubtful=True)
    return None


def _per(text: str, start: int) -> str:
    if text.find("每", max(0, start - 12), start) < 0:
        return ""
    found = _PER.search(text, max(0, start - 12), start)
    return re.sub(r"(?:处以?|罚款?|按|收取|增加)$", "", found[0].strip()[1:].removeprefix("增加")) if found else ""


def _of(text: str, start: int, unit: str) -> str:
    if unit == "yuan":
        return ""
    before = text[max(0, start - 16) : start]
    hits = [(before.rfind(base), base) for base in _BASES if base in before]
    return max(hits)[1] if hits else ""


@lru_cache(maxsize=4096)  # the same sums again and again
def parse_value(text: str) -> tuple[float | None, str]:
    """Value and unit (yuan, percent, multiple, number) of 二十万元, 百分之五, 3倍; None where it is no number."""
    text = text.strip()
    if text.startswith("百分之"):
        return parse_number(text[3:]), "percent"
    if text.endswith(("%", "％")):
        return parse_number(text[:-1].strip()), "percent"
    if text.endswith("倍"):
        return parse_number(text[:-1].strip()), "multiple"
    money = text.endswith("元") or "万" in text or "亿" in text
    return parse_number(text.removesuffix("元").strip()), "yuan" if money else "number"


def parse_number(text: str) -> float | None:
    """Value of 20, 1,500.5, 1.5万, 二十万, 一百二十亿, 三点五; None where it is no number."""
    text = _LAYOUT.sub("", text)
    scale = 1
    while text and text[-1] in _SCALES:
        scale *= _SCALES[text[-1]]
        text = text[:-1]
    mixed = _MIXED.fullmatch(text)
    if mixed:
        return float(mixed[1]) * _UNITS.get(mixed[2], 1) * scale
    if split := _THOUSANDS.fullmatch(text):
        return (float(split[1]) * 10_000 + int(split[2]) * 1000 + int(split[3] or 0) * 100) * scale
    whole, _, part = text.partition("点")
    value = _parse_chinese(whole)
    if value is None:
        return None
    if part:
        value += sum(_DIGITS.get(c, 0) / 10 ** (i + 1) for i, c in enumerate(part))
    return value * scale


def _parse_chinese(text: str) -> float | None:
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _SCALES for c in text):
        return None
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            total = (total + section + digit) * _SCALES[c]
            section = digit = 0
    return float(total + section + digit)
