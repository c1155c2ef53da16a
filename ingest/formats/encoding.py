"""Decodes text by its content: UTF-8, UTF-16 and UTF-32 with or without a mark, GB18030, Big5."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from schemas.errors import UnreadableSource

# The longest line in the corpus of 3,372 laws has 2,762 characters; a line of this many is data, not text.
LONGEST_LINE = 1_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
# Bytes looked at to guess; enough text for statistics, and bounded time on large files.
_SAMPLE = 65_536
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
# Above this share of control characters the file is no text.
_MOST_CONTROL = 0.01


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text with line ends as `\\n` and without control characters, and warnings on what was odd.

    Raises UnreadableSource for empty files, binaries, unknown encodings and lines of a million characters.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableSource("the file is empty", "give a file with text in it")
    text, encoding = _decode(data)
    warnings = [] if encoding.startswith("utf-8") else [f"read as {encoding}"]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := len(_CONTROL.findall(text)):
        if control > _MOST_CONTROL * len(text):
            raise UnreadableSource("binary data, not text", "give Markdown or plain text")
        text = _CONTROL.sub("", text)
        warnings.append(f"left out {control} control characters")
    if len(text) > LONGEST_LINE and max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise UnreadableSource(f"a line of more than {LONGEST_LINE:,} characters", "this is data rather than text")
    if not text.strip("\ufeff\u200b \t\n\u3000"):
        raise UnreadableSource("the file is empty", "give a file with text in it")
    return text, tuple(warnings)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # Cut inside a character or one bad byte: still UTF-8 when nearly all of it is.
        if error.start > 0.98 * len(data) and len(data) > 200:
            return data.decode("utf-8", errors="replace"), "utf-8"
    sample = data[:_SAMPLE] if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=_GUESSES, threshold=0.6, language_threshold=0.0).best()
    if best is None:
        raise UnreadableSource(
            "neither UTF-8, UTF-16, GB18030 nor Big5 text", "save the file as UTF-8, or check that it is text"
        )
    return _strictly(data, best.encoding), best.encoding


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"broken {encoding} text at byte {error.start:,}", "save the file as UTF-8, or check that it is complete"
        ) from None
