"""Examples of answers for the API's description, built from the same types as real ones. The texts are invented."""

from __future__ import annotations

from api.http.envelope import build_envelope
from api.services.answers import (
    Completion,
    ContentsEntry,
    FacetValue,
    HistoryEvent,
    Link,
    LinkEvidence,
    LinkPage,
    Mention,
    NodeSummary,
    OtherReading,
    Passage,
    PlaceSummary,
    ProvisionAnswer,
    Region,
    SearchAnswer,
    SearchHit,
    SourceSummary,
    UnderstoodPart,
    VersionsAnswer,
    VersionSummary,
    WorkAnswer,
    WorkSummary,
)
from api.services.explaining import ExplainAnswer
from api.services.found_citations import CitedPlace, FoundCitation, FoundLink
from api.services.item_answers import ItemAnswer, ItemField, ItemLink, ItemPlace
from api.services.scan_answers import OcrDoubt, OcrReading, OcrRepair
from api.services.status_answers import Check, Count, Readiness, Statistics
from schemas.queries import ScorePart

_ON = "2024-05-01"
_TITLE = "示例市市容管理条例"
_WORK_ID = "cn-990100:local_regulation:示例市市容管理条例"
_VERSION_ID = f"{_WORK_ID}@2021-03-26"
_ARTICLE_ID = f"{_VERSION_ID}~art_12"
_REGION = Region("990100", "示例市")
_ISSUERS = ("示例市人民代表大会常务委员会",)
_TEXT = "违反本条例第八条规定的，由城市管理部门责令改正，可以处五百元以下罚款。"

_WORK = WorkSummary(_WORK_ID, _TITLE, "local_regulation", "地方性法规", _REGION, _ISSUERS, "2021-06-01", held=True)
_VERSION = VersionSummary(
    _VERSION_ID, _TITLE, "2021-03-26", "2021-03-26", "2021-04-02", "2021-06-01", "stated", None, "现行有效", 36
)
_SOURCE = SourceSummary(
    "source:0f3a9c5d7e1b2a48",
    f"地方性法规/{_TITLE}(2021-03-26).md",
    None,
    "text/markdown",
    "5d0c…",
    18_204,
    "2024-04-30T08:00:00+00:00",
    (),
    None,
)
_CHAPTER = PlaceSummary(f"{_VERSION_ID}~chp_3", "chp_3", "chapter", "第三章", "法律责任", "第三章 法律责任")
_NEXT = PlaceSummary(f"{_VERSION_ID}~art_13", "art_13", "article", "第十三条", "", "第十三条")
_HIT = SearchHit(
    _ARTICLE_ID,
    "article",
    12.5,
    Passage(_TITLE, ((3, 5),)),
    "第十二条",
    ("第三章 法律责任",),
    Passage(_TEXT, ((31, 33),)),
    "local_regulation",
    "地方性法规",
    _REGION,
    _ISSUERS,
    _WORK_ID,
    _VERSION,
    _SOURCE.path,
)
_LINK = Link(
    _ARTICLE_ID,
    "out",
    "CITES",
    "refers to",
    LinkEvidence(_ARTICLE_ID, 2, 8, "本条例第八条", "self/own", "resolved", None, None, {"edition": "own"}),
    NodeSummary(f"{_VERSION_ID}~art_8", "Provision", "第八条", _TITLE, "2021-03-26", "临街建筑物外立面应当保持整洁。"),
)
_PAGE = LinkPage((_LINK,), 1, None)

_SEARCH = build_envelope(
    SearchAnswer(
        "市容 罚款",
        _ON,
        1,
        relaxed=False,
        terms=("市容", "罚款"),
        direct=None,
        hits=(_HIT,),
        facets={"kind": (FacetValue("local_regulation", "地方性法规", 1),)},
        next_steps=(),
        next_cursor=None,
        meaning="used",
        meaning_note="",
        understood=(UnderstoodPart("concept", "主题", "罚款", "fine", "罚款", condition=False, query="市容"),),
    ),
    on=_ON,
    total=1,
)
_EXPLAINED = build_envelope(
    ExplainAnswer(
        "市容 罚款",
        (),
        _ARTICLE_ID,
        _ON,
        rank=1,
        total=1,
        score=12.5,
        weight=0.95,
        parts=(ScorePart("word", "市容", 7.9, 1.0), ScorePart("word", "罚款", 5.26, 1.0)),
    ),
    on=_ON,
    total=1,
)
_SUGGEST = build_envelope([Completion(_TITLE, "work", _WORK_ID)], on=_ON)
_WORK_ANSWER = build_envelope(
    WorkAnswer(
        _WORK,
        _ON,
        (),
        _VERSION,
        ("示例市人民代表大会常务委员会公告第5号",),
        (HistoryEvent("2021-03-26", "adopted", "2021年3月26日示例市人民代表大会常务委员会通过"),),
        (_VERSION,),
        (
            ContentsEntry(_CHAPTER.id, "chp_3", "chapter", "第三章", "法律责任", 0),
            ContentsEntry(_ARTICLE_ID, "art_12", "article", "第十二条", "", 1),
        ),
        (_SOURCE,),
    ),
    on=_ON,
)
_VERSIONS = build_envelope(VersionsAnswer(_WORK, _ON, (_VERSION,), {_VERSION_ID: (_SOURCE,)}), on=_ON, total=1)
_PROVISION = build_envelope(
    ProvisionAnswer(
        id=_ARTICLE_ID,
        eid="art_12",
        level="article",
        num="第十二条",
        heading="",
        label="第十二条",
        text=_TEXT,
        work=_WORK,
        version=_VERSION,
        ancestors=(_CHAPTER,),
        previous=None,
        next=_NEXT,
        children=(),
        mentions=(
            Mention(
                f"{_ARTICLE_ID}!c1",
                2,
                8,
                "本条例第八条",
                "self",
                _TITLE,
                "cites",
                "resolved",
                (_LINK.node.id,),
                (),
                reading=None,
                repaired=None,
            ),
        ),
        cited=_PAGE,
        citing=LinkPage((), 0, None),
        reading_on=OtherReading(_ON, "same", _VERSION, None, _TEXT),
        ocr=None,
        sources=(_SOURCE,),
    ),
    on=_ON,
)
_LIST = WorkSummary(
    "cn-990100:list:示例市城市管理局2024年权责清单",
    "示例市城市管理局2024年权责清单",
    "list",
    "清单",
    _REGION,
    ("示例市城市管理局",),
    None,
    held=True,
)
_LIST_VERSION = VersionSummary(
    f"{_LIST.id}@2024-01-01", _LIST.title, "2024-01-01", None, None, None, None, None, "未知", 0
)
_ITEM_ID = f"{_LIST_VERSION.id}~sheet_1__power_4"
_ITEM_TEXT = "事项名称：对临街建筑物外立面不整洁的处罚\n实施依据：《示例市市容管理条例》第十二条"
_BASIS = Link(
    _ITEM_ID,
    "out",
    "BASED_ON",
    "names as its basis",
    LinkEvidence(_ITEM_ID, 26, 41, "《示例市市容管理条例》第十二条", "marked/title", "resolved", None, None, {}),
    NodeSummary(_ARTICLE_ID, "Provision", "第十二条", _TITLE, "2021-03-26", _TEXT),
)
_ITEM = build_envelope(
    ItemAnswer(
        id=_ITEM_ID,
        kind="PowerItem",
        record="power",
        record_label="权责事项",
        name="对临街建筑物外立面不整洁的处罚",
        number="1",
        type="行政处罚",
        level="市级",
        text=_ITEM_TEXT,
        fields=(
            ItemField("name", "事项名称", "对临街建筑物外立面不整洁的处罚", "key", 5, 20, 4, 2),
            ItemField("basis", "实施依据", "《示例市市容管理条例》第十二条", "basis", 26, 41, 4, 4),
        ),
        work=_LIST,
        version=_LIST_VERSION,
        place=ItemPlace("行政处罚", None, 4),
        parent=None,
        parts=(),
        mentions=(),
        basis=(ItemLink(_BASIS, None, missing=False),),
        bodies=(),
        tiers=(),
        levels=(),
        amounts=(),
        ocr=OcrReading(
            0.9712,
            (3,),
            (OcrDoubt(36, 41, "第十二条", 0.83),),
            (OcrRepair(3, 14, "〔2021]5号", "〔2021〕5号", "document_number"),),
        ),
        sources=(_SOURCE,),
    ),
    on=_ON,
)
_CITATIONS = build_envelope(
    [
        FoundCitation(
            2,
            24,
            "《中华人民共和国行政处罚法》第三十三条第一款",
            "external",
            "中华人民共和国行政处罚法",
            None,
            (CitedPlace(33, None, 1, None, None),),
            "cites",
            quoted=False,
            division=None,
            verdict="resolved",
            candidates=(),
            links=(
                FoundLink(
                    "cn:law:行政处罚法@2021-01-22~art_33__para_1",
                    "中华人民共和国行政处罚法",
                    "第三十三条第一款",
                    "cn:law:行政处罚法@2021-01-22",
                    "undated",
                    missing=False,
                    drift=None,
                ),
            ),
        )
    ]
)
_LINKS = build_envelope(_PAGE, total=1)
_STATISTICS = build_envelope(
    Statistics(
        on=_ON,
        works=1,
        versions=1,
        articles=36,
        index_entries=37,
        nodes=(Count("Provision", "条文", 120), Count("Work", "法规", 1)),
        edges=(Count("CITES", "refers to", 9),),
        levels=(Count("local_regulation", "地方性法规", 1),),
        regions=(Count("990100", "示例市", 1),),
        statuses=(Count("现行有效", "现行有效", 1),),
        citations=(Count("resolved", "已链接", 9),),
    ),
    on=_ON,
)
_HEALTH = build_envelope({"status": "ok"})
_READINESS = build_envelope(Readiness(ready=True, checks=(Check("store", ok=True, detail="open"),)))

EXAMPLES = {
    "search": _SEARCH,
    "explainHit": _EXPLAINED,
    "suggest": _SUGGEST,
    "showWork": _WORK_ANSWER,
    "listVersions": _VERSIONS,
    "showProvision": _PROVISION,
    "showItem": _ITEM,
    "listCited": _LINKS,
    "listCiting": _LINKS,
    "listNeighbours": _LINKS,
    "findCitations": _CITATIONS,
    "showStatistics": _STATISTICS,
    "checkHealth": _HEALTH,
    "checkReadiness": _READINESS,
}
"""Example of each operation's answer, by operation id."""
