"""Parameters that operations take, with what they mean and the form they must have."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.services.questions import MAX_LIMIT, MAX_QUERY, VERSIONS, Question
from schemas.authority import Kind, Status
from schemas.queries import DEEPEST, FACET_FIELDS, Sort
from schemas.records import RecordKind

_LEVELS = "、".join(f"{k.value} {k.label}" for k in Kind)
_STATUSES = "、".join(f"{s.name.lower()} {s.value}" for s in Status)

_RECORDS = "、".join(f"{k.value} {k.label}" for k in RecordKind)

OnDay = Annotated[
    str | None,
    Query(description="day as of which status is told, YYYY-MM-DD; default today in Beijing", examples=["2024-05-01"]),
]
NodeId = Annotated[str, Path(description="identifier, percent-encoded in the path", examples=["cn:law:行政处罚法"])]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before", max_length=6_000)]


class SearchParameters(BaseModel):
    """Parameters of a search; several values of one are alternatives, given repeatedly or with commas between."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: str = Field(
        "",
        max_length=MAX_QUERY,
        description="words to look for, or a place: 行政处罚法第三十三条; without it conditions decide, newest first",
        examples=["罚款 听证"],
    )
    type: str | None = Field(None, description="article, document or item; default all")
    record: list[str] = Field([], description=f"kind of record of items, code or label: {_RECORDS}")
    concept: list[str] = Field(
        [], description="concept of the title or the headings above, id or label: administrative-penalty, 行政处罚"
    )
    level: list[str] = Field([], description=f"level of authority (效力级别), code or label: {_LEVELS}")
    kind: list[str] = Field([], description="the same as `level`, by the name of its facet")
    region: list[str] = Field([], alias="in", description="jurisdiction: GB/T 2260 code, or name: 370000, 山东, 青岛市")
    below: bool = Field(True, description="whether a region takes in the regions below it")
    issuer: list[str] = Field([], description="issuing body, full name")
    year_from: int | None = Field(None, ge=1900, le=2200, description="adopted or published in this year or later")
    year_to: int | None = Field(None, ge=1900, le=2200, description="adopted or published in this year or earlier")
    status: list[str] = Field([], description=f"status (时效性) on the day: {_STATUSES}")
    on: str | None = Field(None, description="as of this day, YYYY-MM-DD; default today in Beijing")
    versions: str | None = Field(
        None,
        description=f"{' or '.join(VERSIONS)}: only what is in force on the day, or all; "
        "default current, or all where `status` is given",
    )
    sort: str = Field(Sort.RELEVANCE, description=", ".join(Sort))
    limit: int = Field(10, ge=1, le=MAX_LIMIT, description="hits per page")
    offset: int = Field(0, ge=0, le=DEEPEST, description="hits to leave out in front")
    cursor: str | None = Field(None, max_length=200, description="`next_cursor` of the page before, instead of offset")
    facets: list[str] = Field([], description=f"fields to count: all, or of {', '.join(FACET_FIELDS)}")

    group: bool = Field(
        False, description="near-identical local articles of a page below the first of them (`similar`)"
    )

    def question(self) -> Question:
        """The question that the parameters ask."""
        return Question(
            text=self.q,
            type=self.type,
            levels=(*self.level, *self.kind),
            regions=tuple(self.region),
            below=self.below,
            issuers=tuple(self.issuer),
            statuses=tuple(self.status),
            year_from=self.year_from,
            year_to=self.year_to,
            versions=self.versions,
            records=tuple(self.record),
            concepts=tuple(self.concept),
            sort=self.sort,
            limit=self.limit,
            offset=self.offset,
            facets=tuple(self.facets),
        )
