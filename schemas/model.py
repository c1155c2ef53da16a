"""The one declarative model of the graph: node kinds, their properties, and edge kinds.

Engines derive their DDL, constraints and mappings from it; a test holds the writers to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PropertyType(StrEnum):
    """Type of a property's value; every property may be None. DATE is an ISO string, JSON a list or mapping."""

    TEXT = "text"
    INT = "int"
    DATE = "date"
    BOOL = "bool"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node kind; `indexed` ones can be looked up by equality."""

    name: str
    type: PropertyType
    meaning: str
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node and what it carries beside `id`."""

    name: str
    label: str
    meaning: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of edge: which kinds it joins and what it says. Read it as: source — name — target."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    meaning: str


def _text(name: str, meaning: str, *, indexed: bool = False) -> Property:
    return Property(name, PropertyType.TEXT, meaning, indexed)


def _date(name: str, meaning: str) -> Property:
    return Property(name, PropertyType.DATE, meaning)


def _int(name: str, meaning: str) -> Property:
    return Property(name, PropertyType.INT, meaning)


def _bool(name: str, meaning: str) -> Property:
    return Property(name, PropertyType.BOOL, meaning)


def _json(name: str, meaning: str) -> Property:
    return Property(name, PropertyType.JSON, meaning)


# One record of a list each, under the version that is the list; what tells them apart is what they are records of.
ITEM_KINDS: dict[str, tuple[str, str]] = {
    "PowerItem": ("权责事项", "a power or duty of a body, as its list of powers and responsibilities says"),
    "DiscretionTier": ("裁量阶次", "a step of a discretion benchmark: circumstances and what follows from them"),
    "LenientItem": ("轻罚免罚事项", "an item of the four lists: no penalty, a lighter or reduced one, no coercion"),
    "ListItem": ("清单事项", "an item of any other list"),
    "Decision": ("重大行政决策事项", "an item of a catalogue of major administrative decisions"),
    "GuidingCase": ("指导性案例", "a guiding case"),
    "ContactPoint": ("立法联系点", "a legislative contact point; an organisation, no person"),
}

_ITEM_PROPERTIES = (
    _text("expression", "id of the version of the list", indexed=True),
    _text("parent", "id of the item that it is a sub-item of, None for most", indexed=True),
    _text("eid", "place in the version, e.g. sheet_1__power_15: the 15th row of the first sheet"),
    _int("seq", "order in the version, from 0"),
    _text("record", "kind of record, code: see schemas.records.RecordKind", indexed=True),
    _text("name", "what the item is called", indexed=True),
    _text("number", "serial number as printed"),
    _text("type", "type of power (职权类型), or the list that it is in"),
    _text("level", "level of exercise (实施层级)"),
    _text("sheet", "sheet as printed; None for documents with pages"),
    _int("page", "page, from 1; None for spreadsheets"),
    _int("row", "row of the item's own cell in its sheet or table, or number of its paragraph, from 1"),
    _text(
        "text", "the fields as lines `header：text`; shared texts stand in their DutyItem, here only if they name law"
    ),
    _json("fields", "text by the canonical name of the field; the id of a DutyItem for a shared text"),
    _json("cells", "the fields in order: name, header, role, start and end in `text` (code points), row, column"),
    _json("levels", "how it is at other levels: row and fields of each"),
    _json("amounts", "ranges of money, percent and multiples: field, start, end, unit, low, high, …"),
    _json("doubts", "places in `text` that OCR may have misread: start, end (code points), confidence of the line"),
)

NODE_KINDS: dict[str, NodeKind] = {
    kind.name: kind
    for kind in (
        NodeKind(
            "Work",
            "法规",
            "an instrument across its versions",
            (
                _text("title", "official title in full", indexed=True),
                _text("slug", "title as in identifiers: without 中华人民共和国 and blanks", indexed=True),
                _json("short_titles", "other names the title is known by"),
                _text("kind", "level of authority, code", indexed=True),
                _text("jurisdiction", "GB/T 2260 code, 000000 national", indexed=True),
                _json("issuers", "names of the issuing bodies"),
                _date("first_effective", "the date that its first text states"),
                _bool("amending", "an amending act (修正案, 修改/废止决定)"),
                _bool("held", "False: named by others, its text is not here"),
            ),
        ),
        NodeKind(
            "Expression",
            "版本",
            "one version of a work",
            (
                _text("work", "id of the work", indexed=True),
                _text("title", "official title of this version"),
                _text("version", "date of adoption or last amendment, or `undated`"),
                _date("adopted", "adopted (通过)"),
                _date("published", "published (公布)"),
                _date("first_effective", "in force first, as the text states"),
                _date("effective_from", "this version in force from"),
                _text("effective_basis", "stated or inferred"),
                _date("effective_to", "this version in force to before this day"),
                _text("ended_as", "status once ended, when not by a next version"),
                _date("lapses_on", "first day after its stated term (有效期)"),
                _json("issuers", "names of the issuing bodies"),
                _json("document_numbers", "orders and 文号"),
                _json("history", "events: date, kind, text"),
                _int("articles", "number of articles"),
            ),
        ),
        NodeKind(
            "Provision",
            "条文",
            "a book, chapter, section, article, paragraph, item, subitem, or other block of a version",
            (
                _text("expression", "id of the version", indexed=True),
                _text("parent", "id of the containing provision, None at the top", indexed=True),
                _text("eid", "place in the version, e.g. art_33__para_1"),
                _int("seq", "order in the version, from 0"),
                _text("level", "see schemas.documents.Level"),
                _text("num", "the printed number: 第三十三条, （一）"),
                _text("heading", "heading of a chapter or article"),
                _text("source", "id of the source, where a version is spread over several"),
                _text("text", "text of a block (article, preamble, …) without its number; None below and above blocks"),
                _int("start", "code points into the block's text, for 款 项 目"),
                _int("end", "code points into the block's text, for 款 项 目"),
                _json("doubts", "places in `text` that OCR may have misread: start, end, confidence of the line"),
            ),
        ),
        NodeKind(
            "Body",
            "机关",
            "a public body",
            (
                _text("name", "full name", indexed=True),
                _text("jurisdiction", "GB/T 2260 code", indexed=True),
            ),
        ),
        NodeKind(
            "Source",
            "来源",
            "a file ingested",
            (
                _text("locator", "path below the ingested folder", indexed=True),
                _text("origin", "absolute path of the file when it was read"),
                _text("expression", "id of the version it holds", indexed=True),
                _text("work", "id of the work", indexed=True),
                _text("digest", "digest of title and text, the same for mirror copies"),
                _text("part", "the part of the version that the file holds, where it is spread over several"),
                _bool("holder", "the version's provisions were read from this file, not from a mirror copy"),
                _text("media_type", "media type of the content"),
                _text("sha256", "digest of the bytes"),
                _int("size", "bytes"),
                _text("ingested_at", "UTC, ISO 8601"),
                _json("metadata", "what was read of title, dates and kind, as exported"),
                _json("warnings", "what was odd"),
                _text("document_type", "kind of document: see schemas.records.DocumentKind", indexed=True),
                _text("recognised_by", "what it was recognised by, or that the user said so"),
                _json("findings", "where it differs from what it says of itself: rule, message, expected, found"),
                _json("ocr", "of pages read by OCR: confidence in all, by page and line; what was repaired"),
            ),
        ),
        *(NodeKind(name, label, meaning, _ITEM_PROPERTIES) for name, (label, meaning) in ITEM_KINDS.items()),
        NodeKind(
            "DutyItem",
            "责任事项",
            "a text on duties (责任事项) or grounds of accountability (追责情形) that many items share",
            (_text("text", "the text"), _text("header", "the column's header where it was first read")),
        ),
        NodeKind(
            "Concept",
            "概念",
            "a topic of the thesaurus that something is about",
            (
                _text("label", "preferred label, Chinese", indexed=True),
                _text("label_en", "preferred label, English"),
                _json("alternatives", "alternative Chinese labels"),
                _text("field", "field of the thesaurus", indexed=True),
                _json("broader", "ids of the concepts directly above"),
                _json("related", "ids of related concepts"),
            ),
        ),
        NodeKind(
            "Citation",
            "引用",
            "a mention of an instrument or provision in a block, with its verdict",
            (
                _text("block", "id of the citing provision or item", indexed=True),
                _text("work", "id of the citing work", indexed=True),
                _int("start", "code points into the block's text"),
                _int("end", "code points into the block's text"),
                _text("text", "the words cited with"),
                _text("kind", "external, self, relative, generic, docnumber", indexed=True),
                _text("title", "title named, as written"),
                _text("slug", "title as in identifiers", indexed=True),
                _text("edition", "year named"),
                _json("targets", "pinpoints"),
                _text("division", "chapter or annex named"),
                _text("relation", "cites, based_on, implements, amends, repeals, replaces"),
                _bool("quoted", "inside quoted text of another instrument"),
                _text("verdict", "pending, resolved, ambiguous, not_held, unparsed", indexed=True),
                _json("candidates", "ids of works, when ambiguous"),
                _text("rule", "the rule that found it"),
                _text("label", "the rank printed before it in a list: 【法规】"),
                Property("label_fits", PropertyType.BOOL, "whether that is the rank of the instrument", indexed=True),
                _text("reading", "how its lines were read: ocr, ocr_doubtful; None where no picture was", indexed=True),
                _text("repaired", "the title held that is meant, where OCR misread a character of it"),
            ),
        ),
        NodeKind(
            "Correction",
            "更正",
            "a person's word on where a citation leads, which re-ingesting keeps",
            (
                _text("block", "id of the citing provision", indexed=True),
                _text("words", "the words cited with"),
                _int("occurrence", "which citation with these words in the block, from 1"),
                _text("target", "id that the citation leads to; None: nowhere"),
                _text("by", "who corrected"),
                _text("why", "the reason"),
                _text("at", "UTC, ISO 8601"),
            ),
        ),
    )
}

_INSTRUMENT = ("Work", "Expression", "Provision")
_ITEMS = tuple(ITEM_KINDS)
_TEXTS = ("Provision", *_ITEMS)

EDGE_KINDS: dict[str, EdgeKind] = {
    kind.name: kind
    for kind in (
        EdgeKind("PART_OF", _TEXTS, (*_TEXTS, "Expression"), "is contained in"),
        EdgeKind("VERSION_OF", ("Expression",), ("Work",), "is a version of"),
        EdgeKind("ISSUED_BY", ("Expression",), ("Body",), "was issued by"),
        EdgeKind("EXTRACTED_FROM", ("Expression",), ("Source",), "was read from"),
        EdgeKind("CITES", _TEXTS, _INSTRUMENT, "refers to"),
        EdgeKind("BASED_ON", _TEXTS, _INSTRUMENT, "names as its basis"),
        EdgeKind("IMPLEMENTS", _TEXTS, _INSTRUMENT, "sets out details of"),
        EdgeKind("AMENDS", _TEXTS, _INSTRUMENT, "changes the text of"),
        EdgeKind("REPEALS", _TEXTS, _INSTRUMENT, "ends the force of"),
        EdgeKind("REPLACES", _TEXTS, _INSTRUMENT, "takes the place of"),
        EdgeKind("EXERCISED_BY", _ITEMS, ("Body",), "is exercised by"),
        EdgeKind("HAS_TIER", ("PowerItem",), ("DiscretionTier",), "is graded by"),
        EdgeKind("HAS_DUTY", _ITEMS, ("DutyItem",), "brings the duty"),
        # The span counts in the version's title, the division's heading or the item's name, as the rule says.
        EdgeKind("ABOUT", ("Expression", *_ITEMS), ("Concept",), "is about"),
    )
}

MODEL_VERSION = 4
"""Raised with every change that data directories of the version before can't hold."""
