"""Decodes text by its content: UTF-8, UTF-16 and UTF-32 with or without a mark, GB18030, Big5.

`decode` is for running text and refuses what is none; `decode_text` for web pages and delimited files, whose
declarations count only where the bytes obey them, and which are read whatever a few broken bytes say.
"""

from __future__ import annotations

import codecs
import re

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
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# gb18030 holds gbk and gb2312, which pages declare when they mean it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
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
    # Here and below, since few files need the guess and it takes 25 ms to import.
    from charset_normalizer import from_bytes

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


def decode_text(data: bytes) -> str:
    """The text: by its byte order mark, else its declaration, else UTF-8, GB18030, Big5, or what the bytes resemble."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    declared = _DECLARED.search(data[:4096])
    names = [_WIDER.get(declared[1].decode().lower(), declared[1].decode().lower())] if declared else []
    # UTF-8 goes first: bytes that are valid UTF-8 are hardly ever anything else, GB18030 takes almost all bytes.
    for name in dict.fromkeys(["utf-8", *names, "gb18030", "big5"]):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if name != "gb18030" or declared or not _looks_like_big5(data, text):
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536], cp_isolation=["utf_8", "gb18030", "big5"]).best()
    name = (best.encoding if best else None) or (names[0] if names else "gb18030")
    try:
        return data.decode(name, errors="replace")
    except LookupError:
        return data.decode("gb18030", errors="replace")


def _looks_like_big5(data: bytes, as_gb: str) -> bool:
    """Big5 read as GB18030 gives rare characters: compare how many common ones either reading has."""
    try:
        as_big5 = data.decode("big5")
    except UnicodeDecodeError:
        return False
    return _common(as_big5) > 2 * _common(as_gb)


_COMMON = frozenset(
    "的一是在不有和人這这中大為为上個个國国我以要他時时來来用們们生到作地於于出就分對对成會会可主發发年動动同工也能下過过子說说產产種种面而方後后多定行學学法所民得經经十三之進进着等部度家電电力裡里如水化高自二理起小物現现實实加量都兩两體体制機机當当使點点從从業业本去把性好應应開开它合還还因由其些然前外天政四日那社義义事平形相全表間间樣样與与關关各重新線线內内數数正心反你明看原又麼么利比或但質质氣气第向道命此變变條条只沒没結结解問问意建月公無无系軍军很情者最立代想已通並并提直題题黨党程展五果料象員员革位入常文總总次品式活設设及管特件長长求老頭头基資资邊边流路級级少圖图山統统接知較较將将組组見见計计別别她手角期根論论運运農农指幾几九區区強强放決决西被幹干做必戰战先回則则任取據据處处"
)


def _common(text: str) -> int:
    return sum(c in _COMMON for c in text[:20_000])
