"""Builds the tree of provisions: one pass over the lines, with the open divisions and the open block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.formats.layout import Line
from ingest.structure.blocks import OpenBlock
from ingest.structure.headings import Heading, find_heading, is_title, tidy
from ingest.structure.marks import APPENDIX, ARTICLE, CLOSING, CONTENTS, DIVISION, find_item_mark, value_of
from ingest.structure.outline import Outline
from ingest.structure.splitting import split_glued
from schemas.documents import Level, Provision
from schemas.numerals import NUMERAL_CHARS

_ARTICLE_LINE = re.compile(rf"第[{NUMERAL_CHARS}]+条")
_ARTICLE_HEADING = re.compile(r"(【[^】]{1,40}】)\s*(.*)\Z", re.DOTALL)
_NUMBERED_LEVELS = (Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION)


def count_article_lines(lines: Iterable[Line]) -> int:
    """Lines that begin with 第…条."""
    return sum(1 for t in lines if t.text[0] == "第" and not t.depth and _ARTICLE_LINE.match(t.text))


def build_provisions(
    lines: Sequence[Line], *, amending: bool = False, part: str | None = None
) -> tuple[Provision, ...]:
    """The provisions of a body in document order, with eIds that are unique in the document.

    `amending` texts quote articles of others, which are no articles of their own. `part` is the title of the part
    of a larger work that the body is: everything but the articles, which the work numbers through, is named below it.
    """
    return _Builder(split_glued(lines), amending=amending).build(part)


class _Builder:
    def __init__(self, lines: Sequence[Line], *, amending: bool) -> None:
        self._lines = lines
        self._amending = amending
        self._found: list[Provision] = []
        self._outline = Outline()
        self._block: OpenBlock | None = None
        self._structured = any(t.depth or ARTICLE.match(t.text) or _is_matter(t.text) for t in lines)

    def build(self, part: str | None) -> tuple[Provision, ...]:
        if part is not None:
            self._begin_part(part)
        at = 0
        while at < len(self._lines):
            at = self._read(at)
        self._end_block()
        return tuple(self._found)

    def _read(self, at: int) -> int:
        """Read the line, and the index of the next one."""
        line = self._lines[at]
        text = line.text
        following = self._lines[at + 1].text if at + 1 < len(self._lines) else ""
        if self._amending and self._is_quoted(text):
            self._add_text(text)
        elif not line.depth and text[0] == "第" and (found := ARTICLE.match(text)):
            self._begin_article(found)
        elif CONTENTS.match(text):
            return self._read_contents(at)
        elif heading := find_heading(line, following):
            self._begin_division(heading)
        elif not self._goes_on_heading(line, following):
            self._add_text(text)
        return at + 1

    # --- divisions

    def _begin_division(self, heading: Heading) -> None:
        self._end_block()
        if heading.level == Level.PREAMBLE:
            self._begin_block(Level.PREAMBLE, self._outline.name("preamble"), heading=heading.words)
        elif heading.level == Level.APPENDIX:
            self._begin_appendix(heading)
        else:
            if heading.level == Level.CHAPTER and not heading.num and not self._outline.has_chapters():
                heading = heading._replace(level=Level.SUBSECTION, depth=heading.depth or 9)
            self._add_division(heading, heading.words)

    def _begin_appendix(self, heading: Heading) -> None:
        """附件1：…; a list of attachments (附件：1、… 2、…) is text."""
        if heading.words and find_item_mark(heading.words):
            self._begin_block(Level.BLOCK, self._outline.name_block(), lines=[heading.num + heading.words])
            return
        titled = not heading.words or is_title(heading.words)
        self._add_division(heading, tidy(heading.words) if titled else "")
        if not titled:
            self._add_text(heading.words)

    def _begin_part(self, part: str) -> None:
        heading = find_heading(Line(1, part), "")
        if heading is not None and heading.level in _NUMBERED_LEVELS and heading.number:
            self._add_division(heading, heading.words)
            return
        # Parts are told apart by their first article where they bear no number of their own.
        first = next((m for t in self._lines if not t.depth and (m := ARTICLE.match(t.text))), None)
        eid = self._outline.begin_named(Level.BOOK, f"book_art_{value_of(first[2]) if first else 0}")
        self._found.append(Provision(eid, None, Level.BOOK, "", tidy(part), None, None, None))

    def _add_division(self, heading: Heading, words: str) -> None:
        eid = self._outline.begin(heading)
        parent = eid.rpartition("__")[0] or None
        self._found.append(Provision(eid, parent, heading.level, tidy(heading.num), words, None, None, None))

    def _goes_on_heading(self, line: Line, following: str) -> bool:
        """A heading may run over two lines, and the title of an appendix stands below 附件1."""
        last = self._found[-1] if self._found and self._block is None else None
        if line.depth or last is None or last.text is not None or not last.num or not is_title(line.text):
            return False
        if last.level == Level.APPENDIX:
            if last.heading:
                return False
        elif last.level not in _NUMBERED_LEVELS or not (ARTICLE.match(following) or DIVISION.match(following)):
            return False
        between = "" if not last.heading or last.heading.endswith(("的", "、", "和")) else " "
        self._found[-1] = last._replace(heading=f"{last.heading}{between}{tidy(line.text)}")
        return True

    def _read_contents(self, at: int) -> int:
        """A table of contents is one block: headings up to the first one that comes again, or that text follows."""
        seen: set[str] = set()
        end = at + 1
        while end < len(self._lines):
            text = "".join(self._lines[end].text.split())
            if text in seen or not (DIVISION.match(text) or CLOSING.match(text) or APPENDIX.match(text)):
                break
            seen.add(text)
            end += 1
        self._end_block()
        entries = [t.text for t in self._lines[at + 1 : end]]
        self._begin_block(Level.BLOCK, self._outline.name_block(), heading=tidy(self._lines[at].text), lines=entries)
        self._end_block()
        return end

    # --- blocks

    def _begin_article(self, found: re.Match[str]) -> None:
        self._end_block()
        number, suffix = value_of(found[2]), value_of(found[3]) if found[3] else 0
        heading, text = "", found[4]
        if text[:1] == "【" and (titled := _ARTICLE_HEADING.match(text)):
            heading, text = titled[1], titled[2]
        eid = self._outline.name_article(number, suffix)
        block = self._begin_block(Level.ARTICLE, eid, num=found[1], heading=heading, lines=[text] if text else [])
        block.number = number

    def _is_quoted(self, text: str) -> bool:
        """Whether a line of an amending text is inside a quotation of the text that it amends."""
        block = self._block
        if block is None:
            return False
        if block.level == Level.ARTICLE:
            found = ARTICLE.match(text)
            return text[0] == "第" and (found is None or value_of(found[2]) != block.number + 1)
        return block.level == Level.BLOCK and block.quotations > 0

    def _add_text(self, text: str) -> None:
        block = self._block
        if block is None:
            self._begin_matter(text)
        elif self._amending and block.quotations > 0:
            block.add(text)
        elif _ends(block, text):
            self._begin_matter(text)
        else:
            block.add(text)

    def _begin_matter(self, text: str) -> None:
        """Text outside articles: a preamble at the top of a structured document, else a block."""
        self._end_block()
        if self._structured and not self._found and not _is_matter(text):
            self._begin_block(Level.PREAMBLE, self._outline.name("preamble"), lines=[text])
            return
        mark = find_item_mark(text)
        num = mark.num if mark else ""
        eid = self._outline.name_block()
        block = self._begin_block(Level.BLOCK, eid, num=num, lines=[text[len(num) :].lstrip()])
        block.mark = mark.kind if mark else ""

    def _begin_block(
        self, level: Level, eid: str, *, num: str = "", heading: str = "", lines: Sequence[str] = ()
    ) -> OpenBlock:
        block = OpenBlock(eid, self._outline.container, level, num, heading, [])
        for text in lines:
            block.add(text)
        self._block = block
        return block

    def _end_block(self) -> None:
        if self._block is not None:
            self._found.extend(self._block.build())
            self._block = None


def _ends(block: OpenBlock, text: str) -> bool:
    """Whether the block ends before this line of text."""
    if block.level == Level.PREAMBLE:
        return not block.heading and _is_matter(text)
    return block.level == Level.BLOCK and block.ends_before(text)


def _is_matter(text: str) -> bool:
    """一、…: a numbered matter of a decision, a reply or a notice."""
    mark = find_item_mark(text)
    return mark is not None and mark.kind == "counted"
