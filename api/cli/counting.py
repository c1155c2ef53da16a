"""`fatu stats` and `fatu stats citations`."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from api.cli.console import out, print_lines, print_notice, print_table
from api.cli.options import AsJson, Data, On, load_settings
from api.services.calendar import parse_day
from api.services.citation_statistics import CitationStatistics, count_citations
from api.services.container import open_services
from api.services.statistics import build_statistics
from api.services.status_answers import Statistics


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(invoke_without_command=True)
    group.callback()(stats)
    group.command("citations")(citations)
    app.add_typer(group, name="stats")


def stats(context: typer.Context, data: Data = None, on: On = None, as_json: AsJson = False) -> None:
    """Print what is held, counted."""
    if context.invoked_subcommand:
        return
    day = parse_day(on, "--on")
    with open_services(load_settings(data)) as services:
        answer = build_statistics(services, day)
    if as_json:
        print_lines([dataclasses.asdict(answer)])
    else:
        _print_statistics(answer)


def _print_statistics(answer: Statistics) -> None:
    out.print(
        f"{answer.works:,} works, {answer.versions:,} versions, {answer.articles:,} articles, "
        f"{answer.index_entries:,} index entries"
    )
    for title in ("nodes", "edges", "levels", "regions", "statuses", "citations"):
        if counts := getattr(answer, title):
            print_table(title, ("", "", "count"), [(c.value, c.label, f"{c.count:,}") for c in counts[:40]])


def citations(
    data: Data = None,
    most: Annotated[int, typer.Option(min=1, help="Instruments not held to name, most cited first.")] = 20,
    samples: Annotated[int, typer.Option(min=0, help="Unparsed and ambiguous citations to show.")] = 10,
    seed: Annotated[int, typer.Option(help="Draws other samples.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Print what became of the citations: verdicts by form, what is named and not held, samples to look at."""
    with open_services(load_settings(data)) as services:
        counted = count_citations(services, most=most, samples=samples, seed=seed)
    if as_json:
        print_lines([dataclasses.asdict(counted)])
    else:
        _print_citations(counted)


def _print_citations(counted: CitationStatistics) -> None:
    out.print(f"{counted.total:,} citations")
    print_table("verdicts by form", ("verdict", "form", "count"), [(v, k, f"{n:,}") for v, k, n in counted.counts])
    rows = [(m.title, f"{m.citations:,}") for m in counted.not_held]
    print_table("named and not held", ("instrument", "citations"), rows)
    for title, drawn in (("unparsed", counted.unparsed), ("ambiguous", counted.ambiguous)):
        if drawn:
            print_table(title, ("words", "context", "id"), [(s.words, s.context, s.id) for s in drawn])
    print_notice()
