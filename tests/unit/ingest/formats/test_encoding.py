from __future__ import annotations

import pytest

from ingest.formats.encoding import LONGEST_LINE, decode
from schemas.errors import UnreadableSource

SIMPLIFIED = "第一条 为了规范湖畔市的渡船管理，保障乘客安全，制定本办法。\n第二条 渡船应当按时开航，不得超载。\n" * 3
TRADITIONAL = "第一條 為了規範湖畔市的渡船管理，保障乘客安全，制定本辦法。\n第二條 渡船應當按時開航，不得超載。\n" * 3


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", SIMPLIFIED),
        ("utf-8-sig", SIMPLIFIED),
        ("gb18030", SIMPLIFIED),
        ("gbk", SIMPLIFIED),
        ("utf-16", SIMPLIFIED),
        ("utf-16-le", SIMPLIFIED),
        ("utf-16-be", SIMPLIFIED),
        ("utf-32", SIMPLIFIED),
        ("big5", TRADITIONAL),
    ],
)
def test_encodings_are_told_by_content(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_short_texts_in_the_national_encoding() -> None:
    text = "第一条 为了加强管理，制定本办法。"
    assert decode(text.encode("gb18030"))[0] == text


def test_encodings_other_than_utf8_are_told_of() -> None:
    assert decode(SIMPLIFIED.encode())[1] == ()
    assert decode(SIMPLIFIED.encode("gb18030"))[1] == ("read as gb18030",)


def test_line_ends_and_a_few_control_characters_go() -> None:
    text, warnings = decode(("甲" * 300 + "\r\n乙\x07\r丙").encode())
    assert text == "甲" * 300 + "\n乙\n丙"
    assert warnings == ("left out 1 control characters",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\ufeff\u200b\n".encode(), "empty"),
        (bytes(range(256)) * 20, "text"),
        (b"\x00\x01\x02\x03" * 500, "text"),
        (b"\x01\x02\x03abc" * 500, "binary"),
        (("法" * (LONGEST_LINE + 1)).encode(), "line"),
    ],
    ids=["nothing", "blanks", "marks", "all bytes", "zeros", "control", "one long line"],
)
def test_what_is_no_text_is_rejected_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        decode(data)


def test_a_text_cut_inside_a_character_is_read() -> None:
    assert decode(SIMPLIFIED.encode()[:-2])[0].startswith("第一条")
