"""The open divisions while a document is read, and the names (eIds) of what is in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.structure.headings import Heading
from ingest.structure.marks import EID_NAMES
from schemas.documents import Level
from schemas.pinpoints import article_eid

_RANKS = {
    Level.APPENDIX: 0,
    Level.BOOK: 1,
    Level.PART: 2,
    Level.CHAPTER: 3,
    Level.SECTION: 4,
    Level.SUBSECTION: 5,
}
_LAST_LETTER = 26


@dataclass(slots=True)
class _Division:
    """An open division; `depth` is that of its mark, 0 for none; `numbers` the last number given per kind of part."""

    eid: str
    rank: int
    depth: int
    numbers: dict[str, int] = field(default_factory=dict)


class Outline:
    """The stack of open divisions, the document itself at the bottom."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}
        self._open = [_Division("", -1, 0)]
        self._in_appendix = False
        self._has_articles = False

    @property
    def container(self) -> str | None:
        """EId of the innermost open division."""
        return self._open[-1].eid or None

    def begin(self, heading: Heading) -> str:
        """Open a division below those that can hold it, and close the others; its eId."""
        rank = _RANKS[heading.level]
        while len(self._open) > 1 and not self._holds(self._open[-1], rank, heading.depth):
            self._open.pop()
        name = EID_NAMES[heading.level]
        number = self._number(name, heading.number)
        suffix = article_eid(0, heading.suffix)[5:] if 0 < heading.suffix <= _LAST_LETTER else ""
        self._in_appendix = self._in_appendix or heading.level == Level.APPENDIX
        return self._push(self.name(f"{name}_{number}{suffix}"), rank, heading.depth)

    def begin_named(self, level: Level, eid: str) -> str:
        """Open a division of a given eId at the top of the document."""
        return self._push(self._unique(eid), _RANKS[level], 1)

    def name(self, eid: str) -> str:
        """An eId below the innermost division that nothing else has."""
        container = self._open[-1].eid
        return self._unique(f"{container}__{eid}" if container else eid)

    def name_block(self) -> str:
        """An eId for a block outside articles."""
        return self.name(f"block_{self._number('block', 0)}")

    def name_article(self, number: int, suffix: int) -> str:
        """Articles are numbered through; those of appendices to articles, and repeated ones, go by their container."""
        eid = article_eid(number, suffix) if suffix <= _LAST_LETTER else f"art_{number}_{suffix}"
        if eid in self._taken or (self._in_appendix and self._has_articles):
            return self.name(eid)
        self._has_articles = self._has_articles or not self._in_appendix
        return self._unique(eid)

    def has_chapters(self) -> bool:
        """Whether chapters stand beside or around what comes next."""
        return any("chp" in d.numbers for d in self._open)

    @staticmethod
    def _holds(division: _Division, rank: int, depth: int) -> bool:
        if division.rank >= rank:
            # Other headings nest by the depth of their marks.
            return rank == division.rank == _RANKS[Level.SUBSECTION] and depth > division.depth
        return not (rank == _RANKS[Level.SUBSECTION] and division.depth and division.depth >= depth)

    def _push(self, eid: str, rank: int, depth: int) -> str:
        self._open.append(_Division(eid, rank, depth))
        return eid

    def _number(self, name: str, printed: int) -> int:
        numbers = self._open[-1].numbers
        numbers[name] = printed or numbers.get(name, 0) + 1
        return numbers[name]

    def _unique(self, eid: str) -> str:
        count = self._taken.get(eid, 0) + 1
        self._taken[eid] = count
        return eid if count == 1 else self._unique(f"{eid}_{count}")
