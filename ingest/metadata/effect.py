"""When a text says that it comes into force (施行日期): the sentence, and the date it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.metadata.dates import DATE, parse_date

_PUBLICATION = "公布|发布|颁布|印发|公告|下发|发文|刊登|登报"
_ADOPTION = "通过|批准|签署|签发|修订发布|国务院批准"
# 1985年度, 1990年1月: from its first day
_VAGUE = r"[0-9]{4}年度|[0-9]{4}年[0-9]{1,2}月份?"
# 自2018年1月1日起施行, 自公布之日起施行
_STATEMENT = re.compile(
    rf"(?:[自从于在由][ \u3000]*)?(?:(?P<day>{DATE}|{_VAGUE})|(?P<act>{_PUBLICATION}|{_ADOPTION})之?日)"
    r"(?:零时)?[ \u3000]*[起始]?[，,]?(?:开始|正式|试)?(?:施行|实施|生效|执行|试行|实行|起效)(?P<after>的?)"
)
_HAS_STATEMENT = ("施行", "实施", "生效", "执行", "试行", "实行")
_SENTENCE_ENDS = "。；;！\n"
_PARTIAL = re.compile(r"第[一二三四五六七八九十百零〇0-9]+[条款项章节]")
# The subject may be followed by who explains it, or who passed it, before the date.
_SUBJECT = re.compile(
    r"[“\"]?(?:以上|上述)?本(?P<name>《?[\u4e00-\u9fff]{1,10}?》?)(?:（[^）]{0,40}）)?(?:的修改文本)?"
    r"(?:[，,；]|(?:由|经|授权)[^。，,；]{2,60}[，,；])*(?:并|同时|具体)?\Z"
)
# Characters before a date in which its subject is looked for.
_REACH = 200
_GENRES = tuple(
    """
    法典 条例 办法 法 规定 细则 规则 决定 决议 解释 批复 意见 规范 标准 程序 方案 通知 公告 章程 准则
    修正案 安排 命令 制度 解答 纪要 措施 要求 通则 规程 指引 指南 通告 规划 计划 守则
    """.split()  # noqa: SIM905
)
_NUMBER = re.compile(
    r"[“\"]?(?:(?:第\S{1,6}章\S{0,6}?)?第[一二三四五六七八九十百零〇0-9]{1,9}条(?=\s*本)"
    r"|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])\s*"
)
_TRAILING = re.compile(r"(?:（[^（）]*）|\([^()]*\))\Z")


# Weight of a statement whose subject is of the title's genre.
_OWN = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of coming into force: a day (ISO), or the act on whose day it is: `published` or `adopted`."""

    day: str | None
    act: str | None


def find_statement(texts: Sequence[str], title: str, *, own_genre: bool = False) -> Statement | None:
    """The statement about the instrument itself among the texts of its blocks, in order, or None.

    One whose subject is of the title's genre (本办法 in a 办法) counts before others: a decision printed below the
    text says when itself comes into force. Among equals the last one counts. `own_genre` admits no others.
    """
    genre = find_genre(title)
    least = _OWN if own_genre else 1
    best: tuple[int, Statement] | None = None
    for text in reversed(texts):
        if not any(w in text for w in _HAS_STATEMENT):
            continue
        for found in _STATEMENT.finditer(text):
            weight = _weigh(text, found, genre)
            if weight >= least and (best is None or weight > best[0]):
                best = (weight, _statement(found))
        if best and best[0] >= _OWN:
            break
    return best[1] if best else None


def find_genre(title: str) -> str:
    """The genre word that a title ends with, or an empty string."""
    plain = _TRAILING.sub("", title)
    return next((g for g in _GENRES if plain.endswith(g)), "")


def _statement(found: re.Match[str]) -> Statement:
    if found["day"]:
        return Statement(_day(found["day"]), None)
    return Statement(None, "published" if re.fullmatch(_PUBLICATION, found["act"]) else "adopted")


def _day(text: str) -> str | None:
    if text.endswith(("度", "月", "份")):
        year, _, month = text.rstrip("度月份").partition("年")
        return parse_date(f"{year}-{month or 1}-1")
    return parse_date(text)


def _weigh(text: str, found: re.Match[str], genre: str) -> int:
    """How surely a statement speaks of the instrument: 4 of its genre, 2 of 本…, 1 without a subject; 0 not at all."""
    if found["after"] or (found["day"] and _day(found["day"]) is None):
        return 0
    reach = max(0, found.start() - _REACH)
    start = max(text.rfind(c, reach, found.start()) for c in _SENTENCE_ENDS) + 1
    if not start and reach:
        return 0
    before = _NUMBER.sub("", text[start : found.start()].strip(" \t\u3000"), count=1)
    if not before:
        return 1
    if _PARTIAL.search(before):
        return 0
    subject = _SUBJECT.match(before)
    if subject is None:
        return 1 if before in ("并", "现予公布，", "现予发布，") else 0
    name = subject["name"].strip("《》")
    return _OWN if genre and genre in name else 2
