"""A block while its lines are gathered, and the provisions that it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.structure.inner import find_inner
from ingest.structure.marks import find_item_mark
from schemas.documents import Level, Provision


@dataclass(slots=True)
class OpenBlock:
    """A block: `number` is that of an article, `mark` the class of the mark that a numbered matter begins with."""

    eid: str
    parent: str | None
    level: Level
    num: str
    heading: str
    lines: list[str]
    number: int = 0
    mark: str = ""
    quotations: int = 0

    def add(self, text: str) -> None:
        """A line more."""
        self.lines.append(text)
        self.quotations = open_quotations(text, self.quotations)

    def ends_before(self, text: str) -> bool:
        """Whether a line outside articles begins a block of its own rather than going on with this one."""
        if text[0] == "|":
            return not self.lines or self.lines[-1][0] != "|"
        mark = find_item_mark(text)
        if mark is None:
            return not self.mark
        if mark.kind == "counted" or mark.kind == self.mark:
            return True
        return not self.mark and not (self.lines and self.lines[0].endswith(("：", ":")))

    def build(self) -> Iterator[Provision]:
        """The block and the 款 项 目 inside; a matter of one line outside articles has none."""
        text = "\n".join(self.lines)
        yield Provision(self.eid, self.parent, self.level, self.num, self.heading, text, None, None)
        if not self.lines or (self.level != Level.ARTICLE and len(self.lines) == 1):
            return
        prefix = self.eid + "__"
        for inner in find_inner(self.lines):
            parent = prefix + inner.parent if inner.parent else self.eid
            yield Provision(prefix + inner.eid, parent, inner.level, inner.num, "", None, inner.start, inner.end)


def open_quotations(text: str, before: int) -> int:
    """Quotations open after a line. Each paragraph of a long quotation opens it anew, and the last one closes it."""
    if "“" not in text and "”" not in text:
        return before
    again = 1 if before and text[0] == "“" else 0
    return max(0, before + text.count("“") - again - text.count("”"))
