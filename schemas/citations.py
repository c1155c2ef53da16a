"""Citations (引用): what a text says about other instruments, before and after resolution."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.pinpoints import Pinpoint


class CitationKind(StrEnum):
    """How the cited instrument is named."""

    EXTERNAL = "external"  # a named instrument: 《…》, a short name, an alias, 该法
    SELF = "self"  # 本法第X条
    RELATIVE = "relative"  # 前款, 本条第一款, 前条
    GENERIC = "generic"  # 国家有关规定
    DOCNUMBER = "docnumber"  # 国发〔2021〕12号


class Relation(StrEnum):
    """What the citing text does with the cited one."""

    CITES = "cites"
    BASED_ON = "based_on"
    IMPLEMENTS = "implements"
    AMENDS = "amends"
    REPEALS = "repeals"
    REPLACES = "replaces"


ADDED = "added"
"""Rule of a citation of a place that an amendment makes (作为第四款, 修改为第六条): one of the amended version."""


OTHER_EDITION = "other_edition"
"""Rule of a citation that names an edition without its year (修改前的刑法, 修改后商标法第五条)."""


REPAIRED = "repaired"
"""Rule of a citation whose words have a slip that only one reading fits: 第二十七第二款 is 第二十七条第二款."""


class Verdict(StrEnum):
    """Outcome of resolution. PENDING: found, the catalogue has not been asked yet."""

    PENDING = "pending"
    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    NOT_HELD = "not_held"
    UNPARSED = "unparsed"


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation as found; `start`/`end` are code points into the text that was searched.

    `title` is the title as named, marks stripped, or the official one where context gives it (本法, an alias);
    None where nothing names an instrument. `division` is a chapter or annex pinpoint as written.
    `rule` names the rule that found it. `label` is the rank that a list prints before it (【法规】). `reading` is how
    its lines were read: `schemas.scans.OCR` or `OCR_DOUBTFUL`, None for text that was no picture.
    """

    start: int
    end: int
    text: str
    kind: CitationKind
    title: str | None = None
    edition: str | None = None
    targets: tuple[Pinpoint, ...] = ()
    division: str | None = None
    relation: Relation | None = Relation.CITES
    quoted: bool = False
    rule: str = ""
    label: str | None = None
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class CitingSource:
    """What is known of the text that cites: its instrument's official title, date (ISO), and the article it is in.

    `aliases` maps short names that the document defines elsewhere (以下简称) to titles.
    """

    title: str | None = None
    date: str | None = None
    article: Pinpoint | None = None
    aliases: tuple[tuple[str, str], ...] = ()


CLEANUP_REPEALED, CLEANUP_LAPSED = "cleanup_repealed", "cleanup_lapsed"
"""Rules of citations by a clean-up decision (清理结果) that ends a document as a whole: 废止, 宣布失效."""
