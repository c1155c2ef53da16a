"""Where citations of a text that is not stored lead: the records of `batch`, each with its links to what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.resolution.aliases import find_own
from ingest.resolution.batch import Titles, answer_for, build_citation_record
from ingest.resolution.catalogue import Instrument
from ingest.resolution.drift import DriftFinder
from ingest.resolution.edges import Target, build_targets, candidates
from ingest.resolution.resolver import Answer
from schemas.citations import Citation, CitationKind, CitingSource, Verdict
from schemas.pinpoints import format_pinpoint, parse_eid
from schemas.ports import GraphStore, Json
from schemas.titles import title_slug


class Linker:
    """Links citations to what a store holds; without a store it only names.

    Keeps the alignments that it has made: open one for many texts. Not for many threads at once.
    """

    def __init__(self, titles: Titles, store: GraphStore | None, today: str) -> None:
        self.titles = titles
        self._store = store
        self._today = today
        self._drifts = DriftFinder(store, today) if store else None

    def build_records(self, found: Sequence[Citation], source: CitingSource | None) -> list[Json]:
        """The citations as records with their verdicts and `links`, in their order.

        A link has `id` (work, version or provision), `title` and `place` in words, `version` and how it was chosen
        (`edition`), `missing` where that version has no such place, and `drift` where today's version differs.
        """
        answers = [self._answer(c, source) for c in found]
        answers = [self._own(c, a, source) for c, a in zip(found, answers, strict=True)]
        held = self._held(found, answers)
        return [
            {**build_citation_record(c, a, self.titles), "links": self._links(c, a, held)}
            for c, a in zip(found, answers, strict=True)
        ]

    def _answer(self, citation: Citation, source: CitingSource | None) -> Answer:
        """A text without a date is read as of today: a draft means the law that is in force."""
        if source is not None and source.date:
            return answer_for(citation, source, self.titles)
        dated = replace(source, date=self._today) if source else CitingSource(date=self._today)
        answer = answer_for(citation, dated, self.titles)
        return replace(answer, edition_basis="today") if answer.edition_basis == "adopted" else answer

    def _own(self, citation: Citation, answer: Answer, source: CitingSource | None) -> Answer:
        """本法 is the source itself, where that is held in the version of its date."""
        own = find_own(self.titles.catalogue, source)
        if answer.rule != "own" or answer.instrument is not None or own is None or source is None:
            return answer
        if citation.title and title_slug(citation.title) != own.slug:
            return answer
        version = next((v for v in own.versions if v.date == source.date), None)
        return replace(answer, instrument=own, version=version, edition_basis="own")

    def _held(self, found: Sequence[Citation], answers: Sequence[Answer]) -> set[str]:
        wanted: dict[str, None] = {}
        for citation, answer in zip(found, answers, strict=True):
            if answer.version is not None:
                for place in citation.targets:
                    wanted.update(dict.fromkeys(candidates(answer.version.id, place)))
        return self._store.held(list(wanted)) if self._store and wanted else set()

    def _links(self, citation: Citation, answer: Answer, held: set[str]) -> list[Json]:
        if answer.verdict != Verdict.RESOLVED or answer.instrument is None or citation.kind == CitationKind.GENERIC:
            return []
        targets = build_targets(answer, list(citation.targets), held)
        return [self._link(answer, answer.instrument, target) for target in targets]

    def _link(self, answer: Answer, instrument: Instrument, target: Target) -> Json:
        place = target.place or target.id.partition("~")[2]
        pinpoint = parse_eid(place) if place else None
        drift = None
        if self._drifts and answer.version and answer.edition_basis != "own" and "~" in target.id:
            drift = self._drifts.find(instrument, answer.version, target.id.partition("~")[2])
        return {
            "id": target.id,
            "title": instrument.title,
            "place": format_pinpoint(pinpoint) if pinpoint else None,
            "version": answer.version.id if answer.version else None,
            "edition": answer.edition_basis,
            "missing": target.missing,
            "drift": drift.record() if drift else None,
        }
