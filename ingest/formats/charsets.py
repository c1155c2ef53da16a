"""Which encoding the bytes of a web page or a delimited file have: declarations count where the bytes obey them."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# gb18030 holds gbk and gb2312, which pages declare when they mean it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(data: bytes) -> str:
    """The text: by its byte order mark, else its declaration, else UTF-8, GB18030, Big5, or what the bytes resemble."""
    for mark, name in _BOMS:
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
