"""One citation against the catalogue: which instrument, and in which version it was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.confusions import find_readings
from ingest.resolution.catalogue import Catalogue, Instrument, Version
from schemas.citations import ADDED, OTHER_EDITION, CitationKind, Relation, Verdict
from schemas.docnumbers import normalise_docnumber
from schemas.scans import OCR_DOUBTFUL
from schemas.titles import title_slug

_ENDS = (Relation.AMENDS, Relation.REPEALS, Relation.REPLACES)


@dataclass(frozen=True, slots=True)
class Question:
    """What resolution needs of a citation and of the text that cites.

    `kind` as in CitationKind; `slug` of the title named; `edition` a year; `number` a document number when that is
    all there is; `relation` and `rule` as of the citation; `citing_*`: the citing version's id, work, jurisdiction,
    the date it was adopted (ISO or empty) and the date it came into force (ISO or empty); `reading` as of the citation.
    """

    kind: str
    slug: str | None
    edition: str | None
    number: str | None
    citing_expression: str
    citing_work: str
    citing_jurisdiction: str
    citing_date: str
    citing_effective: str
    relation: str | None = None
    rule: str = ""
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict with the instrument and, where one could be determined, the version meant.

    `edition_basis`: named (the text names it), adopted (in force when the citing text was adopted), own (the text
    itself), only earlier or later versions are held: `not_held`. `repaired` is the title that OCR misread.
    """

    verdict: Verdict
    rule: str
    instrument: Instrument | None = None
    version: Version | None = None
    edition_basis: str | None = None
    candidates: tuple[str, ...] = ()
    repaired: str | None = None


def resolve(question: Question, catalogue: Catalogue) -> Answer:
    """Link only to a unique instrument of exactly that name; otherwise say which of the other verdicts it is.

    A name that OCR read and nobody bears is that of the one instrument which it differs from in a character that is
    taken for another. What a doubtful line says is linked to nothing.
    """
    answer = _resolve(question, catalogue)
    if question.reading is None:
        return answer
    if answer.verdict == Verdict.NOT_HELD and answer.rule == "title" and question.slug:
        answer = _misread(question, question.slug, catalogue) or answer
    return doubt_answer(answer, question.reading)


def doubt_answer(answer: Answer, reading: str | None) -> Answer:
    """The answer to what a line says that was read so: a doubtful one leaves open what it names."""
    if reading != OCR_DOUBTFUL or answer.verdict not in (Verdict.RESOLVED, Verdict.NOT_HELD):
        return answer
    return Answer(Verdict.AMBIGUOUS, "doubtful", candidates=(answer.instrument.id,) if answer.instrument else ())


def _misread(question: Question, name: str, catalogue: Catalogue) -> Answer | None:
    found = {i.id: i for reading in find_readings(name) for i in catalogue.named(reading)}
    if len(found) > 1:
        return Answer(Verdict.AMBIGUOUS, "misread_title", candidates=tuple(sorted(found)))
    for instrument in found.values():
        return replace(_with_version(instrument, question, "misread_title"), repaired=instrument.title)
    return None


def _resolve(question: Question, catalogue: Catalogue) -> Answer:
    if question.kind == CitationKind.GENERIC:
        return Answer(Verdict.UNPARSED, "generic")
    if question.kind in (CitationKind.SELF, CitationKind.RELATIVE):
        own = _own(question, catalogue)
        if own is not None:
            return own
    if question.slug is None:
        return _by_number(question, catalogue)
    found = (
        catalogue.named(question.slug) or _of_same_issuer(question, catalogue) or _numbered_alike(question, catalogue)
    )
    if not found:
        return Answer(Verdict.NOT_HELD, "title")
    near = catalogue.nearest(found, question.citing_jurisdiction)
    if len(near) > 1:
        return Answer(Verdict.AMBIGUOUS, "title", candidates=tuple(sorted(i.id for i in near)))
    return _with_version(near[0], question, "title")


def _of_same_issuer(question: Question, catalogue: Catalogue) -> list[Instrument]:
    """《关于…的规定》 in an act of 最高人民法院 is its own: issuer and title together are exactly one that is held."""
    own = catalogue.by_id.get(question.citing_work)
    if own is None or question.slug is None or not question.slug.startswith("关于") or not own.issuer:
        return []
    return catalogue.by_slug.get(title_slug(own.issuer + question.slug)) or []


def _own(question: Question, catalogue: Catalogue) -> Answer | None:
    """本法, 前款 and the like mean the citing version itself, unless they stand in quoted text of another."""
    own = catalogue.by_id.get(question.citing_work)
    if own is None or question.slug not in (None, own.slug):
        return None
    version = next((v for v in own.versions if v.id == question.citing_expression), None)
    return Answer(Verdict.RESOLVED, "own", own, version, "own")


def _numbered_alike(question: Question, catalogue: Catalogue) -> list[Instrument]:
    """A title printed without （试行） beside the document's own number: the number decides, the titles must agree."""
    if question.number is None or question.slug is None:
        return []
    wanted = _bare(question.slug)
    return [i for i in catalogue.by_number.get(normalise_docnumber(question.number), []) if _bare(i.slug) == wanted]


_BRACKETS = re.compile(r"（[^（）]{1,12}）\Z")


def _bare(slug: str) -> str:
    return _BRACKETS.sub("", slug)


def _by_number(question: Question, catalogue: Catalogue) -> Answer:
    if question.number is None:
        return Answer(Verdict.UNPARSED, "unnamed")
    found = catalogue.by_number.get(normalise_docnumber(question.number), [])
    near = catalogue.nearest(found, question.citing_jurisdiction)
    if len(near) > 1:
        return Answer(Verdict.AMBIGUOUS, "number", candidates=tuple(sorted(i.id for i in near)))
    return _with_version(near[0], question, "number") if near else Answer(Verdict.NOT_HELD, "number")


def _with_version(instrument: Instrument, question: Question, rule: str) -> Answer:
    if question.edition:
        version, basis = _version_of_year(instrument, question.edition)
    elif question.rule.partition("/")[0] == OTHER_EDITION:
        version, basis = None, "not_held"
    elif question.relation in _ENDS and (question.relation == Relation.AMENDS or instrument.id == question.citing_work):
        version, basis = _version_before(instrument, question)
    else:
        version, basis = choose_version(instrument, question.citing_date, question.citing_effective)
    if question.relation in _ENDS and version is not None and version.id == question.citing_expression:
        # No text ends itself: an earlier version of the same title is meant.
        version, basis = None, "not_held"
    return Answer(Verdict.RESOLVED, rule, instrument, version, basis)


def _version_before(instrument: Instrument, question: Question) -> tuple[Version | None, str]:
    """What is changed or repealed stands in the version before, what is added (作为第四款) in the one that it makes.

    None with `not_held` where that version is not held: the numbers of another are those of other articles.
    """
    day = question.citing_date
    if not day:
        return choose_version(instrument, "", "")
    if question.rule.partition("/")[0] == ADDED:
        made = [v for v in instrument.versions if v.date == day]
    else:
        made = [v for v in instrument.versions if v.date and v.date < day]
    return (made[-1], "adopted") if made else (None, "not_held")


def _version_of_year(instrument: Instrument, year: str) -> tuple[Version | None, str]:
    of_year = [v for v in instrument.versions if v.date[:4] == year]
    return (of_year[0], "named") if len(of_year) == 1 else (None, "not_held")


def choose_version(instrument: Instrument, adopted: str, effective: str) -> tuple[Version | None, str]:
    """The version meant by a text adopted on one day and in force from another (ISO, or empty when unknown).

    That is the last one adopted by then and in force once the citing text is: a decree made to go with a new law
    cites the new law. None with `not_held` when only versions are held that were made later, or made by then and not
    yet in force (unless they are the first): article numbers may have moved, so no place in them can be linked. None
    with `undated` when the text has no date and there are several versions.
    """
    if not adopted:
        only = instrument.versions[0] if len(instrument.versions) == 1 else None
        return only, "undated"
    known = [v for v in instrument.versions if v.date <= adopted]
    in_force = [v for v in known if not v.effective_from or v.effective_from <= max(adopted, effective)]
    if not in_force:
        in_force = [v for v in known[:1] if v.is_first]
    return (in_force[-1], "adopted") if in_force else (None, "not_held")
