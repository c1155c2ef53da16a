"""The SearchIndex port over an index of words and, where it is on, search by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.errors import IncompatibleData, ModelUnavailable
from schemas.ids import slug
from schemas.ports import SearchIndex
from schemas.queries import (
    DEEPEST,
    Explanation,
    Hit,
    IndexDocument,
    MeaningUse,
    SearchRequest,
    SearchResult,
    Sort,
    Sought,
    Suggestion,
)
from search.bounds import check_page
from search.conditions import date_number
from search.semantic.counting import add_counts
from search.semantic.fusion import BOUND, Mixed, Mixture, choose_share, explain_mix, mix
from search.semantic.meaning import Inquiry, Meaning
from search.titles import build_title_key

# Hits of each side that are mixed; behind them the order of words goes on.
DEPTH = 500


@dataclass(frozen=True, slots=True)
class HybridIndex:
    """Words and meaning behind one port. What writes, lists or suggests goes to the index of words."""

    words: SearchIndex
    meaning: Meaning

    @property
    def fingerprint(self) -> str:
        """That of the index of words: vectors follow on their own."""
        return self.words.fingerprint

    def replace(self, expressions: Sequence[str], documents: Iterable[IndexDocument]) -> None:
        """As the index of words does."""
        self.words.replace(expressions, documents)

    def publish(self) -> None:
        """As the index of words does."""
        self.words.publish()

    def suggest(self, prefix: str, limit: int) -> list[Suggestion]:
        """As the index of words does."""
        return self.words.suggest(prefix, limit)

    def ids(self) -> Iterator[str]:
        """As the index of words does."""
        return self.words.ids()

    def count(self) -> int:
        """As the index of words does."""
        return self.words.count()

    def close(self) -> None:
        """Close both."""
        self.words.close()
        self.meaning.close()

    def search(self, request: SearchRequest) -> SearchResult:
        """Hits by words and by meaning, or by words alone; the result says which and why."""
        check_page(request.offset, request.limit)
        sought = _find_sought(request)
        if not sought.text:
            use = self.meaning.status()
            found = self.words.search(request)
            return replace(found, meaning=MeaningUse.NOT_ASKED) if use.on else _words_alone(found, use.note)
        try:
            return self._mix(request, self.meaning.ask(sought.text), sought)
        except (ModelUnavailable, IncompatibleData) as error:
            return _words_alone(self.words.search(request), f"{error.message}; {error.hint}")

    def explain(self, request: SearchRequest, entry: str) -> Explanation | None:
        """The parts of the words and, where hits are also sought by meaning, that of meaning, as they are mixed."""
        told = self.words.explain(request, entry)
        sought = _find_sought(request)
        if told is None or not sought.text or not self.meaning.status().on:
            return told
        try:
            similarities = self.meaning.ask(sought.text).find_similarities([entry])
        except (ModelUnavailable, IncompatibleData):
            return told
        best = self.words.search(replace(request, offset=0, limit=1, facets=()))
        if _is_title(request, best):
            return told
        return explain_mix(
            told, best.hits[0].score if best.hits else 0.0, similarities.get(entry), sought.text, _mixture(sought)
        )

    def _mix(self, request: SearchRequest, inquiry: Inquiry, sought: Sought) -> SearchResult:
        depth = max(DEPTH, min(request.offset + request.limit, DEEPEST)) if request.tail else DEPTH
        found = self.words.search(replace(request, offset=0, limit=depth))
        if _is_title(request, found):
            return replace(self.words.search(request), meaning=MeaningUse.NOT_ASKED)
        near = inquiry.find_nearest(request.filters, request.today, depth)
        is_cut = len(found.hits) == depth
        known = {h.id: h.score for h in near}
        similarities = inquiry.find_similarities(h.id for h in found.hits if h.id not in known)
        similarities |= {h.id: known[h.id] for h in found.hits if h.id in known}
        mixed = mix(found.hits, near, similarities, _mixture(sought), is_cut=is_cut, keep_all=request.tail)
        # Words that match more entries than were fetched may match these too: then they are counted already.
        added = mixed.added if found.total <= len(found.hits) else ()
        hits = mixed.hits[request.offset : request.offset + request.limit]
        day = date_number(request.filters.in_force_on or request.today)
        return SearchResult(
            hits=(*hits, *self._beyond(request, mixed, is_cut, len(hits))),
            total=found.total + len(added),
            terms=found.terms,
            relaxed=found.relaxed,
            facets=add_counts(found.facets, inquiry.find_facts(added), day) if found.facets else {},
            meaning=MeaningUse.USED,
        )

    def _beyond(self, request: SearchRequest, mixed: Mixed, is_more: bool, taken: int) -> Iterator[Hit]:
        """The rest of a page that reaches behind what was mixed: hits of words in their order, below all of those."""
        wanted = request.limit - taken
        if wanted <= 0 or not is_more:
            return
        known = {h.id for h in mixed.hits}
        deep = self.words.search(replace(request, offset=0, limit=min(DEEPEST, request.offset + request.limit)))
        rest = [h for h in deep.hits if h.id not in known]
        start = max(0, request.offset - len(mixed.hits))
        lowest = mixed.hits[-1].score if mixed.hits else 0.0
        for hit in rest[start : start + wanted]:
            yield Hit(hit.id, min(lowest, hit.score))


def _find_sought(request: SearchRequest) -> Sought:
    """What to seek by meaning; no text where the order is another, or words must be there as they are."""
    if request.sort is not Sort.RELEVANCE or request.phrases or request.exclusions:
        return Sought("")
    if request.meaning is not None:
        return request.meaning
    # Here, since they bring all of query understanding, which every process that only writes would import.
    from search.semantic.asking import find_meaning
    from search.understanding.reading import read_query

    return find_meaning(read_query(request.text))


def _is_title(request: SearchRequest, found: SearchResult) -> bool:
    """Whether the first hit is the document whose title was asked for.

    Its score does not tell: a title is worth 73 points at least, and the words of long questions reach 190.
    """
    if not found.hits or "~" in (first := found.hits[0].id):
        return False
    asked = request.text or (request.groups[0].terms[0].text if len(request.groups) == 1 else "")
    return build_title_key(slug(asked)) == build_title_key(first.rpartition(":")[2].partition("@")[0])


def _mixture(sought: Sought) -> Mixture:
    return Mixture(choose_share(sought.covered), BOUND)


def _words_alone(found: SearchResult, note: str) -> SearchResult:
    return replace(found, meaning=MeaningUse.OFF, meaning_note=note)
