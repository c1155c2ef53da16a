"""Readable, stable identifiers that are safe in a URL path.

    Work        cn:law:行政处罚法                  cn-370000:local_regulation:山东省…条例
    Expression  cn:law:行政处罚法@2021-01-22       …@undated   …@2021-01-22.2 (another text of that date)
    Provision   cn:law:行政处罚法@2021-01-22~art_33__para_1__item_2
    Body        body:国务院                        body-370000:山东省人民政府
    Source      source:<16 hex digits of the locator's SHA-256>
    Item        cn-650200:list:…权责清单@2024-01-01~sheet_1__power_15     the item in row 15 of the first sheet
    Duty        duty:<32 hex digits of the text's SHA-256>
    Concept     concept:administrative-penalty     a concept of the thesaurus
    Citation    <provision or item>!c3             the third citation in that block
    Correction  correction:<16 hex digits of the SHA-256 of block, words and occurrence>

No identifier holds `/ # ? %` or a blank; `str` and `parse_id` are inverse to each other.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from schemas.errors import InvalidIdentifier

NATIONAL = "000000"
UNDATED = "undated"

# Characters that a URL path or the grammar of ids reserves, as their full-width forms.
_RESERVED = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "/#?%:@~!\\\"<>|^`{}[]&+;=$,'"})
_SPELLING = _RESERVED | str.maketrans("〈〉<>«»()", "《》《》《》（）")
_BLANKS = re.compile(r"[\s\u3000\u200b\ufeff\x00-\x1f\x7f]+")
_REPUBLIC = "中华人民共和国"

_WORK = re.compile(r"cn(?:-(\d{6}))?:([a-z_]+):([^:@~!/#?%\s]+)\Z")
_VERSION = re.compile(r"(?:\d{4}-\d{2}-\d{2}|undated)(?:\.\d+)?\Z")
_EID = re.compile(r"[a-z]+(?:_[0-9a-z]+)*(?:__[a-z]+(?:_[0-9a-z]+)*)*\Z")
_BODY = re.compile(r"body(?:-(\d{6}))?:([^:@~!/#?%\s]+)\Z")
_SOURCE = re.compile(r"source:([0-9a-f]{16})\Z")
_DUTY = re.compile(r"duty:([0-9a-f]{32})\Z")
_CONCEPT = re.compile(r"concept:([a-z0-9]+(?:-[a-z0-9]+)*)\Z")
_CORRECTION = re.compile(r"correction:([0-9a-f]{16})\Z")
_CITATION = re.compile(r"(.+)!c(\d+)\Z")


def slug(title: str) -> str:
    """The title as it stands in an identifier, the same for all spellings of one title.

    No blanks; no 中华人民共和国 in front nor at the beginning of a title named inside; inner marks are 《》 (texts nest
    them as 〈〉 or <>), brackets and reserved ASCII full-width.
    """
    text = _BLANKS.sub("", title).translate(_SPELLING)
    return text.replace(f"《{_REPUBLIC}", "《").removeprefix(_REPUBLIC) or text


@dataclass(frozen=True, slots=True)
class WorkId:
    """An instrument across its versions: region (six digits of GB/T 2260), kind code, slug of the title."""

    region: str
    kind: str
    slug: str

    def __str__(self) -> str:
        return f"cn{'' if self.region == NATIONAL else '-' + self.region}:{self.kind}:{self.slug}"


@dataclass(frozen=True, slots=True)
class ExpressionId:
    """One version of a work: an ISO date or `undated`, with `.2` and so on for another text of that date."""

    work: WorkId
    version: str

    def __str__(self) -> str:
        return f"{self.work}@{self.version}"


@dataclass(frozen=True, slots=True)
class ProvisionId:
    """A place in a version; `eid` as in Akoma Ntoso: `art_33__para_1__item_2`, `art_133a` for 第一百三十三条之一."""

    expression: ExpressionId
    eid: str

    def __str__(self) -> str:
        return f"{self.expression}~{self.eid}"


@dataclass(frozen=True, slots=True)
class BodyId:
    """A public body by region and name."""

    region: str
    name: str

    def __str__(self) -> str:
        return f"body{'' if self.region == NATIONAL else '-' + self.region}:{self.name}"


@dataclass(frozen=True, slots=True)
class SourceId:
    """A source file by the digest of its locator."""

    digest: str

    def __str__(self) -> str:
        return f"source:{self.digest}"


@dataclass(frozen=True, slots=True)
class DutyId:
    """A text that many items share, by its digest."""

    digest: str

    def __str__(self) -> str:
        return f"duty:{self.digest}"


@dataclass(frozen=True, slots=True)
class ConceptId:
    """A concept of the thesaurus, by its id there."""

    concept: str

    def __str__(self) -> str:
        return f"concept:{self.concept}"


@dataclass(frozen=True, slots=True)
class CitationId:
    """The `number`-th citation (from 1) in a block of text."""

    block: ProvisionId
    number: int

    def __str__(self) -> str:
        return f"{self.block}!c{self.number}"


@dataclass(frozen=True, slots=True)
class CorrectionId:
    """A person's correction of a link, by the digest of the place that it is about."""

    digest: str

    def __str__(self) -> str:
        return f"correction:{self.digest}"


Identifier = WorkId | ExpressionId | ProvisionId | BodyId | SourceId | DutyId | ConceptId | CitationId | CorrectionId

# The last part of an item's eId names its kind: no identifier can then be held under two kinds.
ITEM_NAMES = {
    "PowerItem": "power",
    "DiscretionTier": "tier",
    "LenientItem": "lenient",
    "ListItem": "entry",
    "Decision": "decision",
    "GuidingCase": "case",
    "ContactPoint": "contact",
}
_ITEM_KINDS = {name: kind for kind, name in ITEM_NAMES.items()}


def item_kind(node_id: str) -> str | None:
    """The node kind of an identifier of an item, None for those of provisions and all others."""
    if "~" not in node_id or "!" in node_id:
        return None
    return _ITEM_KINDS.get(node_id.rpartition("~")[2].rpartition("__")[2].partition("_")[0])


def source_id(locator: str) -> SourceId:
    """Identifier of the source file at `locator` (its path below the ingested folder)."""
    return SourceId(hashlib.sha256(locator.encode()).hexdigest()[:16])


def correction_id(block: str, words: str, occurrence: int) -> CorrectionId:
    """Identifier of the correction of the `occurrence`-th citation (from 1) with those words in a block."""
    return CorrectionId(hashlib.sha256(f"{block}\n{words}\n{occurrence}".encode()).hexdigest()[:16])


def duty_id(digest: str) -> DutyId:
    """Identifier of a shared text by its digest (32 hex digits)."""
    return DutyId(digest)


def body_id(name: str, region: str = NATIONAL) -> BodyId:
    """Identifier of a body; the name goes through the same cleaning as a title."""
    return BodyId(region, _BLANKS.sub("", name).translate(_RESERVED))


def parse_id(text: str) -> Identifier:
    """Parse any identifier.

    Raises InvalidIdentifier for a string that is none.
    """
    if found := _SOURCE.match(text):
        return SourceId(found[1])
    if found := _DUTY.match(text):
        return DutyId(found[1])
    if found := _CONCEPT.match(text):
        return ConceptId(found[1])
    if found := _CORRECTION.match(text):
        return CorrectionId(found[1])
    if found := _BODY.match(text):
        return BodyId(found[1] or NATIONAL, found[2])
    if found := _CITATION.match(text):
        block = parse_id(found[1])
        if isinstance(block, ProvisionId):
            return CitationId(block, int(found[2]))
        raise _invalid(text)
    head, tilde, eid = text.partition("~")
    name, at, version = head.partition("@")
    work = _WORK.match(name)
    if not work or (at and not _VERSION.match(version)) or (tilde and not (at and _EID.match(eid))):
        raise _invalid(text)
    work_id = WorkId(work[1] or NATIONAL, work[2], work[3])
    if not at:
        return work_id
    expression = ExpressionId(work_id, version)
    return ProvisionId(expression, eid) if tilde else expression


def _invalid(text: str) -> InvalidIdentifier:
    return InvalidIdentifier(f"not an identifier: {text[:200]!r}", "expected e.g. cn:law:行政处罚法@2021-01-22~art_33")
