"""Document numbers as citations: whose number each is, and whether it is that of the instrument or of an amendment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.citations.mentions import Form, Mention
from schemas.citations import Citation, CitationKind, Relation

_OPENED = re.compile(r"\s{0,3}[（(\[〔]?[^（）()。；《》]{0,80}\Z")
_CLOSED = re.compile(r"\s{0,2}(?:公布|发布|文件?|印发)?(?:的)?[）)]?\s{0,2}(?:公布|发布|印发)?(?:的)?\s{0,2}\Z")
# 国务院令第666号修订, 令第42号《…关于修改…的决定》修正, …的决定》（国务院令第549号）修订: orders that amended it.
_AMENDS = re.compile(
    r"[）)]?\s{0,2}(?:[公发颁]布(?:的)?)?(?:、[^，,；;。）)年\n]{0,30})?\s{0,2}"
    r"(?:《[^》\n]{0,70}(?:修[改订正]|废止)|[（(]?(?:第?[一二三四五六七八九十0-9]{1,2}次)?(?:作出|予以|进行)?修[改订正])"
)
# …令第129号发布，2018年9月18日国务院令第703号）: a later date with an order of its own.
_LATER = re.compile(r"[0-9]{4}\s?年|根据|修[改订正]")


def build_numbered(text: str, citations: Sequence[Citation], numbers: Sequence[Mention]) -> list[Citation]:
    """Document numbers as citations, with the title that they belong to: the one before them or right after.

    The number of an order that amended the instrument is no basis of its own: it is cited.
    """
    out: list[Citation] = []
    named = [c for c in citations if c.kind == CitationKind.EXTERNAL]
    starts = [c.start for c in named]
    taken = [(c.start, c.end) for c in citations]
    published: tuple[int, int] | None = None
    for number in numbers:
        index = bisect_right(starts, number.start)
        owner = _owner(text, named[max(0, index - 1) : index + 1], number)
        near = bisect_right(taken, (number.start, number.start))
        clash = [s for s in taken[max(0, near - 1) : near + 1] if s[0] < number.end and number.start < s[1]]
        if any(owner is None or s != (owner.start, owner.end) for s in clash):
            continue
        relation = owner.relation if owner else Relation.CITES
        if owner is not None and relation == Relation.BASED_ON:
            later = published is not None and published[0] == owner.start
            if _AMENDS.match(text, number.end) or (
                later and published and _LATER.search(text, published[1], number.start)
            ):
                relation = Relation.CITES
            else:
                published = (owner.start, number.end)
        made = Citation(
            number.start,
            number.end,
            text[number.start : number.end],
            CitationKind.DOCNUMBER,
            owner.title if owner else None,
            relation=relation,
            quoted=owner.quoted if owner else False,
            rule=str(Form.NUMBER),
        )
        out.append(made)
    return out


def _owner(text: str, named: Sequence[Citation], number: Mention) -> Citation | None:
    before = after = None
    for citation in named:
        if citation.start < number.start < citation.end:
            return citation
        if citation.end <= number.start:
            before = citation
        elif citation.start >= number.end:
            after = citation
            break
    if (
        before is not None
        and _OPENED.fullmatch(text, before.end, number.start)
        and text[before.end : before.end + 2].strip()[:1] in "（([〔"
    ):
        return before
    if after is not None and _CLOSED.fullmatch(text, number.end, after.start):
        return after
    return None
