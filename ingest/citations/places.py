"""The places that relative references mean: 前款, 前两款, 本条第一款, 前项, 前条, 该条第二款."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.numerals import parse_numeral
from schemas.pinpoints import Pinpoint

_WORD = re.compile(
    r"(?:本条)?(?P<which>前|上|本)(?P<count>[一二三四五六七八九十两几各0-9])?(?:述|列)?(?P<unit>条|款|项|目)"
)


def relative_places(
    word: str,
    rest: Sequence[Pinpoint],
    here: Pinpoint,
    previous: Sequence[Pinpoint],
    *,
    counted: bool = True,
) -> tuple[Pinpoint, ...]:
    """The places of a relative reference; empty when the text does not determine them.

    `here` is the place of the reference itself (article, paragraph, item), `previous` the articles before, nearest
    first; `rest` what follows the word (第二项). `counted`: `here` is counted from the beginning of the article; if
    not, 前款 is taken for the first paragraph, as 4,169 of 4,651 in the corpus's articles are.
    """
    found = _WORD.match(word)
    if not found:
        return ()
    unit, count = found["unit"], _count(found["count"])
    if found["which"] == "本":
        heads = _own(unit, here)
    elif unit == "条":
        heads = list(reversed([p.article_only for p in previous[: count or 1]]))
        if len(heads) < (count or 1):
            return ()
    elif unit == "款":
        heads = _paragraphs(here, count, every=found["count"] == "各", counted=counted)
    else:
        heads = _items(here, count, every=found["count"] == "各")
    if not heads:
        return ()
    return tuple(dict.fromkeys(under(heads[-1], p) for p in rest)) if rest else tuple(heads)


def under(head: Pinpoint, place: Pinpoint) -> Pinpoint:
    """The place with what it leaves open filled from its head: 第二项 under 第三条第一款."""
    if place.article is not None:
        return place
    if place.paragraph is not None:
        return replace(place, article=head.article, article_suffix=head.article_suffix)
    if place.item is not None:
        return replace(place, article=head.article, article_suffix=head.article_suffix, paragraph=head.paragraph)
    return replace(head, subitem=place.subitem)


def up_to(place: Pinpoint, unit: str) -> Pinpoint | None:
    """The place cut at a unit (该条 of 第三条第一款 is 第三条); None when it does not go down so far."""
    if unit == "条":
        return place.article_only if place.article is not None else None
    if unit == "款":
        return replace(place, item=None, subitem=None) if place.paragraph is not None else None
    if unit == "项":
        return replace(place, subitem=None) if place.item is not None else None
    return place if place.subitem is not None else None


def articles_before(article: Pinpoint, count: int = 12) -> tuple[Pinpoint, ...]:
    """The articles before one by number alone, nearest first (before 第一百三十三条之一 stands 第一百三十三条)."""
    if article.article is None:
        return ()
    out: list[Pinpoint] = []
    if article.article_suffix:
        out += [Pinpoint(article.article, s or None) for s in range(article.article_suffix - 1, -1, -1)]
    out += [Pinpoint(n) for n in range(article.article - 1, max(0, article.article - count - 1), -1)]
    return tuple(out[:count])


def _count(word: str | None) -> int | None:
    return parse_numeral(word) if word and word not in "几各" else None


def _own(unit: str, here: Pinpoint) -> list[Pinpoint]:
    if here.article is None:
        return []
    if unit == "条":
        return [here.article_only]
    if unit == "款":
        return [Pinpoint(here.article, here.article_suffix, here.paragraph)] if here.paragraph else []
    return [replace(here, subitem=None)] if here.item else []


def _paragraphs(here: Pinpoint, count: int | None, *, every: bool, counted: bool) -> list[Pinpoint]:
    if here.article is None:
        return []
    number = count or 1
    if counted and here.paragraph is not None:
        first, last = (1 if every else here.paragraph - number), here.paragraph - 1
    else:
        first, last = 1, number
    if first < 1 or last < first:
        return []
    return [Pinpoint(here.article, here.article_suffix, n) for n in range(first, last + 1)]


def _items(here: Pinpoint, count: int | None, *, every: bool) -> list[Pinpoint]:
    if here.article is None or not here.item:
        return []
    number = here.item - 1 if every else count or 1
    first = here.item - number
    if first < 1:
        return []
    return [replace(here, item=n, subitem=None) for n in range(first, here.item)]
