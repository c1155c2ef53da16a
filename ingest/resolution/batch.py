"""Citations of single texts as records for other programs: found, resolved to official titles, nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from ingest.citations import Names, build_names, find_citations, national_names
from ingest.citations.names import interpretation_pairs, national_pairs
from ingest.resolution.catalogue import Catalogue
from ingest.resolution.resolver import Answer, Question, doubt_answer, resolve
from schemas.authority import Kind
from schemas.citations import Citation, CitationKind, CitingSource, Verdict
from schemas.ids import NATIONAL
from schemas.pinpoints import Pinpoint, parse_pinpoint
from schemas.ports import Json
from schemas.titles import title_slug

_NAMED_BY_NATION = frozenset({Kind.CONSTITUTION, Kind.LAW, Kind.ADMIN_REGULATION})


@dataclass(frozen=True, slots=True)
class Titles:
    """Where official titles come from: the catalogue of what is held, if there is one, then the national names."""

    names: Names
    catalogue: Catalogue | None = None


def open_titles(catalogue: Catalogue | None = None) -> Titles:
    """Titles with, beside the names that come with the package, those of the national law that is held."""
    if catalogue is None:
        return Titles(national_names())
    held = [i.title for i in catalogue.by_id.values() if i.jurisdiction == NATIONAL and i.kind in _NAMED_BY_NATION]
    return Titles(
        build_names([*national_pairs(), *interpretation_pairs(), *((title, title) for title in held)]), catalogue
    )


def build_cite_record(
    record: Mapping[str, Json],
    titles: Titles,
    complete: Callable[[CitingSource | None], CitingSource | None] = lambda source: source,
) -> dict[str, Json]:
    """One answer of `fatu cite --batch`: `id` as given and `citations` with verdict, title and candidates.

    `record` has `id`, `text` and `source` (`title`, `date`, `article` in words, all optional) or null.
    `complete` adds to a source what is known of its document.
    """
    source = complete(parse_source(record.get("source")))
    found = find_citations(str(record.get("text") or ""), source, names=titles.names)
    return {"id": record.get("id"), "citations": build_citation_records(found, source, titles)}


def parse_source(value: Json) -> CitingSource | None:
    """The citing source of a record; None when there is none or it has no title."""
    if not isinstance(value, dict) or not value.get("title"):
        return None
    article = parse_pinpoint(str(value["article"])) if value.get("article") else None
    paragraph = value.get("paragraph")
    if article is not None and isinstance(paragraph, int) and not isinstance(paragraph, bool):
        article = replace(article, paragraph=paragraph)
    date = value.get("date")
    return CitingSource(str(value["title"]), str(date) if date else None, article)


def build_citation_records(found: Sequence[Citation], source: CitingSource | None, titles: Titles) -> list[Json]:
    """The citations as records, each with its verdict; `title` is the official one, None when it is not determined."""
    return [build_citation_record(c, answer_for(c, source, titles), titles) for c in found]


def answer_for(citation: Citation, source: CitingSource | None, titles: Titles) -> Answer:
    """The verdict on a citation by the catalogue, or by the names of national law when nothing is held."""
    if citation.kind == CitationKind.GENERIC:
        return Answer(Verdict.UNPARSED, "generic")
    if citation.title is None and citation.kind != CitationKind.DOCNUMBER:
        return Answer(Verdict.UNPARSED, "unnamed")
    if citation.kind in (CitationKind.SELF, CitationKind.RELATIVE) and not citation.quoted:
        return doubt_answer(Answer(Verdict.RESOLVED, "own"), citation.reading)
    if titles.catalogue is None:
        known = citation.title is not None and titles.names.official(citation.title)
        return doubt_answer(Answer(Verdict.RESOLVED if known else Verdict.NOT_HELD, "names"), citation.reading)
    return resolve(_question(citation, source, titles.catalogue), titles.catalogue)


def _question(citation: Citation, source: CitingSource | None, catalogue: Catalogue) -> Question:
    citing = catalogue.named(title_slug(source.title)) if source and source.title else []
    return Question(
        kind=CitationKind.DOCNUMBER if citation.kind == CitationKind.DOCNUMBER else CitationKind.EXTERNAL,
        slug=title_slug(citation.title) if citation.title else None,
        edition=citation.edition,
        number=citation.text if citation.kind == CitationKind.DOCNUMBER else None,
        citing_expression="",
        citing_work=citing[0].id if len(citing) == 1 else "",
        citing_jurisdiction=citing[0].jurisdiction if len(citing) == 1 else "",
        citing_date=(source.date or "") if source else "",
        citing_effective="",
        relation=citation.relation,
        rule=citation.rule,
        reading=citation.reading,
    )


def build_citation_record(citation: Citation, answer: Answer, titles: Titles) -> dict[str, Json]:
    """One citation with its verdict as a record."""
    named = citation.title
    title = answer.instrument.title if answer.instrument else named and (titles.names.official(named) or named)
    undetermined = answer.verdict in (Verdict.AMBIGUOUS, Verdict.UNPARSED)
    return {
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "kind": str(citation.kind),
        "title": None if undetermined else title,
        "edition": citation.edition,
        "targets": [_place(t) for t in citation.targets],
        "relation": str(citation.relation) if citation.relation else None,
        "quoted": citation.quoted,
        "division": citation.division,
        "verdict": str(answer.verdict),
        "candidates": list(answer.candidates),
    }


def _place(place: Pinpoint) -> dict[str, Json]:
    return dict(asdict(place))
