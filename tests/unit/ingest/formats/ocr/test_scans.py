"""Scans read by the real engine: pictures, mixed PDFs, pages with broken text, tables, and what is refused."""

from __future__ import annotations

import io
import resource
import struct
import subprocess
import sys
import zlib
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.content import read_content
from ingest.reading import read_document
from schemas.documents import Document, Rejected
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument
from schemas.scans import OCR
from tests.unit.ingest.formats.ocr.conftest import HEIGHT, WIDTH, build_pdf, render, save, stamp, write_lines

needs_ocr = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("rapidocr", "cv2")), reason="needs the extra: fatu[ocr]"
)

ARTICLES = [
    (7, "湖畔市渡船管理办法"),
    (2, "第一条　为了规范渡船管理，根据《中华人民"),
    (0, "共和国行政处罚法》第三十三条和湖政发〔2015〕"),
    (0, "56号文件，制定本办法。"),
    (2, "第二条　渡船应当有灯。"),
    (2, "第三条　本办法自2016年3月1日起施行。"),
]


def read(data: bytes) -> TextDocument:
    body = read_content(data).body
    assert isinstance(body, TextDocument)
    return body


def write_articles(canvas: Canvas) -> None:
    write_lines(canvas, ARTICLES)
    canvas.drawCentredString(WIDTH / 2, 12, "— 3 —")


@needs_ocr
def test_a_tilted_page_under_a_seal_gives_its_paragraphs(tmp_path: Path) -> None:
    page = stamp(render(build_pdf(write_articles)), 520, 260).rotate(0.7, Image.Resampling.BICUBIC, fillcolor="white")
    path = tmp_path / "办法.png"
    path.write_bytes(save(page, "JPEG", quality=90))
    document = read_document(path, "办法.png")
    assert isinstance(document, Document)
    assert document.metadata.title == "湖畔市渡船管理办法"
    assert [(p.num, p.text) for p in document.provisions if p.text] == [
        (
            "第一条",
            "为了规范渡船管理，根据《中华人民共和国行政处罚法》第三十三条和湖政发〔2015〕56号文件，制定本办法。",
        ),
        ("第二条", "渡船应当有灯。"),
        ("第三条", "本办法自2016年3月1日起施行。"),
    ]
    assert document.metadata.effective_from == "2016-03-01"
    assert document.scan is not None
    assert 0.9 < document.scan.confidence <= 1
    assert all(0.5 < line.confidence <= 1 for line in document.scan.pages[0].lines)
    assert document.warnings[0].startswith("read by OCR: pages 1, confidence ")
    cited = [c for found in document.citations.values() for c in found if c.title == "中华人民共和国行政处罚法"]
    assert [c.reading for c in cited] == [OCR]


@needs_ocr
def test_a_mixed_pdf_keeps_its_text_and_reads_the_rest() -> None:
    picture = ImageReader(render(build_pdf(lambda c: write_lines(c, [(0, "第二条　渡船应当有灯。")]))))

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT)

    def mojibake(canvas: Canvas) -> None:
        scan(canvas)
        canvas.setFont("Helvetica", 6)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(10, 5, "ÖÐ»ªÈËÃñ¹²ºÍ¹ú·¨ÂÉ" * 4)

    body = read(
        build_pdf(lambda c: write_lines(c, [(0, "第一条　渡船应当登记，由市人民政府负责办理。")]), scan, mojibake)
    )
    texts = [(p.page, p.text.replace(" ", "　")) for p in body.paragraphs]
    assert texts == [
        (1, "第一条　渡船应当登记，由市人民政府负责办理。"),
        (2, "第二条　渡船应当有灯。"),
        (3, "第二条　渡船应当有灯。"),
    ]
    assert body.scan is not None
    assert [p.number for p in body.scan.pages] == [2, 3]
    assert body.unread == ()


@needs_ocr
def test_a_tiff_of_two_pages_with_a_ruled_table() -> None:
    rows = [("违法行为", "情节", "罚款"), ("无灯航行", "较轻", "1万元以下"), ("无证航行", "严重", "2万元以上")]

    def table(canvas: Canvas) -> None:
        for r, row in enumerate(rows):
            write_lines(canvas, [(8 * c, text) for c, text in enumerate(row)][:1], HEIGHT - 52 - 30 * r)
            for c, text in enumerate(row):
                canvas.drawString(36 + 110 * c, HEIGHT - 52 - 30 * r, text) if c else None
        for r in range(len(rows) + 1):
            canvas.line(25, HEIGHT - 30 - 30 * r, 355, HEIGHT - 30 - 30 * r)
        for c in range(4):
            canvas.line(25 + 110 * c, HEIGHT - 30, 25 + 110 * c, HEIGHT - 30 - 30 * len(rows))

    first = render(build_pdf(lambda c: write_lines(c, [(0, "附件：渡船行政处罚裁量表")])))
    second = render(build_pdf(table)).rotate(-0.5, Image.Resampling.BICUBIC, fillcolor="white")
    body = read(save(first, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw", dpi=(200, 200)))
    assert [p.text for p in body.paragraphs] == ["附件：渡船行政处罚裁量表"]
    [found] = body.tables
    assert (found.page, found.sheet.rows) == (2, tuple(rows))


@needs_ocr
def test_a_blank_page_is_no_document() -> None:
    with pytest.raises(UnreadableSource, match="no text in the picture"):
        read_content(save(Image.new("RGB", (900, 600), "white"), "PNG"))


def test_without_the_extra_scans_are_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    picture = Image.new("RGB", (90, 60), "white")
    path = tmp_path / "扫描.png"
    path.write_bytes(save(picture, "PNG"))
    rejected = read_document(path, "扫描.png")
    assert isinstance(rejected, Rejected)
    assert "fatu[ocr]" in rejected.reason

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)

    with pytest.raises(UnreadableSource, match=r"fatu\[ocr\]"):
        read_content(build_pdf(scan))
    body = read(build_pdf(lambda c: write_lines(c, [(0, "第一条　渡船应当登记。")]), scan))
    assert body.unread == (2,)
    assert "fatu[ocr]" in body.warnings[0]
    assert body.scan is None


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(side: int) -> bytes:
    """A black picture of `side`² pixels in few bytes."""
    packer = zlib.compressobj(9)
    row = b"\x00" * (side // 8 + 2)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@needs_ocr
def test_picture_bombs_are_refused_before_they_are_unpacked() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableSource, match="pixels"):
        read_content(bomb(30_000))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


@needs_ocr
def test_a_bomb_inside_a_pdf_is_refused() -> None:
    side = 20_000
    packed = zlib.compress(b"\x00" * (side * side // 8), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 260]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length 30>>stream\nq 400 0 0 260 0 0 cm /I Do Q  \nendstream",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode"
        b"/Length %d>>stream\n%s\nendstream" % (side, side, len(packed), packed),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    with pytest.raises(UnreadableSource, match="pixels"):
        read_content(body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF")


@needs_ocr
def test_more_pages_than_a_file_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.ocr.reading.SCANNED_PAGES", 0)
    with pytest.raises(UnreadableSource, match="more than 0 pages"):
        read_content(save(Image.new("RGB", (90, 60), "white"), "PNG"))


@needs_ocr
@pytest.mark.parametrize("cut", [20, 60, 200, 1000])
def test_pictures_cut_short_are_refused(cut: int) -> None:
    picture = Image.effect_noise((300, 200), 60).convert("RGB")
    for format_ in ("PNG", "JPEG", "TIFF"):
        with pytest.raises(UnreadableSource):
            read_content(save(picture, format_)[:cut])


@needs_ocr
def test_the_largest_picture_is_read_within_the_memory_that_is_allowed(tmp_path: Path) -> None:
    page = render(build_pdf(lambda c: write_lines(c, [(0, "第二条　渡船应当有灯。")])))
    large = Image.new("RGB", (8300, 8300), "white")
    large.paste(page.resize((page.width * 7, page.height * 7)), (100, 1000))
    path = tmp_path / "page.png"
    large.save(path, compress_level=1)
    code = (
        "import sys, resource, pathlib; from ingest.formats.content import read_content; "
        "body = read_content(pathlib.Path(sys.argv[1]).read_bytes()).body; "
        "print(body.blocks[0].text, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    text, megabytes = done.stdout.rsplit(" ", 1)
    assert text.replace(" ", "　") == "第二条　渡船应当有灯。"
    assert int(megabytes) < 1500


def test_the_engine_is_not_loaded_before_a_picture_is_read() -> None:
    code = "import sys, ingest.formats.content as c; c.read_content('第一条　渡船应当登记。'.encode()); print('cv2' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert io.StringIO(done.stderr).read() == ""
