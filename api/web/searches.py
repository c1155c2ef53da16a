"""The search page: the form as filled in, the answer, and the addresses that change one condition of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from api.http.urls import Urls
from api.services.answers import NextStep, SearchAnswer, UnderstoodPart
from api.services.calendar import parse_day
from api.services.container import Services
from api.services.questions import Question, build_request
from api.services.searching import answer_search
from schemas.authority import Kind, Status
from schemas.errors import InvalidInput
from schemas.queries import Sort

PAGE_SIZE = 10
_MAX_PAGE = 1_000
# Values of a facet shown: more are found by typing them into the form.
_FACET_VALUES = 8
# Field of the index → parameter of the form, and heading, in the order shown.
_FACETS = {
    "kind": ("level", "效力级别"),
    "jurisdiction": ("in", "地域"),
    "status": ("status", "时效"),
    "issuer": ("issuer", "制定机关"),
    "year": ("year", "年份"),
    "concept": ("concept", "主题"),
    "record": ("record", "清单事项"),
}
EXAMPLES = ("行政处罚的听证程序", "行政处罚法第三十三条", "市容 罚款", "规范性文件 合法性审核")

SORTS = {Sort.RELEVANCE: "相关度", Sort.AUTHORITY: "效力级别", Sort.DATE: "日期"}


class SearchForm(BaseModel):
    """The form's fields as a browser sends them: empty ones too."""

    model_config = ConfigDict(populate_by_name=True)

    q: str = ""
    type: str = ""
    record: str = ""
    concept: str = ""
    level: str = ""
    region: str = Field("", alias="in")
    issuer: str = ""
    status: str = ""
    year: str = ""
    on: str = ""
    versions: str = ""
    sort: str = ""
    page: str = ""

    def fields(self) -> dict[str, str]:
        """The fields that are filled in, by the names that addresses use."""
        return {k: v.strip() for k, v in self.model_dump(by_alias=True).items() if v.strip()}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a facet offers: its address sets it, or clears it when it is set."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A facet with its values."""

    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """What else to try, with its address where there is one."""

    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was understood of the query, with the address of the search without it."""

    label: str
    text: str
    condition: bool
    url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page; `answer` is None before anything was asked, or when what was asked is wrong (`problem`)."""

    title: str
    query: str
    form: dict[str, str]
    answer: SearchAnswer | None
    problem: str
    groups: tuple[Group, ...]
    ways: tuple[Way, ...]
    parts: tuple[Part, ...]
    cleared: str
    conditioned: bool
    first: int
    previous_url: str
    next_url: str
    levels: tuple[tuple[str, str], ...]
    statuses: tuple[str, ...]
    sorts: tuple[tuple[str, str], ...]
    examples: tuple[tuple[str, str], ...]
    works: int
    entries: int


def build_search_page(services: Services, form: SearchForm) -> SearchPage:
    """Answer the form. What is wrong with it is told on the page, with the form as it was filled in."""
    fields = form.fields()
    answer, problem, number = None, "", 1
    if fields:
        try:
            number = _page_number(fields.get("page", "1"))
            answer = _answer(services, fields, number)
        except InvalidInput as error:
            problem = f"{error.message}（{error.hint}）" if error.hint else error.message
    more = answer is not None and answer.next_cursor is not None
    return SearchPage(
        title=fields.get("q", ""),
        query=fields.get("q", ""),
        form=fields,
        answer=answer,
        problem=problem,
        groups=_groups(answer, fields) if answer else (),
        ways=tuple(_way(s, fields) for s in answer.next_steps) if answer else (),
        parts=tuple(_part(p, fields) for p in answer.understood) if answer else (),
        cleared=Urls.search({"q": fields.get("q", "")}) if fields.keys() - {"q", "page"} else "",
        conditioned=bool(fields.keys() - {"q", "page", "sort"}),
        first=(number - 1) * PAGE_SIZE + 1,
        previous_url=_changed(fields, page=str(number - 1) if number > 2 else None) if number > 1 else "",
        next_url=_changed(fields, page=str(number + 1)) if more else "",
        levels=tuple((k.value, k.label) for k in Kind),
        statuses=tuple(s.value for s in Status),
        sorts=tuple((s.value, label) for s, label in SORTS.items()),
        examples=tuple((e, Urls.search({"q": e})) for e in EXAMPLES),
        works=0 if fields else sum(n for k, n in services.store.count_by("Work", ("held",)) if k[0] is not False),
        entries=0 if fields else services.index.count(),
    )


def _answer(services: Services, fields: Mapping[str, str], number: int) -> SearchAnswer:
    year = _year(fields["year"]) if "year" in fields else None
    question = Question(
        text=fields.get("q", ""),
        type=fields.get("type"),
        levels=_given(fields, "level"),
        regions=_given(fields, "in"),
        # A facet counts codes one by one; a name typed by a person means the whole region.
        below=not fields.get("in", "").isdigit(),
        issuers=_given(fields, "issuer"),
        statuses=_given(fields, "status"),
        year_from=year,
        year_to=year,
        versions=fields.get("versions"),
        records=_given(fields, "record"),
        concepts=_given(fields, "concept"),
        sort=fields.get("sort", Sort.RELEVANCE),
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
        facets=tuple(_FACETS),
    )
    return answer_search(services, build_request(question, parse_day(fields.get("on"), "on")), grouped=True)


def _given(fields: Mapping[str, str], name: str) -> tuple[str, ...]:
    return (fields[name],) if name in fields else ()


def _page_number(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _MAX_PAGE:
        return int(text)
    raise InvalidInput(f"page: {text[:20]!r} is no page", f"expected 1 to {_MAX_PAGE:,}")


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    raise InvalidInput(f"year: {text[:20]!r} is no year", "expected four digits")


def _groups(answer: SearchAnswer, fields: Mapping[str, str]) -> tuple[Group, ...]:
    groups = []
    for field, (name, heading) in _FACETS.items():
        values = answer.facets.get(field, ())[:_FACET_VALUES]
        chosen = fields.get(name)
        choices = tuple(
            Choice(
                v.label, v.count, _changed(fields, **{name: None if chosen == v.value else v.value}), chosen == v.value
            )
            for v in values
        )
        if choices:
            groups.append(Group(heading, choices))
    return tuple(groups)


def _way(step: NextStep, fields: Mapping[str, str]) -> Way:
    return Way(step.message, _changed(fields, **step.parameters) if step.parameters else "")


def _part(part: UnderstoodPart, fields: Mapping[str, str]) -> Part:
    text = part.value_label if part.condition or part.value_label == part.text else f"{part.text}（{part.value_label}）"
    return Part(part.label, text, part.condition, _changed(fields, q=part.query or None))


def _changed(fields: Mapping[str, str], **changes: str | None) -> str:
    """The address of the same search with some fields set or (None) cleared, from its first page."""
    merged: dict[str, str | None] = {**fields, "page": None, **changes}
    if "year_from" in changes:
        merged["year"] = merged.pop("year_from")
        merged.pop("year_to", None)
    return Urls.search(merged)
