"""Doubtful lines found again in the text that was made of them."""

from __future__ import annotations

from ingest.citations import find_document_citations
from ingest.doubts import mark_scanned
from schemas.authority import Kind
from schemas.documents import Document, Metadata, Provision, SourceFile
from schemas.scans import OCR, OCR_DOUBTFUL, Doubt, Scan, ScanLine, ScanPage


def build_document(*texts: str) -> Document:
    provisions = tuple(
        Provision(f"art_{n}", None, "article", f"第{'一二三四'[n - 1]}条", "", text, None, None)
        for n, text in enumerate(texts, 1)
    )
    meta = Metadata("湖畔市渡船管理办法", Kind.LOCAL_RULE, "330100", "2020-06-09")
    document = Document(SourceFile("a.png", "", 1, "image/*"), meta, provisions, "", len(texts))
    document.citations.update(find_document_citations(meta.title, "2020-06-09", provisions))
    return document


def scan(*lines: tuple[str, bool]) -> Scan:
    return Scan((ScanPage(1, tuple(ScanLine(t, 0.6 if doubtful else 0.99, doubtful) for t, doubtful in lines)),))


def test_a_citation_is_doubtful_where_any_of_its_lines_is() -> None:
    document = build_document(
        "根据《中华人民共和国行政处罚法》第三十三条，制定本办法。", "依照《中华人民共和国行政许可法》执行。"
    )
    lines = scan(
        ("第一条　根据《中华人民", True),
        ("共和国行政处罚法》第三十三条，制定本办法。", False),
        ("第二条　依照《中华人民共和国行政许可法》执行。", False),
    )
    marked = mark_scanned(document, lines)
    assert [c.reading for c in marked.citations["art_1"]] == [OCR_DOUBTFUL]
    assert [c.reading for c in marked.citations["art_2"]] == [OCR]
    assert marked.doubts == {"art_1": (Doubt(0, 7, 0.6),)}


def test_a_short_doubtful_line_is_the_one_after_the_line_before_it() -> None:
    document = build_document(
        "渡船的登记由市人民政府交通运输主管部门办理的", "渡船的检查由县人民政府交通运输主管部门办理的"
    )
    marked = mark_scanned(
        document,
        scan(
            ("第一条　渡船的登记由市人民政府交通运输主管部门办理", False),
            ("的", False),
            ("第二条　渡船的检查由县人民政府交通运输主管部门办理", False),
            ("的", True),
        ),
    )
    assert marked.doubts == {"art_2": (Doubt(21, 22, 0.6),)}


def test_a_doubtful_line_that_stands_in_several_blocks_is_doubtful_in_each() -> None:
    document = build_document("处二万元以上十万元以下的罚款。", "处二万元以上十万元以下的罚款。")
    marked = mark_scanned(document, scan(("处二万元以上十万元以下的罚款。", True)))
    assert set(marked.doubts) == {"art_1", "art_2"}


def test_text_that_was_no_picture_stays_as_it_is() -> None:
    document = build_document("依照《中华人民共和国行政许可法》执行。")
    assert mark_scanned(document, None) is document
    [citation] = document.citations["art_1"]
    assert citation.reading is None
