from __future__ import annotations

from datetime import date

import pytest

from api.services.questions import Question, build_request, split_values
from schemas.errors import InvalidInput

DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("a", "b"), ("a", "b")),
        (("a,b", " b ，c"), ("a", "b", "c")),
        (("", " , "), ()),
    ],
)
def test_values_may_be_repeated_or_joined(given: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert split_values(given) == expected


@pytest.mark.parametrize(
    ("regions", "below", "codes", "prefixes"),
    [
        (("山东",), True, (), ("37",)),
        (("山东",), False, ("370000",), ()),
        (("青岛",), True, (), ("3702",)),
        (("全国", "370200"), True, ("000000",), ("3702",)),
        (("370203",), True, (), ("370203",)),
    ],
)
def test_regions(regions: tuple[str, ...], below: bool, codes: tuple[str, ...], prefixes: tuple[str, ...]) -> None:
    filters = build_request(Question("x", regions=regions, below=below), DAY).filters
    assert (filters.jurisdictions, filters.jurisdiction_prefixes) == (codes, prefixes)


@pytest.mark.parametrize(
    ("question", "on", "everything"),
    [
        (Question("x"), "2024-05-01", False),
        (Question("x", versions="all"), None, True),
        (Question("x", statuses=("repealed",)), None, True),
        (Question("x", statuses=("in_force",), versions="current"), "2024-05-01", False),
    ],
)
def test_versions(question: Question, on: str | None, everything: bool) -> None:
    request = build_request(question, DAY)
    assert (request.filters.in_force_on, request.filters.all_versions) == (on, everything)
    assert request.today == "2024-05-01"


def test_codes_and_labels_mean_the_same() -> None:
    code = Question("x", levels=("law,dept_rule",), statuses=("amended",))
    label = Question("x", levels=("法律", "部门规章"), statuses=("已被修改",))
    assert build_request(code, DAY) == build_request(label, DAY)


def test_conditions_may_stand_without_words() -> None:
    assert build_request(Question("", levels=("law",)), DAY).text == ""
    with pytest.raises(InvalidInput):
        build_request(Question("  "), DAY)


@pytest.mark.parametrize(
    "question",
    [
        Question("x" * 501),
        Question("x", limit=0),
        Question("x", limit=101),
        Question("x", offset=-1),
        Question("x", offset=9_991),
        Question("x", year_from=2021, year_to=2020),
        Question("x", type="book"),
        Question("x", sort="size"),
        Question("x", facets=("size",)),
        Question("x", regions=("亚特兰蒂斯",)),
    ],
)
def test_refused_with_a_hint(question: Question) -> None:
    with pytest.raises(InvalidInput) as refused:
        build_request(question, DAY)
    assert refused.value.hint
