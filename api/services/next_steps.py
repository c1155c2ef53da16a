"""What to try next: when nothing was found, when not all words were, when a word seems misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from api.services.answers import NextStep
from api.services.container import Services
from api.services.names import load_names, load_title_spelling
from api.services.understanding import LABELS, ReadRequest, read_request
from schemas.queries import Filters, SearchRequest, SearchResult
from search.tokens import load_stop_words
from search.understanding.spelling import suggest_spelling

_LONGEST_SLIP = 16
_SAY_MORE = "，请写出要找的事项、法规名称或条号"

_CLEARED: Mapping[str, None] = dict.fromkeys(
    ("type", "level", "in", "issuer", "status", "year_from", "year_to", "record", "concept")
)


def find_next_steps(
    services: Services, asked: SearchRequest, read: ReadRequest, result: SearchResult, *, found: bool
) -> tuple[NextStep, ...]:
    """Steps for a request as asked and as read, one at least where nothing is found; `found`: what it names was."""
    if found:
        return ()
    if vague := _find_vague(asked, read, result):
        return (vague,)
    if result.total and not result.relaxed:
        return ()
    # Of long questions hardly all words match, and to look for slips in them takes 3 ms.
    steps = list(_respelt(services, asked)) if len(asked.text) <= _LONGEST_SLIP or not result.total else []
    if result.total:
        return (NextStep("relaxed", "没有同时含有全部词语的内容，以下只含其中一部分", {}, None), *steps)
    steps += _ways_out(services, asked, read)
    return tuple(steps) or (NextStep("rephrase", "换用更短或更常见的说法，或直接输入法规名称和条号", {}, None),)


def _find_vague(asked: SearchRequest, read: ReadRequest, result: SearchResult) -> NextStep | None:
    """What to say of a query that holds signs alone or words that every text has: what is listed says nothing."""
    if not asked.text.strip() or read.conditions or read.request.phrases:
        return None
    if not result.terms:
        return NextStep(
            "no_words", "查询里没有可检索的词（只有标点或符号），请写出要找的事项、法规名称或条号", {}, None
        )
    if result.terms and load_stop_words().issuperset(result.terms):
        return NextStep("only_common_words", "查询里只有几乎每篇都有的虚词，请写出要找的事项、法规名称或条号", {}, None)
    return None


def _respelt(services: Services, asked: SearchRequest) -> Iterator[NextStep]:
    meant = suggest_spelling(asked.text, load_title_spelling(load_names(services.store)))
    if meant and meant != asked.text and (total := _total(services, replace(asked, text=meant))):
        yield NextStep("did_you_mean", f"您要找的是不是“{meant}”", {"q": meant}, total)


def _ways_out(services: Services, asked: SearchRequest, read: ReadRequest) -> Iterator[NextStep]:
    """What finds something: other versions, other days, fewer conditions."""
    given = read.request.filters
    if not given.all_versions:
        everything = replace(given, in_force_on=None, all_versions=True)
        if total := services.index.search(_probe(replace(read.request, filters=everything))).total:
            message = "在所选日期有效的版本中没有，其他版本（已被修改、已废止或尚未生效）中有"
            yield NextStep("other_versions", message, {"versions": "all", "on": None}, total)
    bare = Filters(in_force_on=asked.filters.in_force_on, all_versions=asked.filters.all_versions)
    if asked.filters != bare and (total := _total(services, replace(asked, filters=bare))):
        yield NextStep("without_filters", "去掉筛选条件后有结果", _CLEARED, total)
    for chip in read.conditions:
        left = read.reading.without(chip)
        if left and (total := _total(services, replace(asked, text=left))):
            yield NextStep("without_part", f"去掉“{chip.text}”（{LABELS[chip.type]}）后有结果", {"q": left}, total)


def _total(services: Services, asked: SearchRequest) -> int:
    return services.index.search(_probe(read_request(services, asked).request)).total


def _probe(request: SearchRequest) -> SearchRequest:
    return replace(request, limit=1, offset=0, facets=())
