"""Automatic numbers of Word paragraphs: 第一条 and （一） are often no text but a list format."""

from __future__ import annotations

import re

from lxml import etree

from schemas.numerals import format_numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "chineseLegalSimplified"}
)
_LEVEL = re.compile(r"%(\d)")


class Numbering:
    """Counts the numbered paragraphs of one document in order and renders their numbers."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._load_levels(numbering)
        if styles is not None:
            self._load_styles(styles)

    def _load_levels(self, root: etree._Element) -> None:
        for abstract in root.iterfind(f"{_W}abstractNum"):
            levels = {}
            for level in abstract.iterfind(f"{_W}lvl"):
                text, form = _value(level, "lvlText"), _value(level, "numFmt")
                start = _value(level, "start")
                levels[int(level.get(f"{_W}ilvl") or 0)] = (form, text, int(start) if start.isdigit() else 1)
            self._levels[abstract.get(f"{_W}abstractNumId") or ""] = levels
        for number in root.iterfind(f"{_W}num"):
            self._lists[number.get(f"{_W}numId") or ""] = _value(number, "abstractNumId")

    def _load_styles(self, root: etree._Element) -> None:
        for style in root.iterfind(f"{_W}style"):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None and _value(found, "numId"):
                level = _value(found, "ilvl")
                self._styles[style.get(f"{_W}styleId") or ""] = (
                    _value(found, "numId"),
                    int(level) if level.isdigit() else 0,
                )

    def next_number(self, properties: etree._Element | None) -> str:
        """The printed number of the next paragraph with these properties, empty for none and for bullets."""
        place = self._place(properties)
        if place is None:
            return ""
        number, level = place
        abstract = self._lists.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in ("bullet", "none"):
            return ""
        return _LEVEL.sub(lambda m: self._render(levels, counts, int(m[1]) - 1), text)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        own = properties.find(f"{_W}numPr")
        if own is not None:
            number, level = _value(own, "numId"), _value(own, "ilvl")
            return (number, int(level) if level.isdigit() else 0) if number and number != "0" else None
        style = properties.find(f"{_W}pStyle")
        return self._styles.get(style.get(f"{_W}val") or "") if style is not None else None

    @staticmethod
    def _render(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        value = counts.get(level, start)
        if form in _CHINESE and 0 < value < 10_000:
            return format_numeral(value)
        if form == "decimalEnclosedCircle" and 0 < value <= 20:
            return chr(0x245F + value)
        if form in ("upperLetter", "lowerLetter") and 0 < value <= 26:
            return chr((65 if form == "upperLetter" else 97) + value - 1)
        return str(value)


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return (found.get(f"{_W}val") or "") if found is not None else ""
