"""In which version an instrument is meant by what changes or ends it, and by what names an edition without a year."""

from __future__ import annotations

import pytest

from ingest.resolution.catalogue import Catalogue, Instrument, Version
from ingest.resolution.resolver import Question, resolve
from schemas.citations import ADDED, OTHER_EDITION

WORK = "cn:law:甲法"
OLD, NEW = (Version(f"{WORK}@{d}", d, d, None) for d in ("2015-01-01", "2021-11-26"))


def _catalogue() -> Catalogue:
    catalogue = Catalogue()
    held = Instrument(WORK, "甲法", "甲法", "law", "000000", (OLD, NEW))
    act = Instrument("cn:law:乙院关于渡船的决定", "乙院关于渡船的决定", "乙院关于渡船的决定", "law", "000000", (NEW,))
    rule = Instrument("cn:law:乙院关于灯塔的规定", "乙院关于灯塔的规定", "乙院关于灯塔的规定", "law", "000000", (NEW,))
    for instrument in (held, act, rule):
        catalogue.by_id[instrument.id] = instrument
        catalogue.by_slug[instrument.slug].append(instrument)
    return catalogue


def _ask(name: str, relation: str, rule: str, citing: str, expression: str = "") -> Question:
    return Question(
        "external", name, None, None, expression, citing, "000000", "2021-11-26", "2022-01-01", relation, rule
    )


@pytest.mark.parametrize(
    ("relation", "rule", "version"),
    [
        ("amends", "bare", OLD),
        ("amends", ADDED, NEW),
        ("cites", "named", NEW),
        ("cites", OTHER_EDITION, None),
    ],
)
def test_version(relation: str, rule: str, version: Version | None) -> None:
    answer = resolve(_ask("甲法", relation, rule, "cn:law:丙"), _catalogue())
    assert (answer.verdict, answer.version) == ("resolved", version)


def test_no_text_repeals_itself() -> None:
    answer = resolve(_ask("甲法", "repeals", "marked", WORK, NEW.id), _catalogue())
    assert answer.version == OLD


def test_the_issuer_of_the_citing_act_need_not_be_named_again() -> None:
    answer = resolve(_ask("关于灯塔的规定", "cites", "marked", "cn:law:乙院关于渡船的决定"), _catalogue())
    assert answer.instrument is not None
    assert answer.instrument.title == "乙院关于灯塔的规定"
