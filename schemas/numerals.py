"""Chinese, full-width and Arabic numerals, as legal texts use them."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "廿": 20, "卅": 30}
_DIGITS |= {chr(0xFF10 + i): i for i in range(10)} | {str(i): i for i in range(10)}
_UNITS = {"十": 10, "百": 100, "千": 1000}

NUMERAL_CHARS = "〇零○一二三四五六七八九十百千两0-9０-９"
"""Character class (for a regular expression, without brackets) of what `parse_numeral` reads."""


def parse_numeral(text: str) -> int | None:
    """Value of a numeral below 10,000 (`一百三十三`, `一二〇`, `133`, `１３３`), or None when it is none."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 9 else None
    if not any(c in _UNITS for c in text):
        value = 0
        for c in text:
            digit = _DIGITS.get(c)
            if digit is None or digit > 9:
                return digit if len(text) == 1 else None
            value = value * 10 + digit
        return value
    total, digit = 0, None
    for c in text:
        if c in _UNITS:
            total += (1 if digit is None else digit or 1) * _UNITS[c]
            digit = None
        elif (value_of := _DIGITS.get(c)) is not None:
            digit = value_of
        else:
            return None
    return total + (digit or 0)


def format_numeral(value: int) -> str:
    """Chinese numeral of 1 to 9,999 as articles are numbered: 10 → 十, 110 → 一百一十, 1001 → 一千零一."""
    if not 0 < value < 10_000:
        raise ValueError(f"no article number: {value}")
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            out += ("零" if zero and out else "") + "〇一二三四五六七八九"[digit] + name
            zero = False
        else:
            zero = bool(out)
    return out[1:] if out.startswith("一十") else out
