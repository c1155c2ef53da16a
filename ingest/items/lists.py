"""What a list is as a work: its title, whose it is, its date, and its level (清单, never law)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.bodies.places import complete_name
from ingest.metadata.effect import find_statement
from ingest.metadata.instrument import find_version
from ingest.metadata.jurisdictions import find_jurisdiction
from ingest.metadata.kinds import is_amending
from ingest.metadata.term import find_lapse
from ingest.normative.metadata import build_metadata, read_instrument
from ingest.normative.printed_dates import add_days
from schemas.authority import Kind
from schemas.documents import DateBasis, Metadata
from schemas.ids import NATIONAL, UNDATED
from schemas.instruments import InstrumentMetadata, Span, Wrapping
from schemas.records import DocumentKind, RecordDocument
from schemas.regions import UNKNOWN
from schemas.sheets import Workbook
from schemas.titles import normalise_title

KIND_OF = {
    DocumentKind.CLEANUP_RESULT: Kind.NORMATIVE_DOCUMENT,
    DocumentKind.NORMATIVE_DOCUMENT: Kind.NORMATIVE_DOCUMENT,
    DocumentKind.GUIDING_CASES: Kind.CASE,
    DocumentKind.THREE_FIXINGS: Kind.THREE_FIXINGS,
    DocumentKind.CONSULTATION_DRAFT: Kind.GUIDE,
    DocumentKind.EXPLAINER: Kind.GUIDE,
    DocumentKind.LOCAL_STANDARD: Kind.STANDARD,
    DocumentKind.WORK_PLAN: Kind.POLICY,
    DocumentKind.REPORT: Kind.REPORT,
}
"""Levels of documents that are no law; all other kinds are lists."""

# Drafts, explainers, reports and cases are never in force.
_NOT_IN_FORCE = frozenset({Kind.GUIDE, Kind.REPORT, Kind.CASE})
_DRAFT = re.compile(r"征求意见|草案|送审稿|讨论稿|修改稿")
_COPY = re.compile(
    r"\s*[（(](?:\d{1,2}|[0-9]{4}-[0-9]{2}-[0-9]{2}|副本)[）)]\Z|^附\s?件\s?[\d一二三四五六七八九十]{0,2}\s?[：:]\s*"
)
_NAMES_LIST = re.compile(r"清单|目录|基准|名单|台账|名录|一览表|裁量|事项")
_PART_OF_LIST = re.compile(r"[（(][^（）()]{2,12}类[）)]\Z|——.*\Z|[（(]\d+项[）)]\Z")
_LONGEST_TITLE = 80
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年?(?:度|版)?")
_OWNER = re.compile(
    r"\A(?P<body>[\u4e00-\u9fff]{2,30}?(?:人民政府办公室|人民政府|管理委员会|管委会|委员会|委|局|厅|部|办公室|法院|检察院)(?:[（(][^（）()]{2,20}[）)])?)"
    r"(?=(?:关于|\d{4}|三定|权责|权力|责任|行政|职能|政务|保留|重大|双随机|裁量))"
)
_NATIONAL = re.compile(r"国务院|国家|全国|中华人民共和国|最高人民|[\u4e00-\u9fff]{1,8}部关于|GB")


def build_list_metadata(read: RecordDocument, locator: str) -> Metadata:
    """The metadata of a list or another document of records, from its titles, its notice and its file's name."""
    stem = locator.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    said = _said(read)
    title = find_list_title(read, stem)
    kind = KIND_OF.get(read.recognition.kind, Kind.LIST)
    folders = locator.split("/")[:-1]
    jurisdiction = _jurisdiction((title, *said.issuers, said.title, _COPY.sub("", stem)), folders)
    owner = find_owner(title, jurisdiction) or find_owner(said.carrier or "", jurisdiction)
    issuers = said.issuers or ((owner,) if owner else ())
    published = said.published or said.signed
    dated = published or said.adopted or said.effective_from
    version = find_version(locator) or dated or _year(title, stem)
    start, basis = _start(kind, said.effective_from, published or (version[:10] if version != UNDATED else None))
    return Metadata(
        title=title,
        kind=kind,
        jurisdiction=jurisdiction,
        version=version,
        amending=is_amending(title),
        issuers=issuers,
        document_numbers=said.document_numbers,
        adopted=said.adopted,
        published=published,
        first_effective=said.effective_from if start else None,
        effective_from=start,
        effective_basis=basis,
        lapses_on=_lapse(read, said),
    )


def find_owner(title: str, jurisdiction: str) -> str | None:
    """The body whose list it is, as its title begins: 市公安局权责清单, 市公安局职能配置…规定."""
    owner = _OWNER.match(title)
    return complete_name(owner["body"], jurisdiction) if owner else None


def _lapse(read: RecordDocument, said: InstrumentMetadata) -> str | None:
    """By the text's own words, else by what the page declares, which no words of the text (`validity`) say."""
    content = read.content
    lines = [m.text for m in read.remnants] if isinstance(content, Workbook) else [p.text for p in content.paragraphs]
    lapse = find_lapse(("".join(t.split()) for t in lines), said.effective_from)
    declared = said.valid_until if said.validity is None else None
    return lapse or (add_days(declared, 1) if declared else None)


def _start(kind: Kind, stated: str | None, dated: str | None) -> tuple[str | None, DateBasis | None]:
    """From when it holds: as it states, else from its own date or the first day of its year."""
    if kind in _NOT_IN_FORCE or not (stated or dated):
        return None, None
    return (stated, DateBasis.STATED) if stated else (dated, DateBasis.INFERRED)


def find_list_title(read: RecordDocument, stem: str) -> str:
    """The title printed; the file's name for a workbook whose sheets have different ones, or none that names a list."""
    name = _COPY.sub("", _COPY.sub("", stem)).strip()
    printed = normalise_title(_COPY.sub("", " ".join(read.title.split())))
    if not isinstance(read.content, Workbook):
        title = printed or name
        is_draft = read.recognition.kind is DocumentKind.CONSULTATION_DRAFT
        # The draft must not pass for the instrument that it is a draft of.
        return f"{title}（征求意见稿）" if is_draft and not _DRAFT.search(title) else title
    titles = [printed, *(normalise_title(m.text) for m in read.remnants if m.reason == "title")]
    printed = next((t for t in titles if _NAMES_LIST.search(t) and len(t) <= _LONGEST_TITLE), "")
    whole = _PART_OF_LIST.sub("", printed)
    if printed and not (whole != printed and _NAMES_LIST.search(name)):
        return whole
    if re.search(r"[\u4e00-\u9fff]{3}", name):
        return normalise_title(name)
    return f"{read.recognition.kind.label}（{name}）"


def _said(read: RecordDocument) -> InstrumentMetadata:
    """What notice, signature and notes say: number, issuers, dates, term."""
    if not isinstance(read.content, Workbook):
        return read_instrument(read.content)[1]
    lines = [m.text for m in read.remnants if m.reason in ("title", "note", "section heading")]
    body = Wrapping(read.title, Span(0, len(lines)))
    found = build_metadata(lines, body, {})
    stated = find_statement(lines, read.title)
    return InstrumentMetadata(
        read.title,
        document_numbers=found.document_numbers,
        effective_from=found.effective_from or (stated.day if stated else None),
        valid_until=found.valid_until,
    )


def _jurisdiction(texts: Sequence[str], folders: Sequence[str]) -> str:
    """By the first of title, issuers and file name that begins with a region; by the folders; else not known."""
    for text in texts:
        found = find_jurisdiction(text.lstrip("《第一二三四五六七八九十批"), [], [])
        if found not in (NATIONAL, UNKNOWN) or _NATIONAL.match(text):
            return found
    found = find_jurisdiction("", [], folders)
    return UNKNOWN if found == NATIONAL else found


def _year(title: str, stem: str) -> str:
    for text in (title, stem):
        if years := _YEAR.findall(text):
            return f"{years[0]}-01-01"
    return UNDATED
