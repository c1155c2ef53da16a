from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.formats.content import read_content
from ingest.formats.recognition import Format, recognise_format
from schemas.errors import UnreadableSource

Rows = list[list[object]]
ROWS: Rows = [["序号", "事项名称", "备注"], [1, "对甲的检查", "无"], [2, "对乙的检查", None]]


def test_content_decides_not_the_name(
    xlsx: Callable[..., bytes], xls: Callable[..., bytes], docx: Callable[..., bytes]
) -> None:
    assert recognise_format(xlsx(ROWS)) is Format.XLSX
    assert recognise_format(xls(ROWS)) is Format.XLS
    assert recognise_format(docx("<w:p/>")) is Format.DOCX


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n...", Format.PDF),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><body>x</body></html>", Format.HTML),
        (b"<html><head></head><body><table><tr><td>1</td></tr></table></body></html>", Format.HTML),
        (b"<p>a</p><p>b</p><div>c</div>", Format.HTML),
        ("序号,事项名称,备注\n1,甲,\n2,乙,丙\n".encode("gb18030"), Format.CSV),
        ("序号\t事项名称\t备注\n1\t甲\t\n2\t乙\t丙\n".encode(), Format.CSV),
        ("第一条 为了规范甲，根据乙，制定本办法。\n第二条 本市适用本办法。\n".encode(), Format.TEXT),
        ("# 标题\n\n第一条 甲，乙，丙。\n\n第二条 丁。\n".encode("utf-16"), Format.TEXT),
        (b"\x89PNG\r\n\x1a\n....", Format.IMAGE),
        (b"{\\rtf1 x}", Format.DOC),
    ],
)
def test_formats_by_their_first_bytes(data: bytes, expected: Format) -> None:
    assert recognise_format(data) is expected


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"ppt/presentation.xml": "<p/>", "[Content_Types].xml": "<t/>"}, "a presentation"),
        ({"a.xlsx": "x", "b.docx": "y"}, "a zip archive of other files"),
    ],
)
def test_containers_without_a_reader(zipped: Callable[..., bytes], parts: dict[str, str], reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        recognise_format(zipped(parts))


def test_ole_containers(ole: Callable[[str, bytes], bytes]) -> None:
    assert recognise_format(ole("WordDocument", b"x")) is Format.DOC
    with pytest.raises(UnreadableSource, match="protected by a password"):
        recognise_format(ole("EncryptedPackage", b"x"))
    with pytest.raises(UnreadableSource, match="a presentation"):
        recognise_format(ole("PowerPoint Document", b"x"))
    with pytest.raises(UnreadableSource, match="without a workbook"):
        recognise_format(ole("Contents", b"x"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"MZ\x90\x00\x03", "binary content|a program"),
        (b"\x00\x01\x02\x03" * 20, "binary content"),
        (b"PK\x03\x04" + b"\x00" * 60, "without a readable directory"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "damaged OLE container|not.+OLE"),
        (b"\x89PNG\r\n\x1a\n....", "an image .*fatu.ocr|no readable picture"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML of 2003"),
    ],
)
def test_unreadable_bytes_name_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        read_content(data)


def test_every_prefix_of_a_file_is_read_or_refused(
    xlsx: Callable[..., bytes], xls: Callable[..., bytes], docx: Callable[..., bytes]
) -> None:
    reasons = []
    for data in (xlsx(ROWS), xls(ROWS), docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")):
        for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
            try:
                read_content(data[: int(len(data) * share)])
            except UnreadableSource as error:
                reasons.append(error.message)
    assert len(reasons) >= 15
    assert all(reasons)
