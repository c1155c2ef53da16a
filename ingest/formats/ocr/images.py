"""Picture files as pictures of pages: PNG, JPEG, BMP, GIF, and TIFF with several pages."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.formats.limits import PICTURE_PIXELS, SCANNED_PAGES
from ingest.formats.ocr.engine import Picture
from schemas.errors import UnreadableSource

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
# An A4 page at 200 dpi has 2,339 pixels along its long side, of which the engine makes 2,000: that takes 0.9 GB.
_LONGEST_SIDE = 2_400
_A4 = 842.0
_LEAST_DPI, _MOST_DPI = 100, 1200  # cameras and screens say 72 or 96, whatever they show
_WIDEST = 0.75  # of its long side: a wider page is made to have as many pixels as A4 has for the engine
_PIXELS = 3_000_000


def open_pictures(data: bytes) -> Iterator[tuple[Picture, float]]:
    """The pages of a picture file, made small enough for the engine, each with the points of its long side.

    Raises UnreadableSource for damaged files and for pictures that unpack to too much, before they are unpacked.
    """
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            count = getattr(image, "n_frames", 1)
            if count > SCANNED_PAGES:
                raise UnreadableSource(f"the picture has {count} pages, more than {SCANNED_PAGES}", "split it")
            for number in range(1 if image.format == "GIF" else count):
                image.seek(number)
                check_pixels(image.width, image.height)
                points = _find_points(image)
                yield _open_frame(image), points
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableSource(f"no readable picture: {error}", "the file is damaged: scan or save it again") from None


def _find_points(image: Image.Image) -> float:
    """Points of the long side, as the file says; of A4 where what it says is no scanner's resolution."""
    told = image.info.get("dpi")
    dpi = float(max(told)) if isinstance(told, tuple) and told else 0.0
    return max(image.size) / dpi * 72 if _LEAST_DPI <= dpi <= _MOST_DPI else _A4


def check_pixels(width: int, height: int) -> None:
    """Raise UnreadableSource for a picture that unpacks to more than a page needs."""
    if width * height > PICTURE_PIXELS:
        size = f"{width} × {height} pixels"
        raise UnreadableSource(
            f"a picture of {size}, more than {PICTURE_PIXELS // 10**6} million", "scan it at 200 to 300 dpi"
        )


def fit_scale(width: float, height: float) -> float:
    """What to multiply a picture's sides by so that the engine reads it within its memory; 1 at most."""
    short, long = sorted((max(width, 1.0), max(height, 1.0)))
    if short > _WIDEST * long:
        return min(1.0, math.sqrt(_PIXELS / (short * long)))
    return min(1.0, _LONGEST_SIDE / long)


def _open_frame(image: Image.Image) -> Picture:
    if image.format == "JPEG":
        image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))  # unpacks at half or quarter size where that is enough
    upright = ImageOps.exif_transpose(image)
    scale = fit_scale(upright.width, upright.height)
    if scale < 1:
        upright.thumbnail((upright.width * scale, upright.height * scale), Image.Resampling.LANCZOS)
    if "A" in upright.getbands() or "transparency" in upright.info:
        flat = upright.convert("RGBA")
        paper = Image.new("RGBA", flat.size, "white")
        upright = Image.alpha_composite(paper, flat)
    pixels = np.asarray(upright.convert("RGB"), np.uint8)
    return np.ascontiguousarray(pixels[:, :, ::-1])
