"""Marked titles with what follows them: brackets of edition and history, pinpoint chain or division."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.citations.brackets import find_brackets, skip_full_stop
from ingest.citations.chains import Chain, extend_headed, parse_chain, parse_division, parse_slipped_article
from ingest.citations.editions import edition_in
from ingest.citations.marks import Marked, find_marked
from ingest.citations.mentions import Form, Mention
from ingest.citations.names import Names
from ingest.citations.sections import has_sections, is_section, parse_section
from ingest.citations.titles import clean_title, is_instrument, split_edition

_STOP = re.compile(r"。\s{0,3}(?=第)")
_COUNTED = re.compile(r"[一二三四五六七八九十]{1,3}、\s{0,3}(?:【[^【】]{0,8}】)?\s{0,3}\Z")
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


def find_titles(text: str, names: Names, aliases: Mapping[str, str], *, cell: bool = False) -> Iterator[Mention]:
    """Titles between marks, in order; spans of papers and contracts come as dead mentions. `cell`: of a list."""
    for marked in find_marked(text):
        yield _mention(text, marked, names, aliases, cell)


def _mention(text: str, marked: Marked, names: Names, aliases: Mapping[str, str], cell: bool) -> Mention:
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
        follow(text, mention, cell=cell)
        return mention
    mention = Mention(marked.start, marked.end, Form.MARKED, "", known or title, edition=edition, head_end=marked.end)
    mention.official = known is not None
    if known is None and title.startswith("关于"):
        mention.title = issuer_before(text, marked.start).removeprefix("原") + title
    follow(text, mention, cell=cell)
    return mention


def _misprinted(text: str, marked: Marked, title: str) -> str | None:
    """The title without a character too many at its end (《…防治法五》第六十八条), where an article follows.

    Whether it is a title that is known decides what it means: an unknown one stays without a title.
    """
    for cut in (1, 2):
        if is_instrument(title[:-cut]) and _PLACED.match(text, marked.end):
            return title[:-cut]
    return None


def follow(text: str, mention: Mention, *, cell: bool = False) -> None:
    """Extends the mention over its edition bracket and, with whatever brackets stand between, its pinpoint.

    In a `cell` of a list a full stop may stand between a history and the article, and a notice has places 四、（一）.
    """
    position = mention.end
    for start, end in find_brackets(text, position, cell=cell):
        bracket = text[start:end]
        if cell and is_section(bracket):
            break
        year = edition_in(bracket.strip())
        mention.edition = mention.edition or year
        if year and start == mention.end and _EDITION_BRACKET.match(bracket) and len(bracket) < 26:
            mention.end = end
        position = end
    chain = chain_after(text, position)
    if chain is None and cell:
        chain = _place_in_cell(text, position, mention)
    if chain is None and mention.edition:
        chain = _division_alone(text, position)
    if chain is not None and chain.division and cell:
        chain = extend_headed(text, chain)
    if chain is not None:
        mention.end, mention.targets, mention.division = chain.end, chain.targets, chain.division
        mention.repaired = chain.repaired
        if mention.edition is None and (after := next(find_brackets(text, chain.end), None)):
            # 《…》第三条（2016年修正）
            bracket = text[slice(*after)]
            mention.edition = edition_in(bracket.strip()) if _EDITION_BRACKET.match(bracket) else None


def _place_in_cell(text: str, position: int, mention: Mention) -> Chain | None:
    """The article after the full stop behind a history, or the place of a notice: 四、（一）."""
    if position > mention.head_end and (after := skip_full_stop(text, position)) > position:
        return chain_after(text, after)
    if slipped := parse_slipped_article(text, position):
        return slipped
    return parse_section(text, position) if has_sections(mention.title) and not _counted(text, mention.start) else None


def _counted(text: str, start: int) -> bool:
    """Whether the titles of the cell are counted (二、《…》): then what follows one counts the next."""
    return bool(_COUNTED.search(text, max(0, start - 12), start))


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
