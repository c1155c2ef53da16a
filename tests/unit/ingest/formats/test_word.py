from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from ingest.formats.content import read_content
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument
from schemas.sheets import Merge

Build = Callable[..., bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def document(data: bytes) -> TextDocument:
    body = read_content(data).body
    assert isinstance(body, TextDocument)
    return body


def lines(data: bytes) -> list[str]:
    return [x.text for x in document(data).paragraphs]


def test_tracked_changes_count_as_accepted(docx: Build) -> None:
    body = (
        "<w:p><w:r><w:t>处</w:t></w:r><w:del><w:r><w:delText>一万元</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>二万元</w:t></w:r></w:ins><w:r><w:t>罚款</w:t></w:r></w:p>"
        "<w:moveFrom><w:p><w:r><w:t>移走的</w:t></w:r></w:p></w:moveFrom>"
        "<w:ins><w:p><w:r><w:t>新增的一段</w:t></w:r></w:p></w:ins>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半</w:t></w:r></w:p><w:p><w:r><w:t>下半</w:t></w:r></w:p>"
    )
    assert lines(docx(body)) == ["处二万元罚款", "新增的一段", "上半下半"]
    assert document(docx(body)).warnings == ("holds tracked changes: read as accepted",)


def test_fields_hidden_text_and_fallbacks_are_not_printed(docx: Build) -> None:
    body = (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
    )
    assert lines(docx(body)) == ["甲\t乙\n丙"]


def test_automatic_numbers_are_text(docx: Build) -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="3">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    at = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'
    body = (
        p("为了规范", at.format(0))
        + p("本市适用：", at.format(0))
        + p("城区；", at.format(1))
        + p("乡镇。", at.format(1))
    )
    body += (
        p("下一条。", at.format(0)) + p("款", at.format(1)) + p("没有编号", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(docx(body, numbering=numbering)) == [
        "第一条　为了规范",
        "第二条　本市适用：",
        "（一）城区；",
        "（二）乡镇。",
        "第三条　下一条。",
        "（一）款",
        "没有编号",
    ]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_merged_cells_and_nested_tables(docx: Build) -> None:
    inner = f"<w:tbl><w:tr>{cell('内1')}{cell('内2')}</w:tr></w:tbl>"
    wide, first = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    rows = (
        f"<w:tr>{cell('部门', wide)}{cell('备注')}</w:tr>"
        f"<w:tr>{cell('甲局', first)}{cell('事项一')}{cell('')}</w:tr>"
        f"<w:tr>{cell('旧文本', '<w:vMerge/>')}<w:tc>{p('事项二')}{inner}{p('')}</w:tc>{cell('无')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删去')}{cell('的')}{cell('行')}</w:tr>"
    )
    (table,) = document(docx(f"{p('附件')}<w:tbl>{rows}</w:tbl>")).tables
    assert table.number == 2
    assert table.sheet.rows == (("部门", "", "备注"), ("甲局", "事项一", ""), ("", "事项二\n内1\t内2", "无"))
    assert table.sheet.merges == (Merge(1, 1, 1, 2), Merge(2, 1, 3, 1))


def test_nesting_and_entities_are_bounded(docx: Build, zipped: Build) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80
    with pytest.raises(UnreadableSource, match="nested more than"):
        read_content(docx(deep))
    evil = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        f'<w:document xmlns:w="{W}"><w:body>{p("&b;")}</w:body></w:document>'
    )
    with pytest.raises(UnreadableSource, match="declares a document type or entities"):
        read_content(zipped({"[Content_Types].xml": "<t/>", "word/document.xml": evil}))
    with pytest.raises(UnreadableSource, match="no well-formed XML"):
        read_content(zipped({"[Content_Types].xml": "<t/>", "word/document.xml": "<w:document"}))
    with pytest.raises(UnreadableSource, match="holds no body"):
        read_content(zipped({"[Content_Types].xml": "<t/>", "word/document.xml": f'<w:document xmlns:w="{W}"/>'}))


@pytest.mark.skipif(shutil.which("soffice") is not None, reason="LibreOffice is installed")
def test_old_word_files_name_what_is_missing(ole: Callable[[str, bytes], bytes]) -> None:
    with pytest.raises(UnreadableSource, match=r"needs LibreOffice .*soffice"):
        read_content(ole("WordDocument", b"x"))


def test_headers_footers_and_notes_stand_beside_the_text(docx: Build) -> None:
    def part(tag: str, inner: str) -> str:
        return f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>'

    note = '<w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="2">{}</w:footnote>'
    data = docx(
        '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        header1=part("hdr", p("某市人民政府文件")),
        header2=part("hdr", p("某市人民政府文件")),
        footer1=part("ftr", p("— 3 —") + p("内部资料")),
        footnotes=part("footnotes", note.format(p("线"), p("见《甲办法》第三条。"))),
    )
    assert lines(data) == ["正文"]
    assert document(data).asides == (
        ("footer", "内部资料"),
        ("footnote", "见《甲办法》第三条。"),
        ("header", "某市人民政府文件"),
    )
