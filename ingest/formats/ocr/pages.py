"""A page of a PDF as a picture, with what it holds looked at first."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.formats.ocr.engine import Picture
from ingest.formats.ocr.images import LONGEST_SIDE, check_pixels

DPI = 200
_NESTED = 4  # forms in forms that are looked into
_MOST_OBJECTS = 20_000


def render_page(page: pdfium.PdfPage) -> Picture:
    """The page at 200 dpi, less for a page larger than A4. Raises UnreadableSource for a picture bomb in it."""
    for width, height in _picture_sizes(page):
        check_pixels(width, height)
    scale = min(DPI / 72, LONGEST_SIDE / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=False)
    try:
        pixels = np.asarray(bitmap.to_numpy(), np.uint8)
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
        return np.ascontiguousarray(pixels[:, :, :3])
    finally:
        bitmap.close()


def _picture_sizes(page: pdfium.PdfPage) -> Iterator[tuple[int, int]]:
    """Width and height in pixels of the pictures on the page, as their dictionaries say."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    kinds = [pdfium_c.FPDF_PAGEOBJ_IMAGE]
    for number, found in enumerate(page.get_objects(filter=kinds, max_depth=_NESTED)):
        if number >= _MOST_OBJECTS:
            return
        if pdfium_c.FPDFImageObj_GetImagePixelSize(found.raw, width, height):
            yield width.value, height.value
