"""`fatu show`."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from api.cli.console import out, print_lines, print_notice
from api.cli.items import print_item
from api.cli.options import AsJson, Data, On, load_settings
from api.cli.scanned import print_ocr, read_by
from api.services.answers import Link, LinkPage, ProvisionAnswer, WorkAnswer
from api.services.calendar import parse_day
from api.services.container import Services, open_services
from api.services.items import show_item
from api.services.links import CITING_KINDS, read_links
from api.services.places import find_named_elsewhere, find_named_work, find_place
from api.services.provisions import Paging, show_provision
from api.services.works import show_work
from schemas.errors import InvalidIdentifier, NotFound
from schemas.ids import item_kind, parse_id
from schemas.scans import OCR_DOUBTFUL

# Links printed per direction: the rest is counted, and --limit prints more.
_LINKS = 20


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("show")(show)


def show(
    what: Annotated[list[str], typer.Argument(help="An identifier, a title, or a place: 行政处罚法 第三十三条.")],
    data: Data = None,
    on: On = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Links printed each way.")] = _LINKS,
    as_json: AsJson = False,
) -> None:
    """Print an instrument, a provision or an item: text, versions, what it cites and what cites it."""
    day = parse_day(on, "--on")
    with open_services(load_settings(data)) as services:
        found = _find(services, " ".join(what), day)
        if item_kind(found):
            print_item(show_item(services, found, day), as_json=as_json)
        elif "~" in found:
            provision = show_provision(services, found, day, day if on else None, Paging(limit))
            _print_provision(provision, as_json=as_json)
        else:
            work = show_work(services, found, day)
            _print_work(work, as_json=as_json)
            if not as_json:
                ids = [work.work.id, *(v.id for v in work.versions)]
                _print_citing(read_links(services.store, ids, CITING_KINDS, "in", limit))
                print_notice()


def _find(services: Services, text: str, day: date) -> str:
    """The identifier that the words are or name, be it in 《》."""
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    try:
        parse_id(text)
    except InvalidIdentifier:
        pass
    else:
        return text
    place = find_place(services.store, text, day)
    if place is not None:
        return place
    work = find_named_work(services.store, text) or find_named_elsewhere(services.store, text)
    if work is None:
        raise NotFound(f"nothing is held under {text[:200]!r}", f"look for it: fatu search {text[:40]!r}")
    return work.id


def _print_provision(answer: ProvisionAnswer, *, as_json: bool) -> None:
    if as_json:
        print_lines([dataclasses.asdict(answer)])
        return
    version = answer.version
    out.print(f"{version.title} {answer.label}", style="bold", markup=False)
    facts = (version.status, answer.work.kind_label, version.version, *(a.label for a in answer.ancestors))
    out.print(" · ".join(facts), style="dim", markup=False)
    if answer.text is not None:
        out.print(Padding(Text(answer.text), (1, 0, 1, 2), expand=False))
    print_ocr(answer.ocr)
    for child in answer.children if answer.text is None else ():
        out.print(f"  {child.label}  {child.id}", markup=False)
    other = answer.reading_on
    if other is not None:
        where = other.provision.id if other.provision else ""
        out.print(f"on {other.on}: {other.how} {where}", style="yellow", markup=False)
        if other.text and other.how in ("changed", "moved"):
            out.print(Padding(Text(other.text), (1, 0, 1, 2), expand=False))
    _print_mentions(answer)
    _print_citing(answer.citing)
    for source in answer.sources:
        _print_line(f"source: {source.path}{read_by(source)}", style="dim")
    print_notice()


def _print_mentions(answer: ProvisionAnswer) -> None:
    """What the text cites: the words, the verdict, where each leads, and the id that `fatu correct` takes."""
    links: dict[str, list[Link]] = defaultdict(list)
    for link in answer.cited.items:
        links[str((link.evidence.properties or {}).get("citation"))].append(link)
    if answer.mentions:
        out.print(f"cites {len(answer.mentions):,}", style="bold")
    for mention in answer.mentions:
        verdict = f"{mention.verdict} · {mention.relation}" if mention.relation else mention.verdict
        meant = f" [read as {mention.repaired}]" if mention.repaired else ""
        doubtful = ", doubtful line" if mention.reading == OCR_DOUBTFUL else ""
        _print_line(f"  {mention.text.replace(chr(10), ' ')}{meant}  ({verdict}{doubtful})")
        for link in links[mention.id]:
            _print_line(f"    → {_named(link)}  {link.node.id}{_drift(link)}")
        for candidate in mention.candidates:
            _print_line(f"    ? {candidate}")
        _print_line(f"    {mention.id}", style="dim")


def _drift(link: Link) -> str:
    """What became of the article cited since, where the edge says so."""
    drift = link.evidence.properties.get("drift")
    if not isinstance(drift, Mapping) or drift.get("kind") == "same":
        return ""
    moved = f" {drift['cited']} → {drift['number']}" if drift.get("number") else ""
    return f"  [drift: {drift.get('kind')}{moved}]"


def _print_citing(page: LinkPage) -> None:
    if page.items:
        out.print(f"cited by {page.total:,}", style="bold")
    for link in page.items:
        _print_line(f"  {_named(link)}  ({link.kind})  {(link.evidence.quote or '').replace(chr(10), ' ')}")
        _print_line(f"    {link.node.id}", style="dim")


def _print_line(text: str, style: str = "") -> None:
    """A line left whole, so that identifiers can be copied."""
    out.print(text, style=style, markup=False, soft_wrap=True)


def _named(link: Link) -> str:
    title = f"《{link.node.title}》" if link.node.title and "~" in link.node.id else ""
    return title + link.node.label


def _print_work(answer: WorkAnswer, *, as_json: bool) -> None:
    if as_json:
        print_lines([dataclasses.asdict(answer)])
        return
    work = answer.work
    out.print(work.title, style="bold", markup=False)
    out.print(" · ".join((work.kind_label, work.jurisdiction.name, *work.issuers)), style="dim", markup=False)
    _print_line(work.id, style="dim")
    if not answer.versions:
        out.print("not held: named by others, its text is not here", style="yellow")
    else:
        out.print(f"versions, status as of {answer.on}", style="bold")
    for version in answer.versions:
        until = f", to before {version.effective_to}" if version.effective_to else ""
        _print_line(f"  {version.status} from {version.effective_from or '?'}{until}, {version.articles:,} articles")
        _print_line(f"    {version.id}", style="dim")
    if answer.contents:
        out.print("contents", style="bold")
    for entry in answer.contents:
        if entry.heading and entry.level != "article":
            out.print(f"{'  ' * (entry.depth + 1)}{entry.num} {entry.heading}", markup=False)
    for source in answer.sources:
        _print_line(f"source: {source.path}{read_by(source)}", style="dim")
