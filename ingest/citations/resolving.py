"""Second stage: walks through the mentions in order and says what each means (本法, 前款, 该条, 第…条)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.citations.bare import resolve_bare
from ingest.citations.brackets import is_in_history
from ingest.citations.cells import is_basis, is_quoted
from ingest.citations.context import Passage, State
from ingest.citations.editions import edition_before, version_before
from ingest.citations.layout import Layout, Quotation, find_quotations, layout_of_lines, layout_of_parts
from ingest.citations.mentions import Form, Mention
from ingest.citations.places import articles_before, relative_places, under, up_to
from ingest.citations.relations import Signals, read_signals, relation_of
from ingest.citations.titles import LEANING, clean_title, genre_of
from schemas.citations import ADDED, OTHER_EDITION, REPAIRED, Citation, CitationKind, Relation
from schemas.pinpoints import Pinpoint

# An instrument is made on the strength of another, not of itself.
_OF_ANOTHER = (Relation.BASED_ON, Relation.IMPLEMENTS)
_OF_HOST = frozenset({Form.BARE, Form.SELF, Form.RELATIVE, Form.SAME, Form.PLACE})
_SLIPS = ("本条列", "本例")  # of 本条例
_AS_PLACE = re.compile(r"\s?(?:的?规定|所列|所述|所称|情形|行为|以外|第)")
_LEADING = "：:“ \n\u3000\xa0，,。"
_EDITION = re.compile(r"修[改订正](?:以)?[前后]的?\Z")
_LEANS = re.compile(LEANING)
# 实施条例第六条（现行《商标法实施条例》第四条）: the same instrument by its full title.
_GLOSS = re.compile(r"\s?[（(](?:现行|现为|即|系指|指)《([^《》]{2,60})》")
# 作为第四款, 将第二条修改为第六条: the place is one that the amendment makes.
_MADE_NEW = re.compile(r"(?:作为|列为|改为|改作|移至|合并为|调整为)(?:修改后的?)?(?:《[^《》]{1,60}》)?的?\s?\Z")
# （一）对《…》作出修改, 3.《…》: what a section of an amending act begins with.
_SECTION = re.compile(
    r"(?:\A|\n)\s*(?:[（(]?第?[一二三四五六七八九十百0-9]{1,5}[)）]?[、.．条\s]*)?(?:对|将|在|修改|修正|废止|删去)?\s*\Z"
)
# 《甲》《乙》根据本决定作相应修改，重新公布: the closing words turn to nothing.
_LAST_WORDS = re.compile(r"[、和及以\s]*《|\s*(?:根据|依据|按照)本(?:决定|修正案|命令|令)")
_WORD_GENRE = re.compile(r"^(?:本|该|同|此|上述|前述)(?:暂行|实施|若干|补充|试行|管理)?")


class Resolver:
    """Resolves the mentions of one passage; `state` carries what was said before it."""

    def __init__(self, passage: Passage, state: State) -> None:
        self.passage = passage
        self.state = state
        self.text = passage.text
        self.signals: Signals = read_signals(passage.text, passage.heading)
        self.quotations: Sequence[Quotation] = () if passage.cell else find_quotations(passage.text)
        self._layout: Layout | None = None
        self._lines: Layout | None = None
        self._next = 0
        self._basis: bool | None = None
        self._left_end = 0

    def resolve(self, mentions: Sequence[Mention]) -> list[Citation]:
        """The citations that the mentions are, in order; those that turn out to be none are left out."""
        out: list[Citation] = []
        for mention in mentions:
            self._enter_quotation(mention.start)
            citation = self._resolve(mention)
            if mention.form == Form.DEAD:
                self.state.dead = True
            if citation is None:
                continue
            out.append(citation)
            self.state.remember(citation, genre_of(citation.title) if citation.title else "")
        return out

    def _resolve(self, mention: Mention) -> Citation | None:
        match mention.form:
            case Form.MARKED | Form.NAMED | Form.TITLED:
                return self._titled(mention)
            case Form.SELF:
                return self._self(mention)
            case Form.RELATIVE:
                return self._relative(mention)
            case Form.BARE:
                return resolve_bare(self, mention)
            case Form.SAME:
                return self._same(mention)
            case Form.PLACE:
                return self._place(mention)
            case Form.GENERIC:
                return self._generic(mention)
        return None

    # What stands in quotation marks, or in the quoted text of a cell.

    def _enter_quotation(self, offset: int) -> None:
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

    def _quoted(self, offset: int) -> bool:
        if self.passage.cell:
            host = self.state.host
            if host is None or is_in_history(self.text, host.end, offset):
                return False
            return is_quoted(self.text, host.end, offset)
        return self.state.quotation is not None

    def own_title(self, word: str) -> str | None:
        """The instrument that 本法 means here."""
        if self.passage.cell or not self.passage.legal:
            genre = _WORD_GENRE.sub("", word) if word else ""
            genre = "法" if genre == "法典" else genre
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
            relation = Relation.CITES if self.passage.cell else self._relation(mention)
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
            self._quoted(mention.start) if quoted is None else quoted,
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
        if window[-5:].find("修") >= 0 and _EDITION.search(window):
            return OTHER_EDITION
        return REPAIRED if mention.repaired else str(mention.form)

    def _relation(self, mention: Mention) -> Relation:
        if self.state.quotation is not None:
            return Relation.CITES
        return relation_of(self.text, mention.start, mention.end, self.signals, amending=self.passage.amending)

    def _titled(self, mention: Mention) -> Citation:
        if mention.edition is None:
            mention.edition = edition_before(self.text, mention.start)
        if not self.passage.cell:
            citation = self.make(mention, CitationKind.EXTERNAL, self._title(mention), mention.targets)
            if self.passage.amending and self.state.quotation is None and self._is_changed(citation):
                self.state.change(citation.title)
                if citation.targets:
                    # 宪法第六十七条…职权第六项…修改为: a section that begins with a place changes it.
                    return replace(citation, relation=Relation.AMENDS)
            return citation
        basis = is_basis(
            self.text,
            mention.start,
            mention.end,
            self._left_end,
            self._basis,
            hosted=self.state.host is not None,
        )
        citation = self.make(
            mention,
            CitationKind.EXTERNAL,
            self._title(mention),
            mention.targets,
            relation=Relation.BASED_ON if basis else Relation.CITES,
            quoted=False if basis else None,
        )
        self._basis, self._left_end = basis, mention.end
        if basis:
            self.state.host = citation
        return citation

    def _is_changed(self, citation: Citation) -> bool:
        """Whether an amending act turns to the instrument named: it changes it, or begins a section with it."""
        if citation.relation == Relation.AMENDS:
            return True
        begins = _SECTION.search(self.text, max(0, citation.start - 24), citation.start)
        return bool(begins) and not _LAST_WORDS.match(self.text, citation.end)

    def _title(self, mention: Mention) -> str | None:
        title = mention.title
        base = self.passage.base
        if title and base and title.startswith("关于") and base.endswith(title):
            # An act of the same issuer need not name him again: 关于修改《关于…的规定》的决定.
            return base
        if title and not mention.official and _LEANS.fullmatch(title):
            return self._carried_out(mention, title)
        if title and not mention.official and (genre := genre_of(title)) and title.startswith(genre):
            # 《条例》, 《修正案（三）》: the one named before, if any was.
            base = self.state.by_genre.get(genre)
            if base is None and self.passage.base and genre_of(self.passage.base) == genre:
                return self.passage.base
            return base if title == genre or base is None else re.sub(r"（[^（）]*）\Z", "", base) + title[len(genre) :]
        return title

    def _carried_out(self, mention: Mention, word: str) -> str | None:
        """The instrument that 实施条例 means: one named before, or that of the law named before; else none."""
        if mention.word:
            law = self.own_title(mention.word) if mention.word[0] == "本" else self.state.by_genre.get(mention.word[1:])
            return self.passage.names.official(law + word) if law else None
        named = self.state.by_genre.get(genre_of(word))
        if named is not None and named.endswith(word):
            return named
        if gloss := _GLOSS.match(self.text, mention.end):
            known = self.passage.names.official(clean_title(gloss[1]))
            if known is not None and known.endswith(word):
                return known
        laws = (self.state.last_named, self.state.by_genre.get("法"), self.state.by_genre.get("条例"))
        return next((t for law in laws if law and (t := self.passage.names.official(law + word))), None)

    def _self(self, mention: Mention) -> Citation | None:
        title = self.own_title(mention.word)
        if self.text[mention.start : mention.head_end] in _SLIPS and (not title or genre_of(title) != "条例"):
            return None
        quoted = True if self.passage.cell and self.state.host else None
        return self.make(mention, CitationKind.SELF, title, mention.targets, quoted=quoted)

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

    def _relative(self, mention: Mention) -> Citation | None:
        here = self.here(mention.start)
        title = self.own_title("") if not self.passage.cell else (self.state.host.title if self.state.host else None)
        quoted = True if self.passage.cell and self.state.host else None
        targets: tuple[Pinpoint, ...] = ()
        if here is not None:
            place, counted = here
            own = self.state.quotation is None and not self.passage.cell
            previous = self.passage.previous if own and self.passage.previous else articles_before(place)
            targets = relative_places(mention.word, mention.targets, place, previous, counted=counted)
            if not targets and place.paragraph == 1 and "款" in mention.word and "。" in self.text[: mention.start]:
                # Paragraphs printed as one: what stands before in the same line is the paragraph before.
                targets = relative_places(mention.word, mention.targets, place, previous, counted=False)
            if not targets and mention.word.endswith("项") and not _AS_PLACE.match(self.text, mention.end):
                # 对前三项污染物征收: a count of things.
                return None
        return self.make(mention, CitationKind.RELATIVE, title if targets else None, targets, quoted=quoted)

    def _same(self, mention: Mention) -> Citation | None:
        genre = _WORD_GENRE.sub("", mention.word)
        genre = "法" if genre == "法典" else genre
        title = self.state.by_genre.get(genre)
        if title is None and not mention.targets:
            return None
        last = self.state.last
        if title is None and last is not None and last.title and genre_of(last.title) == genre:
            return self.make(mention, last.kind, last.title, mention.targets)
        return self.make(mention, CitationKind.EXTERNAL, title, mention.targets)

    def _place(self, mention: Mention) -> Citation | None:
        last = self.state.placed
        if last is None or self.state.dead:
            return None
        word = mention.word
        unit = word[-1]
        if word.endswith("规定") and not self._is_near(last.end, mention.start):
            return None
        several = word.startswith(("各", "上述", "前述", "上列", "前列")) or "各" in word
        if unit in "条款项目" and not word.endswith(("条款", "法条")):
            cut = [p for t in last.targets if (p := up_to(t, unit)) is not None]
            if not cut:
                return None
            heads = list(dict.fromkeys(cut)) if several else [cut[-1]]
        else:
            heads = list(last.targets)
        targets = tuple(dict.fromkeys(under(h, t) for h in heads for t in mention.targets)) or tuple(heads)
        return self.make(mention, last.kind, last.title, targets)

    def _is_near(self, end: int, start: int) -> bool:
        """Whether 上述规定 can only mean what was cited last: in this sentence or the one before."""
        between = self.text[end:start] if 0 <= start - end < 160 else "\n"
        return between.count("。") < 2 and "\n" not in between

    def _generic(self, mention: Mention) -> Citation:
        quoted = self._quoted(mention.start)
        based = not self.passage.cell and not quoted and self._relation(mention) == Relation.BASED_ON
        made = self.make(mention, CitationKind.GENERIC, None, (), relation=Relation.CITES, quoted=quoted)
        return replace(made, relation=Relation.BASED_ON if based else None)
