"""Pages that tests of OCR read: drawn as PDF, rendered, and tilted or stamped where a test asks."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE = "STSong-Light", 14
WIDTH, HEIGHT = 400, 260  # points: a small page is read in two seconds

Draw = Callable[[Canvas], None]


def write_lines(canvas: Canvas, lines: Sequence[tuple[int, str]], top: float = HEIGHT - 30) -> None:
    """Lines with the letters that they are indented by."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas.setFont(FONT, SIZE)
    for row, (indent, text) in enumerate(lines):
        canvas.drawString(30 + indent * SIZE, top - row * 22, text)


def build_pdf(*pages: Draw) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def render(data: bytes, page: int = 0) -> Image.Image:
    """A page as a picture at 200 dpi; skips where the machine has no Chinese font to draw it with."""
    image: Image.Image = pdfium.PdfDocument(data)[page].render(scale=200 / 72).to_pil().convert("RGB")
    if ImageChops.invert(image).getbbox() is None:
        pytest.skip("no Chinese font on this machine")
    return image


def stamp(image: Image.Image, left: int, top: int, side: int = 170) -> Image.Image:
    """A red ring with a bar inside over the text."""
    seal = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((left, top, left + side, top + side), outline=(210, 30, 40), width=7)
    draw.rectangle((left + 60, top + 70, left + side - 60, top + 100), fill=(210, 30, 40))
    return ImageChops.darker(image, seal)


def save(image: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()
