"""How an item of a list is printed."""

from __future__ import annotations

import dataclasses

from rich.padding import Padding
from rich.text import Text

from api.cli.console import out, print_lines, print_notice, print_table
from api.cli.scanned import print_ocr, print_repaired, read_by
from api.services.item_answers import ItemAnswer, ItemLink, ItemPlace


def print_item(answer: ItemAnswer, *, as_json: bool) -> None:
    """Fields, basis with verdicts and drift, bodies, and the place in the file."""
    if as_json:
        print_lines([dataclasses.asdict(answer)])
        return
    out.print(answer.name, style="bold", markup=False)
    facts = (answer.record_label, answer.type, answer.level, answer.version.title, answer.work.jurisdiction.name)
    out.print(" · ".join(f for f in facts if f), style="dim", markup=False)
    for field in answer.fields:
        out.print(Padding(Text(f"{field.header}：", "bold") + Text(field.text), (0, 0, 0, 2), expand=False))
    print_ocr(answer.ocr)
    print_repaired(answer.mentions)
    if answer.basis:
        rows = [(_named(b), b.link.kind, b.link.evidence.quote, _verdict(b), b.link.node.id) for b in answer.basis]
        print_table("basis", ("what", "edge", "words", "verdict", "id"), rows)
    if unlinked := [m for m in answer.mentions if not m.targets]:
        print_table("named, no link", ("words", "verdict"), [(m.text, m.verdict) for m in unlinked])
    for title, links in (("exercised by", answer.bodies), ("discretion", answer.tiers)):
        if links:
            print_table(title, ("what", "id"), [(i.node.label, i.node.id) for i in links])
    for part in answer.parts:
        out.print(f"  {part.name}  {part.id}", markup=False)
    for source in answer.sources:
        out.print(f"source: {source.path}, {print_place(answer.place)}{read_by(source)}", style="dim", markup=False)
    print_notice()


def print_place(place: ItemPlace) -> str:
    """The place in the file in words."""
    parts = (f"sheet {place.sheet}" if place.sheet else "", f"page {place.page}" if place.page else "")
    return ", ".join([*(p for p in parts if p), f"row {place.row}"])


def _named(basis: ItemLink) -> str:
    node = basis.link.node
    return f"《{node.title}》{node.label}" if node.title and "~" in node.id else node.label


def _verdict(basis: ItemLink) -> str:
    said = [basis.link.evidence.verdict or ""]
    if basis.missing:
        said.append("no such place in that version")
    if basis.drift:
        today = basis.drift.get("number") or ""
        said.append(f"{basis.drift.get('kind')} {today} in today's version".replace("  ", " "))
    return "; ".join(said)
