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
            ),
        ),
        NodeKind(
            "Citation",
            "引用",
            "a mention of an instrument or provision in a block, with its verdict",
            (
                _text("block", "id of the citing provision", indexed=True),
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

EDGE_KINDS: dict[str, EdgeKind] = {
    kind.name: kind
    for kind in (
        EdgeKind("PART_OF", ("Provision",), ("Provision", "Expression"), "is contained in"),
        EdgeKind("VERSION_OF", ("Expression",), ("Work",), "is a version of"),
        EdgeKind("ISSUED_BY", ("Expression",), ("Body",), "was issued by"),
        EdgeKind("EXTRACTED_FROM", ("Expression",), ("Source",), "was read from"),
        EdgeKind("CITES", ("Provision",), _INSTRUMENT, "refers to"),
        EdgeKind("BASED_ON", ("Provision",), _INSTRUMENT, "names as its basis"),
        EdgeKind("IMPLEMENTS", ("Provision",), _INSTRUMENT, "sets out details of"),
        EdgeKind("AMENDS", ("Provision",), _INSTRUMENT, "changes the text of"),
        EdgeKind("REPEALS", ("Provision",), _INSTRUMENT, "ends the force of"),
        EdgeKind("REPLACES", ("Provision",), _INSTRUMENT, "takes the place of"),
    )
}

MODEL_VERSION = 1
"""Raised with every change that data directories of the version before can't hold."""
