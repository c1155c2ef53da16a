"""Histories of invented instruments: notes → events."""

from __future__ import annotations

import pytest

from ingest.metadata.history import find_events

CITY = "湖畔市第一届人民代表大会常务委员会第二次会议"
PROVINCE = "云岭省第九届人民代表大会常务委员会第八次会议"

CASES = {
    "adopted": ([f"2020年5月1日 {CITY}通过"], [("2020-05-01", "adopted")]),
    "adopted by the city, approved by the province": (
        [f"2020年5月1日 {CITY}通过", f"2020年6月1日 {PROVINCE}批准"],
        [("2020-05-01", "adopted"), ("2020-06-01", "approved")],
    ),
    "published and in force": (
        ["1999年1月2日 湖畔市人民代表大会常务委员会公告公布施行"],
        [("1999-01-02", "published"), ("1999-01-02", "effective")],
    ),
    "in force from another day": (
        ["1999年1月2日 湖畔市人民代表大会常务委员会公告公布自1999年5月1日施行"],
        [("1999-01-02", "published"), ("1999-05-01", "effective")],
    ),
    "amended": (
        [f"2020年5月1日 {CITY}通过", f"2021年5月1日 {CITY}《关于修改〈湖畔市渡船条例〉的决定》第一次修正"],
        [("2020-05-01", "adopted"), ("2021-05-01", "amended")],
    ),
    "the amendment passed and approved": (
        [
            f"2020年5月1日 {CITY}通过",
            f"2020年6月1日 {PROVINCE}批准",
            f"2021年5月1日 {CITY}通过",
            f"2021年6月1日 {PROVINCE}批准的《湖畔市人民代表大会常务委员会关于修改〈湖畔市渡船条例〉的决定》修正",
        ],
        [("2020-05-01", "adopted"), ("2020-06-01", "approved"), ("2021-05-01", "amended"), ("2021-06-01", "amended")],
    ),
    "the approval told before the amendment": (
        [
            f"2020年5月1日 {CITY}通过",
            f"2021年6月1日 {PROVINCE}批准的2021年5月1日{CITY}《关于修改〈湖畔市渡船条例〉的决定》修正",
        ],
        [("2020-05-01", "adopted"), ("2021-06-01", "amended"), ("2021-05-01", "amended")],
    ),
    "revised": ([f"2021年5月1日 {CITY}修订"], [("2021-05-01", "revised")]),
    "revised as a whole under an order": (
        ["2018年12月18日 中华人民共和国国务院令第900号第四次修订"],
        [("2018-12-18", "revised")],
    ),
    "called a revision, but of some articles": (
        ["2016年2月6日 《国务院关于修改部分行政法规的决定》第一次修订"],
        [("2016-02-06", "amended")],
    ),
    "amendments named only by their title": (
        ["2001年8月31日 第九届全国人民代表大会常务委员会第二十三次会议通过的《中华人民共和国渡船法修正案》"],
        [("2001-08-31", "amended")],
    ),
    "two meetings, one act": (
        [
            "2018年7月30日最高人民法院审判委员会第1745次会议、2018年10月19日最高人民检察院第十三届检察委员会第七次会议通过"
        ],
        [("2018-07-30", "adopted"), ("2018-10-19", "adopted")],
    ),
    "approved by one, published by another": (
        ["1999年5月12日 国务院批准", "1999年5月25日 民政部令第14号发布"],
        [("1999-05-12", "approved"), ("1999-05-25", "published")],
    ),
    "events that run on in one line, and lines that break inside one": (
        [
            f"2020年5月1日 {CITY}通过根据2021年5月1日{CITY}《关于修改",
            "湖畔市渡船条例的决定》修正",
        ],
        [("2020-05-01", "adopted"), ("2021-05-01", "amended")],
    ),
    "dates inside titles are no events": (
        [f"2020年5月1日 {CITY}《关于2019年1月1日以前渡船的决定》修正"],
        [("2020-05-01", "amended")],
    ),
    "a broken date": (["2023年315日 湖畔市人民政府发布"], []),
    "nothing": (["关于渡船"], []),
}


@pytest.mark.parametrize(("notes", "expected"), CASES.values(), ids=CASES.keys())
def test_events(notes: list[str], expected: list[tuple[str, str]]) -> None:
    assert [(e.date, e.kind) for e in find_events(notes)] == expected
