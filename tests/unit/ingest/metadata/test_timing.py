"""Dates of invented instruments: history, statement and file date → first effective, effective from, basis."""

from __future__ import annotations

import pytest

from ingest.metadata.effect import Statement
from ingest.metadata.history import find_events
from ingest.metadata.timing import build_timing

PASSED = "湖畔市第一届人民代表大会常务委员会第二次会议通过"
REVISED = "湖畔市第二届人民代表大会常务委员会第二次会议修订"
APPROVED = "云岭省第九届人民代表大会常务委员会第八次会议批准"
AMENDED = "湖畔市第二届人民代表大会常务委员会第三次会议《关于修改〈湖畔市渡船条例〉的决定》修正"
PUBLICATION = Statement(None, "published")


def on(day: str) -> Statement:
    return Statement(day, None)


CASES = {
    "a first text with its date": (
        [f"2020年5月1日{PASSED}"],
        on("2020-06-01"),
        "2020-05-01",
        ("2020-06-01", "2020-06-01", "stated"),
    ),
    "a first text from its publication": (
        [f"2020年5月1日{PASSED}", "2020年5月9日湖畔市人民代表大会常务委员会公告公布"],
        PUBLICATION,
        "2020-05-09",
        ("2020-05-09", "2020-05-09", "stated"),
    ),
    "publication is not told: the adoption": (
        [f"2020年5月1日{PASSED}"],
        PUBLICATION,
        None,
        ("2020-05-01", "2020-05-01", "stated"),
    ),
    "publication is not told, but the version follows the approval": (
        [f"2020年5月1日{PASSED}", f"2020年6月1日{APPROVED}"],
        PUBLICATION,
        "2020-06-09",
        ("2020-06-09", "2020-06-09", "stated"),
    ),
    "a city's text published after its approval": (
        [f"2020年5月1日{PASSED}", f"2020年6月1日{APPROVED}"],
        on("2020-06-05"),
        "2020-06-09",
        ("2020-06-05", "2020-06-05", "stated"),
    ),
    "wholly revised": (
        [f"2010年5月1日{PASSED}", f"2020年5月1日{REVISED}"],
        on("2020-07-01"),
        "2020-05-01",
        ("2020-07-01", "2020-07-01", "stated"),
    ),
    "wholly revised, from its publication": (
        [f"2010年5月1日{PASSED}", f"2020年5月1日{REVISED}"],
        PUBLICATION,
        "2020-05-01",
        ("2020-05-01", "2020-05-01", "stated"),
    ),
    "revised under the old date": (
        [f"2010年5月1日{PASSED}", f"2020年5月1日{REVISED}"],
        on("2010-06-01"),
        "2020-05-01",
        ("2010-06-01", "2020-05-01", "inferred"),
    ),
    "amended": (
        [f"2010年5月1日{PASSED}", f"2020年5月1日{AMENDED}"],
        on("2010-06-01"),
        "2020-05-01",
        ("2010-06-01", "2020-05-01", "inferred"),
    ),
    "amended: the text was in force from its first publication": (
        [f"2010年5月1日{PASSED}", f"2020年5月1日{AMENDED}"],
        PUBLICATION,
        "2020-05-01",
        ("2010-05-01", "2020-05-01", "inferred"),
    ),
    "amended, and the notes say from when": (
        [f"2010年5月1日{PASSED}", f"2020年5月1日{AMENDED}", "2020年8月1日施行"],
        on("2010-06-01"),
        "2020-05-01",
        ("2010-06-01", "2020-08-01", "stated"),
    ),
    "amended before it was in force": (
        [f"2020年5月1日{PASSED}", f"2020年6月1日{AMENDED}"],
        on("2021-01-01"),
        "2020-06-01",
        ("2021-01-01", "2021-01-01", "stated"),
    ),
    "the amending decision's date, not the file's": (
        [f"2010年5月1日{PASSED}", f"2020年5月1日{AMENDED}"],
        on("2010-06-01"),
        "2020-05-20",
        ("2010-06-01", "2020-05-01", "inferred"),
    ),
    "amended again, untold": (
        [f"2010年5月1日{PASSED}", f"2015年5月1日{AMENDED}"],
        on("2010-06-01"),
        "2020-05-01",
        ("2010-06-01", "2020-05-01", "inferred"),
    ),
    "amended, untold": (
        [f"2010年5月1日{PASSED}"],
        on("2010-06-01"),
        "2020-05-01",
        ("2010-06-01", "2020-05-01", "inferred"),
    ),
    "amended by an adoption that is not called so": (
        [
            "2004年11月18日最高人民法院审判委员会第1333次会议通过",
            "2020年12月23日最高人民法院审判委员会第1823次会议通过",
        ],
        on("2004-12-01"),
        "2020-12-29",
        ("2004-12-01", "2020-12-29", "inferred"),
    ),
    "no history": ([], on("2010-06-01"), "2010-05-01", ("2010-06-01", "2010-06-01", "stated")),
    "no history, an old text": ([], on("2010-06-01"), "2020-05-01", ("2010-06-01", "2020-05-01", "inferred")),
    "nothing stated": ([f"2020年5月1日{PASSED}"], None, "2020-05-09", (None, "2020-05-09", "inferred")),
    "nothing known": ([], None, None, (None, None, None)),
}


@pytest.mark.parametrize(("notes", "statement", "version", "expected"), CASES.values(), ids=CASES.keys())
def test_in_force(
    notes: list[str], statement: Statement | None, version: str | None, expected: tuple[str | None, ...]
) -> None:
    timing = build_timing(find_events(notes), statement, version)
    assert (timing.first_effective, timing.effective_from, timing.effective_basis) == expected


def test_adopted_and_published_are_of_the_whole_text() -> None:
    notes = [f"2010年5月1日{PASSED}", f"2020年5月1日{REVISED}", "2020年5月9日公告公布", f"2021年1月1日{AMENDED}"]
    timing = build_timing(find_events(notes), None, None)
    assert (timing.adopted, timing.published) == ("2020-05-01", "2020-05-09")
