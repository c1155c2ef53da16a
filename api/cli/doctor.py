"""`fatu doctor`."""

from __future__ import annotations

import dataclasses

import typer

from api.cli.console import describe_meaning, out, print_lines, print_table
from api.cli.options import AsJson, Data, load_settings
from api.services.container import open_services
from api.services.doctor import diagnose


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(data: Data = None, as_json: AsJson = False) -> None:
    """Check that graph and index agree, to the id; exit with 1 when they do not."""
    with open_services(load_settings(data)) as services:
        diagnosis = diagnose(services)
    if as_json:
        print_lines([dataclasses.asdict(diagnosis) | {"healthy": diagnosis.healthy}])
    elif diagnosis.healthy:
        out.print(f"graph and index agree: {diagnosis.entries_held:,} entries")
    else:
        rows = [(f.check, f.count, "\n".join(f.examples), f.advice) for f in diagnosis.findings]
        print_table("found", ("what", "how many", "for example", "what to do"), rows)
    if not as_json:
        out.print(describe_meaning(diagnosis.meaning), markup=False, soft_wrap=True)
    if not diagnosis.healthy:
        raise typer.Exit(1)
