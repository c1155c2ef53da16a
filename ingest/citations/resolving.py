"""Second stage: walks through the mentions in order and says what each means (本法, 前款, 该条, 第…条)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.citations.bare import resolve_bare
from ingest.citations.cells import is_basis
from ingest.citations.context import Passage, State
from ingest.citations.editions import edition_before
from ingest.citations.mentions import Form, Mention
from ingest.citations.places import articles_before, relative_places, under, up_to
from ingest.citations.standing import Standing, genre_of_word
from ingest.citations.titles import LEANING, clean_title, genre_of
from schemas.citations import Citation, CitationKind, Relation
from schemas.pinpoints import Pinpoint

_SLIPS = ("本条列", "本例")  # of 本条例
_AS_PLACE = re.compile(r"\s?(?:的?规定|所列|所述|所称|情形|行为|以外|第)")
_LEANS = re.compile(LEANING)
# 实施条例第六条（现行《商标法实施条例》第四条）: the same instrument by its full title.
_GLOSS = re.compile(r"\s?[（(](?:现行|现为|即|系指|指)《([^《》]{2,60})》")
# （一）对《…》作出修改, 3.《…》: what a section of an amending act begins with.
_SECTION = re.compile(
    r"(?:\A|\n)\s*(?:[（(]?第?[一二三四五六七八九十百0-9]{1,5}[)）]?[、.．条\s]*)?(?:对|将|在|修改|修正|废止|删去)?\s*\Z"
)
# 《甲》《乙》根据本决定作相应修改，重新公布: the closing words turn to nothing.
_LAST_WORDS = re.compile(r"[、和及以\s]*《|\s*(?:根据|依据|按照)本(?:决定|修正案|命令|令)")


class Resolver(Standing):
    """Resolves the mentions of one passage; `state` carries what was said before it."""

    def __init__(self, passage: Passage, state: State) -> None:
        super().__init__(passage, state)
        self._basis: bool | None = None
        self._left_end = 0

    def resolve(self, mentions: Sequence[Mention]) -> list[Citation]:
        """The citations that the mentions are, in order; those that turn out to be none are left out."""
        out: list[Citation] = []
        for mention in mentions:
            self.enter_quotation(mention.start)
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
        genre = genre_of_word(mention.word)
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
        quoted = self.is_quoted(mention.start)
        based = not self.passage.cell and not quoted and self.relation(mention) == Relation.BASED_ON
        made = self.make(mention, CitationKind.GENERIC, None, (), relation=Relation.CITES, quoted=quoted)
        return replace(made, relation=Relation.BASED_ON if based else None)
