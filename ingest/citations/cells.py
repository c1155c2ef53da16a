"""List cells (设定依据): which instruments are the item's bases, and which stand in quoted text."""

from __future__ import annotations

import re

from ingest.citations.labelled import is_labelled

# What tells a basis from a quotation stands in the clause before it.
_REACH = 160
_SEGMENT = re.compile(
    r"(?:\A|[\n。；;！】\]］]|(?:依据|根据|法律|法规|规章|规定|条款|文件|名称|标准|条文)[：:]|(?:\A"
    r"|[\n。；;，\s])[（(]?[0-9一二三四五六七八九十①-⑳]{1,3}[.．、）)]?|[①-⑳]|[●•·*☆◆■]|\A[^\n。；]{0,12}[：:])\s*\Z"
)
_JOINED = re.compile(
    r"[\s、，,；;。.和及与：:“”]*(?:以及|或者|及其|并参照|和|及|、)?[\s]*(?:第?[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、])?\s*\Z"
)
_TRAILING_BRACKET = re.compile(r"\s*[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】]\s*\Z")
_OPEN_BRACKET = re.compile(r"\s*[（(]\s*(?:现行|原|即|现为|参见|另见|见|现|同时依据|对应)?\s*\Z")
_TRIGGER = re.compile(
    r"(?:依照|按照|根据|依据|违反|适用|参照|符合|遵守|执行|不符合|违背|按|由|本法和|是|以及|和|与|及|或者|或|对|经|《)\s*\Z"
)
_BASIS_TRIGGER = re.compile(r"(?:依照|按照|根据|依据|按|参照|参照适用)\s*\Z")
# 《…》第三条，依据《…》: joined by the verb; after a colon the verb belongs to the quoted text.
_JOINED_BY_VERB = re.compile(r"[\s、，,；;。和及]*(?:并|同时)?(?:依照|按照|根据|依据|参照|参照适用)\s*")
_ISSUER = re.compile(r"(?:原|由)?[\u4e00-\u9fff、]{2,24}(?:院|部|委|局|政府|厅|会|署|行|办)\s*\Z")
_RULED = re.compile(
    r"\s?(?:的?(?:有关|相关)?规定[^：:，。；\s“]|的规定|所列|所称|规定的|中|及其|进行|实施|施行|办理|管理)"
)


def is_basis(text: str, start: int, end: int, left_end: int, left_basis: bool | None, *, hosted: bool = True) -> bool:
    """Whether the title at `start`:`end` is a basis of its cell and not part of the text of an article quoted there.

    `left_end` is where the reference before it ends, `left_basis` whether that one is a basis (None: there is none),
    `hosted` whether the cell has named a basis at all.
    """
    if is_labelled(text, start):
        return True
    between = text[max(left_end, start - _REACH) : start]
    ruled = bool(_RULED.match(text, end))
    if left_basis and between.strip() in ("：", ":") and text[start] not in "《〈<" and text[left_end - 1] in "条款项":
        # 《…》第四条：商标法第十六条规定的…: the text of the article begins.
        return False
    if left_basis is not None and _JOINED.fullmatch(between):
        if not between.strip():
            return left_basis or "\n" in between
        separated = any(c in between for c in "；;。\n")
        return (left_basis or separated) and not (ruled and separated)
    if left_basis and (_OPEN_BRACKET.fullmatch(between) or _JOINED_BY_VERB.fullmatch(between)):
        return True
    before = _TRAILING_BRACKET.sub("", between) if left_basis is None or "\n" in between else between
    before = re.sub(r"[（(][^（）()]*[）)]\s*\Z", "", before) or ("\n" if "\n" in between else "")
    if _at_segment(text, left_end, before):
        return not ruled or left_basis is None
    if issuer := _ISSUER.search(before):
        head = before[: issuer.start()]
        if _at_segment(text, left_end, head) and not _TRIGGER.search(issuer.group()[:2]):
            return not ruled or left_basis is None
    if trigger := _BASIS_TRIGGER.search(before):
        return not hosted and (left_basis is False or _at_segment(text, left_end, before[: trigger.start()]))
    return left_basis is None and not _TRIGGER.search(before) and len(before) < 16


def _at_segment(text: str, left_end: int, before: str) -> bool:
    return bool(_SEGMENT.search(before)) if before else not left_end


def is_quoted(text: str, host_end: int, start: int) -> bool:
    """Whether what stands at `start` is part of the text quoted after the basis that ends at `host_end`."""
    between = re.sub(r"[（(][^（）()]*[）)]", "", text[host_end : min(start, host_end + 120)]).strip()
    return not (between[:1] in ("；", ";") and len(between) < 8)
