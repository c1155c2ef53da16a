"""What resolution knows while it walks through the references of a passage in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.citations.layout import Quotation
from ingest.citations.names import Names
from schemas.citations import Citation, CitationKind, Relation
from schemas.pinpoints import Pinpoint


@dataclass(slots=True)
class Passage:
    """A text with what is known of it.

    title       the source's official title, what 本法 means
    article     the article that the text is or stands in; `previous` the articles before it, nearest first
    parts       its paragraphs and items, as start and eId; without any its lines tell, from `lines_from` on
    aliases     short names that the document defines elsewhere
    cell        a list cell or a text without a source: what it names are its bases, what follows one is quoted from it
    legal       the source is an instrument, and not a case or a guide
    amending    it is an amending act; `base` the instrument that it amends, when it is one
    subject     the one instrument that the source's title names (关于适用《…》的解释)
    own         the articles that the source has, when known
    heading     the heading that the text stands under (废止的规章)
    """

    text: str
    names: Names
    title: str | None = None
    article: Pinpoint | None = None
    previous: tuple[Pinpoint, ...] = ()
    parts: Sequence[tuple[int, str]] = ()
    lines_from: int | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    cell: bool = False
    legal: bool = True
    base: str | None = None
    amending: bool = False
    subject: str | None = None
    own: frozenset[tuple[int, int | None]] | None = None
    heading: str = ""


@dataclass(slots=True)
class State:
    """What was said so far: carried through a passage, and over the blocks of a document that is no article text.

    `last` citation of an instrument or place, `placed` the last with a place; in an amending act `changed` is the title
    that it is changing, `amended` the last place of it; `by_genre` the title last named of each kind (法, 条例); `host`
    what is being quoted.
    """

    last: Citation | None = None
    placed: Citation | None = None
    changed: str | None = None
    amended: Citation | None = None
    last_named: str | None = None
    by_genre: dict[str, str] = field(default_factory=dict)
    host: Citation | None = None
    quotation: Quotation | None = None
    dead: bool = False

    def change(self, title: str | None) -> None:
        """Take note that what follows changes the instrument of this title (二、对《…》作出修改)."""
        if title != self.changed:
            self.changed, self.amended = title, None

    def remember(self, citation: Citation, genre: str = "") -> None:
        """Take note of a citation that later references may lean on."""
        if citation.kind in (CitationKind.GENERIC, CitationKind.DOCNUMBER):
            return
        self.last = citation
        if citation.targets:
            self.placed = citation
            if not citation.quoted and (citation.relation == Relation.AMENDS or citation.title == self.changed):
                self.amended = citation
        self.dead = False
        if citation.kind == CitationKind.EXTERNAL and citation.title:
            self.last_named = citation.title
            if genre:
                self.by_genre[genre] = citation.title
