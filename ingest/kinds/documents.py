"""The kind of any document: tables by titles and headers, running text by its title, its marks and its articles."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.kinds.recognition import recognise_tables
from ingest.normative.metadata import is_metadata_table, read_instrument
from ingest.records.grid import Grid
from ingest.records.headers import find_headers
from ingest.records.texts import clean_text
from schemas.instruments import Wrapping
from schemas.pages import Paragraph, Table, TextDocument
from schemas.records import DocumentKind, Recognition

_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百零\d]{1,6}条(?:之[一二三])?[\s　（(：:]*\S")
_LAW_MARKS = re.compile(
    r"中华人民共和国主席令|国务院令|人民政府令|政府令|部令|人民代表大会常务委员会公告|(?:人民代表大会|常务委员会)(?:第.{1,6}次会议)?(?:通过|批准)"
)
_NORMATIVE = re.compile(
    r"(?:办法|规定|细则|规则|规程|意见|措施|决定|公告|通告|通知|制度|标准|指引|方案|规范)(?:[（(][^（）()]{1,10}[）)])*$"
)
_ARTICLES = 3


@dataclass(frozen=True, slots=True)
class _TextKind:
    document: DocumentKind
    title: tuple[str, ...]
    text: tuple[re.Pattern[str], ...]
    least: int
    both: bool


def recognise_workbook(grids: Sequence[Grid]) -> Recognition:
    """The kind of a workbook's lists, by its sheets."""
    titles: list[str] = []
    headers: list[list[str]] = []
    for grid in grids:
        if not grid.sheet.hidden:
            titles.append(grid.sheet.name)
            _collect(grid, titles, headers)
    return recognise_tables(titles, headers)


def recognise_document(document: TextDocument) -> Recognition:
    """The kind of a document of text and tables."""
    paragraphs = document.paragraphs
    lines = [p.text for p in paragraphs]
    wrapping, metadata = read_instrument(document)
    title = " ".join(filter(None, (wrapping.notice_title, wrapping.title or document.title)))
    kind, reason = _recognise_text(title, lines, first_only=True)
    if kind in (DocumentKind.CONSULTATION_DRAFT, DocumentKind.EXPLAINER):
        return Recognition(kind, reason)
    articles = sum(bool(_ARTICLE.match(t)) for t in lines)
    by_tables = _recognise_by_tables(document, title) if document.tables else None
    fits = by_tables is not None and by_tables.kind is not DocumentKind.UNKNOWN and "columns" in by_tables.reason
    # A form or list annexed to articles does not make them a list; a title that names the list does.
    if by_tables is not None and fits and (articles < _ARTICLES or "titled" in by_tables.reason):
        return by_tables
    kind, reason = _recognise_text(title, lines)
    if kind is not DocumentKind.UNKNOWN:
        return Recognition(kind, reason)
    found = _recognise_instrument(wrapping, lines, articles, bool(metadata.document_numbers))
    if found is not None:
        return found
    listed = recognise_tables([title], [])
    if listed.kind is not DocumentKind.UNKNOWN:
        return listed
    return by_tables or Recognition(DocumentKind.UNKNOWN, f"no known title ({title[:40] or 'none'}), no articles")


def _recognise_by_tables(document: TextDocument, title: str) -> Recognition:
    titles = [title, document.title]
    headers: list[list[str]] = []
    before = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            before = block.text if len(block.text) <= 60 else before
        elif isinstance(block, Table) and not is_metadata_table(block.sheet):
            titles.append(before)
            _collect(Grid(block.sheet), titles, headers)
    return recognise_tables(titles, headers)


def _collect(grid: Grid, titles: list[str], headers: list[list[str]]) -> None:
    found = find_headers(grid)
    if found:
        titles += [t for r in range(1, found[0].top) for _, t in grid.own_texts(r) if len(t) < 80]
    headers += [list(h.names.values()) for h in found]


def _recognise_text(title: str, lines: Sequence[str], *, first_only: bool = False) -> tuple[DocumentKind, str]:
    text = re.sub(r"\s+", "", title)
    for kind in _load_text_kinds():
        if first_only and kind.document not in (DocumentKind.CONSULTATION_DRAFT, DocumentKind.EXPLAINER):
            break
        word = next((w for w in kind.title if w in text), None)
        if word and not kind.both:
            return kind.document, f"titled {word}"
        if kind.text and (word or not kind.both):
            hits = [clean_text(t)[:20] for t in lines if any(p.search(clean_text(t)) for p in kind.text)]
            if len(hits) >= kind.least and _all_seen(kind, lines):
                said = f"titled {word}; " if word else ""
                return kind.document, f"{said}text {'、'.join(hits[:3])}"
    return DocumentKind.UNKNOWN, ""


def _all_seen(kind: _TextKind, lines: Sequence[str]) -> bool:
    """Without a title every pattern must occur: one alone proves nothing."""
    if kind.both or kind.document is DocumentKind.LOCAL_STANDARD:
        return True
    return all(any(p.search(clean_text(t)) for t in lines) for p in kind.text)


def _recognise_instrument(
    wrapping: Wrapping, lines: Sequence[str], articles: int, numbered: bool
) -> Recognition | None:
    head = " ".join(lines[:12])
    name = wrapping.title
    if articles >= _ARTICLES and _LAW_MARKS.search(head) and not wrapping.notice_title:
        mark = _LAW_MARKS.search(head)
        return Recognition(DocumentKind.LAW, f"articles; {mark[0] if mark else ''}")
    if wrapping.notice_title:
        return Recognition(DocumentKind.NORMATIVE_DOCUMENT, f"a notice that sends out {name}")
    if re.search(r"条例(?:[（(][^（）()]{1,10}[）)])*$", name) and articles >= _ARTICLES:
        return Recognition(DocumentKind.LAW, f"articles; titled {name}")
    if _NORMATIVE.search(re.sub(r"\s+", "", name)) and (articles >= _ARTICLES or numbered):
        return Recognition(DocumentKind.NORMATIVE_DOCUMENT, f"titled {name}")
    if articles >= _ARTICLES:
        return Recognition(DocumentKind.NORMATIVE_DOCUMENT, f"{articles} articles, no mark of a law")
    return None


@cache
def _load_text_kinds() -> tuple[_TextKind, ...]:
    data = tomllib.loads((files("ingest.kinds") / "words.toml").read_text("utf-8"))
    return tuple(
        _TextKind(
            DocumentKind(k["document"]),
            tuple(k.get("title", ())),
            tuple(re.compile(p) for p in k.get("text", ())),
            k.get("least", 1),
            k.get("both", False),
        )
        for k in data["kind"]
    )
