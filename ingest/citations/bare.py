"""Places without a head (第十条, 第一款, 第（三）项): whose they are follows from what stands before them."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.citations.cells import is_basis
from ingest.citations.mentions import Mention
from ingest.citations.places import under
from ingest.citations.standing import Standing
from schemas.citations import Citation, CitationKind, Relation
from schemas.pinpoints import Pinpoint

# 依照《…》第十条规定和第十二条: the second chain belongs to the same instrument.
_CONTINUES = re.compile(r"\s?(?:的?规定|所列[^，。；]{0,6}|的)?\s?(?:和|或者?|、|以及|及|，(?:以及|或者|和)?)\s?\Z")
# 前款规定的第一项, 第十九条规定第一项: the second chain is a place in the first.
_NARROWS = re.compile(r"\s?(?:规定|所列|所述|所指)?的?\s?\Z")
_BEGINS = re.compile(r"\n[ \t\u3000]*\Z")

# A sentence of an interpretation rarely goes on longer after a citation.
_SENTENCE = 80
# Of the corpus's instruments 4 % have more articles; what a sentence cites together lies this near.
_HIGH, _BESIDE = 90, 20


def resolve_bare(standing: Standing, mention: Mention) -> Citation | None:
    """The citation that a bare chain is, or None where nothing tells whose place it is."""
    state, passage, last = standing.state, standing.passage, standing.state.last
    if mention.division:
        return _further_basis(standing, mention) if state.host is not None and state.host.division else None
    if state.dead and mention.targets[0].article is not None and not passage.legal:
        return None
    if last is not None and last.targets and last.end <= mention.start:
        between = standing.text[last.end : min(mention.start, last.end + 16)]
        joined = _CONTINUES.fullmatch(between) or (mention.targets[0].article is None and _NARROWS.fullmatch(between))
        if joined and last.end + len(between) == mention.start:
            return standing.make(
                mention,
                last.kind,
                last.title,
                _under(last.targets[-1], mention),
                quoted=last.quoted,
                relation=last.relation,
            )
    if passage.cell:
        return _in_cell(standing, mention)
    if passage.amending and state.quotation is None:
        return _amended(standing, mention)
    if not passage.legal:
        return _in_report(standing, mention)
    return _in_instrument(standing, mention)


def _under(head: Pinpoint, mention: Mention) -> tuple[Pinpoint, ...]:
    return tuple(under(head, t) for t in mention.targets)


def _in_instrument(standing: Standing, mention: Mention) -> Citation | None:
    """In an instrument a bare place is its own, unless a sanction takes up the places of the duty it names first."""
    title = standing.own_title("")
    if mention.targets[0].article is not None:
        foreign = _foreign(standing, mention)
        if foreign is not None:
            return standing.make(mention, CitationKind.EXTERNAL, foreign, mention.targets)
        return standing.make(mention, CitationKind.SELF, title, mention.targets)
    here = standing.here(mention.start)
    if (duty := _duty(standing, mention, here[0] if here else None)) is not None:
        return standing.make(mention, CitationKind.SELF, title, _under(duty, mention))
    if here is None or here[0].article is None:
        return None
    return standing.make(mention, CitationKind.RELATIVE, title, _under(here[0].article_only, mention))


def _foreign(standing: Standing, mention: Mention) -> str | None:
    """The instrument that a bare article is of when it can't be the citing text's own.

    That is one which has no such article, or running text of an instrument about another (确定罪名的规定).
    """
    passage, first = standing.passage, mention.targets[0]
    if standing.state.quotation is not None:
        return None
    near = _named_in_sentence(standing, mention)
    if passage.own is not None:
        return None if (first.article, first.article_suffix) in passage.own else near or passage.subject
    if near is not None and _is_beside(standing, first):
        return near
    return passage.subject if passage.article is None else None


def _named_in_sentence(standing: Standing, mention: Mention) -> str | None:
    """The other instrument that the sentence cited last."""
    last = standing.state.last
    if last is None or last.kind != CitationKind.EXTERNAL or not 0 <= mention.start - last.end < _SENTENCE:
        return None
    between = standing.text[last.end : mention.start]
    return None if any(c in between for c in "。；\n") else last.title


def _is_beside(standing: Standing, place: Pinpoint) -> bool:
    """Whether a high number stands near one just cited: 诉讼法第二百二十七条, 或者违反第二百二十八条."""
    last = standing.state.last
    if last is None or not last.targets or (article := last.targets[-1].article) is None or place.article is None:
        return False
    return place.article > _HIGH and abs(place.article - article) <= _BESIDE


def _duty(standing: Standing, mention: Mention, here: Pinpoint | None) -> Pinpoint | None:
    """违反本条例第十四条规定的：（一）违反第一项规定的: the article whose first item is meant."""
    placed = standing.state.placed
    if placed is None or placed.kind != CitationKind.SELF or placed.targets[-1].article is None:
        return None
    before = standing.text[max(0, mention.start - 3) : mention.start]
    listed = here is not None and here.item is not None and before.endswith("有")
    if not (before.endswith("违反") or listed):
        return None
    own = here.article if here else None
    return placed.targets[-1].article_only if placed.targets[-1].article != own else None


def _in_cell(standing: Standing, mention: Mention) -> Citation | None:
    host = standing.state.host
    if host is None:
        return None
    if mention.targets[0].article is not None:
        if not is_basis(standing.text, mention.start, mention.end, host.end, True):
            return standing.make(mention, CitationKind.SELF, host.title, mention.targets, quoted=True)
        return _further_basis(standing, mention)
    if not host.targets:
        return None
    last = host.targets[-1]
    if _BEGINS.search(standing.text, max(0, mention.start - 8), mention.start) and (
        (last.article is None and last.paragraph is None) or standing.text.startswith(("：", ":"), mention.end)
    ):
        # 目录第86项：……\n第88项：……, 第八条第一款：……\n第二款：……: the text of a further place follows.
        head = last.article_only if mention.targets[0].paragraph else replace(last, item=None, subitem=None)
        mention.targets = _under(head, mention)
        return _further_basis(standing, mention)
    places = _under(host.targets[-1].article_only, mention)
    return standing.make(mention, CitationKind.RELATIVE, host.title, places, quoted=True)


def _further_basis(standing: Standing, mention: Mention) -> Citation | None:
    """A place that begins a line of its own: the basis named before is one at this place too."""
    host = standing.state.host
    if host is None:
        return None
    found = standing.make(
        mention, CitationKind.EXTERNAL, host.title, mention.targets, relation=Relation.BASED_ON, quoted=False
    )
    standing.state.host = found
    return found


def _amended(standing: Standing, mention: Mention) -> Citation | None:
    """In an amending act a bare place is one of the instrument that it amends."""
    state, last = standing.state, standing.state.amended
    places = mention.targets
    if places[0].article is None:
        if last is None:
            return None
        places = _under(last.targets[-1], mention)
    title = last.title if last is not None and last.title else state.changed or standing.passage.base
    return standing.make(mention, CitationKind.EXTERNAL, title, places, relation=Relation.AMENDS)


def _in_report(standing: Standing, mention: Mention) -> Citation | None:
    """In a case or a guide a bare place is one of the law named last."""
    state, last = standing.state, standing.state.last
    if state.last_named is None or last is None:
        return None
    if mention.targets[0].article is not None:
        return standing.make(mention, CitationKind.EXTERNAL, state.last_named, mention.targets)
    if not last.targets:
        return None
    return standing.make(mention, CitationKind.EXTERNAL, last.title, _under(last.targets[-1].article_only, mention))
