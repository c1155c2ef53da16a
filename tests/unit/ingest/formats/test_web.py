from __future__ import annotations

import pytest

from ingest.formats.content import read_content
from schemas.pages import Paragraph, Table, TextDocument
from schemas.sheets import Merge

PAGE = """<html><head>{meta}<title>云汐市
通知</title><meta name="PubDate" content="2024-05-01"></head><body><script>var a=1;</script>
<div style="display: none">广告</div><h1>关于印发办法的通知</h1><p>各区县
人民政府：<br>现将办法印发。</p>
<table><tr><th rowspan="2">部门</th><th colspan="2">时限</th></tr><tr><td>改革前</td><td>改革后</td></tr>
<tr><td>市税务局</td><td>10<span>日</span></td><td></td></tr></table>
<table><tr><td><p>版式</p></td></tr></table><footer>页脚</footer></body></html>"""


def read(data: bytes) -> TextDocument:
    body = read_content(data).body
    assert isinstance(body, TextDocument)
    return body


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("gb18030", ""),
        ("gbk", '<meta charset="gb2312">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'),
        ("utf-16", ""),
    ],
)
def test_any_chinese_encoding_declared_or_not(encoding: str, meta: str) -> None:
    document = read(PAGE.format(meta=meta).encode(encoding))
    assert document.title == "云汐市 通知"
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [
        "关于印发办法的通知",
        "各区县人民政府：",
        "现将办法印发。",
        "版式",
    ]
    assert document.paragraphs[0].heading == 1
    assert ("PubDate", "2024-05-01") in document.metadata


def test_big5_without_a_declaration() -> None:
    text = "臺北市政府關於印發管理辦法的通知，並自發布之日起施行。本辦法由本府解釋。" * 20
    document = read(f"<html><body><p>{text}</p></body></html>".encode("big5"))
    assert document.paragraphs[0].text == text


def test_spans_become_merged_ranges() -> None:
    (table,) = [b for b in read(PAGE.format(meta="").encode()).blocks if isinstance(b, Table)]
    assert table.sheet.rows == (("部门", "时限"), ("", "改革前", "改革后"), ("市税务局", "10日", ""))
    assert table.sheet.merges == (Merge(1, 1, 2, 1), Merge(1, 2, 1, 3))


def test_an_error_page_named_docx_is_read_as_what_it_is() -> None:
    document = read(b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>")
    assert [p.text for p in document.paragraphs] == ["404 Not Found"]
