"""POST /citations."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.documentation import describe
from api.http.envelope import Envelope, reply
from api.services.citations import CitationFinder
from api.services.container import Services
from api.services.found_citations import FoundCitation

_LONGEST = 200_000


class CitingText(BaseModel):
    """What is known of the text: it decides what 本法 is, and which edition was in force."""

    model_config = ConfigDict(extra="forbid")

    title: str | None = Field(None, max_length=300, description="official title of the citing instrument")
    date: str | None = Field(None, description="its date, YYYY-MM-DD")
    article: str | None = Field(None, max_length=60, description="the article that the text is, in words: 第三十三条")


class CitationsRequest(BaseModel):
    """A text to find citations in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "依照《中华人民共和国行政处罚法》第三十三条第一款", "source": None}]},
    )

    text: str = Field(max_length=_LONGEST, description=f"the text, at most {_LONGEST:,} characters")
    source: CitingText | None = None


def build_router(services: Services) -> APIRouter:
    """The resource over these services."""
    router = APIRouter(tags=["citations"])
    finder = CitationFinder(services.store)

    @router.post(
        "/citations",
        operation_id="findCitations",
        summary="Find and resolve the citations of a text",
        response_model=Envelope[list[FoundCitation]],
        responses=describe(422, 503),
    )
    def citations(request: CitationsRequest) -> Response:
        """In the order of the text, each with its verdict; nothing is stored."""
        source = request.source.model_dump() if request.source else None
        return reply(finder.find(request.text, source))

    return router
