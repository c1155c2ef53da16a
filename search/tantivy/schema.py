"""tantivy's schema, derived from the index model, and the documents that are written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import tantivy

from schemas.index_model import INDEX_FIELDS, FieldType
from search.entries import Value
from search.tokens import PUNCTUATION

# The longest word kept, in bytes of UTF-8: runs of letters without a blank are no words.
_LONGEST_TOKEN = 120


def build_schema() -> tantivy.Schema:
    """The schema of `schemas.index_model`."""
    builder = tantivy.SchemaBuilder()
    for f in INDEX_FIELDS:
        match f.type:
            case FieldType.WORDS:
                option = "position" if f.phrases else "freq"
                builder.add_text_field(f.name, tokenizer_name="words", index_option=option)
            case FieldType.KEYWORD:
                builder.add_text_field(f.name, f.stored, fast=f.facet, tokenizer_name="raw", index_option="basic")
            case FieldType.INTEGER:
                builder.add_integer_field(f.name, indexed=True, fast=True)
            case FieldType.FLOAT:
                builder.add_float_field(f.name, fast=True)
            case FieldType.LABEL:
                # tantivy has no text field that is stored alone.
                builder.add_text_field(f.name, stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def register_analyzer(index: tantivy.Index) -> None:
    """Our tokens come joined by blanks (15 times faster than `PreTokenizedString`); marks are dropped here, in Rust."""
    words = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        .filter(tantivy.Filter.remove_long(_LONGEST_TOKEN))
        .filter(tantivy.Filter.custom_stopword(sorted(PUNCTUATION)))
        .build()
    )
    index.register_tokenizer("words", words)


def build_document(fields: Mapping[str, Value]) -> tantivy.Document:
    """A document of tantivy's. Adding value by value costs a third less than a mapping that it checks by the schema."""
    document = tantivy.Document()
    for name, value in fields.items():
        if isinstance(value, str):
            document.add_text(name, value)
        elif isinstance(value, int):
            document.add_integer(name, value)
        elif isinstance(value, float):
            document.add_float(name, _encode_weight(value))
        else:
            for part in value:
                document.add_text(name, part)
    return document


WEIGHT_SCALE = 4.0
"""Scores come multiplied by this."""


@cache
def _encode_weight(factor: float) -> float:
    """tantivy multiplies by log2(2 + value), values below 0 as 0: the value that makes it WEIGHT_SCALE * factor."""
    return max(0.0, 2 ** (WEIGHT_SCALE * factor) - 2)
