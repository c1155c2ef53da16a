"""What the full-text index holds, declared once: tantivy's schema and Elasticsearch's mapping derive from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MODEL_VERSION = "3"
"""Part of the index fingerprint: to be raised when entries are built otherwise from the same document."""

NO_START = 0
NO_END = 99991231
"""`effective_from` and `effective_to` where none is known (dates are integers YYYYMMDD)."""


class FieldType(StrEnum):
    """How a field is indexed."""

    WORDS = "words"
    """Tokens of ours, joined by blanks, for BM25 and phrases."""
    KEYWORD = "keyword"
    """A value as it is, for filters."""
    INTEGER = "integer"
    FLOAT = "float"
    LABEL = "label"
    """Kept and given back, not searched."""
    VECTOR = "vector"
    """Compared with that of a question."""


@dataclass(frozen=True, slots=True)
class IndexField:
    """One field: `many` values or one; `facet` counts by value; `stored` comes back with a hit.

    `phrases` keeps the positions of words.
    """

    name: str
    type: FieldType
    meaning: str
    many: bool = False
    facet: bool = False
    stored: bool = False
    phrases: bool = False


_T = FieldType
INDEX_FIELDS: tuple[IndexField, ...] = (
    IndexField("id", _T.KEYWORD, "identifier of the block or version", stored=True),
    IndexField("expression", _T.KEYWORD, "version whose entries are replaced together"),
    IndexField("work", _T.KEYWORD, "instrument"),
    IndexField(
        "words", _T.WORDS, "title, headings and text: one field ranks better than three (search.ranking)", phrases=True
    ),
    IndexField("headings", _T.WORDS, "headings above the block"),
    IndexField(
        "title_chars", _T.WORDS, "characters of a document's title, after a mark of its beginning", phrases=True
    ),
    IndexField("title_key", _T.KEYWORD, "a document's title without blanks, brackets and 中华人民共和国"),
    IndexField("label", _T.LABEL, "a document's work and title, for suggestions", stored=True),
    IndexField("type", _T.KEYWORD, "article, document or item", facet=True),
    IndexField("concept", _T.KEYWORD, "concepts of the title and of the headings above", many=True, facet=True),
    IndexField("record", _T.KEYWORD, "kind of record of an item", facet=True),
    IndexField("kind", _T.KEYWORD, "level of authority", facet=True),
    IndexField("jurisdiction", _T.KEYWORD, "GB/T 2260 code", facet=True),
    IndexField("issuer", _T.KEYWORD, "issuing bodies", many=True, facet=True),
    IndexField("year", _T.INTEGER, "of adoption", facet=True),
    IndexField("effective_from", _T.INTEGER, "first day in force, YYYYMMDD, 0 if unknown"),
    IndexField("effective_to", _T.INTEGER, "first day out of force, YYYYMMDD, 99991231 if none"),
    IndexField("ended", _T.INTEGER, "how it ends: 0 by a next version or not at all, 1 repealed, 2 lapsed"),
    IndexField("path", _T.KEYWORD, "locator of the source"),
    IndexField("rank", _T.INTEGER, "position in the order of authority"),
    IndexField("date_order", _T.INTEGER, "newest first, then blocks of one version in their order"),
    IndexField("suggest_order", _T.INTEGER, "highest authority first, then the shortest title"),
    IndexField("weight", _T.FLOAT, "factor on the score: authority and whether superseded"),
)

FIELDS: dict[str, IndexField] = {f.name: f for f in INDEX_FIELDS}

_SHARED = (
    "id", "expression", "work", "type", "concept", "record", "kind", "jurisdiction", "issuer", "year",
    "effective_from", "effective_to", "ended", "path",
)  # fmt: skip
VECTOR_FIELDS: tuple[IndexField, ...] = (
    *(FIELDS[name] for name in _SHARED),
    IndexField("key", _T.KEYWORD, "digest of the text that is embedded", facet=True),
    IndexField("stamp", _T.KEYWORD, "state that the version was listed in, and its number of entries", facet=True),
    IndexField("scale", _T.FLOAT, "factor of the vector's whole numbers"),
    IndexField("vector", _T.VECTOR, "one signed byte per dimension"),
)
"""What an index of vectors on a server holds: what filters and facets ask of an entry, and its vector."""
