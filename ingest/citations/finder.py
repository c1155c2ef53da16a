"""Finds the citations of one text: grammar first (mentions), then resolution in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ingest.citations.aliases import TRIGGERS, find_aliases, usable_unmarked
from ingest.citations.context import Passage, State
from ingest.citations.generics import find_generics
from ingest.citations.heads import find_titles
from ingest.citations.labelled import find_labelled
from ingest.citations.mentions import Form, Mention
from ingest.citations.names import Names, national_names
from ingest.citations.numbered import build_numbered
from ingest.citations.numbers import find_numbers
from ingest.citations.references import find_annexes, find_bare, find_references
from ingest.citations.resolving import Resolver
from ingest.citations.titles import clean_title, genre_of
from ingest.citations.unmarked import find_aliased, find_named, find_titled
from ingest.citations.wrapping import is_wrapped, join_lines, restore_span
from schemas.citations import Citation, CitingSource
from schemas.numerals import NUMERAL_CHARS
from schemas.pinpoints import parse_pinpoint

_WORTH = re.compile(r"[《〈<＜«﹤法条款项号章编规例]")
_HEAD = re.compile(rf"\s*(第\s*[{NUMERAL_CHARS}]{{1,7}}+\s*条(?:\s*之\s*[一二三四五六七八九十]+)?)(?=[\s　【]|\Z)\s*")
_MARKS = re.compile(r"[《〈<＜«﹤]")
_BLANKS = re.compile(r"\s")
_AMENDING = re.compile(r"修正案(?:（[一二三四五六七八九十]+）|（[0-9]{4}年）)?\Z|关于(?:修改|修正|修订|废止)")
_AMENDED = re.compile(r"关于(?:修改|修正|修订|废止)(?:和废止)?《((?:[^《》]|《[^《》]*》)+)》")
_AMENDED_LAW = re.compile(r"(?P<law>[\u4e00-\u9fff]+(?:法|宪法|条例))修正案")


def may_cite(text: str) -> bool:
    """Whether a text can hold a citation at all: false only where `find_citations` finds none."""
    return bool(_WORTH.search(text))


def find_citations(
    text: str, source: CitingSource | None = None, *, names: Names | None = None
) -> tuple[Citation, ...]:
    """The citations of a text, in order of their start.

    Offsets are code points into `text`, and `citation.text` is that slice. A span holds the title with its marks, its
    edition bracket and its pinpoint chain; `targets` are its places one by one, lists and ranges expanded. A document
    number is a citation of its own, inside a larger span where it stands between title and pinpoint; no others overlap.

    `source` says what cites: 本法 is its title, 前款 is counted in its article (`text` begins with 第…条, or
    `source.article` says which; its paragraph too where the text is only one). Without a source the text is taken
    for a list cell (设定依据): what it names are bases (`based_on`), and 本法 and 前款 after a basis belong to the text
    quoted from it.

    `names` are the names known without marks; those of national law unless given.
    """
    if not may_cite(text):
        return ()
    known = names or national_names()
    if source is None and is_wrapped(text):
        joined, kept = join_lines(text)
        found = resolve_passage(build_passage(joined, None, known), State())
        return tuple(restore_span(c, text, kept) for c in found)
    return resolve_passage(build_passage(text, source, known), State())


class _Facts(NamedTuple):
    """What a source's title tells, once for all of its passages."""

    title: str
    legal: bool
    amending: bool
    base: str | None
    subject: str | None


@lru_cache(maxsize=256)
def _facts(title: str, names: Names) -> _Facts:
    clean = clean_title(title)
    return _Facts(clean, is_legal(clean), is_amending(clean), amended_title(clean, names), subject_of(clean, names))


def build_passage(text: str, source: CitingSource | None, names: Names) -> Passage:
    """The passage with the article it stands in and where its lines begin."""
    if source is None or source.title is None:
        return Passage(text, names, cell=True, aliases=dict(source.aliases) if source else {})
    facts = _facts(source.title, names)
    head = _HEAD.match(text)
    return Passage(
        text,
        names,
        facts.title,
        parse_pinpoint(_BLANKS.sub("", head[1])) if head else source.article,
        lines_from=head.end() if head else 0,
        aliases=dict(source.aliases),
        legal=facts.legal,
        base=facts.base,
        amending=facts.amending,
        subject=facts.subject,
    )


def is_legal(title: str) -> bool:
    """Whether a source's title is that of an instrument, whose own articles a bare 第…条 means."""
    return bool(genre_of(title)) or bool(_AMENDING.search(title))


def is_amending(title: str) -> bool:
    """Whether a title is that of an amending or repealing act."""
    return bool(_AMENDING.search(title))


def amended_title(title: str, names: Names) -> str | None:
    """The title of the one instrument that an act of this title amends (关于修改《…》的决定, …修正案), or None."""
    if not is_amending(title):
        return None
    if found := _AMENDED.search(title):
        # 关于修改《甲法》等五部法律的决定 amends several.
        if title.startswith("等", found.end()) or title.startswith(("《", "、", "和"), found.end()):
            return None
        issued = title[: found.start()] if found[1].startswith("关于") else ""
        return names.official(found[1]) or issued + found[1]
    if found := _AMENDED_LAW.search(title):
        return names.official(found["law"]) or found["law"]
    return None


def subject_of(title: str, names: Names) -> str | None:
    """The one instrument that a title names (关于适用《…》的解释, 关于执行刑法…的规定), or None."""
    if not title.startswith("关于") and "关于" not in title:
        return None
    found = {m.title for m in [*find_titles(title, names, {}), *find_named(title, names)] if m.title}
    return found.pop() if len(found) == 1 else None


def find_mentions(passage: Passage, aliases: Mapping[str, str]) -> tuple[list[Mention], list[Mention]]:
    """The mentions of a passage without overlaps, in order, and apart from them the document numbers."""
    text = passage.text
    found = list(find_titles(text, passage.names, aliases, cell=passage.cell)) if _MARKS.search(text) else []
    if "称" in text and any(t in text for t in TRIGGERS):
        defined = list(find_aliases(text, [*found, *find_named(text, passage.names)]))
        if defined:
            aliases = {**aliases, **{alias: title for alias, title, _, _ in defined}}
            # A definition covers the names inside it, and is itself covered by a longer citation around it.
            found = [Mention(start, end, Form.DEAD, "alias", head_end=start) for _, _, start, end in defined]
            found += find_titles(text, passage.names, aliases, cell=passage.cell)
    usable = {a: t for a, t in aliases.items() if usable_unmarked(a) and a in text}
    if usable:
        found += find_aliased(text, usable)
    if "法" in text or "条例" in text or "修正案" in text:
        found += find_named(text, passage.names)
    if passage.cell and ("】" in text or "]" in text or "〕" in text or "］" in text):
        found += find_labelled(text, passage.names)
    found += find_references(text)
    if "第" in text:
        taken = sorted((m.start, m.end) for m in found)
        found += find_bare(text, taken, headings=not passage.cell)
    if passage.cell and ("附件" in text or "附表" in text):
        found += find_annexes(text)
    if "规" in text or "法" in text:
        found += find_generics(text)
    return _without_overlaps(text, found, aliases, passage.names), list(find_numbers(text))


_ORDER = {
    form: rank for rank, form in enumerate((Form.MARKED, Form.DEAD, Form.NAMED, Form.SELF, Form.RELATIVE, Form.SAME))
}


def _without_overlaps(text: str, found: list[Mention], aliases: Mapping[str, str], names: Names) -> list[Mention]:
    """Of overlapping mentions the one that begins first, then the longest; a bare chain may prove to have a title."""
    found.sort(key=lambda m: (m.start, -m.end, _ORDER.get(m.form, 9)))
    out: list[Mention] = []
    end = 0
    for mention in found:
        if mention.start < end:
            continue
        if mention.form == Form.BARE and (titled := find_titled(text, mention, end, aliases, names)):
            mention = titled
        out.append(mention)
        end = mention.end
    return out


def resolve_passage(passage: Passage, state: State) -> tuple[Citation, ...]:
    """The citations of a passage, given what was said before it."""
    mentions, numbers = find_mentions(passage, passage.aliases)
    if not mentions and not numbers:
        return ()
    citations = Resolver(passage, state).resolve(mentions)
    if numbers:
        citations = sorted(
            [*citations, *build_numbered(passage.text, citations, numbers)], key=lambda c: (c.start, -c.end)
        )
    return tuple(citations)
