"""Names that texts use without marks: titles of national law and the short names by which it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.citations.interpretations import find_interpretation_names
from schemas.errors import InvalidInput

REPUBLIC = "中华人民共和国"
LEVELS = frozenset({"law", "regulation"})
# Names that also end words for a method (清算价格法) or an office.
_METHODS = frozenset({"价格法", "统计法", "计量法", "审计法", "会计法", "仲裁法", "测绘法", "监督法", "代表法"})
_KEY = 3  # characters by which names are looked up from their end


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Known names (without 中华人民共和国) and the official title of each."""

    titles: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]] = field(repr=False)
    """For the last three characters of a name, the lengths that names with this end have, longest first."""

    def official(self, name: str) -> str | None:
        """The official title of exactly that name, with or without 中华人民共和国; also of its numbered amendments."""
        bare = name.removeprefix(REPUBLIC)
        if title := self.titles.get(name) or self.titles.get(bare):
            return title
        law, amended, number = bare.partition("修正案")
        if amended and law and (title := self.titles.get(law)) and (not number or number[0] == "（"):
            return title + amended + number
        return None

    def longest_before(self, text: str, end: int) -> tuple[int, str] | None:
        """The longest known name that ends at `end`: its start (中华人民共和国 included) and official title."""
        for length in self.lengths.get(
            text[max(0, end - _KEY) : end], self.lengths.get(text[max(0, end - 2) : end], ())
        ):
            if (start := end - length) >= 0 and (title := self.titles.get(text[start:end])):
                return (start - 7 if text.endswith(REPUBLIC, 0, start) else start), title
        return None


def is_plain_law(name: str, title: str) -> bool:
    """Whether a name is the title of a law (…法) that no ordinary word contains, as the short 消法 or 价格法 are."""
    whole = name in ("刑法", "民法典", "宪法") or (len(name) > 2 and name not in _METHODS)
    return whole and name.endswith(("法", "法典")) and title.endswith(name)


def build_names(pairs: Iterable[tuple[str, str]]) -> Names:
    """Names from pairs of name and official title; where two titles share a name the first keeps it."""
    titles: dict[str, str] = {}
    lengths: dict[str, set[int]] = {}
    for name, title in pairs:
        bare = name.removeprefix(REPUBLIC)
        titles.setdefault(bare, title)
        lengths.setdefault(bare[-_KEY:], set()).add(len(bare))
    # 刑法 has two characters, and text before it is never part of it.
    short = [n for n in titles if len(n) < _KEY]
    for name in short:
        for key in [k for k in lengths if k.endswith(name)]:
            lengths[key].add(len(name))
    return Names(titles, {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()})


@cache
def national_names() -> Names:
    """The names of national laws and administrative regulations that come with the package."""
    return build_names([*national_pairs(), *interpretation_pairs()])


def national_pairs() -> list[tuple[str, str]]:
    """Name and official title of national laws and administrative regulations, as the table has them."""
    return list(parse_titles(files("ingest.citations").joinpath("national_titles.tsv").read_text("utf-8")))


def short_names_of(law: str) -> tuple[str, ...]:
    """The short names by which texts call a national law (民诉法 of 民事诉讼法)."""
    return _short_names().get(law, ())


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, title in national_pairs():
        if name != title:
            bare = title.removeprefix(REPUBLIC)
            found[bare] = (*found.get(bare, ()), name)
    return found


def interpretation_pairs() -> list[tuple[str, str]]:
    """Customary names of judicial interpretations that only one of those known bears, and their official titles."""
    table = files("ingest.citations").joinpath("interpretation_titles.txt").read_text("utf-8")
    named: dict[str, set[str]] = {}
    for title in table.splitlines():
        if title and not title.startswith("#"):
            for name in (title, *find_interpretation_names(title, short_names_of)):
                named.setdefault(name, set()).add(title)
    return [(name, titles.pop()) for name, titles in named.items() if len(titles) == 1]


def parse_titles(table: str) -> Iterable[tuple[str, str]]:
    """Pairs of name and official title from the table of titles.

    Raises InvalidInput naming the line that breaks the table's form: title, level, short names separated by 、.
    """
    for number, line in enumerate(table.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[0] or cells[1] not in LEVELS:
            raise InvalidInput(f"table of titles, line {number}: not title, level, short names", "see its first lines")
        title, _, short = cells
        yield title, title
        for name in short.split("、") if short else ():
            yield name, title
