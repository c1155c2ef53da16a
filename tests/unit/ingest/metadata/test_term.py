from __future__ import annotations

import time

import pytest

from ingest.metadata.term import find_lapse


@pytest.mark.parametrize(
    ("text", "lapse"),
    [
        ("本办法自2024年8月1日起施行，有效期五年。", "2029-08-01"),
        ("本规定自2024年8月1日起施行，试行两年。", "2026-08-01"),
        ("本通知自印发之日起施行，有效期至2026年12月31日。", "2027-01-01"),
        ("本办法自公布之日起30日后施行，有效期2年。", "2026-08-01"),
        ("自2024年8月1日起施行。本办法有效期5年。", "2029-08-01"),
        ("有效期自2024年10月1日至2027年9月30日", "2027-10-01"),
        ("许可证有效期为五年。", None),
        ("取得的临时许可有效期3年，自发证之日起。", None),
        ("备案自完成之日起有效，有效期一年。", None),
        ("本办法自2024年8月1日起施行。", None),
    ],
)
def test_a_term_is_that_of_the_text_itself(text: str, lapse: str | None) -> None:
    assert find_lapse([text], "2024-08-01") == lapse


def test_a_term_without_a_start_ends_at_no_day() -> None:
    assert find_lapse(["本办法有效期五年。"], None) is None


def test_time_grows_with_the_text() -> None:
    started = time.process_time()
    for text in ("有效期自" * 250_000, "施行，" * 300_000, "本办法有效期" * 150_000):
        assert find_lapse([text], "2024-08-01") is None
    assert time.process_time() - started < 5
