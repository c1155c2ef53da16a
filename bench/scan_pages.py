"""Pages for the figures on scans: typeset or taken from a PDF, and made to look scanned, the same for the same seed."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import pagesizes
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Pixels = NDArray[np.uint8]

FONT, SIZE, LEADING = "STSong-Light", 14, 24
_ACROSS, _DOWN = 32, 28  # letters and lines of a page
_HANGING = "，。、；：）》〉！？”’"  # may stand beyond the margin, never begin a line
_FONTS = ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
_RED = (205, 35, 40)


def typeset(lines: Sequence[str], pages: int) -> tuple[bytes, list[str]]:
    """The first pages of a document as a PDF, paragraphs indented, and its lines as far as they are shown."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    printed = [(at, *piece) for at, line in enumerate(lines) for piece in _wrap(line, is_title=at == 0)]
    printed = printed[: pages * _DOWN]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=pagesizes.A4)
    for page in range(math.ceil(len(printed) / _DOWN)):
        canvas.setFont(FONT, SIZE)
        for row, (_, left, text) in enumerate(printed[page * _DOWN : (page + 1) * _DOWN]):
            canvas.drawString(72 + left * SIZE, 760 - row * LEADING, text)
        canvas.drawCentredString(297, 50, f"— {page + 1} —")
        canvas.showPage()
    canvas.save()
    shown = ["".join(text for at, _, text in printed if at == number) for number in range(printed[-1][0] + 1)]
    return out.getvalue(), shown


def _wrap(line: str, *, is_title: bool) -> list[tuple[float, str]]:
    if is_title and len(line) <= _ACROSS:
        return [((_ACROSS - len(line)) / 2, line)]
    pieces: list[tuple[float, str]] = []
    left, piece = 2.0, ""
    for letter in line:
        if pdfmetrics.stringWidth(piece + letter, FONT, SIZE) > (_ACROSS - left) * SIZE and letter not in _HANGING:
            pieces.append((left, piece))
            left, piece = 0.0, ""
        piece += letter
    return [*pieces, (left, piece)]


def take_pages(data: bytes, numbers: Sequence[int]) -> list[bytes]:
    """Each of these pages (from 0) of a PDF as a PDF of its own."""
    source = pdfium.PdfDocument(data)
    taken = []
    for number in numbers:
        single = pdfium.PdfDocument.new()
        single.import_pages(source, [number])
        out = io.BytesIO()
        single.save(out)
        taken.append(out.getvalue())
    return taken


def scan(data: bytes, dpi: int, seed: int) -> bytes:
    """The pages of a PDF as scanned: a TIFF file with a seal, tilt, pale ink, grey paper and noise."""
    document = pdfium.PdfDocument(data)
    frames = []
    for number, page in enumerate(document):
        pixels = np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB"), np.uint8)
        frames.append(Image.fromarray(_spoil(pixels, dpi, np.random.default_rng([seed, number]))))
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw", dpi=(dpi, dpi))
    return out.getvalue()


def _spoil(pixels: Pixels, dpi: int, random: np.random.Generator) -> Pixels:
    height, width = pixels.shape[:2]
    seal = _draw_seal(dpi)
    top = int(height * random.uniform(0.25, 0.7))
    left = int(width * random.uniform(0.35, 0.6))
    page = Image.fromarray(pixels)
    stamped = Image.new("RGB", page.size, "white")
    stamped.paste(seal, (left, top))
    dark = np.minimum(pixels, np.asarray(stamped, np.uint8))
    tilt = random.choice([-1, 1]) * random.uniform(0.3, 1.0)
    turned = Image.fromarray(dark).rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white")
    pale = 255 - (255 - np.asarray(turned, np.float32)) * random.uniform(0.6, 0.85) - random.uniform(10, 30)
    noisy = pale + random.normal(0, random.uniform(6, 14), pale.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _draw_seal(dpi: int) -> Image.Image:
    """A round seal of 42 mm with a star, and letters along its ring where the machine has a font for them."""
    side = int(42 / 25.4 * dpi)
    image = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((2, 2, side - 3, side - 3), outline=_RED, width=max(2, side // 40))
    middle = side / 2
    points = [
        (middle + side * 0.14 * math.sin(k * 0.8 * math.pi), middle - side * 0.14 * math.cos(k * 0.8 * math.pi))
        for k in range(5)
    ]
    draw.polygon(points, fill=_RED)
    if path := next((p for p in _FONTS if Path(p).exists()), None):
        font = ImageFont.truetype(path, side // 9)
        for at, letter in enumerate("云汐市人民政府"):
            angle = (at - 3) * 0.62
            tile = Image.new("RGBA", (side // 7, side // 7), (255, 255, 255, 0))
            ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), letter, _RED, font, anchor="mm")
            tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
            place = (middle + side * 0.38 * math.sin(angle), middle - side * 0.38 * math.cos(angle))
            image.paste(tile, (int(place[0] - tile.width / 2), int(place[1] - tile.height / 2)), tile)
    return image
