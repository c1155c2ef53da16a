"""Money, percent and multiples with their bounds. 以上 and 以下 include the number (民法典 第一千二百五十九条)."""

from __future__ import annotations

import re

from schemas.records import Amount

_NUMERAL = r"(?:\d[\d,，]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+(?:点[〇零一二三四五六七八九]+)?)"
_SCALE = r"(?:[十百千]?[万亿])?"
_MONEY = rf"{_NUMERAL}{_SCALE}(?:余)?元?"
_VALUE = rf"(?:百分之{_NUMERAL}|{_NUMERAL}\s*[%％]|{_NUMERAL}{_SCALE}\s*(?:元|倍)|{_NUMERAL}[十百千]?[万亿](?![余个户人吨公平立]))"
_ABOVE = r"(?:以上|及以上|起)"
_BELOW = r"(?:以下|以内|及以下)"
_OPEN_LOW = r"(?:超过|高于|大于|多于)"
_OPEN_HIGH = r"(?:不足|未满|不满|低于|小于|不到|少于|未达到?)"
_CLOSED_HIGH = r"(?:不超过|不高于|不大于|最高(?:不超过)?|至多)"
_CLOSED_LOW = r"(?:不低于|不少于|不小于|最低|至少)"
_PER = r"(?:每(?P<per>[\u4e00-\u9fff]{1,6}?)(?:处以?|罚款?|按)?)?"
_OF = r"(?P<of>(?:违法所得|货值金额|工程合同价款|合同价款|总投资额?|工程造价|销售金额|项目投资|罚款|标准|应缴[\u4e00-\u9fff]{0,6}|所得|收入|费用|金额)(?:的)?)?"

# Values are looked for first; what stands before and after each says which bound it is.
_FOUND = re.compile(_VALUE)
_BEFORE = re.compile(
    rf"(?:(?P<closed_high>{_CLOSED_HIGH})|(?P<closed_low>{_CLOSED_LOW})|(?P<open_low>{_OPEN_LOW})|(?P<open_high>{_OPEN_HIGH}))$"
)
_AFTER = re.compile(rf"\s*(?:[（(]?(?:含本数|不含|含)?[）)]?)(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))")
_RANGE_MARK = re.compile(r"\s*(?:[-－—–~～至到]|--|——)\s*$")
_PER_BEFORE = re.compile(r"每(?:增加|超过|立方米|平方米|吨|公斤|千克|[\u4e00-\u9fff]{1,3})[\u4e00-\u9fff]{0,4}$")
_OF_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,14})(?:的|总额|金额)?$")
_BASES = (
    "违法所得",
    "货值金额",
    "合同价款",
    "总投资额",
    "总投资",
    "投资额",
    "工程造价",
    "销售金额",
    "应缴",
    "所得额",
    "营业额",
    "销售额",
    "成本",
)

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount and range in the text, in order; money in yuan. Linear in the text's length."""
    found: list[Amount] = []
    open_ended: Amount | None = None  # a lower bound that waits for its upper one
    for match in _FOUND.finditer(text):
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
    return tuple(found)


def _bound(text: str, match: re.Match[str]) -> Amount | None:
    value, unit = parse_value(match[0])
    if value is None:
        return None
    start, end = match.span()
    low: float | None = value
    high: float | None = value
    low_open = high_open = False
    before = _BEFORE.search(text, max(0, start - 6), start)
    after = _AFTER.match(text, end)
    if before:
        start = before.start()
        if before["closed_high"] or before["open_high"]:
            low, high_open = None, bool(before["open_high"])
        else:
            high, low_open = None, bool(before["open_low"])
    elif after:
        end = after.end()
        if after["above"]:
            high = None
        else:
            low = None
    return Amount(start, end, unit, low, high, low_open, high_open, _per(text, start), _of(text, start, unit))


def _join(text: str, first: Amount, second: Amount) -> Amount | None:
    """One range of two neighbouring bounds, or None when they are two amounts."""
    between = text[first.end : second.start]
    if first.unit != second.unit and not (first.unit == "number" and second.unit == "yuan"):
        return None
    dash = bool(re.fullmatch(r"\s*(?:[-－—–~～至到]|——)\s*", between))
    if first.low is not None and first.high == first.low and dash and second.low == second.high:
        return _range(first, second, second.high)
    if first.high is not None or first.low is None or between.strip("，, \n") not in ("", "但", "并", "且", "至", "而"):
        return None
    if second.low is None:
        return _range(first, second, second.high)
    if second.high is None and second.low_open is False and text[second.end - 1] == "上":
        # 45万元以上60万元以上: the second 以上 can only be meant as 以下.
        return _range(first, second, second.low)._replace(doubtful=True)
    return None


def _range(first: Amount, second: Amount, high: float | None) -> Amount:
    doubtful = high is not None and first.low is not None and high < first.low
    return first._replace(end=second.end, unit=second.unit, high=high, high_open=second.high_open, doubtful=doubtful)


def _per(text: str, start: int) -> str:
    found = _PER_BEFORE.search(text, max(0, start - 10), start)
    return found[0][1:].rstrip("处罚按以") if found else ""


def _of(text: str, start: int, unit: str) -> str:
    if unit == "yuan":
        return ""
    before = text[max(0, start - 16) : start]
    hits = [(before.rfind(base), base) for base in _BASES if base in before]
    return max(hits)[1] if hits else ""


def parse_value(text: str) -> tuple[float | None, str]:
    """Value and unit (yuan, percent, multiple) of 二十万元, 1.5万, 百分之五, 3倍; None where it is no number."""
    text = text.strip()
    if text.startswith("百分之"):
        return parse_number(text[3:]), "percent"
    if text.endswith(("%", "％")):
        return parse_number(text[:-1].strip()), "percent"
    if text.endswith("倍"):
        return parse_number(text[:-1].strip()), "multiple"
    return parse_number(text.removesuffix("元").strip()), "yuan"


def parse_number(text: str) -> float | None:
    """Value of 20, 1,500.5, 1.5万, 二十万, 一百二十亿, 三点五; None where it is no number."""
    text = text.replace(",", "").replace("，", "").strip()
    scale = 1
    while text and text[-1] in _SCALES:
        scale *= _SCALES[text[-1]]
        text = text[:-1]
    mixed = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千]?)", text)
    if mixed:
        return float(mixed[1]) * _UNITS.get(mixed[2], 1) * scale
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
