"""`fatu show`."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from api.cli.console import out, print_lines, print_notice, print_table
from api.cli.items import print_item
from api.cli.options import AsJson, Data, On, load_settings
from api.services.answers import Link, LinkPage, ProvisionAnswer, WorkAnswer
from api.services.calendar import parse_day
from api.services.container import Services, open_services
from api.services.items import show_item
from api.services.places import find_named_work, find_place
from api.services.provisions import Paging, show_provision
from api.services.works import show_work
from schemas.errors import InvalidIdentifier, NotFound
from schemas.ids import item_kind, parse_id

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
            _print_work(show_work(services, found, day), as_json=as_json)


def _find(services: Services, text: str, day: date) -> str:
    """The identifier that the words are or name."""
    try:
        parse_id(text)
    except InvalidIdentifier:
        pass
    else:
        return text
    place = find_place(services.store, text, day)
    if place is not None:
        return place
    work = find_named_work(services.store, text)
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
        out.print(Padding(Text(answer.text), (1, 0, 1, 2)))
    for child in answer.children if answer.text is None else ():
        out.print(f"  {child.label}  {child.id}", markup=False)
    other = answer.reading_on
    if other is not None:
        where = other.provision.id if other.provision else ""
        out.print(f"on {other.on}: {other.how} {where}", style="yellow", markup=False)
        if other.text and other.how in ("changed", "moved"):
            out.print(Padding(Text(other.text), (1, 0, 1, 2)))
    _print_links("cites", answer.cited)
    _print_links("cited by", answer.citing)
    for source in answer.sources:
        out.print(f"source: {source.path}", style="dim", markup=False)
    print_notice()


def _print_links(title: str, page: LinkPage) -> None:
    if page.items:
        rows = [(_named(i), i.kind, i.evidence.quote, i.node.id) for i in page.items]
        print_table(f"{title} {page.total:,}", ("what", "edge", "words", "id"), rows)


def _named(link: Link) -> str:
    title = f"《{link.node.title}》" if link.node.title and "~" in link.node.id else ""
    return title + link.node.label


def _print_work(answer: WorkAnswer, *, as_json: bool) -> None:
    if as_json:
        print_lines([dataclasses.asdict(answer)])
        return
    work = answer.work
    out.print(work.title, style="bold", markup=False)
    out.print(" · ".join((work.kind_label, work.jurisdiction.name, *work.issuers, work.id)), style="dim", markup=False)
    rows = [
        (v.id, v.status, v.adopted, v.published, v.effective_from, v.effective_to, v.articles) for v in answer.versions
    ]
    columns = ("id", f"on {answer.on}", "adopted", "published", "in force from", "to before", "articles")
    print_table("versions", columns, rows)
    for entry in answer.contents:
        if entry.heading and entry.level != "article":
            out.print(f"{'  ' * (entry.depth + 1)}{entry.num} {entry.heading}", markup=False)
    for source in answer.sources:
        out.print(f"source: {source.path}", style="dim", markup=False)
    print_notice()
