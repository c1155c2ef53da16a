"""Which paragraph (款) and item (项) a place in an article's text belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.citations.chains import int_of
from schemas.pinpoints import Pinpoint, parse_eid

_ITEM = re.compile(r"\s*[（(]\s{0,2}([一二三四五六七八九十]{1,3}|[0-9]{1,2})\s{0,2}[)）]|\s*([㈠-㈩⑴-⒇])")
_SUBITEM = re.compile(r"\s*(?:[0-9]{1,2}[.．、]|[①-⑳])")
_QUOTE = re.compile(r"[“”]")


@dataclass(frozen=True, slots=True)
class Layout:
    """Starts of the parts of an article's text with their places (article left open), in order.

    `known` tells whether paragraphs are counted from the article's beginning.
    """

    starts: tuple[int, ...]
    places: tuple[Pinpoint, ...]
    known: bool = True

    def at(self, offset: int) -> Pinpoint:
        """The place that the character at `offset` belongs to."""
        index = bisect_right(self.starts, offset) - 1
        return self.places[index] if index >= 0 else Pinpoint()


def layout_of_lines(text: str, start: int = 0, *, first: int = 1, known: bool = True, end: int | None = None) -> Layout:
    """The layout of text whose lines are the paragraphs and items, as official texts are printed."""
    starts: list[int] = []
    places: list[Pinpoint] = []
    paragraph, position = first - 1, start
    stop = len(text) if end is None else end
    while position <= stop:
        line_end = text.find("\n", position, stop)
        line_end = stop if line_end < 0 else line_end
        if line_end - position < 12 and not text[position:line_end].strip(" \u3000\xa0/0123456789"):
            # Blank lines and page numbers are no paragraphs.
            position = line_end + 1
            continue
        if found := _ITEM.match(text, position, line_end):
            paragraph = max(paragraph, first)
            place = Pinpoint(paragraph=paragraph, item=int_of(found[1] or found[2]))
        elif places and places[-1].item and _SUBITEM.match(text, position, line_end):
            place = places[-1]
        else:
            paragraph += 1
            place = Pinpoint(paragraph=paragraph)
        starts.append(position)
        places.append(place)
        position = line_end + 1
    return Layout(tuple(starts), tuple(places), known)


def layout_of_parts(parts: Iterable[tuple[int, str]]) -> Layout | None:
    """The layout of a block whose parts are known: where each begins, and its eId; None where none is a place."""
    known = [(start, place) for start, eid in parts if (place := parse_eid(eid))]
    ordered = sorted(known, key=lambda p: p[0])
    places = (Pinpoint(paragraph=p.paragraph, item=p.item, subitem=p.subitem) for _, p in ordered)
    return Layout(tuple(start for start, _ in ordered), tuple(places)) if ordered else None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between “ and ”; an unclosed one runs to the end."""

    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    """Outermost quotations in order."""
    found: list[Quotation] = []
    if "“" not in text:
        return found
    opened: int | None = None
    for mark in _QUOTE.finditer(text):
        if mark.group() == "“":
            opened = mark.start() if opened is None else opened
        elif opened is not None:
            found.append(Quotation(opened, mark.start()))
            opened = None
    if opened is not None:
        found.append(Quotation(opened, len(text)))
    return found
