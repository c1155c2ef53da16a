"""Red seals, which lie over the signature and the date: taken off before the text is read."""

from __future__ import annotations

import cv2
import numpy as np

from ingest.formats.ocr.engine import Picture

_REDDER = 40  # by how much red exceeds green and blue in a seal's ink, pale scans too; black text has less than 15
# Seals of bodies are round, 40 to 50 mm; some are oval or square. A page is 210 mm wide or 297.
_SMALLEST, _LARGEST = 1 / 12, 1 / 3  # of the picture's shorter side
_ROUND = 1.7  # times as long as wide at most
_THINNEST, _DENSEST = 0.04, 0.65  # share of its box that the ink covers: a ring with letters; a red bar has more


def remove_seals(picture: Picture) -> Picture:
    """The picture without its red seals; black text under them stays, red headings too."""
    blue, green, red = (picture[:, :, i].astype(np.int16) for i in range(3))
    ink = (red - np.maximum(blue, green) > _REDDER).astype(np.uint8)
    if not ink.any():
        return picture
    # A seal's ring, letters and star are apart; what is nearer than a letter's width belongs together.
    near = max(3, min(picture.shape[:2]) // 60)
    joined = cv2.dilate(ink, np.ones((near, near), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    cleaned = picture
    for label in range(1, count):
        left, top, width, height = (int(stats[label, i]) for i in range(4))
        if not _is_seal(width, height, min(picture.shape[:2])):
            continue
        place = (slice(top, top + height), slice(left, left + width))
        own = (labels[place] == label) & (ink[place] > 0)
        if not _THINNEST < own.mean() < _DENSEST:
            continue
        if cleaned is picture:
            cleaned = picture.copy()
        _fade(cleaned[place], own)
    return cleaned


def _is_seal(width: int, height: int, side: int) -> bool:
    long, short = max(width, height), min(width, height)
    return _SMALLEST * side <= short and long <= _LARGEST * side and long <= _ROUND * short


def _fade(part: Picture, own: np.ndarray) -> None:
    """Red ink turns to what its red channel shows: paper where there is ink alone, black where text lies under it."""
    edge = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    red = part[:, :, 2]
    paper = int(np.percentile(red, 90))
    # Ink is never as bright as paper in the red channel of a scan: stretch what is brighter than text to paper.
    shown = np.where(red > paper * 0.55, paper, red).astype(np.uint8)
    part[edge] = shown[edge][:, None]
