"""Ruling lines in a picture, as the rules that tables are built from."""

from __future__ import annotations

import cv2
import numpy as np

from ingest.formats.geometry import Box
from ingest.formats.ocr.engine import Picture

_LEAST = 0.3  # inches: shorter strokes belong to letters, of which headings have the largest (0.31 wide, one stroke)
_GAP = 0.06  # inches that noise may break a line
_STROKE = 0.4  # of the least length: pieces of a broken line are this long, few strokes of letters are
_THICKEST = 0.06  # inches
_MOST = 2_000
_LONG = 100.0  # points: a rule even where noise has parted it from others
_NEAR = 4.0  # points


def straighten(picture: Picture, angle: float) -> Picture:
    """The picture turned by an angle (radians) about its middle, so that lines of that angle lie level."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), np.degrees(angle), 1.0)
    turned = cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def find_rules(picture: Picture, dpi: float) -> list[Box]:
    """The ruling lines in points, y growing upwards from the bottom; none where there are too many."""
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (3, 3), 0)
    block = max(15, int(dpi / 8)) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    least, gap = max(8, int(dpi * _LEAST)), max(3, int(dpi * _GAP))
    rules = [*_find(ink, (least, 1), (gap, 1), dpi), *_find(ink, (1, least), (1, gap), dpi)]
    return _drop_strokes(rules) if len(rules) <= _MOST else []


def _drop_strokes(rules: list[Box]) -> list[Box]:
    """Strokes of letters that lie in a row look like a short rule, but no other rule meets them at both ends."""
    kept = rules
    for _ in range(2):
        level = [r for r in kept if r.top - r.bottom <= 1.5]
        upright = [r for r in kept if r.top - r.bottom > 1.5]
        kept = [r for r in level if r.right - r.left > _LONG or _meets(r.left, r.right, r.bottom, upright, across=True)]
        kept += [r for r in upright if r.top - r.bottom > _LONG or _meets(r.bottom, r.top, r.left, level, across=False)]
    return kept


def _meets(start: float, end: float, at: float, others: list[Box], *, across: bool) -> bool:
    """Whether rules of the other direction stand at both ends of one that lies at `at`."""
    found = [(o.left, o.bottom, o.top) if across else (o.bottom, o.left, o.right) for o in others]
    near = [place for place, low, high in found if low - _NEAR <= at <= high + _NEAR]
    return any(abs(p - start) <= _NEAR for p in near) and any(abs(p - end) <= _NEAR for p in near)


def _find(ink: np.ndarray, least: tuple[int, int], gap: tuple[int, int], dpi: float) -> list[Box]:
    # What tilt is left makes a line step by a pixel: thickened across, it stays whole.
    thick = cv2.dilate(ink, np.ones((3, 1) if least[1] == 1 else (1, 3), np.uint8))
    short = (max(1, int(least[0] * _STROKE)), max(1, int(least[1] * _STROKE)))
    opened = thick
    for step, size in ((cv2.MORPH_OPEN, short), (cv2.MORPH_CLOSE, gap), (cv2.MORPH_OPEN, least)):
        opened = cv2.morphologyEx(opened, step, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    points, height = 72 / dpi, ink.shape[0]
    rules = []
    for label in range(1, min(count, 4 * _MOST)):
        left, top, wide, high = (int(stats[label, i]) for i in range(4))
        thin = high if least[1] == 1 else wide
        if thin > dpi * _THICKEST:
            continue
        if least[1] == 1:
            middle = (height - top - high / 2) * points
            rules.append(Box(left * points, middle - 0.5, (left + wide) * points, middle + 0.5))
        else:
            middle = (left + wide / 2) * points
            rules.append(Box(middle - 0.5, (height - top - high) * points, middle + 0.5, (height - top) * points))
    return rules
