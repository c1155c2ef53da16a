"""What the use cases answer with. HTTP, pages and the command line print the same values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.services.scan_answers import OcrReading


@dataclass(frozen=True, slots=True)
class Region:
    """A jurisdiction: GB/T 2260 code and name (全国 for 000000)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class WorkSummary:
    """An instrument across its versions. `held` is False when others name it and its text is not here."""

    id: str
    title: str
    kind: str
    kind_label: str
    jurisdiction: Region
    issuers: tuple[str, ...]
    first_effective: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """One version: its dates (ISO, `effective_to` exclusive) and its status (时效性) on the day asked for."""

    id: str
    title: str
    version: str
    adopted: str | None
    published: str | None
    effective_from: str | None
    effective_basis: str | None
    effective_to: str | None
    status: str
    articles: int | None


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """The file that a version was read from: path below the ingested folder, SHA-256, size in bytes.

    `ocr_confidence` is the mean (0 to 1) over the characters of its pages that were read by OCR, null where none was.
    """

    id: str
    path: str
    part: str | None
    media_type: str | None
    sha256: str | None
    size: int | None
    ingested_at: str | None
    warnings: tuple[str, ...]
    ocr_confidence: float | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and what to highlight in it: [start, end) in code points."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit. `type` is article (also other blocks of text), document, or item; `headings` stand above it, outermost
    first, and are an item's name.

    `article` is the printed number (第三十三条), empty where there is none; `path` the source file; `record` the kind
    of record of an item. `similar` are hits of the same page with nearly the same text in other local instruments,
    where they are asked to be grouped.
    """

    id: str
    type: str
    score: float
    title: Passage
    article: str
    headings: tuple[str, ...]
    snippet: Passage
    kind: str
    kind_label: str
    jurisdiction: Region
    issuers: tuple[str, ...]
    work: str
    version: VersionSummary
    path: str
    record: str | None = None
    record_label: str | None = None
    similar: tuple[SearchHit, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value to narrow by, its printed label, and the number of hits that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to try when nothing was found: why, the parameters to change (null: leave out), and the total then."""

    kind: str
    message: str
    parameters: Mapping[str, str | None]
    total: int | None


@dataclass(frozen=True, slots=True)
class UnderstoodPart:
    """A part of the query and what it is taken for: `type` and `value` in code, `label` and `value_label` in words.

    `condition` tells that it narrows the hits rather than being searched as words; `query` is the query without it.
    """

    type: str
    label: str
    text: str
    value: str
    value_label: str
    condition: bool
    query: str


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Hits of one page. `direct` is the provision or document that the query names (行政处罚法第三十三条).

    `understood` are the parts of the query that were recognised, in its order. `relaxed` tells that not every word had
    to match; `next_cursor` leads to the next page. `meaning` says whether hits were also sought by meaning: used,
    not_asked (words alone answer such a query) or off, and `meaning_note` why.
    """

    query: str
    on: str
    total: int
    relaxed: bool
    terms: tuple[str, ...]
    direct: SearchHit | None
    hits: tuple[SearchHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    next_steps: tuple[NextStep, ...]
    next_cursor: str | None
    meaning: str
    meaning_note: str
    understood: tuple[UnderstoodPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion while typing: the text to take, what it is (work, provision, concept, body) and its identifier."""

    text: str
    type: str
    id: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents; `depth` 0 is outermost."""

    id: str
    eid: str
    level: str
    num: str
    heading: str
    depth: int


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """An event of a version's history (题注): adopted, approved, published, amended, revised, effective."""

    date: str | None
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkAnswer:
    """An instrument, the version chosen (in force on the day, else the latest), all versions newest first.

    `version`, `contents` and `sources` are empty for an instrument that is not held.
    """

    work: WorkSummary
    on: str
    short_titles: tuple[str, ...]
    version: VersionSummary | None
    document_numbers: tuple[str, ...]
    history: tuple[HistoryEvent, ...]
    versions: tuple[VersionSummary, ...]
    contents: tuple[ContentsEntry, ...]
    sources: tuple[SourceSummary, ...]


@dataclass(frozen=True, slots=True)
class VersionsAnswer:
    """All versions of an instrument, newest first, with their status on the day, and where each was read from."""

    work: WorkSummary
    on: str
    versions: tuple[VersionSummary, ...]
    sources: Mapping[str, tuple[SourceSummary, ...]]


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """A provision as named in lists: `label` is its printed number and heading, or its place in words."""

    id: str
    eid: str
    level: str
    num: str
    heading: str
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation (引用) in the text: span in code points, the instrument named, and the verdict of resolution.

    `targets` are the provisions or instruments linked to; `candidates` those it may mean when ambiguous. `reading` is
    ocr or ocr_doubtful where its lines were read from a picture. `repaired` is what is meant where OCR misread the
    title, or the place has a slip with one reading (第二十七第二款: 第二十七条第二款).
    """

    id: str
    start: int
    end: int
    text: str
    kind: str
    title: str | None
    relation: str | None
    verdict: str
    targets: tuple[str, ...]
    candidates: tuple[str, ...]
    reading: str | None
    repaired: str | None


@dataclass(frozen=True, slots=True)
class NodeSummary:
    """A node at the end of an edge: kind, a label to print, and for provisions title, version and an excerpt."""

    id: str
    kind: str
    label: str
    title: str | None = None
    version: str | None = None
    excerpt: str | None = None
    held: bool = True


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Why an edge is there: the block that says so, span and words, the rule that made it, verdict and dates."""

    block: str | None
    start: int | None
    end: int | None
    quote: str | None
    rule: str | None
    verdict: str | None
    valid_from: str | None
    valid_to: str | None
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """An edge as seen from `origin`: out (it says so) or in (the other says so), and the node at the other end."""

    origin: str
    direction: str
    kind: str
    meaning: str
    evidence: LinkEvidence
    node: NodeSummary


@dataclass(frozen=True, slots=True)
class LinkPage:
    """One page of edges, the total, and the cursor of the next page."""

    items: tuple[Link, ...]
    total: int
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class OtherReading:
    """How the provision reads in the version in force on another day.

    `how` is same (that version is this one), unchanged, changed, moved (another number), gone, or no_version (none held
    was in force). `provision` and `text` are None when gone or no_version.
    """

    on: str
    how: str
    version: VersionSummary | None
    provision: PlaceSummary | None
    text: str | None


@dataclass(frozen=True, slots=True)
class ProvisionAnswer:
    """A provision: text, place in the tree, what it cites and what cites it, and how it reads on the day asked for.

    `text` of a 款, 项 or 目 is its part of the article's text; None for chapters, whose `children` hold text.
    `mentions` have spans in `text`. `ocr` tells how it was read where it was a picture, null for any other text.
    """

    id: str
    eid: str
    level: str
    num: str
    heading: str
    label: str
    text: str | None
    work: WorkSummary
    version: VersionSummary
    ancestors: tuple[PlaceSummary, ...]
    previous: PlaceSummary | None
    next: PlaceSummary | None
    children: tuple[PlaceSummary, ...]
    mentions: tuple[Mention, ...]
    cited: LinkPage
    citing: LinkPage
    reading_on: OtherReading | None
    ocr: OcrReading | None
    sources: tuple[SourceSummary, ...]
