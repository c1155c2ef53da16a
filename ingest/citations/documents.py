"""The citations of a whole document, block by block, with its own aliases and the structure of its articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from ingest.citations.aliases import TRIGGERS, find_aliases
from ingest.citations.context import Passage, State
from ingest.citations.finder import amended_title, is_amending, is_legal, may_cite, resolve_passage, subject_of
from ingest.citations.heads import find_titles
from ingest.citations.names import Names, national_names
from ingest.citations.titles import clean_title
from ingest.citations.unmarked import find_named
from schemas.citations import Citation
from schemas.documents import BLOCK_LEVELS, INNER_LEVELS, Level, Provision
from schemas.pinpoints import Pinpoint, parse_eid


def find_document_citations(
    title: str, date: str | None, provisions: Sequence[Provision], *, names: Names | None = None
) -> dict[str, tuple[Citation, ...]]:
    """The citations of each block that has any, by its eId; offsets are code points into the block's text.

    `title` is the instrument's official title (what 本法 means), `date` that of its version (ISO). Short names that any
    block defines (以下简称…) hold in the whole document; 前款 and 前项 follow the spans of the paragraphs and items,
    前条 the order of the articles.
    """
    known = names or national_names()
    clean = clean_title(title)
    aliases = find_document_aliases(provisions, known)
    base, legal, amending = amended_title(clean, known), is_legal(clean), is_amending(clean)
    subject = subject_of(clean, known)
    citing = {b.eid for b in provisions if b.text and b.level in BLOCK_LEVELS and may_cite(b.text)}
    if not citing:
        return {}
    articles = (parse_eid(b.eid) for b in provisions if b.level == Level.ARTICLE)
    own = frozenset((a.article, a.article_suffix) for a in articles if a and a.article)
    parts = _parts(provisions, citing)
    found: dict[str, tuple[Citation, ...]] = {}
    previous: list[Pinpoint] = []
    state, heading = State(), ""
    for block in provisions:
        if block.level not in BLOCK_LEVELS:
            if amending and block.level not in INNER_LEVELS:
                heading = block.heading
                _enter_section(state, heading, known)
            continue
        article = parse_eid(block.eid) if block.level == Level.ARTICLE else None
        text = block.text or ""
        if block.eid in citing:
            # Only running text leans on what an earlier block named; an article stands by itself.
            state = State() if article and not amending else _carried(state, amending=amending)
            passage = Passage(
                text,
                known,
                clean,
                article,
                tuple(previous),
                parts[block.eid],
                0,
                aliases,
                legal=legal,
                base=base,
                amending=amending,
                subject=subject,
                own=own,
                heading=heading,
            )
            if citations := resolve_passage(passage, state):
                found[block.eid] = citations
        if article is not None:
            previous.insert(0, article)
            del previous[12:]
    return found


def _enter_section(state: State, heading: str, names: Names) -> None:
    """A section of an amending act changes what its heading names (一、对《…》作出修改), and nothing named before."""
    named = {m.title for m in find_titles(heading, names, {}) if m.title}
    state.change(named.pop() if len(named) == 1 else None)


def _carried(state: State, *, amending: bool) -> State:
    """What running text may lean on from the blocks before: the instruments named; in an amending act the place too."""
    placed = state.amended if amending else None
    changed = state.changed if amending else None
    return State(last_named=state.last_named, by_genre=state.by_genre, placed=placed, changed=changed, amended=placed)


def find_document_aliases(provisions: Sequence[Provision], names: Names) -> dict[str, str]:
    """Short names that the document defines, with the titles they stand for."""
    return find_aliases_of_texts((p.text for p in provisions if p.text), names)


def find_aliases_of_texts(texts: Iterable[str], names: Names) -> dict[str, str]:
    """Short names that the texts of one document define, with the titles they stand for."""
    aliases: dict[str, str] = {}
    for text in texts:
        if "称" in text and any(t in text for t in TRIGGERS):  # one look at most texts: 2 % of the reading of a corpus
            mentions = [*find_titles(text, names, aliases), *find_named(text, names)]
            mentions.sort(key=lambda m: m.start)
            aliases.update((alias, title) for alias, title, _, _ in find_aliases(text, mentions))
    return aliases


def _parts(provisions: Sequence[Provision], citing: Set[str]) -> dict[str, list[tuple[int, str]]]:
    """The paragraphs and items of each block that cites, as start and eId."""
    parts: dict[str, list[tuple[int, str]]] = {eid: [] for eid in citing}
    for part in provisions:
        if part.start is None or (of_block := parts.get(part.eid.partition("__")[0])) is None:
            continue
        if part.level in INNER_LEVELS:
            of_block.append((part.start, part.eid))
    return parts
