"""Which version of an instrument a text means that was adopted on one day and in force from another."""

from __future__ import annotations

import pytest

from ingest.resolution.catalogue import Instrument, Version
from ingest.resolution.resolver import choose_version

OLD = Version("w@2010-02-26", "2010-02-26", "2010-04-01", "2021-06-01")
NEW = Version("w@2020-11-11", "2020-11-11", "2021-06-01", None)
FIRST = Version("w@2020-05-28", "2020-05-28", "2021-01-01", None, is_first=True)


def instrument(*versions: Version) -> Instrument:
    return Instrument("w", "渡船法", "渡船法", "law", "000000", versions)


@pytest.mark.parametrize(
    ("versions", "adopted", "effective", "meant", "basis"),
    [
        ((OLD, NEW), "2020-12-23", "2021-01-01", OLD, "adopted"),
        ((OLD, NEW), "2021-05-20", "2021-06-01", NEW, "adopted"),
        ((OLD, NEW), "2009-01-01", "2009-03-01", None, "not_held"),
        ((NEW,), "2020-12-23", "2021-01-01", None, "not_held"),
        ((FIRST,), "2020-12-29", "2020-12-29", FIRST, "adopted"),
        ((OLD, NEW), "", "", None, "undated"),
        ((NEW,), "", "", NEW, "undated"),
    ],
    ids=[
        "in force",
        "made to go with it",
        "older than all",
        "adopted, not in force",
        "the first",
        "undated",
        "only one",
    ],
)
def test_version(
    versions: tuple[Version, ...], adopted: str, effective: str, meant: Version | None, basis: str
) -> None:
    assert choose_version(instrument(*versions), adopted, effective) == (meant, basis)
