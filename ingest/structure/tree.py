"""Builds the tree of provisions: one pass over the lines, with the open divisions and the open block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.formats.layout import Line
from ingest.structure.inner import find_inner
from ingest.structure.marks import (
    APPENDIX,
    ARTICLE,
    CLOSING,
    CONTENTS,
    DIVISION,
    EID_NAMES,
    OPENING,
    division_level,
    find_item_mark,
    value_of,
)
from ingest.structure.splitting import split_glued
from schemas.documents import Level, Provision
from schemas.numerals import NUMERAL_CHARS
from schemas.pinpoints import article_eid

_ARTICLE_LINE = re.compile(rf"第[{NUMERAL_CHARS}]+条")
_NUMBERED_HEADING = re.compile(r"((?:[一二三四五六七八九十百]{1,5}、|[0-9]{1,3}(?:\.[0-9]{1,3})*[.、]?))[ \t\u3000]*(.*)\Z")
_ARTICLE_HEADING = re.compile(r"(【[^】]{1,40}】)[ \t\u3000]*(.*)\Z", re.DOTALL)
_SPACED = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000\xa0]+(?=[^\x00-\x7f])")
# A heading in running text is short and is no sentence; longest chapter heading of the corpus: 40 characters.
_LONGEST_HEADING = 45
_RANKS = {Level.BOOK: 1, Level.PART: 2, Level.CHAPTER: 3, Level.SECTION: 4, Level.SUBSECTION: 5, Level.APPENDIX: 0}


@dataclass(slots=True)
class _Division:
    eid: str
    rank: int
    depth: int
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Block:
    eid: str
    level: Level
    num: str
    heading: str
    lines: list[str]
    number: int = 0
    mark: str = ""
    quotes: int = 0


def count_article_lines(lines: Iterable[Line]) -> int:
    """Lines that begin with 第…条."""
    return sum(1 for t in lines if t.text[0] == "第" and not t.depth and _ARTICLE_LINE.match(t.text))


def build_provisions(lines: Sequence[Line], *, amending: bool = False, part: str | None = None) -> tuple[Provision, ...]:
    """The provisions of a body in document order, with eIds that are unique in the document.

    `amending` texts quote articles of others, which are no articles of their own. `part` is the title of the part
    of a larger work that the body is: everything but the articles, which the work numbers through, is named below it.
    """
    return _Builder(split_glued(lines), amending=amending, part=part).build()


class _Builder:
    def __init__(self, lines: Sequence[Line], *, amending: bool, part: str | None) -> None:
        self._lines = lines
        self._amending = amending
        self._found: list[Provision] = []
        self._taken: dict[str, int] = {}
        self._top = _Division("", -1, 0)
        self._open: list[_Division] = [self._top]
        self._block: _Block | None = None
        self._in_appendix = False
        self._articles = 0
        self._structured = _is_structured(lines)
        if part is not None:
            self._begin_part(part)

    def build(self) -> tuple[Provision, ...]:
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if CONTENTS.match(line.text):
                at = self._read_contents(at)
                continue
            following = self._lines[at + 1].text if at + 1 < len(self._lines) else ""
            if not (self._read_heading(line, following) or self._read_article(line)):
                self._read_text(line)
            at += 1
        self._end_block()
        return tuple(self._found)

    # --- divisions

    def _read_heading(self, line: Line, following: str) -> bool:
        depth, text = line
        if not depth and text[0] not in "第附序前引一二三四五六七八九十":
            return False
        if self._quoting(text):
            return False
        if found := DIVISION.match(text):
            if depth or _reads_like_heading(found[5], found[1]):
                self._begin_division(division_level(found[3]), depth, found[1], found[5], found[2], found[4])
                return True
        elif found := APPENDIX.match(text):
            if depth or found[2] or found[3] or not found[4]:
                return self._begin_appendix(found[1] + (found[3] or "").strip(), found[2], found[4])
        elif OPENING.match(text):
            self._begin_block(Level.PREAMBLE, "preamble", "", _tight(text))
            return True
        elif CLOSING.match(text) or (not depth and _heads_articles(text, following)):
            depth = depth or 9
        if depth:
            self._begin_named_division(text, depth)
            return True
        return False

    def _begin_division(self, level: Level, depth: int, num: str, heading: str, number: str, suffix: str | None) -> None:
        self._close(_RANKS[level], depth)
        value = value_of(number)
        name = EID_NAMES[level]
        eid = f"{name}_{value or self._count(name)}" + (article_eid(0, value_of(suffix))[5:] if suffix else "")
        self._add_division(level, self._below(eid), depth, _tight(num), _tight(heading))

    def _begin_named_division(self, text: str, depth: int) -> None:
        self._close(_RANKS[Level.SUBSECTION], depth)
        found = _NUMBERED_HEADING.match(text)
        num, heading = (found[1], found[2]) if found else ("", text)
        name = EID_NAMES[Level.SUBSECTION]
        self._add_division(Level.SUBSECTION, self._below(f"{name}_{self._count(name)}"), depth, num, _tight(heading))

    def _begin_appendix(self, num: str, number: str | None, rest: str) -> bool:
        """附件1：…; a list of attachments (附件：1、… 2、…) is text."""
        if rest and find_item_mark(rest):
            self._begin_block(Level.BLOCK, f"block_{self._count('block')}", "", "", [num + rest])
            return True
        self._close(_RANKS[Level.APPENDIX], 0)
        value = value_of(number) if number else 0
        is_heading = len(rest) <= _LONGEST_HEADING + 15 and "。" not in rest
        eid = self._unique(f"appendix_{value or self._count('appendix')}")
        self._in_appendix = True
        self._add_division(Level.APPENDIX, eid, 0, _tight(num), _tight(rest) if is_heading else "")
        if not is_heading:
            self._read_text(Line(0, rest))
        return True

    def _begin_part(self, part: str) -> None:
        first = next((m for t in self._lines if not t.depth and (m := ARTICLE.match(t.text))), None)
        found = DIVISION.match(part)
        if found:
            self._begin_division(division_level(found[3]), 1, found[1], found[5], found[2], found[4])
            return
        # Parts are told apart by their first article where they bear no number of their own.
        eid = f"book_art_{value_of(first[2])}" if first else "book_0"
        self._add_division(Level.BOOK, eid, 1, "", _tight(part))

    def _close(self, rank: int, depth: int) -> None:
        """Close the divisions that one of this rank (and heading depth) can't be in."""
        self._end_block()
        while len(self._open) > 1:
            last = self._open[-1]
            deeper = depth and last.depth and last.depth >= depth and (rank == last.rank or rank == 5)
            if last.rank < rank and not deeper:
                break
            if rank == last.rank == _RANKS[Level.SUBSECTION] and depth > last.depth:
                break
            self._open.pop()

    def _add_division(self, level: Level, eid: str, depth: int, num: str, heading: str) -> None:
        parent = self._open[-1].eid or None
        self._found.append(Provision(eid, parent, level, num, heading, None, None, None))
        self._open.append(_Division(eid, _RANKS[level], depth))

    def _read_contents(self, at: int) -> int:
        """A table of contents is one block: headings up to the first one that comes again, or that text follows."""
        first = at + 1
        seen: set[str] = set()
        end = first
        while end < len(self._lines):
            text = _blankless(self._lines[end].text)
            if text in seen or not (DIVISION.match(text) or CLOSING.match(text) or APPENDIX.match(text)):
                break
            seen.add(text)
            end += 1
        self._begin_block(Level.BLOCK, f"block_{self._count('block')}", "", _tight(self._lines[at].text))
        assert self._block is not None
        self._block.lines += [t.text for t in self._lines[first:end]]
        self._end_block()
        return end

    # --- blocks

    def _read_article(self, line: Line) -> bool:
        if line.depth or line.text[0] != "第":
            return False
        found = ARTICLE.match(line.text)
        if not found or self._quoting(line.text):
            return False
        number, suffix = value_of(found[2]), value_of(found[3]) if found[3] else 0
        block = self._block
        if self._amending and block is not None and block.level == Level.ARTICLE and number != block.number + 1:
            return False
        heading, text = "", found[4]
        if titled := _ARTICLE_HEADING.match(text):
            heading, text = titled[1], titled[2]
        eid = article_eid(number, suffix) if suffix <= 26 else f"art_{number}_{suffix}"
        self._end_block()
        name = self._article_name(eid)
        self._begin_block(Level.ARTICLE, name, found[1], heading, [text] if text else [])
        assert self._block is not None
        self._block.number = number
        if not self._in_appendix:
            self._articles += 1
        return True

    def _article_name(self, eid: str) -> str:
        """Articles are numbered through; those of an appendix to articles, and repeated ones, go by their container."""
        container = self._open[-1].eid
        if container and ((self._in_appendix and self._articles) or eid in self._taken):
            eid = f"{container}__{eid}"
        return self._unique(eid)

    def _read_text(self, line: Line) -> None:
        text = line.text
        block = self._block
        if block is None:
            self._begin_loose(text)
        elif block.level == Level.BLOCK and self._parts_blocks(block, text):
            self._begin_loose(text)
        elif block.level == Level.PREAMBLE and not block.heading and self._starts_matter(text):
            self._begin_loose(text)
        else:
            block.lines.append(text)
            block.quotes = _open_quotes(text, block.quotes)

    def _begin_loose(self, text: str) -> None:
        """Text outside articles: a preamble at the top of a structured document, else a block."""
        if self._structured and not self._found and not self._starts_matter(text):
            self._begin_block(Level.PREAMBLE, "preamble", "", "", [text])
            return
        mark = find_item_mark(text)
        num = mark.num if mark else ""
        self._begin_block(Level.BLOCK, f"block_{self._count('block')}", num, "", [text[len(num) :].lstrip()])
        if mark and self._block:
            self._block.mark = mark.kind

    def _starts_matter(self, text: str) -> bool:
        mark = find_item_mark(text)
        return mark is not None and mark.kind == "counted"

    def _parts_blocks(self, block: _Block, text: str) -> bool:
        """Whether a line outside articles begins a new block."""
        if block.quotes > 0 and self._amending:
            return False
        if text.startswith("|"):
            return not block.lines or not block.lines[-1].startswith("|")
        mark = find_item_mark(text)
        if mark is None:
            return not block.mark
        if mark.kind == "counted" or mark.kind == block.mark:
            return True
        return not block.mark and not (block.lines and block.lines[0].endswith(("：", ":")))

    def _quoting(self, text: str) -> bool:
        """Whether an amending text is inside a quotation of the text that it amends."""
        block = self._block
        if not self._amending or block is None:
            return False
        if block.level == Level.BLOCK and block.quotes > 0:
            return True
        return block.level == Level.ARTICLE and text[0] == "第" and _next_number(text) != block.number + 1

    def _begin_block(self, level: Level, eid: str, num: str, heading: str, lines: Sequence[str] = ()) -> None:
        self._end_block()
        name = eid if level == Level.ARTICLE else self._below(eid)
        self._block = _Block(name, level, num, heading, list(lines))
        for text in lines if self._amending else ():
            self._block.quotes = _open_quotes(text, self._block.quotes)

    def _end_block(self) -> None:
        block = self._block
        if block is None:
            return
        self._block = None
        parent = self._open[-1].eid or None
        text = "\n".join(block.lines)
        self._found.append(Provision(block.eid, parent, block.level, block.num, block.heading, text, None, None))
        lines = block.lines
        if not lines or (block.level != Level.ARTICLE and len(lines) == 1):
            return
        prefix = block.eid + "__"
        for inner in find_inner(lines):
            above = prefix + inner.parent if inner.parent else block.eid
            self._found.append(
                Provision(prefix + inner.eid, above, inner.level, inner.num, "", None, inner.start, inner.end)
            )

    # --- names

    def _below(self, eid: str) -> str:
        container = self._open[-1].eid
        return self._unique(f"{container}__{eid}" if container else eid)

    def _count(self, name: str) -> int:
        counts = self._open[-1].counts
        counts[name] = counts.get(name, 0) + 1
        return counts[name]

    def _unique(self, eid: str) -> str:
        count = self._taken.get(eid, 0) + 1
        self._taken[eid] = count
        return eid if count == 1 else self._unique(f"{eid}_{count}")


def _open_quotes(text: str, before: int) -> int:
    """Quotations open after a line. Every paragraph of a long quotation opens it anew, and the last one closes it."""
    again = 1 if before and text.startswith("“") else 0
    return max(0, before + text.count("“") - again - text.count("”"))


def _is_structured(lines: Sequence[Line]) -> bool:
    """Whether a document has articles, headings or numbered matters, so that text above them is a preamble."""
    return any(t.depth or ARTICLE.match(t.text) or _counted(t.text) for t in lines)


def _counted(text: str) -> bool:
    mark = find_item_mark(text)
    return mark is not None and mark.kind == "counted"


def _next_number(text: str) -> int:
    found = ARTICLE.match(text)
    return value_of(found[2]) if found else 0


def _reads_like_heading(rest: str, num: str) -> bool:
    """第三章 法律责任, not 第三章规定的…，… or 第二节、第三节的规定."""
    if len(rest) > _LONGEST_HEADING or rest.endswith(("。", "；", "：", "，", ":", ";")):
        return False
    return not rest.startswith(("的", "、", "至", "和", "以", "规", "所", "中", "，", "第", "相应", "（", "修改"))


def _heads_articles(text: str, following: str) -> bool:
    """一、合同的订立 before an article."""
    if len(text) > _LONGEST_HEADING or text.endswith(("。", "；", "：", "，", ":", ";")) or "，" in text:
        return False
    return _counted(text) and ARTICLE.match(following) is not None


def _tight(text: str) -> str:
    """A heading without the blanks that only space out characters (总　　则)."""
    return _SPACED.sub("", text) if len(_blankless(text)) <= 6 else re.sub(r"[ \t\u3000\xa0]+", " ", text)


def _blankless(text: str) -> str:
    return "".join(text.split())
