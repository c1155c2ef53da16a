"""Ruling lines in a picture, as the rules that tables are built from."""

from __future__ import annotations

import cv2
import numpy as np

from ingest.formats.geometry import Box
from ingest.formats.ocr.engine import Picture

# In heights of the boxes that letters stand in, of which the letters fill three quarters: shorter strokes are theirs.
_LEAST_LEVEL, _LEAST_UPRIGHT = 1.5, 1.2
_GAP = 0.25  # that noise may break a line
_STROKE = 0.4  # of the least length: pieces of a broken line are this long, few strokes of letters are
_THICKEST = 0.27
_THIN = 8  # pixels, which a hairline has once it is blurred and thickened
_MOST = 2_000
_LONG = 100.0  # points: a rule even where noise has parted it from others
_NEAR = 4.0  # points


def straighten(picture: Picture, angle: float) -> Picture:
    """The picture turned by an angle (radians) about its middle, so that lines of that angle lie level."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), np.degrees(angle), 1.0)
    turned = cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def find_rules(picture: Picture, letter: float, scale: float) -> list[Box]:
    """The ruling lines in points, y growing upwards from the bottom; none where there are too many.

    `letter` is the height in pixels of the boxes that letters stand in, `scale` the points of a pixel.
    """
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (3, 3), 0)
    block = max(15, int(letter / 2)) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    level, upright, gap = int(letter * _LEAST_LEVEL), int(letter * _LEAST_UPRIGHT), max(3, int(letter * _GAP))
    thickest = max(_THIN, letter * _THICKEST)
    found = [*_find(ink, (max(8, level), 1), (gap, 1), thickest), *_find(ink, (1, max(8, upright)), (1, gap), thickest)]
    height = picture.shape[0]
    rules = [_to_points(box, height, scale) for box in found]
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


def _to_points(box: Box, height: int, scale: float) -> Box:
    left, top, right, bottom = box
    return Box(left * scale, (height - bottom) * scale, right * scale, (height - top) * scale)


def _find(ink: np.ndarray, least: tuple[int, int], gap: tuple[int, int], thickest: float) -> list[Box]:
    """Strokes of one direction as lines without width: left, top, right, bottom in pixels."""
    # What tilt is left makes a line step by a pixel: thickened across, it stays whole.
    thick = cv2.dilate(ink, np.ones((3, 1) if least[1] == 1 else (1, 3), np.uint8))
    short = (max(1, int(least[0] * _STROKE)), max(1, int(least[1] * _STROKE)))
    opened = thick
    for step, size in ((cv2.MORPH_OPEN, short), (cv2.MORPH_CLOSE, gap), (cv2.MORPH_OPEN, least)):
        opened = cv2.morphologyEx(opened, step, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    rules = []
    for label in range(1, min(count, 4 * _MOST)):
        left, top, wide, high = (int(stats[label, i]) for i in range(4))
        if (high if least[1] == 1 else wide) > thickest:
            continue
        if least[1] == 1:
            rules.append(Box(left, top + high / 2, left + wide, top + high / 2))
        else:
            rules.append(Box(left + wide / 2, top, left + wide / 2, top + high))
    return rules
