"""Where a mention stands in its passage, and what follows from that: quotation, place, relation, edition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.citations.brackets import is_in_history
from ingest.citations.cells import is_quoted
from ingest.citations.context import Passage, State
from ingest.citations.editions import version_before
from ingest.citations.layout import Layout, Quotation, find_quotations, layout_of_lines, layout_of_parts
from ingest.citations.mentions import Form, Mention
from ingest.citations.relations import Signals, read_signals, relation_of
from schemas.citations import ADDED, OTHER_EDITION, REPAIRED, Citation, CitationKind, Relation
from schemas.pinpoints import Pinpoint

# An instrument is made on the strength of another, not of itself.
_OF_ANOTHER = (Relation.BASED_ON, Relation.IMPLEMENTS)
_OF_HOST = frozenset({Form.BARE, Form.SELF, Form.RELATIVE, Form.SAME, Form.PLACE})
_LEADING = "：:“ \n\u3000\xa0，,。"
_EDITION = re.compile(r"修[改订正](?:以)?[前后]的?\Z")
# 第六条（现行《商标法实施条例》第四条）: the number is that of an edition before today's.
_NOW_ELSEWHERE = re.compile(r"\s?[（(](?:现行|现为)(?:《[^《》]{2,60}》)?的?第")
# 作为第四款, 将第二条修改为第六条: the place is one that the amendment makes.
_MADE_NEW = re.compile(r"(?:作为|列为|改为|改作|移至|合并为|调整为)(?:修改后的?)?(?:《[^《》]{1,60}》)?的?\s?\Z")
_WORD_GENRE = re.compile(r"^(?:本|该|同|此|上述|前述)(?:暂行|实施|若干|补充|试行|管理)?")


def genre_of_word(word: str) -> str:
    """What kind of instrument 本条例, 该实施细则, 本法典 is: 条例, 细则, 法."""
    genre = _WORD_GENRE.sub("", word)
    return "法" if genre == "法典" else genre


class Standing:
    """A passage as it is walked through; `state` carries what was said before it."""

    def __init__(self, passage: Passage, state: State) -> None:
        self.passage = passage
        self.state = state
        self.text = passage.text
        self.signals: Signals = read_signals(passage.text, passage.heading)
        self.quotations: Sequence[Quotation] = () if passage.cell else find_quotations(passage.text)
        self._layout: Layout | None = None
        self._lines: Layout | None = None
        self._next = 0

    def enter_quotation(self, offset: int) -> None:
        """Note the quotation that the offset, later than all before, is in, and whose words those are."""
        if self.passage.cell:
            return
        while self._next < len(self.quotations) and self.quotations[self._next].end <= offset:
            self._next += 1
        following = self.quotations[self._next] if self._next < len(self.quotations) else None
        inside = following if following is not None and following.start < offset else None
        if inside != self.state.quotation:
            self.state.quotation = inside
            if inside is not None:
                self.state.host = self.state.amended if self.passage.amending else self.state.last

    def is_quoted(self, offset: int) -> bool:
        """Whether the offset is in quotation marks, or in the quoted text of a cell."""
        if self.passage.cell:
            host = self.state.host
            if host is None or is_in_history(self.text, host.end, offset):
                return False
            return is_quoted(self.text, host.end, offset)
        return self.state.quotation is not None

    def own_title(self, word: str) -> str | None:
        """The instrument that 本法 means here."""
        if self.passage.cell or not self.passage.legal:
            genre = genre_of_word(word)
            known = self.state.by_genre
            if genre in known:
                return known[genre]
            return self.state.host.title if self.state.host else self.state.last_named if not word else None
        if self.state.quotation is not None and self.state.host is not None:
            return self.state.host.title
        if self.state.quotation is not None and self.passage.amending:
            return self.state.changed or self.passage.base
        return self.passage.title

    def make(
        self,
        mention: Mention,
        kind: CitationKind,
        title: str | None,
        targets: tuple[Pinpoint, ...],
        *,
        relation: Relation | None = None,
        quoted: bool | None = None,
    ) -> Citation:
        """The mention as a citation; relation and quotation follow from its place in the text unless given."""
        if relation is None:
            relation = Relation.CITES if self.passage.cell else self.relation(mention)
            if kind in (CitationKind.SELF, CitationKind.RELATIVE) and relation in _OF_ANOTHER:
                relation = Relation.CITES
        return Citation(
            mention.start,
            mention.end,
            self.text[mention.start : mention.end],
            kind,
            title,
            mention.edition or self._edition_of_host(mention, title),
            targets,
            mention.division,
            relation,
            self.is_quoted(mention.start) if quoted is None else quoted,
            self._rule(mention, relation),
        )

    def _edition_of_host(self, mention: Mention, title: str | None) -> str | None:
        """In a cell the edition of the basis, of which this is a further place (第六条, 本法第六条); null elsewhere."""
        host = self.state.host
        if not self.passage.cell or host is None or title is None or host.title != title:
            return None
        if mention.form not in _OF_HOST or mention.start < host.end:
            return None
        return version_before(self.text, mention.start) or host.edition

    def _rule(self, mention: Mention, relation: Relation) -> str:
        window = self.text[max(0, mention.start - 80) : mention.start]
        if relation == Relation.AMENDS and _MADE_NEW.search(window):
            return ADDED
        # What edition that was no date of the citing text tells.
        if ("修" in window[-5:] and _EDITION.search(window)) or _NOW_ELSEWHERE.match(self.text, mention.end):
            return OTHER_EDITION
        return REPAIRED if mention.repaired else str(mention.form)

    def relation(self, mention: Mention) -> Relation:
        """What the sentence says of the instrument; quoted words say nothing for the citing text."""
        if self.state.quotation is not None:
            return Relation.CITES
        return relation_of(self.text, mention.start, mention.end, self.signals, amending=self.passage.amending)

    def here(self, offset: int) -> tuple[Pinpoint, bool] | None:
        """The place in which the text at `offset` stands, and whether it is counted from its article's beginning."""
        host = self.state.host
        if self.passage.cell or (self.state.quotation is not None and host is not None):
            return self._here_quoted(offset)
        article = self.passage.article
        if article is None:
            return None
        if self._layout is None:
            self._layout = layout_of_parts(self.passage.parts) or self._layout_of_lines(article)
        inner = self._layout.at(offset)
        return Pinpoint(article.article, article.article_suffix, inner.paragraph, inner.item), self._layout.known

    def _layout_of_lines(self, article: Pinpoint) -> Layout:
        start = self.passage.lines_from or 0
        known = start > 0 or article.paragraph is not None
        return layout_of_lines(self.text, start, first=article.paragraph or 1, known=known)

    def _here_quoted(self, offset: int) -> tuple[Pinpoint, bool] | None:
        host = self.state.host
        if host is None or not host.targets:
            return None
        # What is put in as 第二款、第三款 begins with the first of them.
        last = host.targets[0 if self.state.quotation else -1]
        start = self.state.quotation.start if self.state.quotation else host.end
        first = last.paragraph or 1
        if self._lines is None:
            self._lines = layout_of_lines(self.text)
        lead = self.text[start : start + 40]
        before = self._lines.at(start + len(lead) - len(lead.lstrip(_LEADING))).paragraph or 1
        inner = self._lines.at(offset)
        paragraph = (inner.paragraph or before) - before + first
        counted = paragraph > 1
        return Pinpoint(
            last.article, last.article_suffix, paragraph if counted or last.paragraph else 1, inner.item
        ), counted
