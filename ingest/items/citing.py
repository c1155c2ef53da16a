"""Citations in the fields of items, with their places in the items' texts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.citations import find_citations
from ingest.citations.titles import genre_of
from schemas.citations import CLEANUP_LAPSED, CLEANUP_REPEALED, Citation, CitationKind, CitingSource, Relation
from schemas.items import Item, ItemField
from schemas.pinpoints import Pinpoint
from schemas.records import HIDDEN_COLUMN, RecordKind, Role

# Fields of these roles hold names, numbers and dates: nothing to cite.
_SILENT = frozenset({Role.SERIAL, Role.BODY, Role.UNIT, Role.DATE, Role.TYPE})
# 追责情形及追责依据, 收费标准及依据: what the column names is a basis whatever else it tells.
_NAMES_BASIS = re.compile(r"依据(?!类型|情况)")
_INSTRUMENTS = frozenset({CitationKind.EXTERNAL, CitationKind.DOCNUMBER})
# 【法规】1.《…》, [行政法规]《…》, 法律：《…》
_LABEL = re.compile(
    r"(?:[【〔\[［]\s?|(?<![\u4e00-\u9fff]))([\u4e00-\u9fff]{2,7})(?:\s?[】〕\]］]|[：:])\s*(?:[（(]?\d{1,2}[.．、）)])?\s*\Z"
)
_LABEL_REACH = 16
# 某办法（第七条至第九条）: only these articles.
_SELF = re.compile(r"本([\u4e00-\u9fff]{1,6}?)(?=第)")
_PART = re.compile(r"[（(]?第[〇零一二三四五六七八九十百\d]{1,6}[条款项章][^（）()]*[）)]?\Z")


def find_item_citations(items: Sequence[Item], title: str, date: str | None) -> dict[str, tuple[Citation, ...]]:
    """Citations by the eId of their item, in order. What a basis field names is a basis, what others name is cited.

    `title` and `date` (ISO) are the list's own: 本清单 is the list.
    """
    # Cells merged over many rows, as the basis of a violation over its tiers, say the same in each: found once.
    known: dict[tuple[str, bool], tuple[Citation, ...]] = {}
    source = CitingSource(title, date)
    found: dict[str, tuple[Citation, ...]] = {}
    for item in items:
        citations = [c for field in item.fields if field.start is not None for c in _cited(item, field, source, known)]
        if citations:
            citations = _leave_repeated(_attribute(citations, title), item)
            found[item.eid] = tuple(sorted(citations, key=lambda c: (c.start, -c.end)))
    return found


def _leave_repeated(citations: list[Citation], item: Item) -> list[Citation]:
    """Without those of a hidden column that the visible one of the same header has too."""
    hidden = [f for f in item.fields if f.start is not None and f.header.endswith(HIDDEN_COLUMN)]
    if not hidden:
        return citations
    of_field = {f: [c for c in citations if (f.start or 0) <= c.start < (f.end or 0)] for f in item.fields}
    repeated: set[int] = set()
    for field in hidden:
        header = field.header.removesuffix(HIDDEN_COLUMN)
        said = [c for f, cs in of_field.items() if f.header == header for c in cs]
        repeated |= {id(c) for c in of_field[field] if any(_says(other, c) for other in said)}
    return [c for c in citations if id(c) not in repeated]


def _says(other: Citation, citation: Citation) -> bool:
    """Whether the other citation names the same instrument, and all of the places that this one names."""
    if (other.title, other.kind, other.division) != (citation.title, citation.kind, citation.division):
        return False
    if citation.kind is CitationKind.DOCNUMBER and other.text != citation.text:
        return False
    return set(citation.targets) <= set(other.targets) and bool(citation.targets) == bool(other.targets)


def _attribute(citations: Sequence[Citation], title: str) -> list[Citation]:
    """本办法 outside the column of bases: the one basis of that kind that the item has; the list itself is none.

    Without exactly one it stays open whose place it is.
    """
    own = genre_of(title)
    out = []
    for citation in citations:
        word = _SELF.match(citation.text) if citation.kind is CitationKind.SELF and citation.title == title else None
        if word and (genre := genre_of(word[1])) and genre != own:
            bases = {
                (c.title, c.edition)
                for c in citations
                if c.relation is Relation.BASED_ON
                and c.kind is CitationKind.EXTERNAL
                and c.title
                and genre_of(c.title) == genre
            }
            named = next(iter(bases)) if len({t for t, _ in bases}) == 1 else (None, None)
            edition = named[1] if len(bases) == 1 else None
            citation = dataclasses.replace(citation, title=named[0], edition=citation.edition or edition)
        out.append(citation)
    return out


@lru_cache(maxsize=4096)  # lists repeat their boilerplate row by row
def names_law(text: str) -> bool:
    """Whether the text names an instrument, and not only law in general (法律法规规定)."""
    return any(c.kind in _INSTRUMENTS for c in find_citations(text, CitingSource("清单")))


def _cited(
    item: Item, field: ItemField, source: CitingSource, known: dict[tuple[str, bool], tuple[Citation, ...]]
) -> list[Citation]:
    if item.record is RecordKind.CLEANUP_ITEM and field.name in ("title", "document_number"):
        return _cleaned_up(item, field)
    if field.role in _SILENT:
        return []
    at = field.start or 0
    is_basis = field.role is Role.BASIS or bool(_NAMES_BASIS.search(field.header))
    if (found := known.get((field.text, is_basis))) is None:
        found = known[field.text, is_basis] = find_citations(field.text, None if is_basis else source)
    return [dataclasses.replace(c, start=at + c.start, end=at + c.end, label=_label(field.text, c)) for c in found]


def _label(text: str, citation: Citation) -> str | None:
    """The rank printed right before the citation, with a number between at most."""
    if citation.kind is not CitationKind.EXTERNAL or citation.quoted:
        return None
    printed = _LABEL.search(text, max(0, citation.start - _LABEL_REACH), citation.start)
    return printed[1] if printed else None


def _cleaned_up(item: Item, field: ItemField) -> list[Citation]:
    """The document that a row of a clean-up decision is about, by its number where it has one, and its fate."""
    fields = {f.name: f for f in item.fields}
    title, number = fields.get("title"), fields.get("document_number")
    if title is None or field is not (number or title):
        return []
    name = title.text.strip("《》 \n")
    part = _PART.search(name)
    if part:
        name = name[: part.start()].strip("《》 ")
    relation, rule = _outcome(fields["result"].text if "result" in fields else "", whole=part is None)
    return [
        Citation(
            start=field.start or 0,
            end=field.end or 0,
            text=field.text,
            kind=CitationKind.DOCNUMBER if field is number else CitationKind.EXTERNAL,
            title="".join(name.split()),
            targets=_places(part[0]) if part else (),
            relation=relation,
            rule=rule,
        )
    ]


def _outcome(result: str, *, whole: bool) -> tuple[Relation, str]:
    """What the decision does to the document, and the rule that says so; only a document as a whole ends."""
    if "修改" in result:
        return Relation.AMENDS, "cleanup"
    if "废止" not in result and "失效" not in result:
        return Relation.CITES, "cleanup"
    if not whole:
        return Relation.REPEALS, "cleanup"
    return Relation.REPEALS, CLEANUP_LAPSED if "失效" in result else CLEANUP_REPEALED


def _places(text: str) -> tuple[Pinpoint, ...]:
    """第七条至第九条, one by one."""
    found = find_citations(f"本办法{text}", CitingSource("办法"))
    return tuple(t for c in found for t in c.targets)
