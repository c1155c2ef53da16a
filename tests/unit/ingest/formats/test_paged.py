"""PDF and OFD: text, ruled tables over pages, contents with dot leaders, scans."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib import pagesizes, pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.content import Content, read_content
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument
from schemas.sheets import Merge

Build = Callable[..., bytes]
FONT = "STSong-Light"


def make_pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=pagesizes.A4, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def write(canvas: Canvas, lines: list[str], top: float = 780) -> None:
    canvas.setFont(FONT, 12)
    for i, line in enumerate(lines):
        canvas.drawString(80, top - 20 * i, line)


def grid(canvas: Canvas, rows: list[list[str]], top: float, tall: dict[tuple[int, int], int] | None = None) -> None:
    """Rows 30 high and columns 140 wide; `tall` gives the number of rows that a cell spans."""
    covered = {(r + k, c) for (r, c), n in (tall or {}).items() for k in range(1, n)}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            left, upper = 60 + 140 * c, top - 30 * r
            if (r, c) not in covered:
                canvas.line(left, upper, left + 140, upper)
                canvas.drawString(left + 5, upper - 20, text)
            canvas.line(left, upper, left, upper - 30)
        canvas.line(60 + 140 * len(row), top - 30 * r, 60 + 140 * len(row), top - 30 * (r + 1))
    canvas.line(60, top - 30 * len(rows), 60 + 140 * len(rows[0]), top - 30 * len(rows))


def document(data: bytes) -> tuple[TextDocument, Content]:
    content = read_content(data)
    assert isinstance(content.body, TextDocument)
    return content.body, content


def test_lines_join_to_paragraphs_and_page_numbers_go() -> None:
    full = "第一条　为了规范餐厨废弃物的收集和运输，根据有关法律法规，结合本市"

    def draw(canvas: Canvas) -> None:
        write(canvas, ["云汐市管理办法", full, "实际，制定本办法。", "第二条　本办法自发布之日起施行。"])
        canvas.drawString(290, 40, "— 1 —")
        canvas.showPage()
        write(canvas, ["第三条　由市城管局负责解释。"])
        canvas.drawString(290, 40, "— 2 —")

    body, _ = document(make_pdf(draw))
    assert [p.text for p in body.paragraphs] == [
        "云汐市管理办法",
        full + "实际，制定本办法。",
        "第二条　本办法自发布之日起施行。",
        "第三条　由市城管局负责解释。",
    ]
    assert [p.page for p in body.paragraphs] == [1, 1, 1, 2]


def test_contents_with_leaders_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        leaders = "." * 30
        write(
            canvas,
            ["云汐市裁量表", "目 录", f"第一章 总则{leaders}1 一、甲类行为{leaders}2", "二、乙类行为名称很长所以"],
        )
        write(canvas, [f"占了两行{leaders}3", f"三、丙类{leaders}4", f"四、丁类{leaders}5"], 700)
        canvas.showPage()
        write(canvas, ["第一章 总则"])

    body, _ = document(make_pdf(draw))
    assert [p.text for p in body.paragraphs] == ["云汐市裁量表", "第一章 总则"]
    assert [c.text for c in body.contents] == [
        "第一章 总则",
        "一、甲类行为",
        "二、乙类行为名称很长所以占了两行",
        "三、丙类",
        "四、丁类",
    ]


def test_a_table_over_pages_is_one_and_knows_its_pages() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["附表"])
        grid(canvas, [["行为", "情节", "罚款"], ["甲", "轻", "1万元"], ["", "重", "2万元"]], 700, {(1, 0): 2})
        canvas.showPage()
        canvas.setFont(FONT, 12)
        grid(canvas, [["", "特重", "3万元"], ["乙", "轻", "4万元"]], 780)

    body, content = document(make_pdf(draw))
    (table,) = body.tables
    assert [r[2] for r in table.sheet.rows] == ["罚款", "1万元", "2万元", "3万元", "4万元"]
    assert Merge(2, 1, 4, 1) in table.sheet.merges
    assert content.places[table.number] == ((1, 1), (1, 2), (1, 3), (2, 1), (2, 2))


def test_passwords_scans_and_damage() -> None:
    locked = make_pdf(lambda c: write(c, ["甲"]), encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    with pytest.raises(UnreadableSource, match="protected by a password"):
        read_content(locked)

    def scan(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 500, 700)

    with pytest.raises(UnreadableSource, match=r"holds no text"):
        read_content(make_pdf(scan))
    with pytest.raises(UnreadableSource, match=r"no readable PDF|no pages|no text"):
        read_content(b"%PDF-1.7\nnothing")

    def mixed(canvas: Canvas) -> None:
        write(canvas, ["甲"])
        canvas.showPage()
        scan(canvas)

    body, _ = document(make_pdf(mixed))
    assert body.unread == (2,)
    assert body.warnings[0].startswith("pages without text: 2")


def ofd_page(objects: str) -> str:
    layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
    return f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{layer}</ofd:Page>'


def text_object(x: float, y: float, text: str) -> str:
    code = f'<ofd:TextCode X="0" Y="4">{text}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4">{code}</ofd:TextObject>'


def test_ofd_text_and_tables(zipped: Build) -> None:
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    lines = "".join(f'<ofd:PathObject Boundary="20 {y} 80 0.1"/>' for y in (50, 60, 70))
    lines += "".join(f'<ofd:PathObject Boundary="{x} 50 0.1 20"/>' for x in (20, 60, 100))
    cells = (
        text_object(22, 53, "序号") + text_object(62, 53, "名称") + text_object(22, 63, "1") + text_object(62, 63, "甲")
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": (
            f'<ofd:Document {ns}><ofd:Pages><ofd:Page BaseLoc="Pages/P0.xml"/></ofd:Pages></ofd:Document>'
        ),
        "Doc_0/Pages/P0.xml": ofd_page(text_object(20, 20, "云汐市") + text_object(45, 20, "通知") + lines + cells),
    }
    body, content = document(zipped(parts))
    assert content.media_type == "application/ofd"
    assert body.paragraphs[0].text == "云汐市通知"
    assert body.tables[0].sheet.rows == (("序号", "名称"), ("1", "甲"))
    with pytest.raises(UnreadableSource, match=r"lacks Doc_0/Document\.xml"):
        read_content(zipped({"OFD.xml": parts["OFD.xml"]}))
    with pytest.raises(UnreadableSource, match="holds no text"):
        read_content(zipped(parts | {"Doc_0/Pages/P0.xml": ofd_page("")}))
