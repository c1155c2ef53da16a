"""A correction is about words at a place, not about a number that a re-ingest may give to another citation."""

from __future__ import annotations

from ingest.resolution.corrections import Correction, citation_places
from schemas.ports import Node

BLOCK = "cn-980100:local_regulation:云汐市渡口管理条例@2010-03-01~art_3"


def citation(number: int, start: int, text: str) -> Node:
    return Node(f"{BLOCK}!c{number}", "Citation", {"block": BLOCK, "start": start, "text": text})


def test_the_same_words_are_told_apart_by_their_order() -> None:
    found = citation_places([citation(2, 40, "前款"), citation(1, 5, "《渡船法》第三条"), citation(3, 80, "前款")])
    assert found == {
        f"{BLOCK}!c1": (BLOCK, "《渡船法》第三条", 1),
        f"{BLOCK}!c2": (BLOCK, "前款", 1),
        f"{BLOCK}!c3": (BLOCK, "前款", 2),
    }


def test_a_second_correction_of_a_place_has_the_id_of_the_first() -> None:
    first = Correction(BLOCK, "前款", 2, None, "王某", "示例", "2026-01-01T00:00:00+00:00")
    second = Correction(BLOCK, "前款", 2, f"{BLOCK}__para_1", "李某", "所指为第一款", "2026-01-02T00:00:00+00:00")
    other = Correction(BLOCK, "前款", 1, None, "王某", "示例", "2026-01-01T00:00:00+00:00")
    assert first.id == second.id != other.id
