"""What is written for a document: the values of every index field, the same for all engines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from schemas.authority import Kind, Status
from schemas.index_model import MODEL_VERSION, NO_END, NO_START
from schemas.queries import HitType, IndexDocument
from search.conditions import ENDED_AS
from search.ranking import find_weight
from search.titles import build_title_key
from search.tokens import Segmenter
from search.tokens.cutting import cut_texts

Value = str | int | float | list[str]

# Stands first in `headings` and in `title_chars`: every entry then has the field, so that both engines average the
# field's length over the same entries, and a phrase that starts with it is a prefix.
BEGINNING = "▏"
_MOST_SEQ = (1 << 17) - 1


def build_fingerprint(segmenter: Segmenter) -> str:
    """Identifies how entries are built: by which model of the index and which words."""
    return f"{MODEL_VERSION}-{segmenter.fingerprint}"


def build_fields(documents: Iterable[IndexDocument], segmenter: Segmenter) -> Iterator[dict[str, Value]]:
    """The fields of each document, by name; what has no value is left out."""
    # Consecutive entries share title and headings: cut once, that is a fifth of all tokens.
    join = lru_cache(maxsize=4096)(segmenter.join_tokens)
    shared = lru_cache(maxsize=4096)(_shared)
    for d, words in cut_texts(documents, segmenter):
        start, end, ended = find_validity(d)
        title, headings = join(d.title), join(d.headings)
        rank, weight = shared(d.kind, end != NO_END)
        fields: dict[str, Value] = {
            "id": d.id,
            "expression": d.expression,
            "work": d.work,
            "words": f"{title} {headings} {words}",
            "headings": f"{BEGINNING} {headings}",
            "type": d.type.value,
            "kind": d.kind,
            "jurisdiction": d.jurisdiction,
            "issuer": list(d.issuers),
            "effective_from": start,
            "effective_to": end,
            "ended": ended,
            "path": d.path,
            "rank": rank,
            "date_order": _date_order(d),
            "weight": weight,
        }
        if d.concepts:
            fields["concept"] = list(d.concepts)
        if d.record:
            fields["record"] = d.record
        if d.year is not None:
            fields["year"] = d.year
        if d.type is HitType.DOCUMENT:
            fields |= _document_fields(d, rank)
        yield fields


def find_validity(d: IndexDocument) -> tuple[int, int, int]:
    """The fields `effective_from`, `effective_to` and `ended`."""
    return _validity(d.effective_from, d.effective_to, d.ended, d.ended_as)


# What the entries of one version share is worked out once: with `_ordinal` 0.4 s of CPU on 145,000 entries.
@lru_cache(maxsize=4096)
def _validity(start: str | None, end: str | None, ended: bool, ended_as: str | None) -> tuple[int, int, int]:
    how = Status(ended_as) if ended_as else Status.REPEALED if ended else None
    return _day(start, NO_START), _day(end, NO_END), ENDED_AS.get(how, 0)


def _document_fields(d: IndexDocument, rank: int) -> dict[str, Value]:
    """For suggestions, and for a query that is the title."""
    key = build_title_key(d.title)
    return {
        "title_chars": split_characters(d.title, beginning=True),
        "title_key": key,
        "label": f"{d.work}\t{d.title}",
        "suggest_order": rank << 40 | min(len(key), 1023) << 24 | _digest(d.id, 24),
    }


def split_characters(title: str, *, beginning: bool) -> str:
    """The characters of a title's key as tokens, for phrases of any length; after a mark when it is the beginning."""
    return " ".join([BEGINNING] * beginning + list(build_title_key(title)[:200]))


def _shared(kind: str, superseded: bool) -> tuple[int, float]:
    known = Kind(kind) if kind in Kind._value2member_map_ else Kind.UNKNOWN
    return known.rank, float(find_weight(kind, superseded))


def _day(iso: str | None, missing: int) -> int:
    """20210122 for 2021-01-22; dates were checked where they were read."""
    return int(iso.replace("-", "")) if iso else missing


def _date_order(d: IndexDocument) -> int:
    """22 bits of the date, 24 of the version's digest, 17 of the block's place, which counts backwards: 63 in all."""
    day = _ordinal(d.effective_from, d.year)
    return day << 41 | _digest(d.expression, 24) << 17 | _MOST_SEQ - min(d.seq, _MOST_SEQ)


@lru_cache(maxsize=4096)
def _ordinal(effective_from: str | None, year: int | None) -> int:
    iso = effective_from or (f"{year:04}-01-01" if year and 0 < year < 10_000 else None)
    return date.fromisoformat(iso).toordinal() if iso else 0


@lru_cache(maxsize=4096)
def _digest(text: str, bits: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 32 - bits
