"""From a query as typed to what the index is asked: chips become conditions, the rest is searched by its words."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field, replace

from api.services.answers import UnderstoodPart
from api.services.container import Services
from api.services.names import load_names
from api.services.questions import parse_kind, parse_status, prefix_of
from api.services.regions import find_region
from api.services.summaries import kind_label
from schemas.docnumbers import normalise_docnumber
from schemas.errors import InvalidInput
from schemas.queries import Filters, SearchRequest, Sought
from schemas.readings import Chip, ChipType, QueryReading
from schemas.regions import region_name
from schemas.thesaurus import load_thesaurus
from search.semantic.asking import find_meaning
from search.tokens import load_segmenter
from search.understanding.intents import load_intents
from search.understanding.mentions import find_dates
from search.understanding.reading import blank_out, is_exact, read_query
from search.understanding.wording import find_wording

# Beside concepts of these fields a kind of instrument is what the query is about: 规范性文件 合法性审核.
_ON_LAWS = frozenset({"law-making", "sources-of-law"})

_MOST_TITLES = 100

LABELS = {
    ChipType.PINPOINT: "条款",
    ChipType.TITLE: "法规名称",
    ChipType.DOCUMENT_NUMBER: "文号",
    ChipType.BODY: "机关",
    ChipType.KIND: "效力级别",
    ChipType.PLACE: "地域",
    ChipType.DATE: "时点",
    ChipType.INTENT: "问的是",
    ChipType.CONCEPT: "主题",
    ChipType.PHRASE: "原文含有",
    ChipType.EXCLUSION: "不含",
    ChipType.FIELD: "字段",
}


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A request as the index takes it, the reading of its query, and the chips that became conditions."""

    request: SearchRequest
    reading: QueryReading
    conditions: tuple[Chip, ...]


@dataclass(slots=True)
class _Draft:
    """Conditions while they are gathered."""

    filters: Filters
    phrases: list[str] = field(default_factory=list)
    exclusions: list[str] = field(default_factory=list)


def read_request(services: Services, request: SearchRequest) -> ReadRequest:
    """Read the query of a request. Conditions that the request sets itself go before those of the query."""
    reading = read_query(request.text)
    draft = _Draft(request.filters)
    conditions = tuple(chip for chip in reading.chips if _apply(services, chip, reading, draft))
    rest = reading if reading.pinyin else replace(reading, rest=blank_out(reading.text, conditions))
    meaning = find_meaning(reading, rest.rest)
    text, groups = find_wording(rest, load_segmenter(services.settings.data / "cache").find_words)
    read = replace(
        request,
        text=text,
        groups=groups,
        filters=draft.filters,
        phrases=tuple(draft.phrases),
        exclusions=tuple(draft.exclusions),
        meaning=Sought("") if draft.phrases or draft.exclusions else meaning,
    )
    return ReadRequest(read, reading, conditions)


def _apply(services: Services, chip: Chip, reading: QueryReading, draft: _Draft) -> bool:
    """Make a chip a condition; False where it is none, and stays words."""
    match chip.type:
        case ChipType.PHRASE if is_exact(chip, reading):
            draft.phrases.append(chip.value)
        case ChipType.EXCLUSION:
            draft.exclusions.append(chip.value)
        case ChipType.DOCUMENT_NUMBER:
            _apply_number(services, chip.value, draft)
        case ChipType.DATE:
            _apply_date(chip.value, draft)
        case ChipType.PLACE:
            _apply_place(chip.value, draft)
        case ChipType.KIND if not _is_topic(reading):
            _apply_kind(chip.value, draft)
        case ChipType.FIELD:
            return _apply_field(services, chip, draft)
        case _:
            return False
    return True


def _is_topic(reading: QueryReading) -> bool:
    thesaurus = load_thesaurus()
    return any(thesaurus.concept(c.value).field in _ON_LAWS for c in reading.chips_of(ChipType.CONCEPT))


def _apply_number(services: Services, number: str, draft: _Draft) -> None:
    """The instruments of that number; where none is held, texts that name it."""
    works = load_names(services.store).by_number.get(normalise_docnumber(number), ())
    if works:
        draft.filters = replace(draft.filters, works=works)
    else:
        draft.phrases.append(number)


def _apply_title(services: Services, title: str, draft: _Draft) -> None:
    """Instruments whose titles contain the words, at most the hundred that are suggested first."""
    works = tuple(s.id for s in services.index.suggest(title, _MOST_TITLES))
    draft.filters = replace(draft.filters, works=works or (title,))


def _apply_date(value: str, draft: _Draft) -> None:
    """In force that day; of a month or year, its last day."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    month = month or 12
    last = f"{year:04}-{month:02}-{day or monthrange(year, month)[1]:02}"
    draft.filters = replace(draft.filters, in_force_on=last, all_versions=False)


def _apply_place(code: str, draft: _Draft) -> None:
    given, prefix = draft.filters, prefix_of(code)
    if given.jurisdictions or given.jurisdiction_prefixes:
        return
    if prefix:
        draft.filters = replace(given, jurisdiction_prefixes=(prefix,))
    else:
        draft.filters = replace(given, jurisdictions=(code,))


def _apply_kind(code: str, draft: _Draft) -> None:
    if not draft.filters.kinds:
        draft.filters = replace(draft.filters, kinds=(code,))


def _apply_field(services: Services, chip: Chip, draft: _Draft) -> bool:
    """The condition of a field; a value that makes no sense there is searched as words."""
    try:
        match chip.field:
            case "title":
                _apply_title(services, chip.value, draft)
            case "text":
                draft.phrases.append(chip.value)
            case "kind":
                draft.filters = replace(draft.filters, kinds=(parse_kind(chip.value),))
            case "place":
                _apply_place(find_region(chip.value), draft)
            case "issuer":
                draft.filters = replace(draft.filters, issuers=(chip.value,))
            case "status":
                status = parse_status(chip.value)
                draft.filters = replace(draft.filters, statuses=(status,), in_force_on=None, all_versions=True)
            case "number":
                _apply_number(services, chip.value, draft)
            case "date" if dates := list(find_dates(chip.value)):
                _apply_date(dates[0].value, draft)
            case "year" if chip.value.removesuffix("年").isdecimal():
                year = int(chip.value.removesuffix("年")[:6])
                draft.filters = replace(draft.filters, year_from=year, year_to=year)
            case _:
                return False
    except InvalidInput:
        return False
    return True


def list_parts(read: ReadRequest) -> tuple[UnderstoodPart, ...]:
    """What was understood of the query, each with the query that is left without it."""
    return tuple(
        UnderstoodPart(
            type=chip.type.value,
            label=LABELS[chip.type],
            text=chip.text,
            value=chip.value,
            value_label=_value_label(chip),
            condition=chip in read.conditions,
            query=read.reading.without(chip),
        )
        for chip in read.reading.chips
    )


def _value_label(chip: Chip) -> str:
    match chip.type:
        case ChipType.KIND:
            return kind_label(chip.value)
        case ChipType.PLACE:
            return region_name(chip.value)
        case ChipType.CONCEPT:
            return load_thesaurus().concept(chip.value).zh
        case ChipType.INTENT:
            return next((i.zh for i in load_intents() if i.code == chip.value), chip.value)
        case ChipType.PINPOINT:
            return chip.text
        case ChipType.FIELD:
            return chip.text
    return chip.value
