"""The OCR engine: a picture → pieces of text with their places and confidence. Nothing else imports rapidocr."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import gettempdir
from typing import Any, NamedTuple

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray
from rapidocr import RapidOCR

from schemas.errors import UnreadableSource

Picture = NDArray[np.uint8]
"""Height × width × 3, blue, green, red."""

# One process at a time reads a page, so that memory stays what one engine takes: 0.9 GB however many processes ingest
# has. That one may have several cores.
_THREADS = 4
# Below this rapidocr drops a piece; what is between this and a sure line is kept and marked.
_LEAST = 0.4
_HAN = re.compile("[\u4e00-\u9fff]")
_FEW_STEPS, _WIDE_STEP = 5, 1.6
_TALL = 1.5  # times its width: a piece of text that stands on end
_UNSURE = 0.7  # mean confidence below which a page may be upside down; upright ones have 0.95 and more


class Letter(NamedTuple):
    """A character with its confidence (0 to 1) and where it stands: left, top, right, bottom, in pixels."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


class Piece(NamedTuple):
    """What was found as one stretch of text; `angle` in radians, clockwise is positive; `is_tall`: it stands on end."""

    letters: tuple[Letter, ...]
    angle: float
    is_tall: bool

    @property
    def width(self) -> float:
        """Pixels from its first letter to its last."""
        return self.letters[-1].right - self.letters[0].left


@cache
def open_engine() -> RapidOCR:
    """The one engine of this process; its models lie in rapidocr's own package, nothing is downloaded."""
    folder = files("rapidocr") / "models"
    names = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}
    if not all((folder / name).is_file() for name in names.values()):
        raise UnreadableSource("rapidocr lacks its models", "install fatu[ocr] anew")
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": _LEAST,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": min(_THREADS, os.cpu_count() or 1),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **{f"{part}.model_path": str(folder / name) for part, name in names.items()},
        }
    )


def recognise(picture: Picture) -> tuple[list[Piece], Picture]:
    """The pieces of text in a picture, and the picture as it was read: a page on its side or head is turned."""
    found = _recognise(picture)
    if not found:
        return found, picture
    on_its_side = sum(p.is_tall for p in found) * 2 > len(found)
    if not on_its_side and _confidence(found) >= _UNSURE:
        return found, picture
    turned = [np.ascontiguousarray(np.rot90(picture, turn)) for turn in ((1, 3) if on_its_side else (2,))]
    tried = [(_recognise(p), p) for p in turned]
    if not on_its_side:
        tried.append((found, picture))
    return max(tried, key=lambda t: _confidence(t[0]))


@cache
def _turn() -> FileLock:
    """Held by the one process of this user that reads a page; it goes with its process."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    return FileLock(Path(gettempdir()) / f"fatu-ocr-{user}.lock")


def _confidence(pieces: list[Piece]) -> float:
    letters = [x.confidence for p in pieces for x in p.letters]
    return sum(letters) / len(letters) if letters else 0.0


def _recognise(picture: Picture) -> list[Piece]:
    try:
        with _turn():
            result: Any = open_engine()(picture)
    except Exception as error:  # classes of rapidocr, OpenCV and onnxruntime, none of which says more
        raise UnreadableSource(f"the OCR engine fails: {str(error)[-200:]}", "scan the page again") from error
    if result.boxes is None or result.txts is None:
        return []
    words = result.word_results if len(result.word_results or ()) == len(result.txts) else [()] * len(result.txts)
    pieces = []
    for box, text, score, letters in zip(result.boxes, result.txts, result.scores, words, strict=True):
        if piece := _build_piece(np.asarray(box, float), text.strip(), float(score), letters):
            pieces.append(piece)
    return pieces


def _build_piece(box: NDArray[np.float64], text: str, score: float, words: Any) -> Piece | None:
    across, down = box[1] - box[0], box[3] - box[0]
    width, height = float(np.hypot(*across)), float(np.hypot(*down))
    if not text or not width or not height:
        return None
    angle = float(np.arctan2(across[1], across[0]))
    letters = mark_lost(list(_letters(box, text, score, words)))
    return Piece(tuple(letters), angle, height > _TALL * width and len(text) > 1)


def mark_lost(letters: list[Letter]) -> list[Letter]:
    """The letters, those next to a place where one is missing with no confidence.

    第三十七条 has been read as 第十七条 with full confidence; the room of the 三 was there. Of 126 lines read right the
    widest step between Chinese characters was 1.4 times the line's median but for blanks, of that one 2.0 times.
    """
    chinese = [at for at, (a, b) in enumerate(pairwise(letters)) if _HAN.match(a.text) and _HAN.match(b.text)]
    if len(chinese) < _FEW_STEPS:
        return letters
    steps = {at: letters[at + 1].left + letters[at + 1].right - letters[at].left - letters[at].right for at in chinese}
    usual = median(steps.values())
    for at, step in steps.items():
        if step > _WIDE_STEP * usual:
            letters[at] = letters[at]._replace(confidence=0.0)
            letters[at + 1] = letters[at + 1]._replace(confidence=0.0)
    return letters


def _letters(box: NDArray[np.float64], text: str, score: float, words: Any) -> Iterator[Letter]:
    """One for each character: with its own place where the engine tells it, else spread over the box. Blanks too."""
    told = [w for w in words if isinstance(w, tuple | list) and len(w) == 3]
    if "".join(str(w[0]) for w in told) != "".join(text.split()):
        step = (box[1] - box[0]) / len(text)
        for at, letter in enumerate(text):
            corner = box[0] + step * at
            yield Letter(letter, score, corner[0], box[:, 1].min(), corner[0] + step[0], box[:, 1].max())
        return
    at, edge = 0, 0.0
    for letter in text:
        if letter.isspace():
            top, bottom = float(box[:, 1].min()), float(box[:, 1].max())
            yield Letter(" ", 1.0, edge, top, edge, bottom)
            continue
        word, confidence, corners = told[at]
        at += 1
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        edge = max(xs)
        yield Letter(str(word), float(confidence), min(xs), min(ys), edge, max(ys))
