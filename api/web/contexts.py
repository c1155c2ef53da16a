"""What each template is given: one dataclass per page, so that a page can't lean on what is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from api.http.urls import Urls
from api.services.answers import LinkPage, Mention, OtherReading, ProvisionAnswer, VersionSummary, WorkAnswer
from api.services.container import Services
from api.services.item_answers import ItemAnswer, ItemField
from api.services.links import CITING_KINDS, read_links
from api.services.mentions import load_all_mentions
from api.services.summaries import place_label
from api.services.values import words_of
from api.services.versions import load_versions, summarise_versions
from api.web.rendering import link_lines
from schemas.documents import BLOCK_LEVELS
from schemas.ports import Node

# Links per page of a panel.
_LINKS = 20

HOW = {
    "same": "该日有效的就是本版本",
    "unchanged": "文字与本版本相同",
    "changed": "文字有改动",
    "moved": "条号已变动",
    "gone": "该日有效的版本中没有对应条文",
    "no_version": "没有收录该日有效的版本",
}
"""How a provision reads on another day, in words."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the reading page: a division's heading, or a block with its lines of text."""

    id: str
    eid: str
    depth: int
    division: bool
    label: str
    num: str
    heading: str
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """An instrument to read."""

    title: str
    answer: WorkAnswer
    blocks: tuple[Block, ...]
    on: str
    citing: LinkPage
    more_citing: str
    query: str = ""

    @classmethod
    def build(
        cls, services: Services, answer: WorkAnswer, text: Sequence[tuple[Node, int]], on: str, cursor: str | None
    ) -> WorkPage:
        """The page over the answer and the text of the version chosen; what cites it as a whole comes from `cursor`."""
        mentions = load_all_mentions(services.store, [n.id for n, _ in text if n.properties["text"] is not None])
        blocks = tuple(_block(node, depth, mentions.get(node.id, ())) for node, depth in text)
        whole = [v.id for v in answer.versions]
        citing = read_links(services.store, [answer.work.id, *whole], CITING_KINDS, "in", _LINKS, cursor)
        shown = answer.version.id if answer.version else answer.work.id
        more = Urls.page(shown, on=on, citing=citing.next_cursor) + "#citing" if citing.next_cursor else ""
        return cls(answer.work.title, answer, blocks, on, citing, more)

    @property
    def divisions(self) -> list[Block]:
        """The headings, for the contents."""
        return [b for b in self.blocks if b.division]


def _block(node: Node, depth: int, mentions: Sequence[Mention]) -> Block:
    at = node.properties
    text = words_of(at, "text")
    return Block(
        node.id,
        words_of(at, "eid"),
        depth,
        at["level"] not in BLOCK_LEVELS,
        place_label(at),
        words_of(at, "num"),
        words_of(at, "heading"),
        tuple(link_lines(text, mentions)) if text else (),
    )


@dataclass(frozen=True, slots=True)
class ProvisionPage:
    """A provision to read, with what surrounds it."""

    title: str
    answer: ProvisionAnswer
    lines: tuple[Markup, ...]
    reading: OtherReading | None
    how: str
    on: str
    day: str
    versions: tuple[VersionSummary, ...]
    more_cited: str
    more_citing: str
    query: str = ""

    @classmethod
    def build(
        cls, services: Services, answer: ProvisionAnswer, day: date, on: str, cited: str, citing: str
    ) -> ProvisionPage:
        """The page over the answer as of `day`; `cited` and `citing` are the cursors that it was asked with."""
        reading = answer.reading_on
        return cls(
            title=f"{answer.work.title} {answer.label}",
            answer=answer,
            lines=tuple(link_lines(answer.text, answer.mentions)) if answer.text else (),
            reading=reading,
            how=HOW[reading.how] if reading else "",
            on=on,
            versions=summarise_versions(load_versions(services.store, answer.work.id), day),
            day=day.isoformat(),
            more_cited=_more(answer, on, answer.cited.next_cursor, citing, first=True),
            more_citing=_more(answer, on, answer.citing.next_cursor, cited, first=False),
        )


def _more(answer: ProvisionAnswer, on: str, cursor: str | None, other: str, *, first: bool) -> str:
    if cursor is None:
        return ""
    cited, citing = (cursor, other) if first else (other, cursor)
    return Urls.page(answer.id, on=on, cited=cited, citing=citing) + ("#cited" if first else "#citing")


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item of a list: its fields with their citations linked."""

    title: str
    answer: ItemAnswer
    fields: tuple[tuple[str, tuple[Markup, ...]], ...]
    query: str = ""

    @classmethod
    def build(cls, answer: ItemAnswer) -> ItemPage:
        """The page over the answer."""
        fields = tuple((f.header, tuple(link_lines(f.text, _within(answer.mentions, f)))) for f in answer.fields)
        return cls(answer.name or answer.work.title, answer, fields)


def _within(mentions: Sequence[Mention], field: ItemField) -> list[Mention]:
    """The mentions of a field, with their places in its own text."""
    first, last = field.start, field.end
    if first is None or last is None:
        return []
    inside = [m for m in mentions if first <= m.start and m.end <= last]
    return [replace(m, start=m.start - first, end=m.end - first) for m in inside]


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Something went wrong: what, and what to do."""

    title: str
    status: int
    detail: str
    hint: str
    query: str = ""

    @classmethod
    def build(cls, problem: dict[str, object]) -> ProblemPage:
        """The page of a problem."""
        status = problem["status"]
        said = {404: "没有找到", 405: "不支持这种请求", 422: "输入有误", 503: "暂时无法回答"}
        code = status if isinstance(status, int) else 500
        return cls(said.get(code, "出错了"), code, str(problem["detail"]), str(problem["hint"]))
