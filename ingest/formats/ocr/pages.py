"""A page of a PDF as a picture, with what it holds looked at first."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.formats.ocr.engine import Picture
from ingest.formats.ocr.images import check_pixels, fit_scale

DPI = 200
_NESTED = 4  # forms in forms that are looked into
_MOST_OBJECTS = 20_000


def render_page(page: pdfium.PdfPage) -> Picture:
    """The page at 200 dpi, less for a page larger than A4. Raises UnreadableSource for a picture bomb in it."""
    for size in _picture_sizes(page):
        check_pixels(*size)
    width, height = (side * DPI / 72 for side in page.get_size())
    scale = DPI / 72 * fit_scale(width, height)
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
