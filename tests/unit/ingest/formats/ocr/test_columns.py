"""Text in two columns is read column by column; everything else across."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.ocr.columns import find_sections
from ingest.formats.ocr.glyphs import Glyph
from ingest.formats.ocr.ordering import find_parts
from tests.unit.ingest.formats.ocr.conftest import FONT, build_pdf, render, save

SIZE = 10.0
LEFT = ["子丑寅卯辰巳午未申酉", "戌亥子丑寅卯辰巳午未", "申酉戌亥子丑寅卯辰巳", "午未申酉戌亥子丑寅卯", "辰巳午未。"]
RIGHT = ["金木水火土金木水火土", "甲乙丙丁戊己庚辛壬癸", "东南西北中东南西北中", "春夏秋冬春夏秋冬春夏", "日月星辰。"]


def run(text: str, left: float, middle: float) -> list[Glyph]:
    """Letters side by side."""
    return [Glyph(t, 0.99, left + at * SIZE, left + (at + 1) * SIZE, middle, SIZE) for at, t in enumerate(text)]


def read(runs: list[list[Glyph]]) -> list[str]:
    return [line.text for line in find_parts(runs, [], 800).bands[0]]


def columns(left: list[str], right: list[str], top: float = 100, shift: float = 0.0) -> list[list[Glyph]]:
    """Two columns; the lines of the right one stand `shift` points lower."""
    pairs = [(30.0, left, 0.0), (30 + 12.5 * SIZE, right, shift)]
    return [run(text, x, top + at * 16 + down) for x, texts, down in pairs for at, text in enumerate(texts)]


def test_the_left_column_comes_first() -> None:
    assert read(columns(LEFT, RIGHT)) == [*LEFT, *RIGHT]


def test_lines_of_the_columns_need_not_stand_side_by_side() -> None:
    assert read(columns(LEFT, RIGHT, shift=8)) == [*LEFT, *RIGHT]


def test_a_run_over_both_columns_is_parted_at_the_gutter() -> None:
    runs = [
        [*run(a, 30, 100 + at * 16), *run(b, 30 + 12.5 * SIZE, 100 + at * 16)]
        for at, (a, b) in enumerate(zip(LEFT, RIGHT, strict=True))
    ]
    assert read(runs) == [*LEFT, *RIGHT]


def test_a_title_across_parts_the_columns_above_from_those_below() -> None:
    title = "云溪市湖泊保护条例全文公布"
    runs = [*columns(LEFT, RIGHT), run(title, 80, 190), *columns(RIGHT, LEFT, top=220)]
    assert read(runs) == [*LEFT, *RIGHT, title, *RIGHT, *LEFT]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    lines = find_parts(columns(LEFT[:4], RIGHT), [], 800).bands[0]
    assert [line.starts for line in lines[4:6]] == [False, False]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # Names and telephones, a table without rules: what stands side by side belongs together.
        (["张某", "李某某", "王某", "赵某某", "钱某"], ["城管局", "水务局", "林业局", "教育局", "民政局"]),
        (["渔业许可", "取水许可证核发", "河道采砂许可", "船舶登记", "捕捞"], RIGHT),
        (LEFT[:3], RIGHT[:3]),
    ],
)
def test_what_is_no_running_text_is_read_across(left: list[str], right: list[str]) -> None:
    runs = columns(left, right)
    assert find_sections(runs) == [runs]


def test_a_page_of_one_column_is_one_section() -> None:
    runs = [run("子丑寅卯辰巳午未申酉" * 3, 30, 100 + at * 16) for at in range(12)]
    assert find_sections(runs) == [runs]


def draw_columns(canvas: Canvas) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas.setFont(FONT, 14)
    canvas.drawString(130, 235, "湖畔市渡船管理办法")
    canvas.setFont(FONT, 11)
    left = [
        "　　第一条　为了加强渡船管理，",
        "保障渡运安全，制定本办法。",
        "　　第二条　渡船应当向水务局登",
        "记，并在船头悬挂号牌，号牌由",
        "水务局统一制作。",
    ]
    right = [
        "　　第三条　渡船应当有灯，夜间",
        "航行应当亮灯，雾天停止航行。",
        "　　第四条　渡工应当经过培训，",
        "取得证书后方可上岗，证书每年",
        "检查一次。",
    ]
    for x, lines in ((30, left), (215, right)):
        for row, text in enumerate(lines):
            canvas.drawString(x, 205 - row * 19, text)


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="needs fatu[ocr]")
def test_a_rendered_page_of_two_columns() -> None:
    from ingest.formats.ocr.reading import read_image

    document, _ = read_image(save(render(build_pdf(draw_columns)), "PNG"))
    text = "".join("".join(p.text.split()) for p in document.paragraphs)
    places = [text.find(words) for words in ("第一条", "号牌由水务局统一制作", "第三条", "证书每年检查一次")]
    assert -1 not in places
    assert places == sorted(places)
    assert "停止航行" in text
