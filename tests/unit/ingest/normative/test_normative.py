from __future__ import annotations

import time

import pytest

from ingest.normative.metadata import build_metadata, find_repeals
from ingest.normative.printed_dates import add_years, parse_printed_date
from ingest.normative.wrapping import unwrap_notice

NOTICE = [
    "云汐市人民政府办公室文件",
    "汐政办规〔2022〕6号",
    "云汐市人民政府办公室关于印发",
    "《云汐市便民摊点管理办法（试行）》的通知",
    "各区（县）人民政府：",
    "现将《云汐市便民摊点管理办法（试行）》印发给你们，请遵照执行。",
    "云汐市人民政府办公室",
    "2022年6月15日",
    "（此件公开发布）",
    "云汐市便民摊点管理办法",
    "（试行）",
    "第一条 为了方便群众，制定本办法。",
    "第二条 本办法自印发之日起30日后施行，有效期二年。《云汐市摊点管理规定》（汐政发〔2010〕3号）同时废止。",
]


def test_the_wrapped_instrument_is_the_work() -> None:
    found = unwrap_notice(NOTICE)
    assert found.title == "云汐市便民摊点管理办法（试行）"
    assert found.notice_title == "云汐市人民政府办公室关于印发《云汐市便民摊点管理办法（试行）》的通知"
    assert found.relation == "印发"
    assert found.instrument is not None
    assert NOTICE[found.instrument.start] == "云汐市便民摊点管理办法"
    assert found.instrument.end == len(NOTICE)
    data = build_metadata(NOTICE, found, {})
    assert data.document_numbers == ("汐政办规〔2022〕6号",)
    assert data.issuers == ("云汐市人民政府办公室",)
    assert (data.signed, data.effective_from, data.valid_until) == ("2022-06-15", "2022-07-15", "2024-07-14")
    assert (data.validity, data.trial, data.draft) == ("有效期二年", True, False)
    assert [(r.title, r.document_number) for r in data.repeals] == [("云汐市摊点管理规定", "汐政发〔2010〕3号")]


TITLES = [
    (
        ["关于印发云汐市停车办法的通知", "各区：", "云汐市停车办法", "第一条 甲"],
        "云汐市停车办法",
        "关于印发云汐市停车办法的通知",
    ),
    (
        ["转发省厅《关于做好〈某办法〉实施工作的意见》的通知", "正文"],
        "转发省厅《关于做好〈某办法〉实施工作的意见》的通知",
        None,
    ),
    (
        [
            "云汐市人民政府关于转发《省停车意见》的通知",
            "各区：",
            "附件：1.省停车意见",
            "市政府",
            "省停车意见",
            "一、总体要求",
        ],
        "省停车意见",
        "云汐市人民政府关于转发《省停车意见》的通知",
    ),
    (["云汐市停车办法", "第一条 现将《甲》印发给你们。"], "云汐市停车办法", None),
    (["关于修改《云汐市停车办法》的决定", "将第三条修改为：甲"], "关于修改《云汐市停车办法》的决定", None),
    (
        ["关于延长《云汐市停车办法》有效期的通知", "有效期延长至2027年。"],
        "关于延长《云汐市停车办法》有效期的通知",
        None,
    ),
    (
        ["索引号：ABC", "发文机关：市政府", "标题：停车办法", "云汐市停车办法（2024年修订）", "第一条 甲"],
        "云汐市停车办法（2024年修订）",
        None,
    ),
    (["通知", "关于公布《停车目录》的通知", "现公布。", "附件", "停车目录", "1.甲"], "通知", None),
    ([], "", None),
]


@pytest.mark.parametrize(("lines", "title", "carrier"), TITLES)
def test_titles(lines: list[str], title: str, carrier: str | None) -> None:
    found = unwrap_notice(lines)
    assert (found.title, found.notice_title) == (title, carrier)


def test_a_notice_whose_instrument_lies_elsewhere() -> None:
    found = unwrap_notice(
        [
            "关于印发《云汐市停车办法》的通知",
            "各区：",
            "现印发给你们。",
            "云汐市政府",
            "2024年1月2日",
            "附件：云汐市停车办法.docx",
        ]
    )
    assert found.instrument is None
    assert found.title == "云汐市停车办法"


def test_two_instruments_in_one_notice() -> None:
    lines = [
        "关于印发《甲办法》的通知",
        "各区：",
        "甲办法",
        "第一条 甲",
        "附件1",
        "登记表",
        "附件2",
        "乙规定",
        "第一条 乙",
    ]
    found = unwrap_notice(lines)
    assert found.instrument == (2, 6)
    assert found.attachments == ((6, 9),)


DATES = [
    ("2021年4月29日", "2021-04-29"),
    ("二〇二一年四月二十九日", "2021-04-29"),
    ("二○二一年十二月一日", "2021-12-01"),
    ("２０２１年１２月３１日", "2021-12-31"),
    ("2021年4月29，", "2021-04-29"),
    ("2023年315", "2023-03-15"),
    ("2024-05-01", "2024-05-01"),
    ("2021年2月30日", None),
    ("无", None),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_dates_as_printed(text: str, day: str | None) -> None:
    assert parse_printed_date(text) == day


def test_terms_end_the_day_before() -> None:
    assert add_years("2022-02-01", 3) == "2025-01-31"
    assert add_years("2024-02-29", 1) == "2025-02-28"


TERMS = [
    ("本办法自2024年1月1日起施行，有效期至2026年12月31日。", "2024-01-01", "2026-12-31"),
    ("本办法自2024年1月1日起施行，有效期五年。", "2024-01-01", "2028-12-31"),
    ("本方案自2024年1月1日起试行，试行期两年。", "2024-01-01", "2025-12-31"),
    ("本办法自公布之日起施行。", "2024-03-05", None),
    ("本办法由市甲局解释。", None, None),
]


@pytest.mark.parametrize(("text", "start", "end"), TERMS)
def test_terms_of_validity(text: str, start: str | None, end: str | None) -> None:
    lines = ["云汐市停车办法", f"第一条 {text}", "云汐市人民政府", "2024年3月5日"]
    data = build_metadata(lines, unwrap_notice(lines), {})
    assert (data.effective_from, data.valid_until) == (start, end)


REPEALS = [
    ("《新办法》自2024年5月1日起施行，《旧办法》同时废止。", ["旧办法"]),
    ("本办法施行后，原《甲办法》（某政发〔2001〕1号）、《乙规定》即行废止。", ["甲办法", "乙规定"]),
    ("《甲办法》拟废止，现征求意见。", []),
    ("对《甲办法》应当及时修改或者废止。", []),
    ("《丙通知》停止执行。", ["丙通知"]),
]


@pytest.mark.parametrize(("text", "titles"), REPEALS)
def test_only_what_is_repealed(text: str, titles: list[str]) -> None:
    assert [r.title for r in find_repeals([text])] == titles


def test_drafts_and_explainers_repeal_nothing() -> None:
    lines = ["云汐市停车办法（征求意见稿）", "第一条 本办法自2024年5月1日起施行，《旧办法》同时废止。"]
    data = build_metadata(lines, unwrap_notice(lines), {})
    assert data.draft
    assert data.repeals == ()


def test_linear_in_hostile_text() -> None:
    start = time.monotonic()
    for text in (
        "《" * 60_000,
        "关于印发" * 20_000,
        "自2024年" * 20_000,
        "废止" * 40_000,
        "附件" * 40_000,
        "（" * 60_000,
    ):
        unwrap_notice([text, text])
        build_metadata([text] * 2, unwrap_notice([text]), {})
        find_repeals([text])
    assert time.monotonic() - start < 20
