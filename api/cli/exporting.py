"""`fatu export works` and `fatu export records`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import print_lines
from api.cli.options import Data, load_settings
from api.services.calendar import parse_day
from api.services.container import open_services
from api.services.export import export_works
from api.services.questions import parse_record
from api.services.record_export import export_records


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(help="Print what is held as JSON Lines.", no_args_is_help=True)
    group.command("works")(works)
    group.command("records")(records)
    app.add_typer(group, name="export")

    @group.callback()
    def _group() -> None:
        """Print what is held as JSON Lines."""


def works(
    data: Data = None,
    on: Annotated[str | None, typer.Option(help="Status as of this day, YYYY-MM-DD; default today.")] = None,
) -> None:
    """One line per source file: title, kind, dates, status, issuers, numbers."""
    day = parse_day(on, "--on")
    with open_services(load_settings(data)) as services:
        print_lines(export_works(services.store, day))


def records(
    data: Data = None,
    record: Annotated[str | None, typer.Option(help="Only this kind of record, code or label: power, tier, …")] = None,
) -> None:
    """One line per item of a list: its place in the file, fields, citations, bodies."""
    kind = parse_record(record) if record else None
    with open_services(load_settings(data)) as services:
        print_lines(export_records(services.store, kind))
