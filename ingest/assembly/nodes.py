"""The nodes and edges that one document becomes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from ingest.assembly.items import build_duties, build_item_nodes, doubt_records
from schemas.citations import Citation, CitationKind, Verdict
from schemas.documents import Document, Event, Metadata
from schemas.ids import NATIONAL, body_id
from schemas.pinpoints import Pinpoint
from schemas.ports import Edge, Json, Node, NodeRows, OwnedNode
from schemas.scans import Doubt, Scan
from schemas.titles import title_slug


def build_expression(metadata: Metadata, work: str, articles: int) -> dict[str, Json]:
    """Properties of the version that a document holds; its end is the timeline's to say."""
    return {
        "work": work,
        "title": metadata.title,
        "version": metadata.version,
        "adopted": metadata.adopted,
        "published": metadata.published,
        "first_effective": metadata.first_effective,
        "effective_from": metadata.effective_from,
        "effective_basis": metadata.effective_basis,
        "effective_to": None,
        "ended_as": None,
        "lapses_on": metadata.lapses_on,
        "issuers": list(metadata.issuers),
        "document_numbers": list(metadata.document_numbers),
        "history": [_event(e) for e in metadata.history],
        "articles": articles,
    }


def _event(event: Event) -> dict[str, Json]:
    return {"date": event.date, "kind": event.kind, "text": event.text}


def build_source(
    document: Document, work: str, expression: str, *, origin: str, holder: bool, now: str
) -> dict[str, Json]:
    """Properties of the file, with its metadata as `export works` prints them."""
    meta, file = document.metadata, document.source
    return {
        "locator": file.locator,
        "origin": origin,
        "expression": expression,
        "work": work,
        "digest": document.text_digest,
        "part": meta.part,
        "holder": holder,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "size": file.size,
        "ingested_at": now,
        "metadata": {
            "title": meta.title,
            "kind_code": meta.kind,
            "jurisdiction": meta.jurisdiction,
            "adopted": meta.adopted,
            "published": meta.published,
            "first_effective": meta.first_effective,
            "effective_from": meta.effective_from,
            "effective_basis": meta.effective_basis,
            "issuers": list(meta.issuers),
            "document_numbers": list(meta.document_numbers),
            "amending": meta.amending,
            "short_titles": list(meta.short_titles),
        },
        "warnings": list(document.warnings),
        "document_type": document.recognition.kind if document.recognition else None,
        "recognised_by": document.recognition.reason if document.recognition else None,
        "findings": [asdict(f) for f in document.findings],
        "ocr": _scan(document.scan) if document.scan else None,
    }


def _scan(scan: Scan) -> dict[str, Json]:
    return {
        "confidence": round(scan.confidence, 4),
        "pages": [
            {
                "page": page.number,
                "confidence": round(page.confidence, 4),
                "lines": [line._asdict() for line in page.lines],
            }
            for page in scan.pages
        ],
        "repairs": [repair._asdict() for repair in scan.repairs],
    }


_PLACED = ("eid", "parent", "seq", "level", "num", "heading")


def build_provisions(document: Document, expression: str, owner: str, first: int) -> Iterator[NodeRows]:
    """The provisions, numbered from `first` in their order: those outside blocks and blocks, then what blocks hold."""
    part, source = (("source",), (owner,)) if document.metadata.part else ((), ())
    numbered = list(enumerate(document.provisions, start=first))
    blocks = [
        (eid, parent, seq, level, num, heading, text, *source)
        for seq, (eid, parent, level, num, heading, text, start, _) in numbered
        if start is None
    ]
    inner = [
        (eid, parent, seq, level, num, heading, start, end, *source)
        for seq, (eid, parent, level, num, heading, _, start, end) in numbered
        if start is not None
    ]
    for names, rows in (((*_PLACED, "text", *part), blocks), ((*_PLACED, "start", "end", *part), inner)):
        yield _with_doubts(NodeRows("Provision", expression, names, rows, owner), document.doubts)


def _with_doubts(rows: NodeRows, doubts: Mapping[str, Sequence[Doubt]]) -> NodeRows:
    if not doubts:
        return rows
    found = (doubts.get(str(row[0])) for row in rows.rows)
    doubted = [(*row, doubt_records(d) if d else None) for row, d in zip(rows.rows, found, strict=True)]
    return replace(rows, names=(*rows.names, "doubts"), rows=doubted)


def build_contents(document: Document, expression: str, owner: str) -> Iterator[OwnedNode]:
    """The items and their duties; the citations found in each block and item, not yet resolved."""
    work = expression.partition("@")[0]
    prefix, doubts = f"{expression}~", document.doubts
    if document.items:
        yield from build_item_nodes(document.items, expression, owner, doubts)
        yield from build_duties(document)
    for eid, citations in document.citations.items():
        for number, citation in enumerate(citations, start=1):
            block = prefix + eid
            yield OwnedNode(build_citation(citation, f"{block}!c{number}", block, work), owner)


def build_citation(citation: Citation, citation_id: str, block: str, work: str) -> Node:
    """The citation as a node, before the catalogue is asked."""
    return Node(
        citation_id,
        "Citation",
        {
            "block": block,
            "work": work,
            "start": citation.start,
            "end": citation.end,
            "text": citation.text,
            "kind": citation.kind,
            "title": citation.title,
            "slug": title_slug(citation.title) if citation.title else None,
            "edition": citation.edition,
            "targets": [pinpoint_record(t) for t in citation.targets],
            "division": citation.division,
            "relation": citation.relation,
            "quoted": citation.quoted,
            # What names no instrument has nothing to be resolved to.
            "verdict": Verdict.UNPARSED if citation.kind == CitationKind.GENERIC else Verdict.PENDING,
            "candidates": [],
            "rule": citation.rule,
            "label": citation.label,
            "label_fits": None,
            "reading": citation.reading,
            "repaired": None,
        },
    )


def pinpoint_record(place: Pinpoint) -> dict[str, Json]:
    """A pinpoint as the contracts write it, with all five keys."""
    return {
        "article": place.article,
        "article_suffix": place.article_suffix,
        "paragraph": place.paragraph,
        "item": place.item,
        "subitem": place.subitem,
    }


def build_issuers(metadata: Metadata, expression: str) -> tuple[list[OwnedNode], list[Edge]]:
    """The issuing bodies and the edges to them."""
    region = metadata.jurisdiction
    nodes, edges = [], []
    for name in dict.fromkeys(metadata.issuers):
        body = str(body_id(name, region if region != NATIONAL else NATIONAL))
        nodes.append(OwnedNode(Node(body, "Body", {"name": name, "jurisdiction": region})))
        edges.append(Edge(expression, "ISSUED_BY", body, rule="history"))
    return nodes, edges
