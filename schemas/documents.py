"""What a reader makes of one source file: metadata, structure, citations. Plain values, no identifiers of the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from schemas.authority import Kind
from schemas.citations import Citation
from schemas.items import Item
from schemas.records import Finding, Recognition
from schemas.scans import Doubt, Scan


class Level(StrEnum):
    """Level of a provision. DIVISIONS hold others, BLOCKS hold text, INNER ones are spans of their block's text."""

    BOOK = "book"  # 编
    PART = "part"  # 分编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    SUBSECTION = "subsection"  # other headings, 目 above articles
    APPENDIX = "appendix"  # 附件, 附录
    ARTICLE = "article"  # 条
    PREAMBLE = "preamble"  # text before the first article or heading
    BLOCK = "block"  # a paragraph outside articles
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项
    SUBITEM = "subitem"  # 目
    REMNANT = "remnant"  # text of a list that is not printed: hidden rows, old text under merges


BLOCK_LEVELS = frozenset({Level.ARTICLE, Level.PREAMBLE, Level.BLOCK})
INNER_LEVELS = frozenset({Level.PARAGRAPH, Level.ITEM, Level.SUBITEM})


class Provision(NamedTuple):
    """One provision of a document, in document order.

    `text` is set on blocks only and leaves out `num`; its lines are the 款 and 项, joined by one newline.
    `start`/`end` (code points into the block's text) are set on 款 项 目 only. A named tuple, since half a million of
    them cross process boundaries in one ingest, which takes frozen dataclasses five times as long.
    """

    eid: str
    parent: str | None
    level: str
    num: str
    heading: str
    text: str | None
    start: int | None
    end: int | None


class DateBasis(StrEnum):
    """Whether a date in force is stated by the text or inferred from the version's own date."""

    STATED = "stated"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of an instrument's history (题注).

    `kind` is adopted, approved, published, amended (修正), revised (修订) or effective.
    """

    date: str | None
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text and the path say about an instrument. Dates are ISO strings or None (not determinable).

    `lapses_on` is the first day after a stated term (有效期五年, 试行两年).
    """

    title: str
    kind: Kind
    jurisdiction: str
    version: str
    amending: bool = False
    part: str | None = None
    issuers: tuple[str, ...] = ()
    document_numbers: tuple[str, ...] = ()
    adopted: str | None = None
    published: str | None = None
    first_effective: str | None = None
    effective_from: str | None = None
    effective_basis: DateBasis | None = None
    history: tuple[Event, ...] = ()
    short_titles: tuple[str, ...] = ()
    lapses_on: str | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as found: path below the ingested folder with `/`, digest and size of its bytes."""

    locator: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, read.

    `text_digest` is the same for mirror copies (title and body, marks and white space apart). `citations` maps the
    eId of a block or item to the citations in its text, in order. `article_lines` counts lines that begin with 第…条.
    `items` are the records of a list, `duties` the texts that they share by digest; `recognition` says what kind of
    document it is, None for law texts in the layout of LawRefBook, which need no asking. `scan` tells of pages read by
    OCR, `doubts` maps the eId of a block or item to the places in its text that may be misread.
    """

    source: SourceFile
    metadata: Metadata
    provisions: tuple[Provision, ...]
    text_digest: str
    article_lines: int
    citations: dict[str, tuple[Citation, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    duties: dict[str, str] = field(default_factory=dict)
    recognition: Recognition | None = None
    findings: tuple[Finding, ...] = ()
    scan: Scan | None = None
    doubts: dict[str, tuple[Doubt, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that could not be read as a document, and why."""

    locator: str
    sha256: str
    reason: str
