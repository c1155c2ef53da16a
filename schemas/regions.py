"""Administrative divisions (行政区划) of China by code of GB/T 2260: six digits, province, prefecture, county."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from schemas.errors import InvalidInput
from schemas.ids import NATIONAL

UNKNOWN = "999999"
"""Code for a place that is not in the table: a fictional one, or one whose name is misspelt."""

# A suffix that people leave out in speech and folder names: 上海市 → 上海, 广西壮族自治区 → 广西.
_PROVINCE_SUFFIXES = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市")

_LINE = re.compile(r"#.*|\d{6}\t[^\t]+(?:\tformer)?")

# Names that legislation uses for a region beside its own: special economic zones and the free trade port.
_ZONES = {
    "深圳经济特区": "440300",
    "珠海经济特区": "440400",
    "汕头经济特区": "440500",
    "厦门经济特区": "350200",
    "海南经济特区": "460000",
    "海南自由贸易港": "460000",
    "喀什经济开发区": "653100",
}


@dataclass(frozen=True, slots=True)
class Region:
    """A division: `code` of GB/T 2260 and its name; `former` where the name is no longer in use."""

    code: str
    name: str
    former: bool = False

    @property
    def is_province(self) -> bool:
        """A province, autonomous region, municipality or special administrative region."""
        return self.code.endswith("0000")

    @property
    def legislates(self) -> bool:
        """Whether its people's congress can make regulations (立法法): province, prefecture, autonomous county."""
        return self.code.endswith("00") or "自治" in self.name


@dataclass(slots=True)
class _Index:
    by_code: dict[str, Region] = field(default_factory=dict)
    by_name: dict[str, list[Region]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()


_further: list[str] = []
"""Texts of regions beside the one that comes with fatu; see `learn_regions`."""


def learn_regions(text: str, place: str) -> None:
    """Know further regions (`code TAB name [TAB former]` a line), for the rest of the process.

    Raises InvalidInput naming `place` and the line that is not of that form, and then learns nothing.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not _LINE.fullmatch(line):
            raise InvalidInput(f"{place}, line {number}: no region", "expected six digits, a tab and a name")
    if text in _further:
        return
    _further.append(text)
    _index.cache_clear()
    find_short.cache_clear()


def _lines() -> Iterator[str]:
    for text in (files("schemas").joinpath("data/regions.tsv").read_text(encoding="utf-8"), *_further):
        yield from (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _index() -> _Index:
    index = _Index()
    for line in _lines():
        code, name, *rest = line.split("\t")
        region = Region(code, name, bool(rest))
        if not region.former or code not in index.by_code:
            index.by_code[code] = region
        index.by_name.setdefault(name, []).append(region)
    for zone, code in _ZONES.items():
        index.by_name.setdefault(zone, []).append(index.by_code[code])
    index.lengths = tuple(sorted({len(n) for n in index.by_name}, reverse=True))
    return index


def find_code(code: str) -> Region | None:
    """The region of a code, or None."""
    return _index().by_code.get(code)


def region_name(code: str) -> str:
    """Name of a region, `全国` for the nation, the code itself when it is not in the table."""
    if code in (NATIONAL, UNKNOWN):
        return "全国" if code == NATIONAL else "未知地区"
    region = _index().by_code.get(code)
    return region.name if region else code


def parent_code(code: str) -> str | None:
    """Code of the region above: county → prefecture (or province) → province → nation → None."""
    if code == NATIONAL:
        return None
    for above in (code[:4] + "00", code[:2] + "0000"):
        if above != code and above in _index().by_code:
            return above
    return NATIONAL


def find_prefix(text: str) -> tuple[Region, int] | None:
    """The region that `text` begins with, and how many characters name it.

    Names chain from above (浙江省杭州市西湖区…); a county's name that several counties bear counts only after the
    name of the region above it.
    """
    found: tuple[Region, int] | None = None
    within = ""
    position = 0
    while True:
        step = _longest(text, position, within)
        if step is None:
            return found
        region, position = step
        found = step
        if not region.code.endswith("00"):
            return found
        within = region.code.rstrip("0") if region.is_province else region.code[:4]
        within = within.ljust(2, "0")


def _longest(text: str, position: int, within: str) -> tuple[Region, int] | None:
    index = _index()
    for length in index.lengths:
        candidates = index.by_name.get(text[position : position + length])
        if not candidates or position + length > len(text):
            continue
        inside = [r for r in candidates if r.code.startswith(within)] if within else candidates
        current = [r for r in inside if not r.former] or inside
        if len({r.code for r in current}) == 1:
            return current[0], position + length
    return None


@cache
def find_short(name: str) -> Region | None:
    """The province that `name` is or is short for (上海, 广西, 内蒙古), as folders are named; None for others."""
    for region in _index().by_code.values():
        if region.is_province and name in (region.name, _shortened(region.name)):
            return region
    return None


def _shortened(name: str) -> str:
    for suffix in _PROVINCE_SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def list_regions() -> tuple[Region, ...]:
    """Every division in use, in the order of the codes."""
    return tuple(region for region in _index().by_code.values() if not region.former)
