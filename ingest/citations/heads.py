"""Marked titles with what follows them: brackets of edition and history, pinpoint chain or division."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.citations.chains import Chain, parse_chain, parse_division
from ingest.citations.editions import edition_in
from ingest.citations.marks import Marked, find_marked
from ingest.citations.mentions import Form, Mention
from ingest.citations.names import Names
from ingest.citations.titles import clean_title, is_instrument, split_edition

_BRACKET = re.compile(
    r"\s{0,40}(?:[（(](?:[^（）()]|[（(][^（）()]{0,80}[）)]){0,300}[）)]"
    # A history whose brackets don't match ends with its line, before the pinpoint.
    r"|[（(][^\n]{0,300}[）)]?\s{0,40}(?=\n\s{0,40}第[一二三四五六七八九十百零〇0-9]{1,6}条)"
    r"|〔[^〔〕\n]{0,40}〕(?!\s?第?\d)|\[[^\[\]\n]{0,40}\](?!\s?第?\d))"
)
_STOP = re.compile(r"。\s{0,3}(?=第)")
_STOP_OR_END = re.compile(r"\s{0,3}(?:[。；;\n]|\Z)")
_GAP = re.compile(
    r"[》〉]?\s{0,60}(?:[：:]\s{0,2}(?=第)|(?:的|中的?|之|原)\s{0,2}(?=第))?(?:总则|分则)?\s{0,60}(?=[第0-9附目]|[一二三四五六七八九十百零〇]{1,6}条)"
)
_EDITION_BRACKET = re.compile(r"\s*[（(\[〔].{0,24}(?:修[正订改]|版|[0-9]年?本|文本|[0-9]{4}年?\s?[)）\]〕]).{0,6}\Z")
_PLACED = re.compile(r"\s{0,4}(?:[（(][^（）()\n]{0,60}[）)])?\s{0,4}第[一二三四五六七八九十百零〇0-9]{1,6}条")
_ISSUER = re.compile(
    r"(?:(?:最高人民法院|最高人民检察院|全国人民代表大会常务委员会|全国人大常委会|全国人民代表大会|国务院办公厅|国务院|中共中央办公厅|中共中央|中央军委|中央军事委员会|"
    r"公安部|司法部|国家安全部|财政部|国家税务总局|海关总署|教育部|民政部|[\u4e00-\u9fff]{2,14}(?:人民政府|委员会|总局|办公厅))(?:、|和|，)?)+\Z"
)
_ISSUER_START = re.compile(
    r"(?:根据|依照|依据|按照|遵照|适用|现对|对|将|执行|违反|参照|符合|由|经|和|及|与|，|、|日|年)(?=[\u4e00-\u9fff])"
)


def find_titles(text: str, names: Names, aliases: Mapping[str, str]) -> Iterator[Mention]:
    """Titles between marks, in order; spans of papers and contracts come as dead mentions."""
    for marked in find_marked(text):
        yield _mention(text, marked, names, aliases)


def _mention(text: str, marked: Marked, names: Names, aliases: Mapping[str, str]) -> Mention:
    named, edition = split_edition(marked.inner)
    title = clean_title(named)
    known = aliases.get(title) or names.official(title)
    if known is None and not is_instrument(title):
        misprinted = _misprinted(text, marked, title)
        if misprinted is None:
            return Mention(marked.start, _dead_end(text, marked.end), Form.DEAD, "", head_end=marked.end)
        known = names.official(misprinted)
        mention = Mention(marked.start, marked.end, Form.MARKED, "", known, edition=edition, head_end=marked.end)
        mention.official = True
        follow(text, mention)
        return mention
    mention = Mention(marked.start, marked.end, Form.MARKED, "", known or title, edition=edition, head_end=marked.end)
    mention.official = known is not None
    if known is None and title.startswith("关于"):
        mention.title = issuer_before(text, marked.start).removeprefix("原") + title
    follow(text, mention)
    return mention


def _misprinted(text: str, marked: Marked, title: str) -> str | None:
    """The title without a character too many at its end (《…防治法五》第六十八条), where an article follows.

    Whether it is a title that is known decides what it means: an unknown one stays without a title.
    """
    for cut in (1, 2):
        if is_instrument(title[:-cut]) and _PLACED.match(text, marked.end):
            return title[:-cut]
    return None


def follow(text: str, mention: Mention) -> None:
    """Extends the mention over its edition bracket and, with whatever brackets stand between, its pinpoint."""
    position = mention.end
    for _ in range(3):
        bracket = _BRACKET.match(text, position)
        if not bracket:
            break
        year = edition_in(bracket.group().strip())
        mention.edition = mention.edition or year
        if year and position == mention.end and _EDITION_BRACKET.match(bracket.group()) and len(bracket.group()) < 26:
            mention.end = bracket.end()
        position = bracket.end()
    chain = chain_after(text, position)
    if chain is None and mention.edition:
        chain = _division_alone(text, position)
    if chain is not None:
        mention.end, mention.targets, mention.division = chain.end, chain.targets, chain.division
        if mention.edition is None and (bracket := _BRACKET.match(text, chain.end)):
            # 《…》第三条（2016年修正）
            mention.edition = edition_in(bracket.group().strip()) if _EDITION_BRACKET.match(bracket.group()) else None


def chain_after(text: str, position: int) -> Chain | None:
    """The pinpoint chain or division after a title or its brackets."""
    gap = _GAP.match(text, position)
    if not gap:
        return None
    after = gap.end()
    if chain := parse_chain(text, after, headed=True):
        return chain
    if text.startswith(("第", "附件", "附表", "附录", "附图"), after) or text.startswith("目录第", after):
        return parse_division(text, after)
    return None


def _division_alone(text: str, position: int) -> Chain | None:
    """Chapters that are a sentence of their own behind a title and its edition: 《…》（2021年修正）。第五章、第六章。

    A heading of the text itself has words behind its number, and stands by itself.
    """
    if not (stop := _STOP.match(text, position)):
        return None
    found = parse_division(text, stop.end())
    if found is None or found.targets or not _STOP_OR_END.match(text, found.end):
        return None
    return found if "、" in text[stop.end() : found.end] or text.startswith("。", found.end) else None


def _dead_end(text: str, end: int) -> int:
    chain = chain_after(text, end)
    return chain.end if chain else end


def issuer_before(text: str, start: int) -> str:
    """The issuers named right before a title that begins with 关于; empty when none are."""
    window = text[max(0, start - 60) : start]
    found = _ISSUER.search(window)
    if not found:
        return ""
    name = found.group()
    for cut in _ISSUER_START.finditer(window, found.start()):
        if cut.group() not in ("、", "，", "和", "及", "与"):
            name = window[cut.end() :]
    return name.strip("、，和").replace("和", "、") if len(name) > 1 else ""
