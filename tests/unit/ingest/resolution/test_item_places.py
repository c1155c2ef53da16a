"""第五条第二项 names an item and leaves its paragraph open."""

from __future__ import annotations

from dataclasses import replace

from ingest.resolution.catalogue import Instrument, Version
from ingest.resolution.edges import Target, build_targets
from ingest.resolution.resolver import Answer
from schemas.citations import Verdict
from schemas.pinpoints import Pinpoint

VERSION = "cn:law:甲法@2020-01-01"
ANSWER = Answer(
    Verdict.RESOLVED,
    "title",
    Instrument("cn:law:甲法", "甲法", "甲法", "law", "000000", ()),
    Version(VERSION, "2020-01-01", None, None),
    "adopted",
)
PLACE = Pinpoint(5, item=2)


def _held(*eids: str) -> set[str]:
    return {f"{VERSION}~{eid}" for eid in eids}


def test_the_one_paragraph_that_has_it() -> None:
    held = _held("art_5", "art_5__para_1", "art_5__para_2", "art_5__para_2__item_2")
    assert build_targets(ANSWER, [PLACE], held) == [Target(f"{VERSION}~art_5__para_2__item_2")]


def test_two_paragraphs_that_have_it_leave_the_article() -> None:
    held = _held("art_5", "art_5__para_1__item_2", "art_5__para_3__item_2")
    assert build_targets(ANSWER, [PLACE], held) == [Target(f"{VERSION}~art_5", "art_5__para_1__item_2")]


def test_no_such_item_is_missing() -> None:
    held = _held("art_5", "art_5__para_1")
    own = replace(ANSWER, edition_basis="own")
    assert build_targets(own, [PLACE], held) == [
        Target(f"{VERSION}~art_5__para_1", "art_5__para_1__item_2", missing=True)
    ]


def test_a_version_without_the_place_is_hardly_the_one_meant() -> None:
    held = _held("art_5", "art_5__para_1")
    assert build_targets(ANSWER, [PLACE], held) == [Target("cn:law:甲法", "art_5__para_1__item_2", missing=True)]
