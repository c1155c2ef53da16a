"""The kind of a document from its titles and column headers. A kind needs words that name it or columns that fit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records.mapping import ColumnMap, load_column_maps
from ingest.records.texts import clean_header
from schemas.records import DocumentKind, Recognition

# A title that names the kind outweighs any number of columns; columns alone decide where no title does.
_TITLE, _COLUMNS, _COLUMN = 4.0, 3.0, 0.25
_UNBORNE = 0.6
_LEAST = 3.5


@dataclass(frozen=True, slots=True)
class Score:
    """How well a kind fits, and what says so."""

    kind: DocumentKind
    points: float
    reasons: tuple[str, ...]


def score_table_kinds(titles: Sequence[str], headers: Sequence[Sequence[str]]) -> list[Score]:
    """Kinds of list that fit titles and headers, best first; those without any evidence are left out."""
    text = " ".join("".join(t.split()) for t in titles)
    different = list(dict.fromkeys(map(tuple, headers)))  # most repeat the first one
    scores = [s for m in load_column_maps() if (s := _score(m, text, different)).points > 0]
    return sorted(scores, key=lambda s: -s.points)


def recognise_tables(titles: Sequence[str], headers: Sequence[Sequence[str]]) -> Recognition:
    """The kind of list that titles and headers speak for, or UNKNOWN with the reason."""
    scores = score_table_kinds(titles, headers)
    if not scores or scores[0].points < _LEAST:
        seen = "、".join(h for hs in headers[:1] for h in hs[:8])
        return Recognition(DocumentKind.UNKNOWN, f"no known title and no known set of columns ({seen or 'no table'})")
    if len(scores) > 1 and scores[0].points - scores[1].points < _COLUMN:
        first, second = scores[:2]
        return Recognition(
            DocumentKind.UNKNOWN,
            f"fits {first.kind.label} ({'; '.join(first.reasons)}) and {second.kind.label} "
            f"({'; '.join(second.reasons)}) alike",
        )
    return Recognition(scores[0].kind, "; ".join(scores[0].reasons))


def _score(spec: ColumnMap, text: str, headers: Sequence[Sequence[str]]) -> Score:
    reasons = []
    points = 0.0
    word = next((w for w in spec.titles if w in text), None)
    if word:
        points += _TITLE + len(word) * 0.05
        reasons.append(f"titled {word}")
    best: list[str] = []
    fits = borne_out = False
    for names in headers:
        columns = {h: column.name for h in names if (column := spec.find_column(h))}
        known = [h for h in names if h in columns]
        there = frozenset(columns.values())
        complete = not spec.lacking(there)
        if (complete, len(known)) > (fits, len(best)):
            best, fits = known, complete
        borne_out = borne_out or not spec.lacking(there, known=True)
    if fits:
        # 违法行为 is a column of one kind, 备注 of every: columns count by how far they set the kind apart.
        points += _COLUMNS + _COLUMN * len(best)
        reasons.append(f"columns {'、'.join(clean_header(h) for h in best[:6])}")
    elif headers and word:
        # A title with columns that do not bear it out is weaker, but still says what the list is meant to be.
        points -= 0.0 if borne_out else _UNBORNE
    return Score(spec.document, points, tuple(reasons))
