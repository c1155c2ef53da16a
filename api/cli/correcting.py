"""`fatu correct`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import out, print_lines, print_table
from api.cli.options import AsJson, Data, load_settings
from api.services.container import Services, open_services
from api.services.correcting import correct_link, list_corrections, undo_correction
from schemas.errors import InvalidInput


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("correct")(correct)


def correct(
    citation: Annotated[str | None, typer.Argument(help="The citation's id, as `fatu show` prints it.")] = None,
    to: Annotated[str | None, typer.Option(help="The work, version or provision that it means.")] = None,
    no_link: Annotated[bool, typer.Option("--no-link", help="It leads nowhere.")] = False,
    by: Annotated[str, typer.Option(help="Who says so.")] = "",
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    undo: Annotated[str | None, typer.Option(help="Take back the correction of this id.")] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the corrections made.")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Correct where a citation leads; kept over every re-ingest, with who, when and why."""
    with open_services(load_settings(data), write=not list_all) as services:
        if list_all:
            _list(services, as_json)
        elif undo:
            undo_correction(services, undo)
            out.print(f"taken back: {undo}", markup=False)
        elif citation and (to is None) == no_link:
            made = correct_link(services, citation, to, by=by, why=why)
            out.print(f"{made.id}: 「{made.words}」 → {made.target or 'no link'}", markup=False)
        else:
            raise InvalidInput(
                "nothing to correct", "give a citation with --to ID or --no-link, or --list, or --undo ID"
            )


def _list(services: Services, as_json: bool) -> None:
    rows = list_corrections(services)
    if as_json:
        print_lines(
            {
                "id": c.id,
                "block": c.block,
                "words": c.words,
                "occurrence": c.occurrence,
                "target": c.target,
                "by": c.by,
                "why": c.why,
                "at": c.at,
                "applies": applies,
            }
            for c, applies in rows
        )
    else:
        columns = ("correction", "where", "words", "leads to", "by", "why", "when", "applies")
        told = (
            (c.id, c.block, c.words, c.target or "nowhere", c.by, c.why, c.at, "yes" if a else "no") for c, a in rows
        )
        print_table("", columns, told)
