"""`fatu search`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from api.cli.citing import read_batch
from api.cli.console import err, highlighted, out, print_lines, print_notice
from api.cli.options import AsJson, Data, load_settings
from api.services.answers import SearchAnswer, SearchHit
from api.services.batch_search import BatchOptions, search_batch
from api.services.calendar import parse_day
from api.services.container import open_services
from api.services.questions import ALL, Question, build_request, check_versions
from api.services.searching import answer_search
from schemas.errors import InvalidInput
from schemas.queries import MeaningUse, Sort
from schemas.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    query: Annotated[list[str] | None, typer.Argument(help="Words, or a place: 行政处罚法第三十三条.")] = None,
    data: Data = None,
    level: Annotated[list[str] | None, typer.Option(help="Level of authority, code or label; repeatable.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="article, document or item.")] = None,
    record: Annotated[list[str] | None, typer.Option(help="Kind of record of items: power, tier, …")] = None,
    concept: Annotated[
        list[str] | None, typer.Option(help="Concept of the title or the headings above, id or label; repeatable.")
    ] = None,
    in_: Annotated[list[str] | None, typer.Option("--in", help="Region, code or name; takes in those below.")] = None,
    issuer: Annotated[list[str] | None, typer.Option(help="Issuing body, full name.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Status (时效性) on the day, code or label.")] = None,
    year_from: Annotated[int | None, typer.Option(help="Adopted or published in this year or later.")] = None,
    year_to: Annotated[int | None, typer.Option(help="Adopted or published in this year or earlier.")] = None,
    on: Annotated[str | None, typer.Option(help="As of this day, YYYY-MM-DD; default today in Beijing.")] = None,
    versions: Annotated[
        str | None,
        typer.Option(help="current or all; default current, in batch and where --status is given all."),
    ] = None,
    sort: Annotated[str, typer.Option(help=f"{', '.join(Sort)}.")] = Sort.RELEVANCE,
    limit: Annotated[int, typer.Option(help="Hits.")] = 10,
    offset: Annotated[int, typer.Option(help="Hits to leave out in front.")] = 0,
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option(help='JSON Lines of {"id", "query"}; - for stdin.')] = None,
    top: Annotated[int, typer.Option(min=1, max=1_000, help="Batch: articles per query.")] = 10,
    under: Annotated[str | None, typer.Option(help="Batch: only sources whose path begins with this.")] = None,
    not_under: Annotated[str | None, typer.Option(help="Batch: no sources whose path begins with this.")] = None,
) -> None:
    """Search articles and documents; in force today unless told otherwise."""
    day = parse_day(on, "--on")
    if batch is not None:
        if query:
            raise InvalidInput("both a query and --batch were given", "give one of them")
        every = check_versions(versions or ALL) == ALL
        _search_batch(load_settings(data), batch, BatchOptions(top, day.isoformat(), under, not_under, every))
        return
    question = Question(
        text=" ".join(query or ()),
        type=type_,
        levels=tuple(level or ()),
        regions=tuple(in_ or ()),
        issuers=tuple(issuer or ()),
        statuses=tuple(status or ()),
        year_from=year_from,
        year_to=year_to,
        versions=versions,
        records=tuple(record or ()),
        concepts=tuple(concept or ()),
        sort=sort,
        limit=limit,
        offset=offset,
    )
    request = build_request(question, day)
    with open_services(load_settings(data)) as services:
        answer = answer_search(services, request, grouped=not as_json)
    if as_json:
        print_lines(asdict(hit) for hit in ([answer.direct] if answer.direct else []) + list(answer.hits))
    else:
        _print(answer, offset)


def _search_batch(settings: Settings, path: Path, options: BatchOptions) -> None:
    with open_services(settings) as services:
        print_lines(search_batch(services, read_batch(path), options))


def _print(answer: SearchAnswer, offset: int) -> None:
    out.print(f"{answer.total:,} hits, status as of {answer.on}", style="dim")
    if answer.understood:
        shown = (f"{p.label} {p.value_label}" if p.condition else f"{p.label}: {p.text}" for p in answer.understood)
        out.print(" · ".join(shown), style="dim", markup=False)
    for step in answer.next_steps:
        more = f" ({step.total:,})" if step.total else ""
        err.print(f"{step.message}{more}", style="yellow", markup=False)
    if answer.direct:
        _print_hit("→", answer.direct)
    number = offset + 1
    for hit in answer.hits:
        _print_hit(str(number), hit)
        if hit.similar:
            others = "、".join(f"《{s.title.text}》{s.article}" for s in hit.similar)
            out.print(Padding(Text(f"+{len(hit.similar)} 近似：{others}", "dim"), (0, 0, 0, 4)))
        number += 1 + len(hit.similar)
    if answer.meaning == MeaningUse.OFF:
        err.print(f"by words alone, search by meaning is off: {answer.meaning_note}", style="dim", markup=False)
    print_notice()


def _print_hit(mark: str, hit: SearchHit) -> None:
    out.print(Text(f"{mark:>3} ") + highlighted(hit.title) + Text(f" {hit.article}", "bold"))
    facts = (hit.version.status, hit.kind_label, hit.jurisdiction.name, _dates(hit), *hit.headings)
    for line in (Text(" · ".join(f for f in facts if f), "dim"), highlighted(hit.snippet), Text(hit.id, "dim")):
        out.print(Padding(line, (0, 0, 0, 4), expand=False))


def _dates(hit: SearchHit) -> str:
    version = hit.version
    since = f"{version.effective_from} 起" if version.effective_from else ""
    return " ".join(d for d in (version.version, since) if d)
